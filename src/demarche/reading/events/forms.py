"""Inflected forms of the lexicon's words, so that a parser's slip in a lemma ("invad" for "invaded") loses no event."""

from __future__ import annotations

from collections.abc import Iterable

from demarche.reading.events.tables import DATA, read_rows

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh")
_LONGEST_DOUBLED = 10


def verb_forms(lemmas: Iterable[str]) -> dict[str, str]:
    """
    Return the lemma of every form of these verbs.

    Examples
    --------
    >>> found = verb_forms(["invade", "ban", "deny", "shoot"])
    >>> found["invaded"], found["banned"], found["denies"], found["shot"]
    ('invade', 'ban', 'deny', 'shoot')
    """
    irregular = {
        row.cells["lemma"]: row.list("forms", ",") for row in read_rows(DATA / "irregular.tsv", ("lemma", "forms"))
    }
    found: dict[str, str] = {}
    for lemma in lemmas:
        for form in (*_regular(lemma), *irregular.get(lemma, ())):
            found.setdefault(form, lemma)
    return found


def noun_forms(lemmas: Iterable[str]) -> dict[str, str]:
    """Return the lemma of the singular and plural of these nouns."""
    return {form: lemma for lemma in lemmas for form in (lemma, _s(lemma), *_oes(lemma))}


def _s(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(_SIBILANTS) else "s")


def _oes(lemma: str) -> list[str]:
    """Return the other form with s of a word in o: "embargoes"."""
    return [lemma + "es"] if lemma.endswith("o") else []


def _regular(lemma: str) -> list[str]:
    forms = [lemma, _s(lemma), *_oes(lemma)]
    if lemma.endswith("e"):
        return [*forms, lemma + "d", lemma[:-1] + "ing"]
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return [*forms, lemma[:-1] + "ied", lemma + "ing"]
    forms += [lemma + "ed", lemma + "ing"]
    if _may_double(lemma):
        forms += [lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"]
    return forms


def _may_double(lemma: str) -> bool:
    """Tell whether the last consonant may be doubled: "banned", "expelled"."""
    if len(lemma) < 3 or len(lemma) > _LONGEST_DOUBLED:
        return False
    return lemma[-1] not in _VOWELS + "wxy" and lemma[-2] in _VOWELS and lemma[-3] not in _VOWELS
