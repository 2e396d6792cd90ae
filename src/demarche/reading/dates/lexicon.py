"""The date room's tables as Python values: words, vague quantities, parts of periods, feasts and occasions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from demarche.errors import LexiconError

Value: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class Name:
    """A feast or occasion as the text may name it: its words, its key, and whether it wants a frame ("since …")."""

    words: tuple[str, ...]
    key: str
    framed: bool


@dataclass(frozen=True, slots=True)
class Quantities:
    """What vague quantities mean; see data/quantities.txt for the units."""

    units: dict[str, tuple[int, int, int]]
    numbers: dict[str, tuple[int, int]]
    reach_days: dict[str, int]


def read_table(name: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a data file, without comments and blank lines."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip()


def bad_line(name: str, number: int, wanted: str, got: str) -> LexiconError:
    """Return the error for a line that breaks its file's format."""
    return LexiconError("unreadable line", where=f"{name}, line {number}", wanted=wanted, got=got)


@cache
def word_classes() -> tuple[dict[str, dict[str, Value]], dict[str, dict[str, Value]]]:
    """
    Return what each word may be: word -> class -> value, for any case and for capitalised words alone.

    Returns
    -------
    tuple of dict
        The classes that hold in any case, and those that want a capital letter.
    """
    any_case: dict[str, dict[str, Value]] = {}
    capital: dict[str, dict[str, Value]] = {}
    mark = ""
    for number, line in read_table("words.txt"):
        head, *entries = line.split()
        mark = mark if head == "+" else head
        if not mark.rstrip("!").isupper():
            raise bad_line("words.txt", number, "CLASS word[=value] ...", line)
        table = capital if mark.endswith("!") else any_case
        for entry in entries:
            word, _, value = entry.partition("=")
            table.setdefault(word, {})[mark.rstrip("!")] = _value(value) if value else word
    return any_case, capital


def _value(text: str) -> Value:
    return int(text) if text.lstrip("-").isdigit() else text


@cache
def quantities() -> Quantities:
    """Return the table of vague quantities."""
    found = Quantities({}, {}, {})
    for number, line in read_table("quantities.txt"):
        match line.split():
            case ["unit", unit, low, high, recent]:
                found.units[unit] = (int(low), int(high), int(recent))
            case ["number", word, low, high]:
                found.numbers[word] = (int(low), int(high))
            case ["reach", precision, days]:
                found.reach_days[precision] = int(days)
            case _:
                raise bad_line("quantities.txt", number, "unit, number or reach", line)
    return found


@cache
def parts() -> dict[tuple[str, str], tuple[int, int, int]]:
    """Return (period, part) -> (first, last, by), counted in the period's own parts."""
    found = {}
    for number, line in read_table("parts.txt"):
        match line.split():
            case [period, part, first, last, by]:
                found[period, part] = (int(first), int(last), int(by))
            case _:
                raise bad_line("parts.txt", number, "PERIOD PART FIRST LAST BY", line)
    return found


@cache
def feasts() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the feasts by name: the rule that finds the day in a year, and its arguments."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for number, line in read_table("feasts.txt"):
        match [cell.strip() for cell in line.split("|")]:
            case [names, rule, arguments]:
                for name in names.split(","):
                    found[name.strip()] = (rule, tuple(arguments.split()))
            case _:
                raise bad_line("feasts.txt", number, "NAME | RULE | ARGUMENTS", line)
    return found


@cache
def occasions() -> dict[str, tuple[tuple[dt.date, dt.date], ...]]:
    """Return the occasions by name: their first and last days, oldest first."""
    found: dict[str, list[tuple[dt.date, dt.date]]] = {}
    for number, line in read_table("occasions.txt"):
        match [cell.strip() for cell in line.split("|")]:
            case [first, last, names]:
                days = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
                for name in names.split(","):
                    found.setdefault(name.strip(), []).append(days)
            case _:
                raise bad_line("occasions.txt", number, "FIRST | LAST | NAMES", line)
    return {name: tuple(sorted(days)) for name, days in found.items()}


@cache
def names() -> dict[str, tuple[Name, ...]]:
    """Return the names of feasts and occasions by their first word, the longest first."""
    found: dict[str, list[Name]] = {}
    for key in (*feasts(), *occasions()):
        spelled = tuple(split_name(key.rstrip("*")))
        found.setdefault(spelled[0], []).append(Name(spelled, key, key.endswith("*")))
    return {first: tuple(sorted(group, key=lambda name: -len(name.words))) for first, group in found.items()}


def split_name(name: str) -> list[str]:
    """Split a name as the tokeniser does: words, and apostrophes and hyphens apart."""
    if name == "9/11":
        return [name]
    for mark in "'-.":
        name = name.replace(mark, f" {mark} ")
    return name.split()
