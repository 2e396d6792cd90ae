"""
The day of an event that its own words leave undated: that of the story as it is told.

A report that has once said "on Monday" goes on in the past tense about that Monday: what its parties say and do next
is told of the same day, until it names another or turns to the background. What is told in the perfect ("has backed")
has no day. What is told as going on ("is sending") goes on as the report is published.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from demarche.reading.events.pattern import EventFrame
from demarche.record import Modality, When

if TYPE_CHECKING:
    from demarche.reading.events.reader import FactsLike

# What is said or decided on the day that the story is about; fighting and movements last, and need a date of their own.
_OF_THE_DAY = frozenset(
    {"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "CONSULT", "AGREE", "SANCTION", "CONCEDE"}
)
_LASTING = frozenset({"continue", "rage", "persist", "proceed", "intensify", "go"})
_NEWS_DAYS = 7  # a date further back than this is no longer the day of the story; a judgement, 2026-11
_REACH = 4  # sentences that a day carries, as in the calendar's own carrying of "the next day"


class Timeline:
    """
    The day that the story has reached, event by event in the order of the text.

    Parameters
    ----------
    published : date or None
        The day of publication; without it nothing is carried.
    """

    def __init__(self, published: dt.date | None) -> None:
        self.published = published
        self._day: When | None = None
        self._sentence = -_REACH

    def of(
        self, frame: EventFrame, stated: When | None, facts: FactsLike, modality: Modality, sentence: int
    ) -> When | None:
        """Return when an event is: as stated, or on the day that the story has reached."""
        if self.published is None or modality != "asserted":
            return stated
        if stated is not None:
            self._reach(stated if frame.type in _OF_THE_DAY else None, sentence)
            return stated
        if self._goes_on(frame, facts):
            today = When(self.published, self.published, "day")
            self._reach(today, sentence)
            return today
        told = facts.tense == "past" or (facts.tense == "present" and facts.attribution is not None)
        if told and not facts.perfect and frame.type in _OF_THE_DAY and sentence - self._sentence <= _REACH:
            return self._day
        return None

    def _goes_on(self, frame: EventFrame, facts: FactsLike) -> bool:
        """Tell what goes on as the report is published: "is sending", "the build-up continues"."""
        if facts.tense != "present" or facts.modal is not None or facts.perfect:
            return False
        return facts.progressive or (frame.anchor >= 0 and frame.doc[frame.anchor].lemma_ in _LASTING)

    def _reach(self, stated: When | None, sentence: int) -> None:
        """Move the story to a stated day; a period, a day long past, or the day of a battle leaves it nowhere."""
        self._day, self._sentence = (stated, sentence) if self._is_news(stated) else (None, -_REACH)

    def _is_news(self, stated: When | None) -> bool:
        if stated is None or self.published is None or stated.start != stated.end:
            return False
        return 0 <= (self.published - stated.start).days <= _NEWS_DAYS
