"""
How far the evidence says that two mentions are of one event: a sum of documented weights (`data/evidence.tsv`).

A pair that cannot be one event has minus infinity: types that are never one (`data/pairs.tsv`), modes that exclude each
other (`data/modes.tsv`), no party in common, days that lie further apart than the type's slack (`data/slack.tsv`), a
deed and a mere possibility, a deed told as done in a report that came out before its date.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from demarche.errors import LexiconError
from demarche.weighing import tables
from demarche.weighing.features import DENIED, PLANNED, SUPPOSED, TOLD, Features, Flags, Ints

Scores = NDArray[np.float32]

NEVER = np.float32(-np.inf)
# Days up to which an interval is taken for an exact date ("overnight", "at the weekend").
EXACT_DAYS = 2
_USUAL_SLACK = 1  # days; what most rows of slack.tsv hold
_FEW_WORDS = 4
_CHUNK = 200_000


class Judge:
    """
    Scores pairs of mentions.

    Parameters
    ----------
    features : Features
        The mentions.
    modes : dict
        The number of each (type, mode) in `features.mode`.
    """

    def __init__(self, features: Features, modes: dict[tuple[str, str], int]) -> None:
        self.features = features
        self.weights = tables.weights()
        count = int(features.kind.max(initial=0)) + 1
        self.types = type_weights(count)
        self.modes = _mode_weights(modes)
        self.slack = slack_days(count)

    def score(self, one: Ints, other: Ints) -> Scores:
        """Return the sum of evidence of each pair, minus infinity where two cannot be one event."""
        if len(one) == 0:
            return np.zeros(0, dtype=np.float32)
        parts = [self._scored(one[at : at + _CHUNK], other[at : at + _CHUNK]) for at in range(0, len(one), _CHUNK)]
        return np.concatenate(parts)

    def _scored(self, one: Ints, other: Ints) -> Scores:
        """Add up the evidence, what rules most pairs out first."""
        f = self.features
        total = np.float32(self.weights["base"]) + self.types[f.kind[one], f.kind[other]]
        place = np.arange(len(one))
        steps = (self._worlds, self._dates, self._parties, self._modes, self._persons)
        for step in (*steps, self._places, self._sizes, self._words, self._same_report):
            alive = np.flatnonzero(np.isfinite(total[place]))
            if len(alive) < len(place):
                place, one, other = place[alive], one[alive], other[alive]
            total[place] += step(one, other)
        return total

    def _worlds(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        low = np.minimum(f.world[one], f.world[other])
        high = np.maximum(f.world[one], f.world[other])
        score = np.zeros(len(one), dtype=np.float32)
        score[(low == TOLD) & (high == SUPPOSED)] = NEVER
        plan = (low == TOLD) & (high == PLANNED)
        both_dated = f.dated[one] & f.dated[other]
        score[plan] = np.where(both_dated[plan], w["world.plan"], NEVER)
        score[(low == TOLD) & (high == DENIED)] = w["world.denied"]
        score[(low == DENIED) & (high > DENIED)] = w["world.unreal"]
        return score

    def _modes(self, one: Ints, other: Ints) -> Scores:
        f = self.features
        same_kind = f.kind[one] == f.kind[other]
        known = same_kind & (f.mode[one] >= 0) & (f.mode[other] >= 0)
        return np.where(known, self.modes[f.mode[one], f.mode[other]], np.float32(0))

    def _parties(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        shared = _count_shared(f.parties[one], f.parties[other])
        sizes = (f.parties[one] >= 0).sum(1), (f.parties[other] >= 0).sum(1)
        smaller, larger = np.minimum(*sizes), np.maximum(*sizes)
        straight = _meet(f.sources[one], f.sources[other]) & _meet(f.targets[one], f.targets[other])
        score = np.full(len(one), w["parties.apart"], dtype=np.float32)
        score[(shared == 1) & (smaller == 1)] = w["parties.one"]
        both = (shared >= 2) | ((shared == 1) & (larger == 1) & straight)
        score[both] = np.where(straight[both], w["parties.both"], w["parties.crossed"])
        score[both & (shared < larger)] += w["parties.extra"]
        whole = _count_shared(f.full[one], f.full[other])
        score[whole < shared] += w["sector.differs"]
        score[shared == 0] = NEVER
        unnamed = smaller == 0
        score[unnamed] = np.where(f.site[one] == f.site[other], w["parties.unnamed"], NEVER)[unnamed]
        return score

    def _persons(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        left, right = f.persons[one], f.persons[other]
        same = (left[:, :, None] == right[:, None, :]) & (left[:, :, None] >= 0)
        homes, others = f.person_country[one], f.person_country[other]
        compatriots = (homes[:, :, None] == others[:, None, :]) & (homes[:, :, None] >= 0)
        agreed = (same.any(2)[:, :, None] & (homes[:, :, None] == homes[:, None, :])).any(1)
        unlike = (compatriots.any(2) & ~agreed).sum(1)
        shared = np.minimum(same.any(2).sum(1), 2)
        found: Scores = (w["person.same"] * shared + w["person.differs"] * unlike).astype(np.float32)
        return found

    def _dates(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        start = np.maximum(f.start[one], f.start[other])
        end = np.minimum(f.end[one], f.end[other])
        span = np.maximum(f.end[one], f.end[other]) - np.minimum(f.start[one], f.start[other])
        widest = np.maximum(f.end[one] - f.start[one], f.end[other] - f.start[other])
        gap = start - end
        slack = np.minimum(self.slack[f.kind[one]], self.slack[f.kind[other]])
        exact = widest < EXACT_DAYS
        spans = [w["day.same"], w["day.within"], w["month.within"]]
        met = np.select([span == 0, span <= 10, span <= 62], spans, w["date.loose"])
        gaps = [gap <= 0, exact & (gap == 1), exact & (gap <= slack)]
        score = np.select(gaps, [met, w["date.gap.1"], w["date.gap"]], NEVER)
        dated = f.dated[one].astype(np.int8) + f.dated[other]
        score = np.where(dated == 2, score, self._undated(one, other, dated == 1))
        return np.where(self._too_early(one, other) | self._too_early(other, one), NEVER, score).astype(np.float32)

    def _undated(self, one: Ints, other: Ints, half: Flags) -> Scores:
        f, w = self.features, self.weights
        near = (f.low[one] <= f.high[other]) & (f.low[other] <= f.high[one])
        mixed = np.where(near, w["date.undated"], w["date.undated.far"])
        known = (f.published[one] >= 0) & (f.published[other] >= 0)
        apart = np.where(known, np.abs(f.published[one] - f.published[other]), 10**6)
        bands = [apart <= 2, apart <= 7, apart <= 30]
        bare = np.select(bands, [w["published.2"], w["published.7"], w["published.30"]], w["published.far"])
        return np.where(half, mixed, bare).astype(np.float32)

    def _too_early(self, one: Ints, other: Ints) -> Flags:
        """Whether the first is undated and told as done, in a report that came out before the other's date."""
        f = self.features
        known = ~f.dated[one] & (f.world[one] == TOLD) & (f.published[one] >= 0) & f.dated[other]
        early: Flags = known & (f.published[one] + 1 < f.start[other])
        return early

    def _places(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        known = (f.level[one] >= 0) & (f.level[other] >= 0)
        same = f.site[one] == f.site[other]
        home = (f.site_country[one] == f.site_country[other]) | (f.site_country[one] < 0) | (f.site_country[other] < 0)
        wide = np.minimum(f.level[one], f.level[other]) < 2
        values = [w["place.same"], w["place.country"], w["place.city"]]
        return np.where(known, np.select([same, home & wide, home], values, w["place.abroad"]), 0).astype(np.float32)

    def _sizes(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        known = (f.size_kind[one] >= 0) & (f.size_kind[one] == f.size_kind[other])
        low = np.maximum(f.size_low[one], f.size_low[other])
        high = np.minimum(f.size_high[one], f.size_high[other])
        same = (f.size_low[one] == f.size_low[other]) & (f.size_high[one] == f.size_high[other])
        values = [w["number.same"], w["number.meets"], w["number.far"]]
        score = np.select([same, low <= high, low > 10 * np.abs(high)], values, w["number.apart"])
        return np.where(known, score, 0).astype(np.float32)

    def _words(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        left, right = f.words[one], f.words[other]
        shared = ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] >= 0)).any(2)
        mass = np.minimum(f.word_weight[one].sum(1), f.word_weight[other].sum(1))
        common = (shared * f.word_weight[one]).sum(1)
        share = common / np.maximum(mass, 3.0)
        enough = ((left >= 0).sum(1) >= _FEW_WORDS) & ((right >= 0).sum(1) >= _FEW_WORDS)
        none = np.where(enough & (common == 0), w["words.none"], 0)
        named = f.things[one].any(1) & f.things[other].any(1)
        strange = np.where(named & ~(shared & f.things[one]).any(1), w["names.none"], 0)
        score: Scores = (w["words"] * share + none + strange).astype(np.float32)
        return score

    def _same_report(self, one: Ints, other: Ints) -> Scores:
        f, w = self.features, self.weights
        together = f.report[one] == f.report[other]
        close = together & (f.sentence[one] == f.sentence[other])
        score: Scores = (w["report.same"] * together + w["sentence.same"] * close).astype(np.float32)
        return score


