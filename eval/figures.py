"""
Precision, recall and F1 of a set, and the counts that must stay low.

A figure counts items, not texts. Dates, windows and ranges are counted where they stand: gold is the items that have
one, read is the items that were given one, a hit is the same one on an item of the same type and place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eval import match
from eval.gold import GoldReport, Item

REAL = {"asserted", "historical"}
# What a text denies or only imagines; the planned is announced and has a figure of its own.
UNREAL = {"denied", "possible", "conditional"}
YIELDING = {"CONCEDE", "RETREAT"}
OPINION = "second opinion: type"
Pairs = Sequence[tuple[list[Item], list[Item]]]
Counts = tuple[int, int, int]


@dataclass(frozen=True)
class Figure:
    """What of the labelled was read; `gold`, `read` and `hits` are counts of items."""

    name: str
    gold: int
    read: int
    hits: int

    @property
    def precision(self) -> float:
        """The share of the read that is right; 0 where nothing was read."""
        return self.hits / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of the labelled that was read; 0 where nothing is labelled."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (self.gold + self.read) if self.gold + self.read else 0.0


@dataclass(frozen=True)
class Scores:
    """All that is measured on one set. `low` are measures that are better the lower they are."""

    figures: tuple[Figure, ...]
    types: tuple[Figure, ...]
    shares: dict[str, float]
    low: dict[str, float]
    confused: Counter[tuple[str, str]]
    modalities: Counter[tuple[str, str]]


def _all(_: Item) -> bool:
    return True


def _dated(item: Item) -> bool:
    return item.when is not None


def _graded(item: Item) -> bool:
    return item.low_high is not None


CRITERIA: tuple[tuple[str, str, match.Fits, Callable[[Item], bool]], ...] = (
    ("events: type", "event", match.same_type, _all),
    ("events: type, countries", "event", match.same_event, _all),
    ("events: type, modality", "event", match.same_modality, _all),
    ("events: type, date", "event", match.same_date, _dated),
    ("statements: place", "statement", match.overlaps, _all),
    ("statements: speaker", "statement", match.same_speaker, _all),
    ("statements: speaker, kind", "statement", match.same_speech, _all),
    ("projections: place", "projection", match.overlaps, _all),
    ("projections: type", "projection", match.same_type, _all),
    ("projections: window", "projection", match.same_window, _dated),
    ("projections: range", "projection", match.same_range, _graded),
    ("projections: forecaster", "projection", match.same_forecaster, _all),
)


def score(reports: Sequence[GoldReport], read: Sequence[list[Item]]) -> Scores:
    """Return what is measured on labelled texts, records or others."""
    pairs = [(list(report.items), items) for report, items in zip(reports, read, strict=True)]
    if reports and reports[0].form == "record":
        return _score_records(pairs)
    if reports and reports[0].form == "pair":
        return _score_marked(pairs)
    if reports and reports[0].form == "code":
        return _score_codes(pairs)
    figures = tuple(
        _figure(name, fits, [(_of(g, kind, keep), _of(r, kind, keep)) for g, r in pairs])
        for name, kind, fits, keep in CRITERIA
    )
    figures = tuple(figure for figure in figures if figure.gold or figure.read)
    events = [(_of(g, "event"), _of(r, "event")) for g, r in pairs]
    confused, modalities = _confusions(events)
    low = {"events read for each gold event": _ratio(sum(len(r) for _, r in events), sum(len(g) for g, _ in events))}
    low["denied or imagined, coded as fact"] = float(sum(len(unreal_as_fact(g, r)) for g, r in events))
    return Scores(figures, by_type(events), _shares(pairs), low, confused, modalities)


def _of(items: Sequence[Item], kind: str, keep: Callable[[Item], bool] = _all) -> list[Item]:
    return [item for item in items if item.kind == kind and keep(item)]


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _figure(name: str, fits: match.Fits, pairs: Pairs) -> Figure:
    gold, read = sum(len(g) for g, _ in pairs), sum(len(r) for _, r in pairs)
    return Figure(name, gold, read, sum(len(match.pair(g, r, fits)) for g, r in pairs))


def by_type(events: Pairs) -> tuple[Figure, ...]:
    """Return a figure for each PLOVER type that was labelled or read, the type in its place."""
    labels = sorted({item.label for g, r in events for item in (*g, *r)})
    return tuple(
        _figure(label, match.same_type, [tuple([i for i in s if i.label == label] for s in one) for one in events])  # type: ignore[misc]
        for label in labels
    )


def unreal_as_fact(gold: Sequence[Item], read: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Return the events that the text denies or imagines with the factual event of their type that was read there."""
    facts = [item for item in read if item.modality in REAL]
    # A fact that is labelled as such takes its own reading first.
    owned = {r for _, r in match.pair([i for i in gold if i.modality not in UNREAL], facts, match.same_type)}
    unreal = [item for item in gold if item.modality in UNREAL]
    told = [item for item in read if item.modality not in REAL]
    rightly = {g for g, _ in match.pair(unreal, told, match.same_type)}
    unreal = [item for index, item in enumerate(unreal) if index not in rightly]
    loose = [item for index, item in enumerate(facts) if index not in owned]
    return [(unreal[g], loose[r]) for g, r in match.pair(unreal, loose, match.same_type)]


