"""The endpoint as it may behave: every failure is a value, ends in time, and costs as little as it can."""

from __future__ import annotations

import time

import pytest
from tests.reading.endpoint.asking import TEXT, ask, page
from tests.reading.endpoint.server import (
    KEY,
    Act,
    answer,
    drip_body,
    drip_headers,
    endless,
    envelope,
    environment,
    flood,
    good,
    header_bomb,
    late,
    packed,
    refuses,
    say,
    serving,
    status,
    truncated,
)

from demarche.errors import InputError
from demarche.reading.endpoint import read_settings
from demarche.reading.model_reader import ModelReader
from demarche.record import Reading, Refused


def test_a_request_is_what_the_protocol_wants() -> None:
    """One request holds the model, two messages, the schema, and nothing that varies; the key is a bearer token."""
    first, second = ask(good), ask(good)
    (request,) = first.desk.requests
    assert request["model"] == "test/model-1"
    assert [one["role"] for one in request["messages"]] == ["system", "user"]
    assert (request["temperature"], request["seed"], request["stream"]) == (0, 0, False)
    assert request["response_format"]["json_schema"]["strict"] is True
    assert "tools" not in request
    assert first.desk.paths == ["/v1/chat/completions"]
    assert first.desk.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert second.desk.requests == [request]
    assert second.results == first.results


def test_no_key_sends_no_header() -> None:
    """Without a key there is no word of one."""
    assert "Authorization" not in ask(good, KEY="").desk.headers[0]


@pytest.mark.parametrize("failure", [truncated, *(status(code) for code in (408, 425, 429, 500, 502, 503, 529))])
def test_what_may_pass_is_tried_again(failure: Act) -> None:
    """A failure that may pass is followed by the same request, after a pause that doubles."""
    asked = ask(failure, failure, good)
    assert len(asked.reading.events) == 2
    assert asked.slept == [1.0, 2.0]
    assert asked.desk.requests[0] == asked.desk.requests[2]


def test_retries_end() -> None:
    """After the last retry the report is refused, by stage, reason and detail."""
    asked = ask(status(500, "on fire"), RETRIES="2")
    assert asked.refused == Refused("a report", "model", "the endpoint refused the request", "HTTP 500: on fire")
    assert len(asked.desk.requests) == 3


def test_retry_after_is_honoured() -> None:
    """A server that asks for seven seconds gets seven seconds."""
    assert ask(status(429, headers={"Retry-After": "7"}), good).slept == [7.0]


def test_retry_after_may_be_a_date() -> None:
    """A date counts from the server's own clock, so that ours need not be asked."""
    headers = {"Retry-After": "Sat, 11 Dec 1999 08:00:30 GMT"}

    def act(handler, request):  # type: ignore[no-untyped-def]
        body = envelope("{}")
        handler.send_response_only(429)
        for name, value in {
            **headers,
            "Date": "Sat, 11 Dec 1999 08:00:10 GMT",
            "Content-Length": str(len(body)),
        }.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    assert ask(act, good).slept == [20.0]


@pytest.mark.parametrize("value", ["soon", "-5", "", "1e3", "Sat, 99 Foo 1999"])
def test_a_retry_after_that_is_none_is_passed_over(value: str) -> None:
    """A header that cannot be read leaves the usual pause."""
    assert ask(status(503, headers={"Retry-After": value}), good).slept == [1.0]


def test_who_asks_for_an_hour_is_not_waited_for() -> None:
    """A wait beyond patience is a refusal at once."""
    asked = ask(status(429, headers={"Retry-After": "3600"}))
    assert asked.refused.reason == "the endpoint asked for too long a wait"
    assert (asked.slept, len(asked.desk.requests)) == ([], 1)


@pytest.mark.parametrize("slow", [late(1.5), drip_body, drip_headers], ids=["late", "drip_body", "drip_headers"])
def test_a_slow_server_does_not_hold_us(slow: Act) -> None:
    """The time-out is for the whole exchange: bytes now and then do not prolong it."""
    began = time.monotonic()
    asked = ask(slow, RETRIES="0", TIMEOUT="0.4")
    assert asked.refused.reason == "the endpoint did not answer in time"
    assert asked.refused.detail == "0.4 seconds"
    assert time.monotonic() - began < 8  # 10 seconds of dripping, on a machine that others use, too


