"""
A report explained: for each sentence the parse, who and when, how each clause stands, which rules were tried on each
word and what came of them. Nothing is read here: all of it is in the trace that the reading wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from demarche.reading.clauses import ClauseFacts
from demarche.reading.explain.lines import Line, Piece, plain, rows
from demarche.reading.explain.rules import RuleBook, told_events, told_projections, told_statements
from demarche.reading.trace import Trace, actor_words
from demarche.record import Reading

__all__ = ["Explanation", "Line", "Piece", "explain_reading"]
_HELPING = frozenset({"aux", "aux:pass", "cop"})


class Lexicon(Protocol):
    """What an explanation asks of `demarche.reading.events.Lexicon`."""

    @property
    def verbs(self) -> Mapping[str, tuple[object, ...]]:
        """Patterns by lemma."""
        ...

    @property
    def nouns(self) -> Mapping[str, tuple[object, ...]]:
        """Patterns by lemma."""
        ...


@dataclass(frozen=True)
class Explanation:
    """
    What was done with one report.

    Parameters
    ----------
    reading : Reading
        What was read.
    trace : Trace
        What was tried; one that a reading has filled.
    book : RuleBook
        How many patterns the lexicon has for a word.
    """

    reading: Reading
    trace: Trace
    book: RuleBook

    def __len__(self) -> int:
        """Return how many sentences of prose the report has."""
        return len(self._sentences)

    def lines(self, sentences: Collection[int] = (), about: str = "") -> Iterator[Line]:
        """
        Yield the explanation as lines of styled pieces.

        Parameters
        ----------
        sentences : collection of int
            Numbers of sentences, from 1; all where there are none.
        about : str
            Only sentences that hold these words, in any case.
        """
        report = self.reading.report
        source = ", ".join(str(part) for part in (report.source.name, report.published) if part)
        name = report.title or report.path or "a text"
        count = f"{len(self)} sentence{'s' if len(self) != 1 else ''}"
        yield (Piece(name, "head"), Piece(f"  ({source or 'no date'}; {count}; {report.id})", "dim"))
        for number, (start, end) in enumerate(self._sentences, 1):
            if (not sentences or number in sentences) and about.lower() in self._text(start, end).lower():
                yield ()
                yield from self.sentence(number)

    def text(self, sentences: Collection[int] = (), about: str = "") -> str:
        """Return the explanation as plain text; the parameters are those of `lines`."""
        return "".join(plain(line) + "\n" for line in self.lines(sentences, about))

    def sentence(self, number: int) -> Iterator[Line]:
        """Yield the lines of one sentence, from 1."""
        bounds = self._sentences[number - 1]
        start, end = self._place(*bounds)
        where = Piece(f"  {start}–{end}", "dim")
        yield (Piece(f"[{number}] ", "head"), Piece(self._text(*bounds), "head"), where)
        sections = (
            ("parse", self._parse(*bounds)),
            ("actors", self._actors(*bounds)),
            ("dates", self._dates(*bounds)),
            ("clauses", self._clauses(*bounds)),
            ("events", told_events(self.trace, self.book, *bounds)),
            ("statements", told_statements(self.trace, *bounds)),
            ("projections", told_projections(self.trace, *bounds)),
        )
        for title, lines in sections:
            yield (Piece(f"  {title}", "title"),)
            told = [(Piece("    "), *line) for line in lines]
            yield from told or [(Piece("    none", "dim"),)]

    # -- what was known before any rule was tried

    @property
    def _sentences(self) -> list[tuple[int, int]]:
        assert self.trace.clauses is not None, "a reading has filled the trace"
        return self.trace.clauses.tree.sentences

    def _place(self, start: int, end: int) -> tuple[int, int]:
        assert self.trace.doc is not None
        last = self.trace.doc[end - 1]
        return self.trace.doc[start].idx, last.idx + len(last.text)

    def _text(self, start: int, end: int) -> str:
        assert self.trace.doc is not None
        return " ".join(self.trace.doc[start:end].text.split())

    def _parse(self, start: int, end: int) -> Iterator[Line]:
        """Yield a row for each word: the tree by indentation, then lemma, tags, relation and head."""
        assert self.trace.doc is not None
        assert self.trace.clauses is not None
        doc, tree = self.trace.doc, self.trace.clauses.tree
        table = []
        for i in (k for k in range(start, end) if not doc[k].is_space):
            head = tree.heads[i]
            depth = sum(1 for _ in tree.ancestors(i))
            tie = tree.deps[i] if head == i else f"{tree.deps[i]} of {doc[head].text}"
            table.append((f"{'· ' * min(depth, 12)}{doc[i].text}", tree.lemmas[i], doc[i].pos_, doc[i].tag_, tie))
        return rows(table, ("word", "", "dim", "dim", ""))

    def _actors(self, start: int, end: int) -> Iterator[Line]:
        assert self.trace.doc is not None
        assert self.trace.cast is not None
        found = [one for one in self.trace.cast.mentions if start <= one.start < end]
        return rows(
            [
                (
                    " ".join(self.trace.doc[one.start : one.end].text.split()),
                    one.how + (", former" if one.former else ""),
                    actor_words([one.actor]) if one.actor.country or one.actor.name else "no country is told",
                )
                for one in found
            ],
            ("word", "dim", ""),
        )

    def _dates(self, start: int, end: int) -> Iterator[Line]:
        assert self.trace.doc is not None
        assert self.trace.calendar is not None
        found = self.trace.calendar.mentions(self.trace.doc[start:end])
        days = [
            f"{one.when.start}" + (f" to {one.when.end}" if one.when.end != one.when.start else "") for one in found
        ]
        kinds = [f"{one.when.precision}, {one.kind}" for one in found]
        return rows(
            [(one.words, day, kind) for one, day, kind in zip(found, days, kinds, strict=True)], ("word", "", "dim")
        )

    def _clauses(self, start: int, end: int) -> Iterator[Line]:
        """Yield how each clause, and each other word on which a rule was tried, stands."""
        assert self.trace.doc is not None
        assert self.trace.clauses is not None
        doc, clauses = self.trace.doc, self.trace.clauses
        tried = {one.token.i for one in self.trace.attempts} | {one.at for one in self.trace.notes}
        heads = [i for i in range(start, end) if clauses.tree.is_clause(i) or i in tried]
        table = []
        for i in (k for k in heads if clauses.tree.deps[k] not in _HELPING):
            facts = clauses.of(doc[i])
            table.append((doc[i].text, facts.modality, ", ".join(_marks(facts))))
        return rows(table, ("word", "", "dim"))


def _marks(facts: ClauseFacts) -> Iterator[str]:
    """Yield what holds of a clause beside its modality."""
    if facts.tense != "none":
        yield facts.tense
    if facts.modal:
        yield f"'{facts.modal}'"
    yield from (name for name in ("perfect", "progressive", "negated", "denied", "habitual") if getattr(facts, name))
    if facts.condition:
        yield f"if: '{facts.condition}'"
    said = facts.attribution
    if said is not None and said.speaker is not None:
        yield f"on the word of '{said.speaker.text}' ({actor_words(said.actors)})" + (", own act" * facts.own)


def explain_reading(reading: Reading, trace: Trace, lexicon: Lexicon) -> Explanation:
    """
    Return the explanation of a reading.

    Parameters
    ----------
    reading : Reading
        What was read.
    trace : Trace
        The trace that was handed to that reading.
    lexicon : Lexicon
        The event lexicon that it was read with.
    """
    return Explanation(reading, trace, RuleBook(lexicon.verbs, lexicon.nouns))
