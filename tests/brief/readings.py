"""Readings written by hand: Moscow in February 2022 in two reports that disagree, and makers of hostile ones."""

from __future__ import annotations

import datetime as dt

import msgspec

from demarche.briefing import Brief, BriefSettings, build_brief
from demarche.record import (
    Actor,
    Event,
    Forecaster,
    LeftOut,
    Magnitude,
    Place,
    ProbabilityRange,
    ProjectedEvent,
    Projection,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    When,
    check_reading,
    identify,
    identify_report,
    text_digest,
)
from demarche.weighing import WeighSettings, weigh_readings

MACRON = Actor("FRA", "GOV", "Emmanuel Macron")
PUTIN = Actor("RUS", "GOV", "Vladimir Putin")
BIDEN = Actor("USA", "GOV", "Joe Biden")
SCHOLZ = Actor("DEU", "GOV", "Olaf Scholz")
BLINKEN = Actor("USA", "GOV", "Antony Blinken")
LAVROV = Actor("RUS", "GOV", "Sergei Lavrov")
KREMLIN = Actor("RUS", "GOV", None)
RUSSIA = Actor("RUS")
UKRAINE = Actor("UKR")
RUSSIAN_ARMY = Actor("RUS", "MIL")
USA = Actor("USA")
US_ARMY = Actor("USA", "MIL")

BLOG_TEXT = """Photo: the long white table in the Kremlin.

President Emmanuel Macron of France met Vladimir Putin in Moscow on Monday 7 February. After five hours Macron felt \
confident that Russia would not invade Ukraine. The Kremlin called his proposals feasible, while American officials \
said that Moscow's demands were non-starters. Russia has massed more than 100,000 troops on the border of Ukraine. \
About 1,700 American soldiers landed in Poland on 6 February.

In my view an invasion will likely happen before February 20th, when the Winter Olympics end. "We will do everything \
to find compromises," Putin said. If NATO took Ukraine in, he warned, the conflict may very well go nuclear.

Like
One response to "A table too long"
"""

PAPER_TEXT = """On 7 February the French president travelled to Moscow to see Vladimir Putin. Kremlin officials \
played the meeting down and denied that any deal had been reached. Joe Biden spoke with Putin by telephone on \
12 February, and Biden received Olaf Scholz in Washington on 7 February. Antony Blinken talked with Sergei Lavrov too.

Officials in Washington expect tens of thousands of civilian deaths and say Russia could install a leader of its own \
in Kyiv. Russia denies that it will invade Ukraine. Some 130,000 Russian troops stand near the border. Macron risks \
embarrassment at home before the election in April.

Published by the Student Observer
"""


def day(number: int, month: int = 2, year: int = 2022) -> When:
    """Return a day of February 2022, or another."""
    return When(dt.date(year, month, number), dt.date(year, month, number))


def make_report(text: str, **fields: object) -> Report:
    """Return a report with its digest and id."""
    settings: dict[str, object] = {
        "id": "",
        "title": None,
        "source": Source(),
        "published": dt.date(2022, 2, 12),
        "published_inferred": False,
        "url": None,
        "language": "en",
        "sha256": text_digest(text),
        "text": text,
    } | fields
    return identify_report(Report(**settings))  # type: ignore[arg-type]


def find(text: str, words: str) -> Span:
    """Return the span of words that stand in the text once."""
    assert text.count(words) == 1, (text.count(words), words)
    start = text.index(words)
    return Span(start, start + len(words))


def event(report: Report, type_: str, words: str, sources=(), targets=(), when=None, **fields) -> Event:  # type: ignore[no-untyped-def]
    """Return an event at some words of a report."""
    settings = {
        "id": "",
        "type": type_,
        "mode": None,
        "cameo": "040",
        "sources": tuple(sources),
        "targets": tuple(targets),
        "when": when,
        "where": None,
        "modality": "asserted",
        "magnitude": None,
        "spans": (find(report.text, words),),
        "rule": f"{type_.lower()}.test",
    } | fields
    return identify(Event(**settings), report.id)


def statement(report: Report, speaker: Actor, kind: str, stance: str, about: str, words: str, **fields) -> Statement:  # type: ignore[no-untyped-def]
    """Return a statement at some words of a report."""
    made = Statement("", speaker, None, kind, stance, about, (find(report.text, words),), **fields)  # type: ignore[arg-type]
    return identify(made, report.id)