def _confusions(events: Pairs) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Count (gold, read) of types and of modalities that differ; `-` is nothing at all."""
    types: Counter[tuple[str, str]] = Counter()
    modalities: Counter[tuple[str, str]] = Counter()
    for gold, read in events:
        same = match.pair(gold, read, match.same_type)
        for g, r in same:
            if gold[g].modality != read[r].modality:
                modalities[gold[g].modality, read[r].modality] += 1
        types.update(_type_confusions(gold, read, same))
    return types, modalities


def _type_confusions(
    gold: Sequence[Item], read: Sequence[Item], same: list[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    met, used = {g for g, _ in same}, {r for _, r in same}
    missed = [item for index, item in enumerate(gold) if index not in met]
    others = [item for index, item in enumerate(read) if index not in used]
    placed = match.pair(missed, others, match.overlaps)
    yield from ((missed[g].label, others[r].label) for g, r in placed)
    yield from ((item.label, "-") for index, item in enumerate(missed) if index not in {g for g, _ in placed})
    yield from (("-", item.label) for index, item in enumerate(others) if index not in {r for _, r in placed})


def _shares(pairs: Pairs) -> dict[str, float]:
    """Return how many of the paired items have a field right, empty ones included."""
    fields: tuple[tuple[str, str, match.Fits, match.Fits], ...] = (
        ("modality right where type is", "event", match.same_type, match.same_modality),
        ("date right where type is", "event", match.same_type, match.same_date),
        ("kind right where speaker is", "statement", match.same_speaker, match.same_speech),
        ("window right where projection is", "projection", match.overlaps, match.same_window),
        ("range right where projection is", "projection", match.overlaps, match.same_range),
        ("forecaster right where projection is", "projection", match.overlaps, match.same_forecaster),
    )
    shares = {}
    for name, kind, fits, right in fields:
        met = [
            (g[a], r[b]) for g, r in ((_of(g, kind), _of(r, kind)) for g, r in pairs) for a, b in match.pair(g, r, fits)
        ]
        if met:
            shares[name] = _ratio(sum(right(a, b) for a, b in met), len(met))
    return shares


def _score_records(pairs: Pairs) -> Scores:
    """Score records: one marked pair a sentence, so a sentence's distinct types count, wherever they stand."""
    opinion = _opinion_figure(pairs)
    pairs = [(_of(g, "event"), _of(r, "event")) for g, r in _folded(pairs)]
    types = [({i.label for i in g}, {i.label for i in r}) for g, r in pairs]
    # Where both marked phrases name a country: the distinct (type, source, target).
    sided = [(g, r) for g, r in pairs if g and g[0].sources and g[0].targets]
    dyads = [(_dyads(g), _dyads(r)) for g, r in sided]
    both = _of_sets("category and both countries", dyads)
    category = _of_sets("category", types)
    labels = sorted({label for g, r in types for label in g | r})
    each = tuple(_of_sets(label, [(g & {label}, r & {label}) for g, r in types]) for label in labels)
    confused = Counter((a, b) for g, r in types if not g & r for a in g for b in (sorted(r) or ["-"]))
    low = {"events read for each gold event": _ratio(category.read, category.gold)}
    figures = (category, both, *([opinion] if opinion.gold else []))
    return Scores(figures, each, {}, low, confused, Counter())


