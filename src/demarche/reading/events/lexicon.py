"""
Loads the lexicon: tab-separated tables of verbs, event nouns, word classes and operators, and the types' defaults.

`data/README.md` documents every column. A fault is a `LexiconError` that names file, line and field. A researcher's
folder is laid over the package's: its patterns come first, its classes add words, its types replace fields.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from demarche.errors import LexiconError, did_you_mean
from demarche.ontology import Ontology, load_ontology, plover_contexts
from demarche.reading.events.forms import noun_forms, verb_forms
from demarche.reading.events.pattern import EFFECTS, Constraint, Pattern, TypeDefaults, WordClass
from demarche.reading.events.tables import DATA, LexiconRow, read_rows
from demarche.reading.events.types import read_types
from demarche.reading.secondopinion import Senses

COLUMNS = ("lemmas", "frame", "type", "mode", "cameo", "context", "sources", "targets")
SPECIALS = frozenset({"ACTOR", "PERSON", "ANY"})
_BARE = frozenset({"obj", "iobj", "xcomp", "ccomp", "subj", "poss", "inf", "that", "pl"})
# How much each kind of constraint says; chosen by hand so that a named object outweighs any object, 2026-11.
_WEIGHTS = {"word": 8, "class": 7, "either": 6, "actor": 5, "any": 4, "absent": 1}
_LAYER = 1000  # what a researcher's pattern outweighs the package's by
_PREPOSITION = re.compile(r"[a-z_]+$")
_ROLE = re.compile(r"[a-z_]+(\+[a-z_]+)*$")


@dataclass(frozen=True, slots=True)
class Operator:
    """A verb that begins, ends, refuses or undergoes the event that its complement names."""

    lemma: str
    words: frozenset[str]
    infinitive: bool
    effect: str


@dataclass(slots=True)
class Lexicon:
    """
    The tables of one reading, keyed by lemma.

    Attributes
    ----------
    verbs, nouns : dict of str to tuple of Pattern
        Patterns of each lemma, the most specific first.
    operators : dict of str to tuple of Operator
        Aspect, control and light verbs.
    types : dict of str to TypeDefaults
        What each type does by default.
    ontology : Ontology
        Names and types, a researcher's own among them.
    classes : dict of str to frozenset of str
        Word classes, spelled out.
    verb_forms, noun_forms : dict of str to str
        The lemma of each inflected form.
    """

    verbs: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[Pattern, ...]] = field(default_factory=dict)
    operators: dict[str, tuple[Operator, ...]] = field(default_factory=dict)
    types: dict[str, TypeDefaults] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    verb_forms: dict[str, str] = field(default_factory=dict)
    noun_forms: dict[str, str] = field(default_factory=dict)
    ontology: Ontology = field(default_factory=load_ontology)
    _senses: Senses | None = None

    @property
    def senses(self) -> Senses:
        """What the tables know of each word out of context."""
        if self._senses is None:
            self._senses = Senses(self)
        return self._senses

    def is_in(self, lemma: str, name: str) -> bool:
        """Tell whether a lemma belongs to a word class."""
        return lemma in self.classes.get(name, ())


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """
    Load the package's tables, with a researcher's folder laid over them.

    Parameters
    ----------
    folder : Path, optional
        A folder with any of `verbs.tsv`, `nouns.tsv`, `classes.tsv`, `operators.tsv`, `types.toml`, and of the
        ontology's tables (`demarche.ontology.FILES`); files that it lacks are the package's alone.

    Returns
    -------
    Lexicon

    Raises
    ------
    LexiconError
        If a file breaks its format; the error names file, line and field.

    Examples
    --------
    >>> load_lexicon().verbs["invade"][-1].type
    'ASSAULT'
    """
    if folder is None:
        return _packaged()
    if not folder.is_dir():
        raise LexiconError("there is no such folder", where=str(folder), wanted="a folder of tables")
    return _load([DATA, folder], load_ontology(folder))


@lru_cache(maxsize=1)
def _packaged() -> Lexicon:
    return _load([DATA], load_ontology())


def _load(folders: list[Path], ontology: Ontology) -> Lexicon:
    lexicon = Lexicon(ontology=ontology)
    lexicon.classes = _classes(folders)
    for folder in folders:
        lexicon.types.update(read_types(folder / "types.toml", lexicon.types, ontology))
    builder = _Builder(lexicon)
    for layer, folder in enumerate(folders):
        for name, kind in (("verbs.tsv", "verb"), ("nouns.tsv", "noun")):
            for row in read_rows(folder / name, COLUMNS):
                builder.add(row, "verb" if kind == "verb" else "noun", layer)
        for row in read_rows(folder / "operators.tsv", ("lemmas", "frame", "effect")):
            builder.add_operator(row)
    return builder.finish()


def _classes(folders: list[Path]) -> dict[str, frozenset[str]]:
    """Read the classes; a class may hold another by "@name", and a later folder's class adds to an earlier one's."""
    raw: dict[str, set[str]] = {}
    rows = [row for folder in folders for row in read_rows(folder / "classes.tsv", ("class", "words"))]
    for row in rows:
        raw.setdefault(row.cells["class"], set()).update(row.list("words", ","))
    for row in rows:
        for word in row.list("words", ","):
            if word.startswith("@") and word[1:] not in raw and word[1:] not in SPECIALS:
                raise row.fault("words", "there is no such class", wanted="@ and the name of a class", got=word)
    return {name: frozenset(_spelled(name, raw, ())) for name in raw}


def _spelled(name: str, raw: dict[str, set[str]], above: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for word in raw[name]:
        inner = word[1:]
        if word.startswith("@") and inner in raw and inner not in above:
            found |= _spelled(inner, raw, (*above, name))
        else:
            found.add(word)
    return found


class _Builder:
    """Turns rows into patterns, and sorts them by how much they ask."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.patterns: dict[WordClass, dict[str, list[Pattern]]] = {"verb": {}, "noun": {}}
        self.operators: dict[str, list[Operator]] = {}

    def add(self, row: LexiconRow, kind: WordClass, layer: int) -> None:
        """Add a row's patterns: one for each lemma."""
        if row.cells["type"] != "NONE":
            self._check(row, row.cells["type"], row.cells["mode"], row.cells["cameo"])
        if row.cells["context"] and row.cells["context"] not in plover_contexts():
            wanted, got = ", ".join(plover_contexts()), row.cells["context"]
            hint = did_you_mean(got, plover_contexts())
            raise row.fault("context", "there is no such context", wanted=wanted, got=got, mend=hint)
        if not row.list("lemmas", ","):
            raise row.fault("lemmas", "the row names no word", wanted="a lemma, or several with commas")
        constraints = [self._written(row, part) for part in row.cells["frame"].split()]
        for lemma in row.list("lemmas", ","):
            pattern = self._pattern(row, kind, lemma, constraints, layer)
            self.patterns[kind].setdefault(pattern.lemma, []).append(pattern)

    def _check(self, row: LexiconRow, event_type: str, mode: str, code: str) -> None:
        """Raise LexiconError where a row's event cannot be one."""
        known = self.lexicon.ontology
        if not known.is_type(event_type):
            hint = did_you_mean(event_type, known.types) or f"or define {event_type} in types.toml"
            raise row.fault("type", "there is no such type", wanted="a type, or NONE", got=event_type, mend=hint)
        if not known.is_code(event_type, code):
            raise row.fault("cameo", "this is no CAMEO code", wanted="two to four digits", got=code)
        if mode and mode not in known.modes_of(event_type):
            modes = known.modes_of(event_type)
            wanted, hint = ", ".join(modes) or f"no mode: {event_type} has none", did_you_mean(mode, modes)
            raise row.fault("mode", "the type has no such mode", wanted=wanted, got=mode, mend=hint)

    def _pattern(
        self, row: LexiconRow, kind: WordClass, lemma: str, frame: list[tuple[Constraint, str]], layer: int
    ) -> Pattern:
        first, *particles = lemma.split()
        extra = [self._constraint(row, f"+{word}") for word in particles]
        parts = [*extra, *frame]
        needs = next((int(label) for one, label in parts if one.slot == "roles"), 1)
        constraints = tuple(one for one, _ in parts if one.slot != "roles")
        labels = [label for one, label in parts if label and one.slot != "roles"]
        cells, event_type = row.cells, row.cells["type"]
        own = self.lexicon.ontology.own_types.get(event_type)
        defaults = self.lexicon.types.get(event_type)
        return Pattern(
            rule=".".join([first, *labels]),
            lemma=first,
            word_class=kind,
            constraints=constraints,
            type=None if event_type == "NONE" else event_type,
            mode=cells["mode"] or None,
            cameo=cells["cameo"] or (own.cameo if own else ""),
            context=cells["context"] or (defaults.context if defaults else ""),
            sources=self._slots(row, "sources"),
            targets=self._slots(row, "targets"),
            weight=sum(one.weight for one in constraints) + layer * _LAYER,
            line=f"{row.file}, line {row.line}",
            needs=needs,
        )

    def _slots(self, row: LexiconRow, column: str) -> tuple[str, ...]:
        slots = tuple(row.cells[column].split())
        for slot in slots:
            if not _ROLE.match(slot):
                raise row.fault(
                    column, "this is no slot", wanted="slots or prepositions, with blanks between", got=slot
                )
        return slots

    def _written(self, row: LexiconRow, part: str) -> tuple[Constraint, str]:
        constraint, label = self._constraint(row, part)
        return replace(constraint, written=part), label

    def _constraint(self, row: LexiconRow, part: str) -> tuple[Constraint, str]:
        """Return a constraint, and what it adds to the rule's name."""
        sign = part[0] if part[0] in "+-" else ""
        slot, equals, wanted = part[len(sign) :].partition("=")
        if slot == "to" and not equals and sign != "+":
            slot = "inf"  # the bare word is the infinitive's; "to=" is the preposition
        if sign == "+" and equals:
            raise row.fault("frame", "a word takes no value", wanted=f"+{slot}", got=part)
        if sign == "+":
            return Constraint(slot, "+", frozenset({slot}), frozenset(), _WEIGHTS["word"]), slot
        if slot == "roles":
            if not wanted.isdigit():
                raise row.fault("frame", "roles= asks for a number", wanted="roles=1, roles=2", got=part)
            return Constraint(slot, sign, frozenset(), frozenset(), 0), wanted
        if not _PREPOSITION.match(slot) or (equals and not wanted):
            raise row.fault("frame", "this is no constraint", wanted="slot, slot=word/@class, -slot or +word", got=part)
        if not equals:
            if not sign and slot not in _BARE:
                raise row.fault("frame", "a preposition needs a value", wanted=f"{slot}=@any", got=part)
            label = (
                "" if sign or slot in ("obj", "subj") else {"xcomp": "to", "inf": "to", "ccomp": "that"}.get(slot, slot)
            )
            return Constraint(slot, sign, frozenset(), frozenset({"ANY"}), _WEIGHTS["absent" if sign else "any"]), label
        words, specials = self._words(row, wanted)
        weight = (
            _WEIGHTS["absent"]
            if sign
            else _WEIGHTS["either" if "ACTOR" in specials else "class"]
            if words
            else _WEIGHTS["actor" if "ACTOR" in specials else "any"]
        )
        label = "" if sign else slot if slot not in ("obj", "subj") else wanted.split("/")[0].lstrip("@").lower()
        return Constraint(slot, sign, words, specials, weight), label

    def _words(self, row: LexiconRow, wanted: str) -> tuple[frozenset[str], frozenset[str]]:
        words: set[str] = set()
        specials: set[str] = set()
        for one in wanted.split("/"):
            name = one.lstrip("@")
            if not one.startswith("@"):
                words.add(one)
            elif name in self.lexicon.classes:
                found = self.lexicon.classes[name]
                words |= {word for word in found if not word.startswith("@")}
                specials |= {word[1:] for word in found if word.startswith("@")}
            elif name.upper() in SPECIALS:
                specials.add(name.upper())
            else:
                known = {f"@{name}" for name in self.lexicon.classes}
                wanted, hint = "the name of a class in classes.tsv", did_you_mean(one, known)
                raise row.fault("frame", "there is no such class", wanted=wanted, got=one, mend=hint)
        return frozenset(words), frozenset(specials)

    def add_operator(self, row: LexiconRow) -> None:
        """Add a row of operators."""
        if row.cells["effect"] not in EFFECTS:
            raise row.fault(
                "effect", "there is no such effect", wanted=", ".join(sorted(EFFECTS)), got=row.cells["effect"]
            )
        for lemma in row.list("lemmas", ","):
            first, *words = lemma.split()
            operator = Operator(first, frozenset(words), row.cells["frame"] == "to", row.cells["effect"])
            self.operators.setdefault(first, []).append(operator)

    def finish(self) -> Lexicon:
        """Return the lexicon, each lemma's patterns with the most specific first and idioms before events."""

        def order(pattern: Pattern) -> tuple[int, bool]:
            return (-pattern.weight, pattern.type is not None)

        for kind, table in self.patterns.items():
            done = {lemma: tuple(sorted(found, key=order)) for lemma, found in table.items()}
            if kind == "verb":
                self.lexicon.verbs = done
            else:
                self.lexicon.nouns = done
        operators = self.operators.items()
        self.lexicon.operators = {
            lemma: tuple(sorted(found, key=lambda o: -len(o.words))) for lemma, found in operators
        }
        self.lexicon.verb_forms = verb_forms(self.lexicon.verbs.keys() | self.lexicon.operators.keys())
        counted = (word for found in self.lexicon.classes.values() for word in found if word.isalpha())
        self.lexicon.noun_forms = noun_forms(sorted({*counted, *self.lexicon.nouns}))
        return self.lexicon
