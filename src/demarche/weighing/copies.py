"""
Copies: reports that repeat another's words, found by MinHash and confirmed by alignment.

1. A report's prose is cut to runs of three words (shingles), each a 64-bit hash; left-out ranges do not count.
2. MinHash with one permutation: the least hash in each of 64 bins; reports that agree in both bins of two of the 32
   bands (of one, where both are short) are compared [Broder1997, LiOwenZhang2012]. A second signature, of the first
   hundred words alone, finds a copy that was cut short.
3. Alignment: the longest run of shared shingles in the same order in both texts, and the part of the shorter text that
   it covers. From two fifths on, the later report counts as a copy of the earlier.

By hand in NumPy, not by datasketch: signatures and buckets of 1,500 reports of 400 words took 0.25 s against 1.0 s (one
shared core, November 2026), without SciPy.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from demarche.record import Report

Hashes = NDArray[np.uint64]

SHINGLE_WORDS = 3
BINS, BAND_BINS = 64, 2
LEAD_WORDS = SHORT_WORDS = 100
# Chosen on 22 November 2026 on eval/sets/clusters: reports of one event by different hands share 0.11 of their shingles
# at most, wire copy that an editor has reworded 0.47 to 0.74.
LEAST_SHARE = 0.4
FEWEST_SHINGLES = 10
_WORD = re.compile(r"\w+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)
_LARGEST_BUCKET = 200


@dataclass(frozen=True)
class Copy:
    """`report` repeats `of` (places in the list); `share` of the shorter's words stand in both in the same order."""

    of: int
    report: int
    share: float


def find_copies(reports: Sequence[Report]) -> list[Copy]:
    """
    Return for each report that repeats an earlier one, the first that it repeats; places in `reports`.

    Parameters
    ----------
    reports : sequence of Report
        In any order; which is first is told by the date of publication; on one day an
        agency is before others, then the one that says more, then the id decides.
    """
    shingles = [shingles_of(report) for report in reports]
    ranks = _ranks(reports, shingles)
    found: dict[int, Copy] = {}
    roots: dict[int, int] = {}
    near: dict[int, set[int]] = {}
    for one, other in sorted(_near(shingles)):
        first, later = (one, other) if ranks[one] < ranks[other] else (other, one)
        near.setdefault(later, set()).add(first)
    for later in sorted(near, key=lambda place: ranks[place]):
        for first in sorted(near[later], key=lambda place: ranks[place]):
            root = roots.get(first, first)
            share = max(aligned_share(shingles[root], shingles[later]), aligned_share(shingles[first], shingles[later]))
            if share >= LEAST_SHARE:
                found[later], roots[later] = Copy(root, later, round(share, 3)), root
                break
    return [found[place] for place in sorted(found)]


def _ranks(reports: Sequence[Report], shingles: Sequence[Hashes]) -> list[tuple[dt.date, bool, int, str]]:
    pairs = zip(reports, shingles, strict=True)
    return [
        (report.published or dt.date.max, report.source.kind != "agency", -len(cut), report.id) for report, cut in pairs
    ]


def shingles_of(report: Report) -> Hashes:
    """Return the hashes of the runs of three words of a report's prose, in order."""
    text, parts, at = report.text, [], 0
    for one in report.left_out:
        parts.append(text[at : one.start])
        at = one.end
    words = _WORD.findall(" ".join([*parts, text[at:]]).casefold())
    hashes = np.fromiter(map(word_hash, words), dtype=np.uint64, count=len(words))
    if len(hashes) < SHINGLE_WORDS:
        return hashes[:0]
    run = np.zeros(len(hashes) - SHINGLE_WORDS + 1, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        run = (run ^ hashes[place : place + len(run)]) * _MULTIPLIER
        run ^= run >> np.uint64(31)
    return run


@lru_cache(maxsize=1 << 17)
def word_hash(word: str) -> int:
    """Return 64 bits that hang on the word alone, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _near(shingles: Sequence[Hashes]) -> set[tuple[int, int]]:
    """Return pairs of texts whose signatures agree in a band."""
    long_enough = [place for place, cut in enumerate(shingles) if len(cut) >= FEWEST_SHINGLES]
    wholes = [(place, signature(shingles[place])) for place in long_enough]
    leads = [(place, signature(shingles[place][:LEAD_WORDS])) for place in long_enough]
    short = [(place, bins) for place, bins in wholes if len(shingles[place]) <= SHORT_WORDS]
    hits = [Counter(_same_band(signed)) for signed in (wholes, leads)]
    return {pair for count in hits for pair, number in count.items() if number > 1}.union(_same_band(short))


def signature(cut: Hashes) -> Hashes:
    """Return the least hash in each bin; a bin that nothing falls into keeps the largest number."""
    bins = (cut >> np.uint64(58)).astype(np.intp)  # the top six bits: 64 bins
    least = np.full(BINS, _EMPTY)
    np.minimum.at(least, bins, cut)
    return least


def _same_band(signed: Sequence[tuple[int, Hashes]]) -> Iterator[tuple[int, int]]:
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for place, bins in signed:
        for band in range(0, BINS, BAND_BINS):
            part = bins[band : band + BAND_BINS]
            if (part != _EMPTY).all():
                buckets.setdefault((band, part.tobytes()), []).append(place)
    for places in buckets.values():
        # A bucket this full holds boilerplate, or one text sent out again and again: all go to the first two.
        near = places if len(places) <= _LARGEST_BUCKET else places[:2]
        for at, one in enumerate(near):
            yield from ((min(one, other), max(one, other)) for other in places[at + 1 :])


def aligned_share(one: Hashes, other: Hashes) -> float:
    """
    Return the part of the shorter text's shingles that stand in the other, in the same order.

    Examples
    --------
    >>> import numpy as np
    >>> aligned_share(np.arange(10, dtype=np.uint64), np.arange(5, 25, dtype=np.uint64))
    0.5
    """
    if not len(one) or not len(other):
        return 0.0
    places: dict[int, int] = {}
    for at, shingle in enumerate(one.tolist()):
        places.setdefault(shingle, at)
    row = [places[shingle] for shingle in other.tolist() if shingle in places]
    tails: list[int] = []  # the longest increasing run, by patience sorting
    for place in row:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails) / min(len(one), len(other))
