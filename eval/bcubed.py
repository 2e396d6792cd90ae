"""B-cubed [Bagga1998], and the rule that is the custom of the field: one event per dyad, type and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from demarche.record import Event, Reading


@dataclass(frozen=True)
class Figures:
    """Precision and recall of something, with how many were found and how many there were."""

    precision: float
    recall: float
    found: int
    labelled: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        """Return one line."""
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}   ({self.found} of ours, {self.labelled})"
        )


def b_cubed(ours: Mapping[str, str], labelled: Mapping[str, str]) -> Figures:
    """
    Return the mean over mentions of how pure and how whole each one's cluster is.

    Parameters
    ----------
    ours, labelled : mapping
        Mention to cluster, over the same mentions.

    Examples
    --------
    >>> b_cubed({"a": "x", "b": "x"}, {"a": "1", "b": "2"}).precision
    0.5
    """
    if ours.keys() != labelled.keys():
        raise ValueError("the two clusterings are of different mentions")
    one, other = _members(ours), _members(labelled)
    shared = [(len(one[ours[m]] & other[labelled[m]]), len(one[ours[m]]), len(other[labelled[m]])) for m in ours]
    precision = sum(both / mine for both, mine, _ in shared) / max(1, len(shared))
    recall = sum(both / theirs for both, _, theirs in shared) / max(1, len(shared))
    return Figures(precision, recall, len(one), len(other))


def custom_clusters(readings: Iterable[Reading], *, by_publication: bool = False) -> dict[str, str]:
    """
    Return the clusters of the custom rule: mentions that share a directed dyad, the type and the day are one event.

    The day is the event's own where the text gives one day, else the day of publication, which machine-coded event
    data take always (`by_publication`).
    """
    parent: dict[str, str] = {}
    first: dict[tuple[object, ...], str] = {}
    for reading in readings:
        for event in reading.events:
            parent[event.id] = event.id
            for key in _keys(event, reading.report.published, by_publication):
                parent[_root(parent, first.setdefault(key, event.id))] = _root(parent, event.id)
    return {one: _root(parent, one) for one in parent}


def _keys(event: Event, published: dt.date | None, by_publication: bool) -> list[tuple[object, ...]]:
    when = event.when
    day = when.start if when and when.start == when.end and not by_publication else published
    sources = {actor.country for actor in event.sources} or {None}
    targets = {actor.country for actor in event.targets} or {None}
    dyads = {(one, other) for one in sources for other in targets if one != other} or {(*sources, *targets)}
    return [(dyad, event.type, day) for dyad in dyads]


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        one = parent[one]
    return one


def _members(clusters: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention, cluster in clusters.items():
        found.setdefault(cluster, set()).add(mention)
    return found
