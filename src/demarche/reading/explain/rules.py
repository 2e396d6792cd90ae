"""The rules of one sentence: what was tried on each word, what fired, why the rest did not, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demarche.reading.explain.lines import Line, Piece
from demarche.reading.trace import Attempt, Note, Trace, actor_words
from demarche.record import Event, Projection, Statement, When

FIRED, FAILED, CHANGED, WEIGHED, DROPPED, KEPT = "✓", "×", "~", "≈", "–", "→"


@dataclass(frozen=True)
class RuleBook:
    """The event lexicon's patterns by lemma, to say how many were left untried once one had fired."""

    verbs: Mapping[str, tuple[object, ...]]
    nouns: Mapping[str, tuple[object, ...]]

    def untried(self, attempts: list[Attempt]) -> int:
        """Return how many patterns of a word ask for less than the one that fired."""
        table = self.nouns if "nouns.tsv" in attempts[0].line else self.verbs
        return len(table.get(attempts[0].rule.partition(".")[0], ())) - len(attempts)


def told_events(trace: Trace, book: RuleBook, start: int, end: int) -> Iterator[Line]:
    """Yield, word by word, the patterns tried and what became of the frame."""
    assert trace.doc is not None
    tried: dict[int, list[Attempt]] = {}
    for attempt in trace.attempts:
        if start <= attempt.token.i < end:
            tried.setdefault(attempt.token.i, []).append(attempt)
    notes = _notes(trace, "event", start, end)
    for i in sorted({*tried, *notes}):
        yield (Piece(f"'{trace.doc[i].text}'", "word"),)
        if i in tried:
            yield from _attempts(tried[i], book)
        yield from _steps(notes.get(i, []))
    yield from _unknown(trace, tried, start, end)


def told_statements(trace: Trace, start: int, end: int) -> Iterator[Line]:
    """Yield what was found to be said, and why some of it is no statement."""
    return _told(trace, "statement", start, end)


def told_projections(trace: Trace, start: int, end: int) -> Iterator[Line]:
    """Yield what was found to be predicted, and why some of it is no forecast."""
    return _told(trace, "projection", start, end)


def _told(trace: Trace, kind: str, start: int, end: int) -> Iterator[Line]:
    assert trace.doc is not None
    for i, notes in _notes(trace, kind, start, end).items():
        yield (Piece(f"'{trace.doc[i].text}'", "word"),)
        yield from _steps(notes)


def _notes(trace: Trace, kind: str, start: int, end: int) -> dict[int, list[Note]]:
    found: dict[int, list[Note]] = {}
    for note in sorted((one for one in trace.notes if one.kind == kind and start <= one.at < end), key=lambda n: n.at):
        found.setdefault(note.at, []).append(note)
    return found


def _attempts(attempts: list[Attempt], book: RuleBook) -> Iterator[Line]:
    for one in attempts:
        mark, style = (FAILED, "bad") if one.failed else (FIRED, "good")
        why = f": {one.failed}" if one.failed else ""
        yield (Piece(f"  {mark} ", style), Piece(f"{one.rule} → {one.type}"), Piece(f"{why}  [{one.line}]", "dim"))
    left = book.untried(attempts)
    if not attempts[-1].failed and left > 0:
        yield (Piece(f"  {left} more that ask for less were not tried", "dim"),)


def _steps(notes: list[Note]) -> Iterator[Line]:
    for note in notes:
        match note.verdict:
            case "kept" if note.item is not None:
                yield (Piece(f"  {KEPT} ", "good"), Piece(item_words(note.item)), *_because(note.text))
            case "dropped":
                yield (Piece(f"  {DROPPED} ", "bad"), Piece(note.text))
            case "weighed":
                yield (Piece(f"  {WEIGHED} {note.text}", "dim"),)
            case "found":
                yield (Piece(f"  {FIRED} ", "good"), Piece(note.text))
            case _:
                yield (Piece(f"  {CHANGED} ", "title"), Piece(note.text))


def _because(text: str) -> Line:
    return (Piece(f"  [{text}]", "dim"),) if text else ()


def _unknown(trace: Trace, tried: dict[int, list[Attempt]], start: int, end: int) -> Iterator[Line]:
    """Yield the verbs of which the lexicon knows nothing: where to add a pattern."""
    assert trace.doc is not None
    assert trace.clauses is not None
    noted = {one.at for one in trace.notes if one.kind == "event"}
    tree = trace.clauses.tree
    words = [
        trace.doc[i].text for i in range(start, end) if tree.pos[i] == "VERB" and i not in tried and i not in noted
    ]
    if words:
        yield (Piece(f"no pattern for: {', '.join(words)}", "dim"),)


def item_words(item: Event | Statement | Projection) -> str:
    """Return an item of the reading in a line: what the JSON says of it."""
    if isinstance(item, Event):
        return _event_words(item)
    if isinstance(item, Statement):
        speaker, to = actor_words([item.speaker]), f" to {actor_words([item.addressee])}" if item.addressee else ""
        return f"{item.kind}, {item.stance}, by {speaker}{to}: {item.about}"
    return _projection_words(item)


def _event_words(item: Event) -> str:
    kind = f"{item.type}{f'/{item.mode}' if item.mode else ''}{f' {item.cameo}' if item.cameo else ''}"
    parts = [f"{kind}: {actor_words(item.sources)} → {actor_words(item.targets)}", item.modality, day_words(item.when)]
    parts += [item.where.name] if item.where else []
    parts += [f"on the word of {actor_words([item.attributed_to])}"] if item.attributed_to else []
    parts += [item.magnitude.words] if item.magnitude else []
    return "; ".join([*parts, f"rule {item.rule}"])


def _projection_words(item: Projection) -> str:
    who = item.forecaster.name or item.forecaster.country or ""
    chance = item.probability
    parts = [f"{item.event.type}: {actor_words(item.event.sources)} → {actor_words(item.event.targets)}"]
    parts.append(f"{chance.low:.2f}–{chance.high:.2f} ('{chance.words}')" if chance else "no range")
    parts.append(f"window {day_words(item.window)}" if item.window else "no window")
    parts.append(f"forecast by {item.forecaster.kind}{f' {who}' if who else ''}")
    return "; ".join([*parts, *([f"if '{item.condition}'"] if item.condition else [])])


def day_words(when: When | None) -> str:
    """
    Return an interval of days in short.

    Examples
    --------
    >>> day_words(None)
    'no date'
    """
    if when is None:
        return "no date"
    return f"{when.start}" + (f" to {when.end}" if when.end != when.start else "")
