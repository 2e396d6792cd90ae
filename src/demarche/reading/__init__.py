"""Reading: one report → what it says, with the span of text behind every item."""

from demarche.reading.batch import read_pages
from demarche.reading.dates import DateMention, find_dates
from demarche.reading.endpoint import Spending
from demarche.reading.explain import Explanation
from demarche.reading.pages import Limits, Page, open_pages, page_from_text
from demarche.reading.reader import PatternReader, Reader, ReaderChoice, load_reader
from demarche.reading.trace import Trace

__all__ = [
    "DateMention",
    "Explanation",
    "Limits",
    "Page",
    "PatternReader",
    "Reader",
    "ReaderChoice",
    "Spending",
    "Trace",
    "find_dates",
    "load_reader",
    "open_pages",
    "page_from_text",
    "read_pages",
]
