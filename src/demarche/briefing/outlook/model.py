"""What the brief prints of a forecast, laid out row by row; the numbers themselves are the brief's `forecast`."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from demarche.briefing.cited import Part, Sentence

Confidence = Literal["low", "moderate", "high"]


class Chance(Part, frozen=True):
    """A probability with its 80 % band, and both as printed ("31 %", "17–47 %")."""

    probability: float
    low: float
    high: float
    percent: str
    band: str


class Judgement(Part, frozen=True):
    """
    A key judgement: what, how likely, by when, what would count; and apart from it how sure we are, and why.

    `sentence` carries the likelihood, `confidence_sentence` the confidence: never one both (ICD 203).
    """

    outcome: str
    sentence: Sentence
    word: str
    chance: Chance
    date: dt.date
    criterion: str
    confidence: Confidence
    confidence_sentence: Sentence
    reasons: tuple[str, ...]


class Weighed(Part, frozen=True):
    """A column of the matrix: an item of evidence, its grade, and what it would turn were it false."""

    item: str
    handle: str
    words: str
    grade: str
    graded: str
    citations: tuple[str, ...]
    diagnosticity: float
    turns: str
    why: str


class HypothesisRow(Part, frozen=True):
    """A row of the matrix: a hypothesis about an actor, before and after, and each column's log ratio for it."""

    actor: str
    role: str
    type: str
    words: str
    leads: bool
    prior: str
    prior_value: float
    now: Chance
    cells: tuple[float, ...]
    if_true: tuple[tuple[str, str], ...]


class Matrix(Part, frozen=True):
    """The ACH matrix: hypotheses as rows, evidence as columns by diagnosticity; `printed` columns stand on the page."""

    columns: tuple[Weighed, ...]
    rows: tuple[HypothesisRow, ...]
    printed: int
    largest: float
    flip: Sentence


class Curve(Part, frozen=True):
    """An outcome over time. `group` where it joins several ends; `tone` where its colour says something."""

    name: str
    phrase: str
    group: bool
    tone: str
    dates: tuple[dt.date, ...]
    chances: tuple[Chance, ...]


class DatedRow(Part, frozen=True):
    """All outcomes at the end of one day; `still_open` is what is left of 1 by the ends so far. None: not computed."""

    date: dt.date
    chances: tuple[Chance | None, ...]
    still_open: float
    still_open_words: str
    deadline: str
    printed: bool


class Deadline(Part, frozen=True):
    """A date that the reports give and the game uses, with the words that it was read from."""

    name: str
    date: dt.date
    words: str
    why: str
    citations: tuple[str, ...]


class PressRow(Part, frozen=True):
    """A projection of the press with its range and window, and ours for the same outcome and day."""

    projection: str
    handle: str
    forecaster: str
    words: str
    outcome: str
    window: str
    by: dt.date
    low: float
    high: float
    range: str
    ours: Chance
    apart: bool
    citations: tuple[str, ...]


class Consequence(Part, frozen=True):
    """What follows from an outcome besides payoffs, with how likely the outcome is by the horizon."""

    outcome: str
    chance: Chance | None
    name: str
    value: str
    basis: str


class WatchRow(Part, frozen=True):
    """A move to watch for: how likely it is, what it would tell, and the shown outcomes if it is seen and if not."""

    words: str
    by: dt.date
    percent: str
    bits: float
    if_seen: tuple[str, ...]
    if_not: tuple[str, ...]


class WhatIfRow(Part, frozen=True):
    """One outcome's change under one what-if, in points; `sure` where enough draws agree on the sign."""

    words: str
    outcome: str
    before: str
    after: str
    points: str
    band: str
    agreeing: str
    sure: bool
    printed: bool


class SensitivityRow(Part, frozen=True):
    """How far an outcome moves with a parameter."""

    parameter: str
    unit: str
    outcome: str
    correlation: float
    at_low: str
    at_high: str
    basis: str


class RoleRow(Part, frozen=True):
    """Who plays a role, what the role is, and what in the record speaks for it."""

    role: str
    does: str
    actor: str
    chosen: bool
    score: float
    reasons: tuple[Sentence, ...]


class Fact(Part, frozen=True):
    """A number or setting of how the forecast was made, with what it means."""

    name: str
    value: str
    note: str


class Making(Part, frozen=True):
    """How the forecast was made: warnings first, then who plays what, dates, start, draws, the game itself, limits."""

    origin: str
    warnings: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    deadlines: tuple[Deadline, ...]
    initial: tuple[tuple[str, str], ...]
    initial_reasons: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    spec: str
    change: str
    limits: tuple[str, ...]


class Outlook(Part, frozen=True):
    """
    All that a brief prints of a forecast.

    `basis` and `drawn` say from how many draws the numbers are, at length and in a few words.

    Where there is none, `unsaid` says why, `mend` what would help, and the rest is empty. `situation` is the bottom
    line as the record alone gives it, where a judgement has taken its place.
    """

    as_of: dt.date
    horizon: dt.date | None
    unsaid: str
    mend: str
    over: bool
    warnings: tuple[str, ...]
    basis: str
    drawn: str
    judgements: tuple[Judgement, ...]
    matrix: Matrix | None
    curves: tuple[Curve, ...]
    dated: tuple[DatedRow, ...]
    press: tuple[PressRow, ...]
    consequences: tuple[Consequence, ...]
    shown: tuple[str, ...]
    watch: tuple[WatchRow, ...]
    what_if: tuple[WhatIfRow, ...]
    sensitivity: tuple[SensitivityRow, ...]
    making: Making | None
    situation: tuple[Sentence, ...] = ()
