"""`read_statements`: who says, asks, promises, threatens, denies or believes what."""

from __future__ import annotations

from typing import Protocol

from spacy.tokens import Doc, Token

from demarche.reading.clauses import Clauses
from demarche.reading.statements.kinds import Kinds
from demarche.reading.statements.origins import Origins, Places
from demarche.reading.statements.tables import load_speech
from demarche.reading.statements.topics import Topics
from demarche.reading.statements.utterances import Utterance, Utterances
from demarche.reading.trace import Trace
from demarche.record import Actor, Report, Span, Statement, identify


class _Named(Protocol):
    @property
    def actor(self) -> Actor: ...


class Speakers(Places, Protocol):
    """What the statements need of a report's cast."""

    def named(self, token: Token, /) -> _Named | None:
        """Return the mention at a token, of people whom nobody names too."""


def read_statements(
    doc: Doc, cast: Speakers, clauses: Clauses, report: Report, trace: Trace | None = None
) -> tuple[Statement, ...]:
    """
    Read the statements of a report.

    Parameters
    ----------
    doc : Doc
        The report's parse; `doc.text` is `report.text`.
    cast : Speakers
        The report's actors.
    clauses : Clauses
        The report's clauses.
    report : Report
        For the ids.
    trace : Trace, optional
        Filled with what was found, and why some of it is no statement.

    Returns
    -------
    tuple of Statement
        In the order of the text. One a saying: what is said within a saying of the same speaker is part of it.
        The author's own opinions are no statements.
    """
    tables = load_speech()
    origins = Origins(doc, clauses.tree, cast, tables.signs)
    kinds, topics = Kinds(clauses, tables, origins.found), Topics(clauses)
    unique: dict[object, tuple[Utterance, Statement, str]] = {}
    for one in Utterances(clauses, tables, trace).find():
        made = identify(_statement(doc, cast, one, kinds, topics, origins), report.id)
        unique[made.spans, made.speaker, made.kind] = one, made, kinds.because
    if trace is not None:
        for one, made, because in unique.values():
            trace.kept("statement", one.at, made, because)
    return tuple(made for _, made, _ in unique.values())


def _statement(  # noqa: PLR0917 - the rooms that a statement is made of
    doc: Doc, cast: Speakers, one: Utterance, kinds: Kinds, topics: Topics, origins: Origins
) -> Statement:
    named = _actor(doc, cast, one.speaker) or Actor(name=_phrase(doc, one.speaker))
    speaker = origins.settled(one.speaker, named)
    kind, stance = kinds.of(one)
    start, end = one.span
    last = doc[end - 1]
    return Statement(
        id="",
        speaker=speaker,
        addressee=_actor(doc, cast, one.addressee) if one.addressee >= 0 else None,
        kind=kind,
        stance=stance,
        about=topics.of(one, speaker),
        spans=(Span(doc[start].idx, last.idx + len(last.text)),),
        direct=one.direct,
    )


def _actor(doc: Doc, cast: Speakers, i: int) -> Actor | None:
    actors = cast.of(doc[i])
    if actors:
        return actors[0]
    mention = cast.named(doc[i])
    return mention.actor if mention is not None else None


def _phrase(doc: Doc, i: int) -> str:
    """Return the words of a speaker whom the cast does not know, without what follows the noun."""
    start = min((k.left_edge.i for k in doc[i].lefts if k.dep_ in ("amod", "compound", "nmod:poss")), default=i)
    return " ".join(doc[start : i + 1].text.split())
