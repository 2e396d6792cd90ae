"""
The crisis as a game: who plays which role, from when, in which state, with which dates.

`build.py` proposes a scenario from a record, with what speaks for each choice; a person may change its YAML and pass it
back. It is data only: the game room reads `spec_text`.
"""

from __future__ import annotations

import datetime as dt

import msgspec


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frozen, and strict about fields that it does not know."""


class Reason(_Part, frozen=True):
    """Why: a sentence, and the ids of the findings and statements that it rests on."""

    words: str
    findings: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


class RoleBid(_Part, frozen=True):
    """An actor (ISO 3166 alpha-3 or IGO:…) proposed for a role, how strongly, and what speaks for it."""

    role: str
    actor: str
    score: float
    reasons: tuple[Reason, ...] = ()


class DatedWindow(_Part, frozen=True):
    """
    A date that the reports give and the game uses: a parameter of the spec, with the words it was read from.

    `words` is exactly the text of `report` from `start` to `end` (code points).
    """

    parameter: str
    date: dt.date
    report: str
    start: int
    end: int
    words: str
    why: str


class Scenario(_Part, frozen=True):
    """
    A game filled from a record, or read from a user's spec.

    Period p runs from ``start + p * step_days``; the first `periods_seen` are over on the as-of date, whose next day
    begins period `periods_seen`. `roles` gives each role's actor; `partners` the actors that are taken to act for a
    role beside it (allies of the patron). `origin` is "record" or the path of a user's spec.
    """

    spec_text: str
    origin: str
    as_of: dt.date
    start: dt.date
    step_days: int
    periods_seen: int
    periods: int
    roles: dict[str, str]
    partners: dict[str, tuple[str, ...]] = {}
    initial: dict[str, str] = {}
    initial_reasons: tuple[Reason, ...] = ()
    bids: tuple[RoleBid, ...] = ()
    windows: tuple[DatedWindow, ...] = ()
    warnings: tuple[str, ...] = ()

    def day_after(self, period: int) -> dt.date:
        """Return the last day of a period."""
        return self.start + dt.timedelta(days=self.step_days * (period + 1) - 1)


class NoScenario(_Part, frozen=True):
    """Why no game could be filled from a record: an expected 'no'. `missing` are roles that nothing speaks for."""

    reason: str
    missing: tuple[str, ...] = ()
    bids: tuple[RoleBid, ...] = ()