def projection(report: Report, forecaster: Forecaster, event_: ProjectedEvent, words: str, **fields) -> Projection:  # type: ignore[no-untyped-def]
    """Return a projection at some words of a report."""
    settings = {"window": None, "probability": None, "condition": None} | fields
    return identify(Projection("", forecaster, event_, spans=(find(report.text, words),), **settings), report.id)


def seal(report: Report, events=(), statements=(), projections=()) -> Reading:  # type: ignore[no-untyped-def]
    """Return a reading that keeps the laws of the record."""
    return check_reading(Reading(report, tuple(events), tuple(statements), tuple(projections)))


def moscow_blog() -> Reading:
    """A blog: Macron confident, proposals feasible, invasion likely before 20 February."""
    text = BLOG_TEXT
    tail = text.index("Like\n")
    report = make_report(
        text,
        title="A table too long",
        source=Source("Eastern Notes", "blog", "C"),
        url="https://example.org/table?a=1&b=2",
        published_inferred=True,
        left_out=(LeftOut(0, text.index("\n"), "caption"), LeftOut(tail, len(text) - 1, "page furniture")),
        authors=("A. Writer",),
        path="reports/blog.html",
    )
    author = Forecaster("author", "A. Writer")
    troops = Magnitude("troops", 100000, None, None, "more than 100,000 troops")
    landed = Magnitude("troops", 1700, 1700, None, "About 1,700 American soldiers")
    attack = ProjectedEvent("ASSAULT", (RUSSIA,), (UKRAINE,))
    invasion = "In my view an invasion will likely happen before February 20th"
    return seal(
        report,
        events=[
            event(
                report,
                "CONSULT",
                "President Emmanuel Macron of France met Vladimir Putin in Moscow on Monday 7 February",
                [MACRON],
                [PUTIN],
                day(7),
                mode="visit",
                cameo="042",
                where=Place("Moscow", "RUS"),
            ),
            event(
                report,
                "MOBILIZE",
                "Russia has massed more than 100,000 troops on the border of Ukraine",
                [RUSSIAN_ARMY],
                [UKRAINE],
                None,
                mode="troops",
                cameo="154",
                magnitude=troops,
            ),
            event(
                report,
                "MOBILIZE",
                "About 1,700 American soldiers landed in Poland on 6 February",
                [US_ARMY],
                [RUSSIA],
                day(6),
                mode="troops",
                cameo="154",
                where=Place("Poland", "POL"),
                magnitude=landed,
            ),
            event(
                report,
                "REJECT",
                "American officials said that Moscow's demands were non-starters",
                [USA],
                [RUSSIA],
                day(7),
                cameo="120",
            ),
            event(
                report,
                "THREATEN",
                "If NATO took Ukraine in, he warned, the conflict may very well go nuclear",
                [PUTIN],
                [Actor("IGO:NATO")],
                day(7),
                cameo="138",
                modality="conditional",
                condition="if NATO took Ukraine in",
            ),
        ],
        statements=[
            statement(
                report,
                MACRON,
                "confidence",
                "negative",
                "Russia will invade Ukraine",
                "Macron felt confident that Russia would not invade Ukraine",
            ),
            statement(
                report,
                KREMLIN,
                "assessment",
                "positive",
                "Macron's proposals",
                "The Kremlin called his proposals feasible",
            ),
            statement(
                report,
                USA,
                "assessment",
                "negative",
                "Moscow's demands",
                "American officials said that Moscow's demands were non-starters",
            ),
            statement(
                report,
                PUTIN,
                "pledge",
                "positive",
                "find compromises",
                '"We will do everything to find compromises," Putin said',
                direct=True,
            ),
        ],
        projections=[
            projection(
                report,
                author,
                attack,
                invasion,
                window=When(dt.date(2022, 2, 12), dt.date(2022, 2, 20), "interval"),
                probability=ProbabilityRange(0.55, 0.8, "will likely"),
            ),
            projection(
                report,
                Forecaster("speaker", "Vladimir Putin", "RUS"),
                ProjectedEvent("ASSAULT", (Actor("IGO:NATO"),), (RUSSIA,)),
                "the conflict may very well go nuclear",
                probability=ProbabilityRange(0.2, 0.8, "may very well"),
                condition="If NATO took Ukraine in",
            ),
        ],
    )


