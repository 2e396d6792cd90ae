"""
Where statements and projections stand against each other.

1. Stance: statements on one matter (most of their main words shared) that are for and against it.
2. Said and denied: what one denies, and another says or charges in another report: half of the denial's main words,
   two at least.
3. Window and probability: projections of one type between the same parties whose windows, or ranges, do not meet.
4. Predicted and denied: an act that one holds for likely and another denies.

Matters are found by an index over main words, rarest first, so that cost grows with the statements, not their square.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from demarche.record import (
    Actor,
    Event,
    Finding,
    MatterConflict,
    MatterKind,
    MatterSide,
    ProjectedEvent,
    Projection,
    RecordedProjection,
    RecordedStatement,
    Statement,
)
from demarche.weighing.features import MUTUAL, stem

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+")
_NEGATIONS = frozenset({"not", "no", "never", "nor", "neither", "without", "cannot"})
_FEWEST_SHARED, _LEAST_PART = 2, 0.5
_FEWEST_DENIED, _DENIED_PART = 2, 0.5
# A word that stands in more statements than this leads to no candidates: it tells no matter from another.
_COMMONEST = 400
_CHARGES = frozenset({"accusation"})
_SIGNS = {"positive": 1, "negative": -1, "neutral": 0}
_LIKELY = 0.5


def find_matters(
    statements: Sequence[RecordedStatement], projections: Sequence[RecordedProjection], findings: Sequence[Finding]
) -> tuple[MatterConflict, ...]:
    """Return the conflicts between statements and between projections, in the order of the rules above."""
    words = {one.id: main_words(one.about) for one in statements}
    found = [*_stances(statements, words), *_denials(statements, words), *_ranges(projections)]
    found += _predicted_and_denied(projections, findings)
    return tuple({one.id: one for one in found}.values())


@lru_cache(maxsize=65536)
def main_words(matter: str) -> tuple[frozenset[str], bool]:
    """
    Return a matter's main words, cut to their stems, and whether an odd number of negations stands among them.

    Examples
    --------
    >>> words, negated = main_words("the treaty will not be signed")
    >>> sorted(words), negated
    (['sign', 'treaty'], True)
    """
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(matter)]
    negations = sum(word in _NEGATIONS or word.endswith("n't") for word in words)
    kept = (matter_stem(word) for word in words if word not in _NEGATIONS and not word.endswith("n't"))
    return frozenset(word for word in kept if word), negations % 2 == 1


def matter_stem(word: str) -> str | None:
    """Return a word cut to its stem; names of countries count here, unlike in the wording of events."""
    return stem(word.casefold())


Words = dict[str, tuple[frozenset[str], bool]]


def _stances(statements: Sequence[RecordedStatement], words: Words) -> Iterator[MatterConflict]:
    for group in _matters(statements, words):
        sides: dict[int, list[RecordedStatement]] = {1: [], -1: []}
        for one in group:
            sign = _SIGNS[one.stance] * (-1 if words[one.id][1] else 1)
            if sign:
                sides[sign].append(one)
        speakers = [{_speaker(one.speaker) for one in sides[sign]} for sign in (1, -1)]
        if sides[1] and sides[-1] and speakers[0] != speakers[1]:
            why = "On one matter these speakers take opposite stances."
            pair = MatterSide("for", _ids(sides[1])), MatterSide("against", _ids(sides[-1]))
            yield _conflict("stance", sides[1][0].about, pair, why)


def _matters(statements: Sequence[RecordedStatement], words: Words) -> Iterator[list[RecordedStatement]]:
    """Yield statements on one matter: each goes to the first group whose lead shares most of its main words."""
    index: dict[str, list[int]] = {}
    groups: list[list[RecordedStatement]] = []
    for one in sorted(statements, key=lambda one: one.id):
        mine = words[one.id][0]
        shared = Counter(group for word in mine for group in index.get(word, ())[:_COMMONEST])
        best = min(
            (group for group, count in shared.items() if _is_same(count, mine, words[groups[group][0].id][0])),
            key=lambda group: (-shared[group], group),
            default=None,
        )
        if best is not None:
            groups[best].append(one)
            continue
        for word in mine:
            index.setdefault(word, []).append(len(groups))
        groups.append([one])
    yield from (group for group in groups if len(group) > 1)


def _is_same(shared: int, one: frozenset[str], other: frozenset[str]) -> bool:
    return shared >= _FEWEST_SHARED and shared >= _LEAST_PART * max(len(one), len(other))


def _denials(statements: Sequence[RecordedStatement], words: Words) -> Iterator[MatterConflict]:
    claims = [one for one in statements if one.kind in _CHARGES or (one.kind != "denial" and one.stance != "negative")]
    index: dict[str, list[int]] = {}
    for place, one in enumerate(claims):
        for word in words[one.id][0]:
            index.setdefault(word, []).append(place)
    for denial in (one for one in statements if one.kind == "denial"):
        mine = words[denial.id][0]
        shared = Counter(place for word in mine for place in index.get(word, ())[:_COMMONEST])
        least = max(_FEWEST_DENIED, _DENIED_PART * len(mine))
        said = [
            claims[place]
            for place, count in sorted(shared.items())
            if count >= least and claims[place].report != denial.report and _others(claims[place], denial)
        ]
        if said:
            sides = MatterSide("said", _ids(said)), MatterSide("denied", (denial.id,))
            yield _conflict("said and denied", denial.about, sides, "What one says, another denies.")


def _others(one: Statement, other: Statement) -> bool:
    return _speaker(one.speaker) != _speaker(other.speaker)


def _speaker(actor: Actor) -> str:
    return actor.country or actor.name or actor.sector or ""


def _ids(statements: Iterable[Statement | Projection]) -> tuple[str, ...]:
    return tuple(sorted(one.id for one in statements))


def _ranges(projections: Sequence[RecordedProjection]) -> Iterator[MatterConflict]:
    groups: dict[object, list[RecordedProjection]] = {}
    for one in projections:
        if one.event.sources or one.event.targets:
            groups.setdefault(_parties(one.event), []).append(one)
    for key, members in groups.items():
        about = _about(key)
        windows = _apart([(one.window.start, one.window.end, one) for one in members if one.window])
        if windows:
            sides = [MatterSide(_window(side), (), _ids(side)) for side in windows]
            yield _conflict("window", about, sides, "The days in which they say that it will happen do not meet.")
        stated = [(one.probability.low, one.probability.high, one) for one in members if one.probability]
        ranges = _apart(stated)
        if ranges:
            sides = [MatterSide(_range(side), (), _ids(side)) for side in ranges]
            yield _conflict("probability", about, sides, "The ranges of probability that they state do not meet.")


def _apart(stated: Sequence[tuple[Any, Any, RecordedProjection]]) -> list[list[RecordedProjection]]:
    """Return two sides or more whose intervals do not meet; nothing where all meet."""
    sides: list[list[RecordedProjection]] = []
    reach: Any = None
    for low, high, one in sorted(stated, key=lambda item: (item[0], item[1], item[2].id)):
        if reach is None or low > reach:
            sides.append([one])
            reach = high
        else:
            sides[-1].append(one)
            reach = max(reach, high)
    return sides if len(sides) > 1 else []


def _window(side: Sequence[Projection]) -> str:
    windows = [one.window for one in side if one.window]
    return f"{min(one.start for one in windows)}/{max(one.end for one in windows)}"


def _range(side: Sequence[Projection]) -> str:
    stated = [one.probability for one in side if one.probability]
    return f"{min(one.low for one in stated):.2f}–{max(one.high for one in stated):.2f}"


def _predicted_and_denied(
    projections: Sequence[RecordedProjection], findings: Sequence[Finding]
) -> Iterator[MatterConflict]:
    denied: dict[object, list[str]] = {}
    for finding in findings:
        if any(mention.told.modality == "denied" for mention in finding.mentions) and finding.event.sources:
            denied.setdefault(_parties(finding.event), []).append(finding.id)
    predicted: dict[object, list[RecordedProjection]] = {}
    for one in projections:
        likely = one.probability is not None and one.probability.high > _LIKELY
        if likely and _parties(one.event) in denied:
            predicted.setdefault(_parties(one.event), []).append(one)
    for key, members in predicted.items():
        sides = MatterSide("predicted", (), _ids(members)), MatterSide("denied", (), (), tuple(sorted(denied[key])))
        yield _conflict("predicted and denied", _about(key), sides, "What one holds for likely, another denies.")


def _parties(event: Event | ProjectedEvent) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    sources, targets = _codes(event.sources), _codes(event.targets)
    if event.type in MUTUAL:
        return event.type, tuple(sorted({*sources, *targets})), ()
    return event.type, sources, targets


def _codes(actors: Sequence[Actor]) -> tuple[str, ...]:
    return tuple(sorted({actor.country or actor.name or actor.sector or "" for actor in actors}))


def _about(key: object) -> str:
    kind, sources, targets = key  # type: ignore[misc]
    return " ".join(part for part in (", ".join(sources), kind, ", ".join(targets)) if part)  # type: ignore[has-type]


def _conflict(kind: MatterKind, about: str, sides: Iterable[MatterSide], why: str) -> MatterConflict:
    """Return a conflict with an id that its kind and what it cites give."""
    ordered = tuple(sides)
    cited = [kind, *(one for side in ordered for one in (*side.statements, *side.projections, *side.findings))]
    digest = hashlib.sha256("\n".join(cited).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return MatterConflict(f"c-{digest}", kind, about, ordered, why)
