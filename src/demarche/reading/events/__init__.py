"""Political event coding: predicate-argument patterns over the parse, with the lexicon in data files."""

from demarche.reading.events.lexicon import Lexicon, load_lexicon
from demarche.reading.events.pattern import EventFrame, Pattern
from demarche.reading.events.reader import Frames, event_at, explain, read_events
from demarche.reading.events.trace import Attempt, Trace

__all__ = [
    "Attempt",
    "EventFrame",
    "Frames",
    "Lexicon",
    "Pattern",
    "Trace",
    "event_at",
    "explain",
    "load_lexicon",
    "read_events",
]
