"""
Lays an analyst's corrections over what was read; each is told of, whether it could be applied or not.

They are applied in the order of the file. One that names an item that is in no report, or contradicts an earlier one,
is not applied, and says why: a folder with fewer reports should not stop an analyst's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import msgspec

from demarche.record import (
    AppliedCorrection,
    Correction,
    CorrectionsFile,
    DateIs,
    DifferentEvents,
    Event,
    NoEvent,
    Place,
    PlaceIs,
    SameEvent,
    SourceGrade,
    When,
)
from demarche.weighing.account import Account
from demarche.weighing.clusters import Forest, Ties
from demarche.weighing.credits import source_key


@dataclass
class Corrected:
    """What the corrections leave; the ties are in places in `accounts`."""

    accounts: list[Account]
    dismissed: list[Account] = field(default_factory=list)
    ties: Ties = field(default_factory=Ties)
    grades: list[SourceGrade] = field(default_factory=list)
    applied: list[AppliedCorrection] = field(default_factory=list)


def apply_corrections(accounts: Sequence[Account], given: CorrectionsFile | None, sources: Iterable[str]) -> Corrected:
    """
    Return the accounts as corrected, what was dismissed, and the ties for clustering.

    Parameters
    ----------
    accounts : sequence of Account
        In their order; the numbers in the ties are places in `Corrected.accounts`.
    given : CorrectionsFile, optional
        The analyst's file.
    sources : iterable of str
        Keys of the sources that there are (`credits.source_key`); a grade for another is told of as not applied.
    """
    desk = _Desk(accounts, frozenset(sources))
    for correction in given.corrections if given else ():
        outcome, applied = desk.apply(correction)
        desk.applied.append(AppliedCorrection(correction, applied, outcome))
    return desk.result()


class _Desk:
    """Holds what was corrected so far."""

    def __init__(self, accounts: Sequence[Account], sources: frozenset[str]) -> None:
        self.accounts = list(accounts)
        self.place = {one.event.id: place for place, one in enumerate(accounts)}
        self.sources = sources
        self.gone: set[int] = set()
        self.same = Forest()
        self.different: list[tuple[int, int]] = []
        self.pairs: list[tuple[int, int]] = []
        self.grades: list[SourceGrade] = []
        self.applied: list[AppliedCorrection] = []

    def apply(self, correction: Correction) -> tuple[str, bool]:
        """Apply one; return what came of it, and whether it was applied."""
        if isinstance(correction, SourceGrade):
            return self._grade(correction)
        places = [self.place.get("e" + item[1:]) for item in correction.items]
        unknown = [item for item, place in zip(correction.items, places, strict=True) if place is None]
        if unknown:
            return f"Not applied: {', '.join(unknown)} is in none of these reports.", False
        known = [place for place in places if place is not None]
        return self._act(correction, known)

    def _act(self, correction: Correction, places: Sequence[int]) -> tuple[str, bool]:
        if isinstance(correction, NoEvent):
            self.gone.update(places)
            return f"{_mentions(len(places))} taken out.", True
        if isinstance(correction, SameEvent):
            return self._tie(places)
        if isinstance(correction, DifferentEvents):
            return self._part(places)
        for place in places:
            self.accounts[place] = _changed(self.accounts[place], correction)
        what = "date" if isinstance(correction, DateIs) else "place"
        return f"The {what} of {_mentions(len(places))} is the one given.", True

    def _grade(self, correction: SourceGrade) -> tuple[str, bool]:
        if source_key(correction.name) not in self.sources:
            return f"Not applied: no report here is from, or credits, {correction.name!r}.", False
        self.grades.append(correction)
        return f"The source is graded {correction.reliability}.", True

    def _tie(self, places: Sequence[int]) -> tuple[str, bool]:
        roots = {self.same.find(place) for place in places}
        for one, other in self.different:
            if {self.same.find(one), self.same.find(other)} <= roots and one != other:
                return "Not applied: an earlier correction says that two of these are different events.", False
        for place in places[1:]:
            self.same.join(places[0], place)
            self.pairs.append((places[0], place))
        return f"{_mentions(len(places))} tied together.", True

    def _part(self, places: Sequence[int]) -> tuple[str, bool]:
        if len({self.same.find(place) for place in places}) < len(places):
            return "Not applied: an earlier correction says that two of these are one event.", False
        self.different.extend(combinations(places, 2))
        return f"{_mentions(len(places))} kept apart.", True

    def result(self) -> Corrected:
        """Return what the corrections leave, with the ties in the numbers of the accounts that are left."""
        left = [place for place in range(len(self.accounts)) if place not in self.gone]
        number = {place: at for at, place in enumerate(left)}
        return Corrected(
            [self.accounts[place] for place in left],
            [self.accounts[place] for place in sorted(self.gone)],
            Ties(_renumbered(self.pairs, number), _renumbered(self.different, number)),
            self.grades,
            self.applied,
        )


def _renumbered(pairs: Iterable[tuple[int, int]], number: dict[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple((number[one], number[other]) for one, other in pairs if one in number and other in number)


def _changed(account: Account, correction: Correction) -> Account:
    told: Event = account.told
    if isinstance(correction, DateIs):
        end = correction.end or correction.start
        precision = correction.precision or ("day" if end == correction.start else "interval")
        told = msgspec.structs.replace(told, when=When(correction.start, end, precision))
    elif isinstance(correction, PlaceIs):
        told = msgspec.structs.replace(told, where=Place(correction.name, correction.country))
    return Account(account.report, account.event, told)


def _mentions(count: int) -> str:
    return "one mention" if count == 1 else f"{count} mentions"
