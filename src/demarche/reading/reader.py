"""
One report → what it says. The stages, in order:

1. parse the prose (`english`);
2. who is named (`actors`) and which days are (`dates`);
3. how each clause stands: tense, modality, whose word (`clauses`);
4. events, statements, projections;
5. check the laws of the record.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from demarche.errors import InputError
from demarche.reading.actors import read_cast
from demarche.reading.clauses import read_clauses
from demarche.reading.dates import Calendar
from demarche.reading.endpoint import Spending
from demarche.reading.english import ParseInput, Pipeline, load_pipeline
from demarche.reading.events import Frames, Lexicon, load_lexicon
from demarche.reading.explain import Explanation, explain_reading
from demarche.reading.pages import Page
from demarche.reading.projections import read_projections
from demarche.reading.statements import read_statements
from demarche.reading.trace import Trace
from demarche.record import Reading, Refused, Report, Source, check_reading, identify_report, text_digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

READERS = ("patterns", "model")


@dataclass(frozen=True)
class ReaderChoice:
    """
    Which reader is wanted.

    Parameters
    ----------
    reader : str
        `patterns`, or `model`: a language model behind an endpoint that the environment names.
    pipeline : str
        `demarche`, or the name of an installed spaCy pipeline.
    lexicon : Path, optional
        A folder of a researcher's own tables, laid over the package's.
    debug : bool
        Let an error inside a report through instead of refusing the report.
    tell : callable, optional
        Called with what each request to a model cost.
    """

    reader: str = "patterns"
    pipeline: str = "demarche"
    lexicon: Path | None = None
    debug: bool = False
    tell: Callable[[Spending], None] | None = None


class Reader(Protocol):
    """What every reader does: pages in, a reading or a refusal for each, in order."""

    name: str

    def read(self, pages: Sequence[Page]) -> Iterator[Reading | Refused]:
        """Yield one result a page, in order."""
        ...


def load_reader(choice: ReaderChoice | None = None) -> Reader:
    """
    Return the reader that is asked for, with its network and tables loaded.

    Raises
    ------
    InputError
        If there is no such reader or pipeline, or the lexicon's folder breaks its format.
    """
    chosen = choice or ReaderChoice()
    if chosen.reader == "model":
        return _model_reader(chosen)
    if chosen.reader != "patterns":
        raise InputError("there is no such reader", field="reader", wanted=" or ".join(READERS), got=chosen.reader)
    return PatternReader(load_pipeline(chosen.pipeline), load_lexicon(chosen.lexicon), debug=chosen.debug)


def _model_reader(chosen: ReaderChoice) -> Reader:
    from demarche.reading.model_reader import ModelReader

    if chosen.lexicon is not None:
        raise InputError("the model reader takes no lexicon", field="--lexicon", got=str(chosen.lexicon))
    return ModelReader(tell=chosen.tell, debug=chosen.debug)


class PatternReader:
    """
    The default reader: a parser, and patterns over what it says.

    Parameters
    ----------
    pipeline : Pipeline
        The English pipeline.
    lexicon : Lexicon
        Verbs, event nouns and patterns.
    debug : bool
        Let an error inside a report through.
    """

    name = "patterns"

    def __init__(self, pipeline: Pipeline, lexicon: Lexicon, *, debug: bool = False) -> None:
        self.pipeline, self.lexicon, self.debug = pipeline, lexicon, debug

    def read(self, pages: Sequence[Page]) -> Iterator[Reading | Refused]:
        """Yield one reading a page, in order; a page that breaks the reader is refused by name."""
        for page, doc in zip(pages, self.parsed(pages), strict=True):
            try:
                yield self.read_doc(page, doc)
            except Exception as exc:
                if self.debug:
                    raise
                yield report_broken(page, exc)

    def explain(self, page: Page) -> Explanation | Refused:
        """Return what a page says with all that was tried on the way; a page that breaks the reader is refused."""
        trace = Trace()
        try:
            (doc,) = self.parsed([page])
            return explain_reading(self.read_doc(page, doc, trace), trace, self.lexicon)
        except Exception as exc:
            if self.debug:
                raise
            return report_broken(page, exc)

    def read_doc(self, page: Page, doc: Doc, trace: Trace | None = None) -> Reading:
        """Return what a parsed page says; a trace is filled with what was tried."""
        report = report_of(page)
        cast = read_cast(doc, published=report.published, source=report.source, ontology=self.lexicon.ontology)
        calendar = Calendar(doc, report.published)
        clauses = read_clauses(doc, cast, report.published)
        if trace is not None:
            trace.begin(doc, cast, calendar, clauses)
        frames = Frames(doc, cast, self.lexicon, trace)
        events = frames.events(clauses, calendar, report)
        statements = read_statements(doc, cast, clauses, report, trace)
        projections = read_projections(doc, cast, clauses, calendar, report, frames)
        return check_reading(Reading(report, events, statements, projections))

    def parsed(self, pages: Sequence[Page]) -> Iterator[Doc]:
        """Yield the parse of each page."""
        yield from self.pipeline.parse(map(_input, pages))


def _input(page: Page) -> ParseInput:
    return ParseInput(page.text, tuple((one.start, one.end) for one in page.left_out))


def report_of(page: Page) -> Report:
    """Return the report that a page becomes; the id is the publisher's where one was given."""
    report = Report(
        id=page.given_id or "",
        title=page.title,
        source=Source(page.source_name, page.source_kind, page.reliability),
        published=page.published,
        published_inferred=page.published_inferred,
        url=page.url,
        language=page.language,
        sha256=text_digest(page.text),
        text=page.text,
        left_out=tuple(page.left_out),
        authors=tuple(page.authors),
        path=page.path,
    )
    return report if report.id else identify_report(report)


def report_broken(page: Page, exc: Exception) -> Refused:
    """Return the refusal of a page that broke a reader."""
    last = traceback.extract_tb(exc.__traceback__)[-1]
    detail = f"{type(exc).__name__}: {exc} (in {Path(last.filename).name}, line {last.lineno}); --debug shows the rest"
    return Refused(page.path or page.title or "a text", "reading", "the reader failed on this report", detail)
