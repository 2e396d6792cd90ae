"""Who says what: statements by speaker, in words, with direct speech quoted exactly from its span."""

from __future__ import annotations

import re

from demarche.briefing.evidence import Entry, Evidence
from demarche.briefing.model import StatementRow, Voice
from demarche.briefing.naming import name_actor
from demarche.ontology import country_of
from demarche.record import Statement

# What a speaker does, by kind and stance towards the matter: positive, negative, neutral; each singular and plural.
_VERBS: dict[str, dict[str, tuple[str, str]]] = {
    "claim": {"positive": ("affirms", "affirm"), "negative": ("disputes", "dispute"), "neutral": ("says", "say")},
    "assessment": {
        "positive": ("judges in favour", "judge in favour"),
        "negative": ("judges against", "judge against"),
        "neutral": ("judges", "judge"),
    },
    "pledge": {"negative": ("pledges against", "pledge against"), "": ("pledges", "pledge")},
    "demand": {"negative": ("demands against", "demand against"), "": ("demands", "demand")},
    "threat": {"": ("threatens", "threaten")},
    "denial": {"": ("denies", "deny")},
    "confidence": {
        "negative": ("is confident against", "are confident against"),
        "": ("is confident", "are confident"),
    },
    "reassurance": {"negative": ("reassures against", "reassure against"), "": ("reassures", "reassure")},
    "accusation": {"": ("accuses", "accuse")},
}
# Kinds that are done to someone, and beginnings of a matter that go on from the verb without a colon.
_AT_SOMEONE = frozenset({"threat", "accusation"})
_GOES_ON = ("to ", "not to ", "that ", "of ", "with ")
# A pronoun for the one accused or threatened, who is named before it.
_LOOKING_BACK = re.compile(r"^(?:them|him|her|it|us) (?=of |with )")
_STANCE_WORDS = {"positive": "for", "negative": "against", "neutral": "neutral"}


def statement_sentence(statement: Statement) -> str:
    """
    Return a statement as a sentence without its full stop: speaker, kind, and the matter in the record's words.

    Examples
    --------
    >>> from demarche.record import Actor, Span
    >>> statement_sentence(Statement("", Actor("FRA", None, "Emmanuel Macron"), None, "pledge", "positive",
    ...                              "a new round of talks", (Span(0, 1),)))
    'Emmanuel Macron (France) pledges: a new round of talks'
    """
    speaker = name_actor(statement.speaker)
    verbs = _VERBS[statement.kind]
    verb = verbs.get(statement.stance, verbs.get("", ("says", "say")))[speaker.plural]
    about = _LOOKING_BACK.sub("", statement.about.strip().rstrip("."))
    to = statement.addressee
    if to and to.country and statement.kind in _AT_SOMEONE:
        verb += " " + name_actor(to, full=False).text
        joint = " " if about.startswith(_GOES_ON) else ": "
    elif to:
        verb += ", addressing " + name_actor(to, full=False).text
        joint = ", " if about.startswith(_GOES_ON) else ": "
    else:
        joint = " " if about.startswith(_GOES_ON[:3]) or _is_aimed(statement, about) else ": "
    text = f"{speaker.text} {verb}{joint}{about}"
    return text[:1].upper() + text[1:]


def _is_aimed(statement: Statement, about: str) -> bool:
    """Whether a threat's or accusation's matter begins with the one at whom it is aimed: 'Moscow with sanctions'."""
    return statement.kind in _AT_SOMEONE and bool(country_of(about.partition(" ")[0])) and " would " not in about


def collect_voices(evidence: Evidence, most: int) -> tuple[Voice, ...]:
    """
    Return the statements by speaker, the most quoted first; `most` of them are printed.

    What a copy repeats word for word is left to the JSON.
    """
    repeated = _repeated(evidence)
    speakers: dict[str, list[Entry[Statement]]] = {}
    for entry in evidence.statements:
        speakers.setdefault(name_actor(entry.value.speaker).text, []).append(entry)
    ordered = sorted(speakers.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    voices, printed = [], 0
    for speaker, entries in ordered:
        rows = tuple(
            _row(evidence, entry, printed + place < most and entry.id not in repeated)
            for place, entry in enumerate(entries)
        )
        printed += len(rows)
        voices.append(Voice(speaker[:1].upper() + speaker[1:], rows))
    return tuple(voices)


def _repeated(evidence: Evidence) -> frozenset[str]:
    """Return the ids of statements in copies whose words stand in the report that is copied."""
    said = {(entry.report, evidence.quote(entry.citations[0])) for entry in evidence.statements}
    of = {copy: group.of for group in evidence.record.copies if group.kind == "copy" for copy in group.reports}
    found = set()
    for entry in evidence.statements:
        first = evidence.number.get(of.get(evidence.report(entry.report).id, ""))
        if first and (first, evidence.quote(entry.citations[0])) in said:
            found.add(entry.id)
    return frozenset(found)


def _row(evidence: Evidence, entry: Entry[Statement], printed: bool) -> StatementRow:
    statement = entry.value
    words = evidence.quote(entry.citations[0])
    return StatementRow(
        handle=entry.handle,
        report=entry.report,
        statement=entry.raw,
        speaker=name_actor(statement.speaker).text,
        kind=statement.kind,
        stance=_STANCE_WORDS[statement.stance],
        words=words,
        citations=entry.citations,
        printed=printed,
    )
