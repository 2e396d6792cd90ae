"""
The room's own tables (`data/*.tsv`; each file's head documents its columns) as phrase finders.

Who and what has a name of its own (countries, capitals, bodies, people) is the ontology's; here are titles, collective
nouns, and the words that steer reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Generic, TypeVar

from demarche import ontology
from demarche.errors import LexiconError

T = TypeVar("T")
_IRREGULAR = {"man": "men", "woman": "women", "child": "children", "person": "people", "medium": "media"}
# How nouns of the ontology, which gives their sector alone, behave in data/nouns.tsv's terms.
_KIND_OF = {
    "MIL": "forces", "PAR": "forces", "REB": "rebels", "UAF": "rebels", "GOV": "organ", "LEG": "organ", "JUD": "organ",
    "COP": "organ", "SPY": "organ", "OPP": "organ", "PTY": "organ", "MED": "press", "BUS": "firm", "CVL": "crowd",
    "REF": "crowd", "LAB": "crowd", "AGR": "crowd", "SET": "crowd",
}  # fmt: skip
_LAYERS = 4  # ontologies whose finders are held at a time: the package's, and a researcher's or two
_SAME_PLURAL = frozenset({"aircraft", "corps", "people", "police", "media", "military"})


@dataclass(frozen=True, slots=True)
class Office:
    """A title: the role that it shares with its synonyms, its sector, a country that it implies, its gender."""

    role: str
    sector: str | None
    country: str | None
    gender: str | None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A collective or generic noun for actors; `kind` as in data/nouns.tsv."""

    lemma: str
    sector: str | None
    kind: str
    plural: bool = False


class Phrases(Generic[T]):
    """Longest match of lower-case phrases at a token, over a table of them."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}

    def add(self, phrase: str, entry: T) -> None:
        """Add a phrase of words separated by spaces, also cut at its hyphens; the first entry of a phrase stays."""
        if "-" in phrase.strip("-"):
            cut = " ".join(phrase.replace("-", " - ").split())
            if cut != phrase:
                self.add(cut, entry)
        words = tuple(phrase.split())
        rows = self._by_first.setdefault(words[0], [])
        if all(row[0] != words for row in rows):
            rows.append((words, entry))
            rows.sort(key=lambda row: -len(row[0]))

    def at(self, words: Sequence[str], i: int, stop: int) -> tuple[int, T] | None:
        """Return (length, entry) of the longest phrase that begins at token i and ends by `stop`."""
        for phrase, entry in self._by_first.get(words[i], ()):
            length = len(phrase)
            if i + length <= stop and (length == 1 or tuple(words[i : i + length]) == phrase):
                return length, entry
        return None


def rows(name: str, columns: int) -> Iterator[tuple[str, ...]]:
    """
    Yield the rows of one of the room's tables.

    Raises
    ------
    LexiconError
        If a row has another number of columns than its file documents.
    """
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        if len(cells) != columns:
            raise LexiconError(
                "this row has the wrong number of columns",
                where=f"{name}:{number}",
                wanted=str(columns),
                got=str(len(cells)),
            )
        yield cells


def plural_of(phrase: str) -> str:
    """
    Return an English plural of a phrase's last word; for 'minister of X', of the word before 'of'.

    Examples
    --------
    >>> plural_of("spokesman"), plural_of("minister of defence"), plural_of("embassy")
    ('spokesmen', 'ministers of defence', 'embassies')
    """
    words = phrase.split()
    at = next((i - 1 for i, word in enumerate(words) if word in ("of", "for", "in") and i), len(words) - 1)
    word = words[at]
    if word in _SAME_PLURAL:
        return phrase
    if word.endswith("man") and word not in ("german", "ottoman"):
        word = word[:-3] + "men"
    elif word in _IRREGULAR:
        word = _IRREGULAR[word]
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        word = word[:-1] + "ies"
    else:
        word += "es" if word.endswith(("s", "sh", "ch", "x")) else "s"
    return " ".join([*words[:at], word, *words[at + 1 :]])


def offices(known: ontology.Ontology | None = None) -> Phrases[Office]:
    """Return the finder of titles, a researcher's own among them."""
    return _offices(known or ontology.load_ontology())


