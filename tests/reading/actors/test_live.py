"""The golden cases under the project's own network as it is now: parse and rules together."""

from __future__ import annotations

from pathlib import Path

import pytest

import demarche.reading.english as english

from .cases import read_cases
from .test_cast import failures

# Met with every golden line right under the network of 22 November 2026; some slack for a network trained anew.
FLOOR = 0.95


@pytest.mark.skipif(
    not (Path(english.__file__).parent / "weights" / "network.onnx").exists(),
    reason="the network's weights are not here",
)
def test_nearly_all_golden_lines_hold_under_the_network() -> None:
    """Parsed anew, at least 95 % of the golden lines hold."""
    cases = list(read_cases())
    docs = english.load_pipeline().parse([english.ParseInput(case.text) for case in cases])
    missed = [line for case, doc in zip(cases, docs, strict=True) for line in failures(case, doc)]
    lines = sum(len(case.wanted) for case in cases)
    assert 1 - len(missed) / lines >= FLOOR, "\n".join(missed)