def _opinion_figure(pairs: Pairs) -> Figure:
    """Return the accuracy of the second opinion on marked pairs: as many are told as are labelled."""
    return _of_sets(OPINION, [({i.label for i in _of(g, "pair")}, {i.label for i in _of(r, "pair")}) for g, r in pairs])


def _score_marked(pairs: Pairs) -> Scores:
    """Score marked pairs: the type of each by the second opinion."""
    types = [({i.label for i in g}, {i.label for i in r}) for g, r in pairs]
    labels = sorted({label for g, r in types for label in g | r})
    each = tuple(_of_sets(label, [(g & {label}, r & {label}) for g, r in types]) for label in labels)
    confused = Counter((a, b) for g, r in types if g != r for a in g for b in (sorted(r) or ["-"]))
    return Scores((_opinion_figure(pairs),), each, {}, {}, confused, Counter())


def _score_codes(pairs: Pairs) -> Scores:
    """
    Score sentences with one CAMEO code each: of those read the distinct roots count, and the distinct dyads with root.

    Dyads that are all of the labelled one, "urged Argentina and Britain", count once.
    """
    pairs = [(_of(g, "event"), _of(r, "event")) for g, r in pairs]
    roots = [({_root(i) for i in g}, {_root(i) for i in r}) for g, r in pairs]
    root, both = _of_sets("CAMEO root", roots), Figure("CAMEO root and dyad", len(pairs), *_coded(pairs))
    labels = sorted({label for g, r in roots for label in g | r})
    each = tuple(_of_sets(label, [(g & {label}, r & {label}) for g, r in roots]) for label in labels)
    confused = Counter((a, b) for g, r in roots if not g & r for a in g for b in (sorted(r) or ["-"]))
    low = {"events read for each gold event": _ratio(root.read, root.gold)}
    return Scores((root, both), each, {}, low, confused, Counter())


def _coded(pairs: Pairs) -> tuple[int, int]:
    """Return how many distinct (root, source, target) were read, and of how many sentences the labelled one was."""
    sets = [(_dyads(g, _root), _dyads(r, _root)) for g, r in pairs]
    return sum(len(r - g) + bool(g & r) for g, r in sets), sum(bool(g & r) for g, r in sets)


def _root(item: Item) -> str:
    return item.cameo[:2]


def _folded(pairs: Pairs) -> Pairs:
    """Read CONCEDE and RETREAT as YIELD where the set's labels are of the edition before these were told apart."""
    if not any(item.label == "YIELD" for gold, _ in pairs for item in gold):
        return pairs
    return [(gold, [replace(i, label="YIELD") if i.label in YIELDING else i for i in read]) for gold, read in pairs]


def _of_sets(name: str, sets: Sequence[tuple[set[Any], set[Any]]]) -> Figure:
    return Figure(name, sum(len(g) for g, _ in sets), sum(len(r) for _, r in sets), sum(len(g & r) for g, r in sets))


def _type(item: Item) -> str:
    return item.label


def _dyads(items: Sequence[Item], name: Callable[[Item], str] = _type) -> set[tuple[str, ...]]:
    """Return all (type or root, source, target), in one order for types that have no direction."""
    found = {(name(i), i.label in match.SYMMETRIC, s, t) for i in items for s in i.sources for t in i.targets}
    return {(what, *(sorted((s, t)) if mutual else (s, t))) for what, mutual, s, t in found}
