"""The tables of the projections room."""

from __future__ import annotations

import pytest

from demarche.errors import LexiconError
from demarche.ontology import probability_range
from demarche.reading.projections import cues as room
from demarche.reading.projections.cues import cues, outcome_classes, topics, voices


def test_every_cue_has_a_range_or_says_so() -> None:
    """The words that a cue is ranged as are words of probability of the ontology."""
    for group in cues().values():
        for cue in group:
            if not cue.silent and not cue.literal and cue.as_words != "0":
                assert probability_range(cue.as_words) is not None, cue


def test_literal_cues_are_words_of_probability() -> None:
    """A cue that stands for itself has a range in the ontology, alone or with an article's noun."""
    graders = {"well", "doubt", "prospect", "odds", "hardly", "probability"}  # ranged with the words beside them
    literal = {cue.word for group in cues().values() for cue in group if cue.literal} - graders
    assert [word for word in sorted(literal) if probability_range(word) is None] == []


def test_types_are_known() -> None:
    """Every type that a table names is one of PLOVER's."""
    named = {name for group in outcome_classes().values() for _, name in group if name} | set(topics().values())
    assert named <= room.TYPES
    assert voices()["planned"] <= room.TYPES


def test_a_broken_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line with a wrong number of columns is an error that names its file."""
    with pytest.raises(LexiconError, match=r"cues\.tsv"):
        list(room._rows("cues.tsv", 9))
