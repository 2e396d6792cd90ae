"""The words of a forecast: outcomes, types and roles of the built-in game, with the actors of the crisis put in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from demarche.briefing.naming import country_adjective, country_words
from demarche.errors import LexiconError

if TYPE_CHECKING:
    from demarche.forecasting import Outcome, Scenario

_VOWELS = tuple("aeiou")
# Written with a vowel, spoken with a "you": a Ukrainian, a Ugandan, a Uruguayan, a European, a United …
_SPOKEN_YOU = ("uk", "uga", "uru", "eu", "uni", "us ")


class OutcomeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wording of one outcome; data/outlook.toml says what each field means."""

    noun: str
    criterion: str
    pair: str = ""
    tone: str = ""


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table."""

    outcomes: dict[str, OutcomeWords]
    types: dict[str, str]
    seen_by: dict[str, str]
    roles: dict[str, str]


@cache
def load_table() -> Table:
    """Load data/outlook.toml."""
    text = resources.files("demarche.briefing").joinpath("data/outlook.toml").read_text(encoding="utf-8")
    try:
        return msgspec.convert(tomllib.loads(text), Table)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as exc:
        raise LexiconError(str(exc), where="briefing/data/outlook.toml") from exc


class Speech:
    """The words of one crisis: the table with its actors put in, and its own names where the table has none."""

    def __init__(self, scenario: Scenario | None) -> None:
        roles: Mapping[str, str] = scenario.roles if scenario else {}
        self._actors = {role: actor_words(code) for role, code in roles.items()}
        self._adjectives = {f"{role}_adjective": country_adjective(code) or "" for role, code in roles.items()}

    def noun(self, outcome: Outcome) -> str:
        """Return an outcome as the subject of a title: 'A Russian attack on Ukraine'."""
        said = self._said(outcome)
        if not said:
            return outcome.phrase[:1].upper() + outcome.phrase[1:]
        start = said.lower()
        return ("An " if start.startswith(_VOWELS) and not start.startswith(_SPOKEN_YOU) else "A ") + said

    def has_noun(self, outcome: Outcome) -> bool:
        """Return whether the table has words for an outcome of this crisis."""
        return bool(self._said(outcome))

    def _said(self, outcome: Outcome) -> str:
        words = load_table().outcomes.get(outcome.name)
        forms = (words.noun, words.pair) if words else ()
        return next((filled for form in forms if form and (filled := self._filled(form))), "")

    def criterion(self, outcome: Outcome) -> str:
        """Return what would count as the outcome; where no table says it, the ends of the game that make it up."""
        words = load_table().outcomes.get(outcome.name)
        if words and (said := self._filled(words.criterion)):
            return said
        members = " or ".join(f"“{one}”" for one in outcome.members or (outcome.name,))
        return f"what the game calls {members}: {outcome.phrase}"

    def tone(self, outcome: str) -> str:
        """Return the tone of an outcome, "" where it has none."""
        words = load_table().outcomes.get(outcome)
        return words.tone if words else ""

    def type_words(self, actor: str, type_: str) -> str:
        """Return a hypothesis as a clause: 'Russia is bent on war'."""
        return f"{actor_words(actor)} {load_table().types.get(type_, f'is of the type “{type_}”')}"

    def type_criterion(self, type_: str) -> str:
        """Return by what a hidden type is judged after the fact."""
        said = self._filled(load_table().seen_by.get(type_, ""))
        return said or "its type is hidden, and is judged by its moves once the crisis is over"

    def role(self, role: str) -> str:
        """Return what a role is, "" where no table says."""
        return load_table().roles.get(role, "")

    def _filled(self, form: str) -> str:
        """Return a form with the actors put in; "" where one that it names is not there."""
        values = {key: value for key, value in (self._actors | self._adjectives).items() if value}
        try:
            return form.format_map(values)
        except KeyError:
            return ""


def actor_words(code: str) -> str:
    """Return an actor as it stands inside a sentence."""
    return country_words(code)
