"""
A small grammar notation and its parser: longest match with a memo, linear in the length of the sentence.

The notation is described at the head of data/grammar.txt. Rules are expanded when they are loaded (groups and
optional elements become sequences of their own) and filed under the marks that their first word can bear, so that a
word that begins no date costs one look-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from demarche.errors import LexiconError
from demarche.reading.dates.lexicon import Value, bad_line, read_table
from demarche.reading.dates.words import BOUND, Word

_FILE = "grammar.txt"
_ELEMENT = re.compile(
    r"\s*(?P<mark>[(|)])(?P<many>\??)"
    r"|\s*(?P<look><!|<|&|!)?(?:(?P<label>[a-z_0-9]+):)?(?P<atom>'[^\s']+'|\"[^\s\"]+\"|[^\s()|?]+)(?P<optional>\??)"
)
# Classes whose values no action wants; they get no label of their own.
_SILENT = frozenset(
    [
        "DASH",
        "GLUED",
        "NEARLY",
        "PARTOFDAY",
        "ZONE",
        "HARDLY",
        "FIGURE",
        "TIME",
        "FALL",
        "'.'",
        "','",
        '"\'"',
        "'/'",
        "'('",
        "')'",
    ]
)


@dataclass(frozen=True, slots=True)
class Spec:
    """What words mean, unresolved: an action of `days`, `periods`, `portions` or `windows`, and its arguments."""

    action: str
    arguments: Mapping[str, Meaning]


Meaning: TypeAlias = Value | Spec


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a rule: a word's mark, another rule, or a look at the word before or after."""

    kind: str  # "mark", "rule", "&", "!", "<", "<!"
    names: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Expansion:
    """One expanded rule: its elements, and the action with its fixed arguments (None hands on its one value)."""

    elements: tuple[Element, ...]
    action: str | None
    fixed: tuple[tuple[str, Value], ...]


@dataclass(slots=True)
class Grammar:
    """All rules, filed by name and by the marks that their first word can bear."""

    rules: dict[str, list[Expansion]] = field(default_factory=dict)
    openings: dict[str, dict[str, list[Expansion]]] = field(default_factory=dict)

    def file_rules(self) -> None:
        """File every sequence under the marks that can open it."""
        for name, sequences in self.rules.items():
            opened = self.openings.setdefault(name, {})
            for sequence in sequences:
                for mark in self._opening_marks(sequence, frozenset({name})):
                    opened.setdefault(mark, []).append(sequence)

    def _opening_marks(self, sequence: Expansion, above: frozenset[str]) -> set[str]:
        first = next(element for element in sequence.elements if element.kind in ("mark", "rule"))
        if first.kind == "mark":
            return set(first.names)
        name = first.names[0]
        if name not in self.rules or name in above:
            raise LexiconError("rule is unknown or begins with itself", where=_FILE, got=name)
        return {mark for other in self.rules[name] for mark in self._opening_marks(other, above | {name})}


class Parse:
    """One sentence's words under the grammar, with the memo that keeps the parse linear."""

    def __init__(self, words: Sequence[Word], grammar: Grammar) -> None:
        self._words = [*words, BOUND]
        self._grammar = grammar
        self._memo: dict[tuple[str, int], tuple[int, Meaning] | None] = {}

    def longest(self, rule: str, at: int) -> tuple[int, Meaning] | None:
        """Return the end and the meaning of the longest match of a rule at a word, None if there is none."""
        key = (rule, at)
        if key not in self._memo:
            self._memo[key] = self._best(rule, at)
        return self._memo[key]

    def _best(self, rule: str, at: int) -> tuple[int, Meaning] | None:
        best: tuple[int, Meaning] | None = None
        opened = self._grammar.openings[rule]
        for mark in self._words[at].marks:
            for sequence in opened.get(mark, ()):
                found = self._match(sequence, at)
                if found is not None and (best is None or found[0] > best[0]):
                    best = found
        return best

    def _match(self, sequence: Expansion, at: int) -> tuple[int, Meaning] | None:
        values: dict[str, Meaning] = {}
        words, place = self._words, at
        for element in sequence.elements:
            kind = element.kind
            if kind == "mark":
                marks = words[place].marks
                for name in element.names:
                    if name in marks:
                        break
                else:
                    return None
                if element.label:
                    values[element.label] = marks[name]
                place += 1
            elif kind == "rule":
                found = self.longest(element.names[0], place)
                if found is None:
                    return None
                place, values[element.label] = found
            elif not self._look(element, place):
                return None
        if sequence.action is None:
            return place, next(iter(values.values()), "")
        return place, Spec(sequence.action, {**values, **dict(sequence.fixed)})

    def _look(self, element: Element, place: int) -> bool:
        # Before the first word stands the BOUND that closes the list: index -1.
        marks = self._words[place - 1 if element.kind[0] == "<" else place].marks
        seen = any(name in marks for name in element.names)
        return seen != element.kind.endswith("!")


@cache
def date_grammar() -> Grammar:
    """Return the grammar of data/grammar.txt."""
    grammar = Grammar()
    name = ""
    for number, line in read_table(_FILE):
        left, equals, right = line.partition(" = ")
        if not equals:
            raise bad_line(_FILE, number, "Name = pattern -> action", line)
        name = left.strip() or name
        grammar.rules.setdefault(name, []).extend(_read_rule(right, number))
    grammar.file_rules()
    return grammar


def _read_rule(right: str, number: int) -> Iterator[Expansion]:
    pattern, _, call = right.partition(" -> ")
    action, *arguments = call.split() or [""]
    fixed: list[tuple[str, Value]] = []
    for argument in arguments:
        key, _, value = argument.partition("=")
        fixed.append((key, int(value) if value.lstrip("-").isdigit() else value))
    tokens = list(_ELEMENT.finditer(pattern.strip()))
    sequences, rest = _alternatives(tokens, 0)
    if rest != len(tokens):
        raise bad_line(_FILE, number, "balanced brackets", right)
    for elements in sequences:
        yield Expansion(elements, action or None, tuple(fixed))


_Sequences: TypeAlias = list[tuple[Element, ...]]


def _alternatives(tokens: list[re.Match[str]], at: int) -> tuple[_Sequences, int]:
    """Expand `a (b|c)? d` from token `at` up to a closing bracket; return the sequences and where that bracket is."""
    done: _Sequences = []
    current: _Sequences = [()]
    while at < len(tokens) and tokens[at]["mark"] != ")":
        token = tokens[at]
        if token["mark"] == "|":
            done, current = done + current, [()]
        elif token["mark"] == "(":
            inner, at = _alternatives(tokens, at + 1)
            inner = [*inner, ()] if tokens[at]["many"] else inner
            current = [left + right for left in current for right in inner]
        else:
            choices: _Sequences = [(_element(token),)] + ([()] if token["optional"] else [])
            current = [left + right for left in current for right in choices]
        at += 1
    return done + current, at


def _element(token: re.Match[str]) -> Element:
    atom, label, look = token["atom"], token["label"] or "", token["look"]
    quoted = len(atom) > 2 and atom[0] == atom[-1] and atom[0] in "'\"" and "/" not in atom[2:-2]
    pieces = [atom] if quoted else atom.split("/")
    names = tuple(piece[1:-1] if len(piece) == 3 and piece[0] in "'\"" else piece for piece in pieces)
    if look:
        return Element(look, names, "")
    if atom[0].isupper() and not atom.isupper() and len(names) == 1:
        return Element("rule", names, label or atom.lower())
    return Element("mark", names, label or (atom.lower() if atom.isupper() and atom not in _SILENT else ""))
