"""Forecasters that are wrong in a known way: a check that fails for none of them would be no check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from demarche.game import Evidence
from eval.calibration.study import Study


def ignore_evidence(study: Study) -> Study:
    """Forecast with the prior, whatever is seen."""
    return replace(
        study,
        logs=np.zeros_like(study.logs),
        types=np.repeat(study.prior_types[:, None], len(study.truth), axis=1),
        attack=np.repeat(study.prior_attack[:, None], len(study.truth), axis=1),
    )


def shrink_bands(study: Study) -> Study:
    """Draw every forecast halfway to the mean of the draws: bands half as wide as they should be."""
    return replace(study, attack=(study.attack + study.attack.mean(axis=0)) / 2)


def mix_up_replicates(study: Study) -> Study:
    """Take each replicate's evidence for the next one's."""
    return replace(
        study,
        logs=np.roll(study.logs, 1, axis=1),
        types=np.roll(study.types, 1, axis=1),
        attack=np.roll(study.attack, 1, axis=1),
    )


BREAKS: Mapping[str, Callable[[Study], Study]] = {
    "the evidence is ignored": ignore_evidence,
    "another crisis's evidence is taken": mix_up_replicates,
    "bands are half as wide": shrink_bands,
}
"""Breaks that need no new forecasts."""


def count_twice(evidence: Evidence) -> Evidence:
    """Take every report and every silence for two."""
    moves = {place: {move: value**2 for move, value in row.items()} for place, row in evidence.moves.items()}
    return Evidence(evidence.periods, moves, evidence.states, evidence.types)


def forget_silence(evidence: Evidence) -> Evidence:
    """Take silence for nothing, so that only reports count."""
    moves = {place: {move: max(value, 1.0) for move, value in row.items()} for place, row in evidence.moves.items()}
    return Evidence(evidence.periods, moves, evidence.states, evidence.types)


def turn_around(evidence: Evidence) -> Evidence:
    """Take what speaks for a move to speak against it."""
    moves = {place: {move: 1 / value for move, value in row.items()} for place, row in evidence.moves.items()}
    return Evidence(evidence.periods, moves, evidence.states, evidence.types)


CHANGES: Mapping[str, Callable[[Evidence], Evidence]] = {
    "all is counted twice": count_twice,
    "silence is forgotten": forget_silence,
    "reports are turned around": turn_around,
}
"""Breaks of the evidence, for `run_changed`."""