@pytest.mark.parametrize("huge", [flood, endless], ids=["flood", "endless"])
def test_a_huge_answer_is_cut_off_and_not_asked_for_again(huge: Act) -> None:
    """Past four megabytes nothing more is read."""
    asked = ask(huge)
    assert asked.refused.reason == "the endpoint's answer is too long"
    assert len(asked.desk.requests) == 1


def test_a_header_bomb_is_a_broken_connection() -> None:
    """Two megabytes of a header are not taken in."""
    assert ask(header_bomb, RETRIES="0").refused.reason == "the connection to the endpoint failed"


def test_a_packed_answer_is_not_unpacked() -> None:
    """What was not asked for cannot grow in memory."""
    assert ask(packed).refused.reason == "the endpoint packed its answer, which was not asked for"


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_no_redirect_is_followed(code: int) -> None:
    """The report's text and the key go to the address that the user named, and nowhere else."""
    with_trap = ask(status(code, headers={"Location": "/v1/elsewhere"}))
    assert with_trap.refused.reason == "the endpoint sent us elsewhere"
    assert with_trap.desk.paths == ["/v1/chat/completions"]


def test_nobody_at_the_address_is_a_refusal() -> None:
    """A closed port is a failure like any other."""
    from tests.reading.endpoint.asking import page
    from tests.reading.endpoint.server import environment, serving

    with serving(good) as desk:
        settings = read_settings(environment(desk, RETRIES="1"))
    (found,) = ModelReader(settings, sleep=lambda _: None).read([page()])
    assert isinstance(found, Refused)
    assert found.reason == "the connection to the endpoint failed"


@pytest.mark.parametrize("code", [401, 403])
def test_a_wrong_key_stops_at_once(code: int) -> None:
    """A refused key ends the run before the other reports are tried, and is not repeated even where the server does."""
    with pytest.raises(InputError) as caught:
        ask(status(code, f"Incorrect API key provided: {KEY}"), text=[TEXT] * 30, AT_ONCE="1")
    assert caught.value.field == "DEMARCHE_MODEL_KEY"
    assert KEY not in str(caught.value)


def test_a_key_that_expires_leaves_what_was_paid_for() -> None:
    """A key refused after answers refuses the rest, without asking, and keeps the readings."""
    asked = ask(good, status(401), text=[TEXT, f"{TEXT} ", f"{TEXT}  ", f"{TEXT}   "], AT_ONCE="1")
    assert [type(one) for one in asked.results] == [Reading, Refused, Refused, Refused]
    assert asked.results[1].reason == "the endpoint refused the key"  # type: ignore[union-attr]
    assert len(asked.desk.requests) == 2


def test_a_forbidden_report_is_that_reports_matter() -> None:
    """A 403 after answers refuses one report: services say so of what their own rules forbid."""
    asked = ask(good, status(403, "flagged"), good, text=[TEXT, f"{TEXT} ", f"{TEXT}  "], AT_ONCE="1")
    assert [type(one) for one in asked.results] == [Reading, Refused, Reading]


def test_a_server_without_schemas_is_asked_without() -> None:
    """A refusal of the form is met once by asking without a schema, and remembered for the run."""
    asked = ask(refuses("response_format"), text=[TEXT, f"{TEXT} "], AT_ONCE="1")
    assert [len(one.events) for one in asked.results] == [2, 2]  # type: ignore[union-attr]
    assert ["response_format" in one for one in asked.desk.requests] == [True, False, False]
    assert asked.spent[-1].note == "it took no schema of the answer"


def test_a_server_without_temperatures_is_asked_without() -> None:
    """Some hosted models take neither a temperature nor a seed."""
    asked = ask(refuses("temperature"))
    assert len(asked.reading.events) == 2
    assert len(asked.desk.requests) == 3