def nouns(known: ontology.Ontology | None = None) -> Phrases[Noun]:
    """Return the finder of collective and generic nouns, a researcher's own among them."""
    return _nouns(known or ontology.load_ontology())


@lru_cache(maxsize=_LAYERS)
def _offices(known: ontology.Ontology) -> Phrases[Office]:
    found: Phrases[Office] = Phrases()
    for entry in known.own.offices:
        if entry.kind in ("title", "abbreviation"):
            _add_title(found, entry)
    for phrase, role, sector, country, gender in rows("offices.tsv", 5):
        found.add(phrase, Office(role, _cell(sector), _cell(country), _cell(gender)))
        if not phrase.endswith("."):
            found.add(plural_of(phrase), Office(role, _cell(sector), _cell(country), _cell(gender), plural=True))
    for entry in ontology.offices():
        if entry.kind == "title" and entry.sector != "UNK" and not _begins_with_name(entry.name):
            _add_title(found, entry)
    return found


@lru_cache(maxsize=_LAYERS)
def _nouns(known: ontology.Ontology) -> Phrases[Noun]:
    found: Phrases[Noun] = Phrases()
    for entry in known.own.offices:
        _add_noun(found, entry)
    for phrase, sector, kind in rows("nouns.tsv", 3):
        many = plural_of(phrase)
        found.add(phrase, Noun(phrase, _cell(sector), kind, plural=many == phrase))
        found.add(many, Noun(phrase, _cell(sector), kind, plural=True))
    for entry in ontology.offices():
        if entry.kind in ("collective", "unit") and not _begins_with_name(entry.name):
            _add_noun(found, entry)
    return found


def _add_noun(found: Phrases[Noun], entry: ontology.Office) -> None:
    """Add a collective noun or unit of the ontology."""
    if entry.kind in ("collective", "unit"):
        kind = "arms" if entry.kind == "unit" else _KIND_OF.get(entry.sector, "people")
        found.add(entry.name, Noun(entry.name, entry.sector, kind, plural=entry.plural is None))
        if entry.plural:
            found.add(entry.plural, Noun(entry.name, entry.sector, kind, plural=True))


def _add_title(found: Phrases[Office], entry: ontology.Office) -> None:
    """Add a title of the ontology, with the role of the title of ours that it ends with."""
    words = entry.name.split()
    known = next(
        (hit for i in range(1, len(words)) if (hit := found.at(words, i, len(words))) and hit[0] == len(words) - i),
        None,
    )
    if known is not None and entry.country is None:
        return
    role = known[1].role if known else entry.name
    found.add(entry.name, Office(role, entry.sector, entry.country, known[1].gender if known else None))
    if entry.plural:
        found.add(entry.plural, Office(role, entry.sector, entry.country, None, plural=True))


@cache
def _begins_with_name(phrase: str) -> bool:
    """Tell whether a phrase begins with a country or body ('us official'): its country is read from the text."""
    words = phrase.split()
    forms = [words[0].upper(), words[0].title(), " ".join(words[:2]).title(), " ".join(words[:2]).upper()]
    hits = [ontology.gazetteer().find(form) for form in forms]
    return len(words) > 1 and any(
        hit is not None and hit.kind in ("country", "demonym", "body", "seat") for hit in hits
    )


@cache
def word_kinds(name: str) -> dict[str, str]:
    """Return a two-column table as a dict."""
    return dict((word, kind) for word, kind in rows(name, 2))  # noqa: C402 - mypy wants the pairs spelt out


def _cell(text: str) -> str | None:
    return None if text == "-" else text
