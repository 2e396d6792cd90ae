"""The labelled clusters: every label is valid, and the set is as wide as it says."""

from __future__ import annotations

from collections import Counter

import pytest
from eval.labelled import SETS, Crisis, load_crises, unmark

from demarche.record import check_reading

CRISES = load_crises()


@pytest.mark.parametrize("crisis", CRISES, ids=lambda one: one.name)
def test_labels_are_valid(crisis: Crisis) -> None:
    """Each reading keeps the laws of the record, each span quotes its text, and each mention has one cluster."""
    for reading in crisis.readings:
        check_reading(reading)
        for item in (*reading.events, *reading.statements):
            quote = item.spans[0].quote(reading.report.text)
            assert quote
            assert quote == quote.strip()
            assert not set("{}|") & set(quote)
        for event in reading.events:
            assert event.magnitude is None or event.magnitude.words in reading.report.text
            assert crisis.cluster_of[event.id]
    assert crisis.split in {"tune", "test"}
    assert (SETS / f"{crisis.name}.txt").exists()


@pytest.mark.parametrize("crisis", CRISES, ids=lambda one: one.name)
def test_conflicts_are_told(crisis: Crisis) -> None:
    """A conflict on a field sets values of that field against each other, as the mentions have them."""
    events = {event.id: event for reading in crisis.readings for event in reading.events}
    for cluster, field, sides in crisis.field_conflicts:
        told = [[events[one] for one in side] for side in sides]
        if field == "happened":
            denied = [{event.modality == "denied" for event in side} for side in told]
            assert {True} in denied, cluster
            assert {False} in denied, cluster
        values = {
            "happened": lambda event: event.modality == "denied",
            "date": lambda event: event.when,
            "number": lambda event: (event.magnitude.low, event.magnitude.high),
            "who": lambda event: event.sources,
            "place": lambda event: event.where,
            "strength": lambda event: event.mode,
        }[field]
        assert not {values(event) for event in told[0]} & {values(event) for event in told[1]}, (cluster, field)


def test_the_set_is_wide() -> None:
    """At least 40 clusters of two mentions or more, 150 mentions, 15 crises, and both splits with conflicts."""
    sizes = Counter((one.name, cluster) for one in CRISES for cluster in one.cluster_of.values())
    assert sum(size > 1 for size in sizes.values()) >= 40
    assert sum(sizes.values()) >= 150
    assert len(CRISES) >= 15
    for split in ("tune", "test"):
        chosen = [one for one in CRISES if one.split == split]
        assert len(chosen) >= 5
        assert sum(len(one.field_conflicts) for one in chosen) >= 15


def test_marks_are_refused_when_open() -> None:
    """A mark that is never closed is no mark."""
    with pytest.raises(ValueError, match="never closed"):
        unmark("{a: Iran met Oman.")