def test_a_refused_report_does_not_change_the_form() -> None:
    """Once a form was taken, a refusal is about the report, and is not answered by asking in other forms."""
    asked = ask(good, status(400, "content filter"), text=[TEXT, f"{TEXT} "], AT_ONCE="1")
    assert asked.results[1] == Refused(
        "a report", "model", "the endpoint refused the request", "HTTP 400: content filter"
    )
    assert len(asked.desk.requests) == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b'{"choices": []}',
        b'{"error": {"message": "x"}}',
        b'{"choices": [{"message": {}}]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_completion_is_asked_for_once_more(body: bytes) -> None:
    """A body that is not of the protocol is tried once more, then it is a refusal."""
    asked = ask(lambda handler, _: handler.reply(200, body))
    assert asked.refused.reason == "the endpoint's answer is no chat completion"
    assert len(asked.desk.requests) == 2


def test_a_refusal_by_the_model_is_told() -> None:
    """A model that will not is quoted, in the detail."""
    asked = ask(lambda handler, _: handler.reply(200, envelope(None, refusal="I can't help with that.")))
    assert asked.refused.reason == "the model refused to answer"
    assert asked.refused.detail == "I can't help with that."


def test_one_failed_report_does_not_stop_the_batch() -> None:
    """The reports before and after a refused one are read."""
    asked = ask(good, status(404), good, text=[TEXT, f"{TEXT} ", f"{TEXT}  "], AT_ONCE="1")
    assert [type(one) for one in asked.results] == [Reading, Refused, Reading]


def test_a_dead_endpoint_is_given_up() -> None:
    """After eight failures in a row the rest is refused without being asked."""
    asked = ask(status(404), text=[f"{TEXT}{' ' * n}" for n in range(12)], AT_ONCE="1")
    assert len(asked.desk.requests) == 8
    assert asked.results[-1].reason == "not asked"  # type: ignore[union-attr]


def test_the_limit_of_calls_holds() -> None:
    """No more requests leave than the user allowed."""
    asked = ask(good, text=[f"{TEXT}{' ' * n}" for n in range(5)], CALLS="3", AT_ONCE="1")
    assert len(asked.desk.requests) == 3
    assert [type(one) for one in asked.results] == [Reading] * 3 + [Refused] * 2


def test_requests_keep_their_pace() -> None:
    """Thirty a minute are two seconds apart."""
    assert ask(good, text=[f"{TEXT}{' ' * n}" for n in range(4)], PER_MINUTE="30", AT_ONCE="1").slept == [2.0] * 3


def test_reports_are_told_in_order_however_many_are_asked_at_once() -> None:
    """What is asked at once comes out in the order of the input."""
    texts = [f"{TEXT}\n\nNote {n}." for n in range(9)]
    asked = ask(good, text=texts, AT_ONCE="4")
    assert [one.report.text for one in asked.results] == texts  # type: ignore[union-attr]


def test_the_bill_adds_up() -> None:
    """Requests, tokens and cost are told, at the user's prices."""
    asked = ask(status(500), say(answer()), PRICE_IN="2", PRICE_OUT="10")
    total = asked.spent[0].plus(asked.spent[1])
    assert (total.calls, total.tokens_in, total.tokens_out) == (2, 100, 10)
    assert total.cost == pytest.approx(100 * 2e-6 + 10 * 10e-6)


@pytest.mark.parametrize(
    "usage", [{}, {"prompt_tokens": -5, "completion_tokens": 1}, {"prompt_tokens": "many"}, [], 10**30]
)
def test_a_bill_that_cannot_be_is_not_believed(usage: object) -> None:
    """Tokens that are no count are told as not counted."""
    asked = ask(say(answer(), usage=usage), PRICE_IN="2")
    assert (asked.spent[0].unmetered, asked.spent[0].tokens_in, asked.spent[0].cost) == (1, 0, None)


def test_a_wrong_key_is_tried_no_more_often_than_requests_are_under_way() -> None:
    """However many reports wait, no request leaves after the first that was refused has come back."""
    pages = [page(f"{TEXT}{' ' * n}") for n in range(30)]
    with serving(status(401)) as desk:
        reader = ModelReader(read_settings(environment(desk, AT_ONCE="3")))
        with pytest.raises(InputError):
            list(reader.read(pages))
        assert len(desk.requests) <= 3