def moscow_paper() -> Reading:
    """A student paper: the visit played down, talks in parallel, an invasion denied."""
    text = PAPER_TEXT
    start = text.index("Published by")
    report = make_report(
        text,
        title="What Macron brought home",
        source=Source("Student Observer", "student press"),
        published=dt.date(2022, 2, 14),
        left_out=(LeftOut(start, len(text) - 1, "byline"),),
        path="reports/paper.txt",
    )
    troops = Magnitude("troops", 130000, 130000, None, "Some 130,000 Russian troops")
    washington = Actor("USA", "GOV", None)
    return seal(
        report,
        events=[
            event(
                report,
                "CONSULT",
                "On 7 February the French president travelled to Moscow to see Vladimir Putin",
                [MACRON],
                [PUTIN],
                day(7),
                mode="visit",
                cameo="042",
                where=Place("Moscow", "RUS"),
            ),
            event(
                report,
                "AGREE",
                "any deal had been reached",
                [RUSSIA],
                [Actor("FRA")],
                day(7),
                cameo="057",
                modality="denied",
                attributed_to=KREMLIN,
            ),
            event(
                report,
                "CONSULT",
                "Joe Biden spoke with Putin by telephone on 12 February",
                [BIDEN],
                [PUTIN],
                day(12),
                mode="phone",
                cameo="041",
            ),
            event(
                report,
                "CONSULT",
                "Biden received Olaf Scholz in Washington on 7 February",
                [BIDEN, SCHOLZ],
                [BIDEN, SCHOLZ],
                day(7),
                cameo="043",
                where=Place("Washington", "USA"),
            ),
            event(
                report,
                "CONSULT",
                "Antony Blinken talked with Sergei Lavrov too",
                [BLINKEN],
                [LAVROV],
                None,
                cameo="040",
            ),
            event(
                report,
                "MOBILIZE",
                "Some 130,000 Russian troops stand near the border",
                [RUSSIAN_ARMY],
                [UKRAINE],
                None,
                mode="troops",
                cameo="154",
                magnitude=troops,
            ),
            event(
                report,
                "ASSAULT",
                "it will invade Ukraine",
                [RUSSIA],
                [UKRAINE],
                None,
                cameo="192",
                modality="denied",
                attributed_to=RUSSIA,
            ),
        ],
        statements=[
            statement(
                report,
                RUSSIA,
                "denial",
                "negative",
                "it will invade Ukraine",
                "Russia denies that it will invade Ukraine",
            ),
            statement(
                report,
                KREMLIN,
                "assessment",
                "negative",
                "the meeting with Macron",
                "Kremlin officials played the meeting down",
            ),
            statement(
                report,
                washington,
                "assessment",
                "positive",
                "Russia could invade Ukraine",
                "Officials in Washington expect tens of thousands of civilian deaths",
            ),
        ],
        projections=[
            projection(
                report,
                Forecaster("speaker", None, "USA"),
                ProjectedEvent("COERCE", (RUSSIA,), (UKRAINE,)),
                "Russia could install a leader of its own in Kyiv",
                probability=ProbabilityRange(0.2, 0.8, "could"),
            ),
        ],
    )


def make_brief(readings, refused=(), *, as_of: dt.date | None = None, settings: BriefSettings | None = None) -> Brief:  # type: ignore[no-untyped-def]
    """Weigh readings and return the brief of the record."""
    record = weigh_readings(readings, WeighSettings(as_of=as_of))
    return build_brief(record, refused, settings=settings or BriefSettings())


def moscow() -> tuple[Reading, Reading]:
    """Both."""
    return moscow_blog(), moscow_paper()


def crowd(reports: int, events: int) -> list[Reading]:
    """Return many reports with many events each, between many parties over a year."""
    types = ("CONSULT", "MOBILIZE", "THREATEN", "ASSAULT", "REQUEST", "ACCUSE", "RETREAT", "AID")
    codes = ("RUS", "UKR", "USA", "FRA", "DEU", "POL", "CHN", "IND", "IRN", "ISR", "TUR", "GBR")
    made = []
    for number in range(reports):
        sentences = [
            f"On day {place} of report {number} the first side acted upon the second side." for place in range(events)
        ]
        published = dt.date(2022, 1, 1) + dt.timedelta(days=number % 360)
        report = make_report(
            " ".join(sentences),
            title=f"Report {number}",
            source=Source(f"Paper {number}", "newspaper"),
            published=published,
        )
        read = []
        for place, sentence in enumerate(sentences):
            one, other = codes[(number + place) % len(codes)], codes[(number + 2 * place + 1) % len(codes)]
            when = When(published - dt.timedelta(days=place), published - dt.timedelta(days=place))
            read.append(
                event(report, types[(number * place) % len(types)], sentence, [Actor(one)], [Actor(other)], when)
            )
        made.append(seal(report, read))
    return made


def with_title(reading: Reading, title: str) -> Reading:
    """Return a reading whose report has another title."""
    return msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, title=title))
