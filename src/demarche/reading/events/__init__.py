"""Political event coding: predicate-argument patterns over the parse, with the lexicon in data files."""

from demarche.reading.events.lexicon import Lexicon, load_lexicon
from demarche.reading.events.magnitude import find_magnitude
from demarche.reading.events.pattern import EventFrame, Pattern
from demarche.reading.events.reader import Frames, event_at, read_events

__all__ = [
    "EventFrame",
    "Frames",
    "Lexicon",
    "Pattern",
    "event_at",
    "find_magnitude",
    "load_lexicon",
    "read_events",
]
