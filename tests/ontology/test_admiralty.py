"""The Admiralty code."""

from __future__ import annotations

from typing import get_args

from demarche.ontology import CANNOT_BE_JUDGED, CREDIBILITIES, RELIABILITIES, admiralty_grades, default_reliability
from demarche.ontology import source_kinds as kinds
from demarche.record.model import Reliability, SourceKind


def test_all_twelve_grades_have_meanings() -> None:
    """A to F and 1 to 6, each with name and meaning; F and 6 say that nothing can be judged."""
    assert tuple(admiralty_grades()) == RELIABILITIES + CREDIBILITIES
    assert get_args(Reliability) == RELIABILITIES
    for grade in CANNOT_BE_JUDGED:
        assert "cannot be judged" in admiralty_grades()[grade].name


def test_every_kind_of_source_has_a_grade_and_a_reason() -> None:
    """The kinds are those of the record, and each default gives its reason."""
    assert set(kinds()) == set(get_args(SourceKind))
    for entry in kinds().values():
        assert entry.reliability in RELIABILITIES
        assert len(entry.reason) > 20


def test_defaults() -> None:
    """An agency starts higher than a blog, and what is not known cannot be judged."""
    assert default_reliability("agency").reliability == "B"
    assert default_reliability("blog").reliability == "C"
    assert default_reliability("hearsay").reliability == "F"
