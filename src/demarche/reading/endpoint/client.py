"""
Asks the endpoint, and asks again where that may help.

1. A request leaves when the pace allows, and at most so many in a run.
2. What may pass (time-outs, broken connections, 408, 425, 429, 5xx) is tried again, after the time that `Retry-After`
   names or a pause that doubles. An answer that is no chat completion is tried once more.
3. Servers differ in what they take: a first refusal (400, 422) is met by asking in a plainer form, once a form.
4. A refused key (401, 403) stops the run, unless answers came before: these are paid for and stay. A 403 after answers
   is about one report.
5. Past some failures in a row, the endpoint is not asked any more.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from demarche.errors import InputError
from demarche.reading.endpoint.exchange import Answered, Broken, Exchange
from demarche.reading.endpoint.pace import Pace
from demarche.reading.endpoint.settings import PREFIX, EndpointSettings
from demarche.reading.endpoint.spending import Spending, spent_on

Message = dict[str, str]

# The forms in which a question is put, plainest last: with the schema of the answer; without it; and with nothing that
# a server may refuse (some hosted models take no temperature and no seed).
FORMS = ("schema", "plain", "bare")
_FORM_NOTE = {"plain": "it took no schema of the answer", "bare": "it took neither a schema, a temperature nor a seed"}
_MAY_PASS = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_REFUSED_FORM = frozenset({400, 415, 422})
_FORBIDDEN = 403
_REFUSED_KEY = frozenset({401, _FORBIDDEN})
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 1.0, 30.0
_PATIENCE_SECONDS = 120.0  # who asks us to wait longer is not waited for
_GIVE_UP_AFTER = 8  # failures in a row, each with all its retries
_DETAIL_LETTERS = 200


@dataclass(frozen=True)
class Completion:
    """What the model wrote, and whether it was cut at the limit of tokens."""

    text: str
    is_cut: bool = False


@dataclass(frozen=True)
class Failure:
    """A question that stays without an answer, and why."""

    reason: str
    detail: str = ""


NOT_ASKED = Failure("not asked")


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Envelope(msgspec.Struct):
    choices: list[_Choice]
    usage: Any = None


@dataclass(frozen=True)
class _Again:
    """A failure that may pass: how long to wait, and whether it is the answer that was broken."""

    failure: Failure
    wait_seconds: float | None = None
    is_answer: bool = False


class Client:
    """
    One endpoint, asked by several threads.

    Parameters
    ----------
    settings : EndpointSettings
        The endpoint and its limits.
    tell : callable, optional
        Called with the spending of each request, one call at a time.
    clock, sleep : callable
        A stopwatch in seconds, and what waits; tests pass their own.
    """

    def __init__(
        self,
        settings: EndpointSettings,
        tell: Callable[[Spending], None] | None,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self.settings, self._tell, self._sleep = settings, tell, sleep
        self._exchange = Exchange(settings)
        self._pace = Pace(settings.per_minute, clock, sleep)
        self._lock = threading.Lock()
        self._form, self._calls, self._answers, self._failures = 0, 0, 0, 0

    def ask(
        self, messages: Sequence[Message], schema: Mapping[str, Any], is_off: Callable[[], bool] = lambda: False
    ) -> Completion | Failure:
        """
        Return what the model answers, or why it does not.

        Parameters
        ----------
        messages : sequence of dict
            As the protocol has them.
        schema : dict
            JSON Schema of the answer.
        is_off : callable
            Asked before each request; True where nobody waits for the answer any more.

        Raises
        ------
        InputError
            If the endpoint refuses the key before it has answered anything.
        """
        outcome = self._asked(messages, schema, is_off)
        with self._lock:
            if outcome is not NOT_ASKED:
                self._failures = self._failures + 1 if isinstance(outcome, Failure) else 0
        return outcome

    def _asked(
        self, messages: Sequence[Message], schema: Mapping[str, Any], is_off: Callable[[], bool]
    ) -> Completion | Failure:
        form, tries, again = self._form, 0, True
        while True:
            if stopped := NOT_ASKED if is_off() else self._stopped():
                return stopped
            self._pace.wait()  # 1
            got = self._exchange.post(self._body(messages, schema, form))
            if self._refuses_form(got, form):  # 3
                form += 1
                self._count(None, answered=False)
                continue
            outcome = self._judge(got, form)
            if isinstance(outcome, Completion | Failure):
                return outcome
            if tries >= self.settings.retries or (outcome.is_answer and not again):
                return outcome.failure
            again = again and not outcome.is_answer
            self._pause(outcome.wait_seconds, tries)  # 2
            tries += 1

    def _stopped(self) -> Failure | None:
        """Count a request that is about to leave; return why it must not, if so."""
        with self._lock:
            if self._failures >= _GIVE_UP_AFTER:  # 5
                return Failure(NOT_ASKED.reason, f"the endpoint failed {_GIVE_UP_AFTER} times in a row before")
            if self.settings.most_calls and self._calls >= self.settings.most_calls:
                return Failure(NOT_ASKED.reason, f"the limit of {PREFIX}CALLS={self.settings.most_calls} was reached")
            self._calls += 1
        return None

    def _body(self, messages: Sequence[Message], schema: Mapping[str, Any], form: int) -> bytes:
        body: dict[str, Any] = {"model": self.settings.model, "messages": list(messages), "stream": False}
        if FORMS[form] != "bare":
            body |= {"temperature": 0, "seed": 0, "max_tokens": self.settings.answer_tokens}
        if FORMS[form] == "schema":
            named = {"name": "reading", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        return json.dumps(body, ensure_ascii=True).encode("ascii")

    def _refuses_form(self, got: Answered | Broken, form: int) -> bool:
        if not isinstance(got, Answered) or got.status not in _REFUSED_FORM or form + 1 >= len(FORMS):
            return False
        return not self._answers  # a form that was taken before is refused for what it holds this time

    def _judge(self, got: Answered | Broken, form: int) -> Completion | Failure | _Again:
        if isinstance(got, Broken):
            self._count(None, answered=False)
            failure = Failure(got.reason, got.detail)
            return _Again(failure) if got.may_pass else failure
        if got.status == 200:
            return self._completion(got, form)
        self._count(None, answered=False)
        return self._refused_key(got) if got.status in _REFUSED_KEY else self._refused(got)

    def _refused(self, got: Answered) -> Failure | _Again:
        if 300 <= got.status < 400:
            detail = f"HTTP {got.status}; no redirect is followed: set {PREFIX}URL to the address itself"
            return Failure("the endpoint sent us elsewhere", detail)
        failure = Failure("the endpoint refused the request", f"HTTP {got.status}{self._said(got.body)}")
        if got.status not in _MAY_PASS:
            return failure
        wait = _retry_after(got.headers)
        if wait is not None and wait > _PATIENCE_SECONDS:
            return Failure("the endpoint asked for too long a wait", f"HTTP {got.status}, {wait:g} seconds")
        return _Again(failure, wait)

    def _completion(self, got: Answered, form: int) -> Completion | Failure | _Again:
        broken = _Again(Failure("the endpoint's answer is no chat completion"), is_answer=True)
        try:
            envelope = msgspec.json.decode(got.body, type=_Envelope)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._count(None, answered=False)
            return broken
        self._count(envelope.usage, answered=True, note=_FORM_NOTE.get(FORMS[form], ""))
        choice = envelope.choices[0] if envelope.choices else None
        if choice is None or (choice.message.content is None and choice.message.refusal is None):
            return broken
        with self._lock:
            self._form, self._answers = form, self._answers + 1
        if choice.message.content is None:
            return Failure("the model refused to answer", self._shown(choice.message.refusal or ""))
        return Completion(choice.message.content, choice.finish_reason == "length")

    def _refused_key(self, got: Answered) -> Failure:
        with self._lock:
            any_answers = self._answers
            if any_answers and got.status == _FORBIDDEN:  # a key that was taken before: it is about this report
                return Failure("the endpoint refused the request", f"HTTP {got.status}{self._said(got.body)}")
            self._failures = _GIVE_UP_AFTER  # nobody asks again
        if any_answers:  # 4
            return Failure("the endpoint refused the key", f"HTTP {got.status}")
        raise InputError(
            f"the endpoint refused the key (HTTP {got.status}{self._said(got.body)})",
            field=PREFIX + "KEY",
            wanted=f"a key that {PREFIX}URL takes",
            got="a key" if self.settings.key else "none",
        )

    def _pause(self, wait_seconds: float | None, tries: int) -> None:
        if wait_seconds is not None:
            self._pace.hold(wait_seconds)
        else:
            self._sleep(min(_FIRST_PAUSE_SECONDS * 2**tries, _LONGEST_PAUSE_SECONDS))

    def _count(self, usage: object, *, answered: bool, note: str = "") -> None:
        if self._tell is not None:
            with self._lock:
                self._tell(spent_on(self.settings, usage, answered=answered, note=note))

    def _said(self, body: bytes) -> str:
        """Return what a server says is wrong, short and harmless, or ""."""
        try:
            told = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return ""
        error = told.get("error", told) if isinstance(told, dict) else None
        message = error.get("message") if isinstance(error, dict) else error
        return f": {self._shown(message)}" if isinstance(message, str) and message.strip() else ""

    def _shown(self, text: str) -> str:
        """Return a server's words on one line, without the key, cut."""
        line = " ".join(self.settings.redact(text).split())
        return "".join(letter for letter in line if letter.isprintable())[:_DETAIL_LETTERS]


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks us to wait; a date counts from the server's own clock."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until, now = parsedate_to_datetime(value), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