def _meet(one: Ints, other: Ints) -> Flags:
    """Whether two sides share a party, or one of them names none."""
    blank = (one[:, 0] < 0) | (other[:, 0] < 0)
    found: Flags = blank | ((one[:, :, None] == other[:, None, :]) & (one[:, :, None] >= 0)).any((1, 2))
    return found


def _count_shared(one: Ints, other: Ints) -> Ints:
    shared: Ints = ((one[:, :, None] == other[:, None, :]) & (one[:, :, None] >= 0)).any(2).sum(1, dtype=np.int32)
    return shared


@cache
def type_weights(count: int = 0) -> Scores:
    """
    The cost of one event being coded under two types; minus infinity where it never is.

    There are as many rows as types, `count` where that is more: a researcher's own type is confused with no other.
    """
    size = max(count, len(tables.KINDS))
    found = np.full((size, size), NEVER, dtype=np.float32)
    np.fill_diagonal(found, 0.0)
    for row in tables.rows("pairs.tsv", ("type", "other", "weight", "reason")):
        one, other = tables.kind_number(row, "type"), tables.kind_number(row, "other")
        found[one, other] = found[other, one] = tables.number(row, "weight")
    return found


@cache
def slack_days(count: int = 0) -> Ints:
    """By type, the days that two exact dates may lie apart; for a researcher's own types what most have."""
    found = np.full(max(count, len(tables.KINDS)), _USUAL_SLACK, dtype=np.int32)
    for row in tables.rows("slack.tsv", ("type", "days", "reason")):
        found[tables.kind_number(row, "type")] = int(tables.number(row, "days"))
    return found


@cache
def mode_pairs() -> dict[tuple[str, str, str], float]:
    """What two different modes of a type weigh; `*` holds what pairs that are not listed do."""
    found: dict[tuple[str, str, str], float] = {}
    for row in tables.rows("modes.tsv", ("type", "mode", "other", "weight", "reason")):
        weight = float("-inf") if row["weight"] == "never" else tables.number(row, "weight")
        found[row["type"], row["mode"], row["other"]] = found[row["type"], row["other"], row["mode"]] = weight
    if ("*", "*", "*") not in found:
        raise LexiconError("the table does not say what other pairs weigh", where="modes.tsv", wanted="a row of *")
    return found


def _mode_weights(modes: dict[tuple[str, str], int]) -> Scores:
    pairs, weights = mode_pairs(), tables.weights()
    found = np.full((len(modes) + 1, len(modes) + 1), pairs["*", "*", "*"], dtype=np.float32)
    for (kind, mode), at in modes.items():
        for (other_kind, other), to in modes.items():
            if kind == other_kind and (kind, mode, other) in pairs:
                found[at, to] = pairs[kind, mode, other]
        found[at, at] = weights["mode.same"]
    return found
