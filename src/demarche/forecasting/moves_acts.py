"""
What a record holds as acts: findings, statements and projections in one form, each once, with how far it is believed.

Roles are bid for and sightings are made from acts alone, so that copies, dates and the as-of date are dealt with here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from demarche.forecasting.moves_tables import load_moves, load_roles
from demarche.ontology import gazetteer
from demarche.record import Actor, Finding, Magnitude, Record, RecordedProjection, RecordedStatement

ActKind = Literal["finding", "statement", "projection"]
# Parts of a state that act for it; others with its code (rebels, parties, firms, people) do not.
STATE_SECTORS = frozenset({None, "GOV", "MIL", "LEG", "SPY", "JUD", "COP", "DIP", "IGO"})
# Those who speak for their country in part.
_PARTLY = frozenset({"MED", "PTY"})
# A day is taken from an interval of at most this many days; a longer one ("in January") gives no week. A judgement.
LONGEST_DAYS = 10


@dataclass(frozen=True)
class Act:
    """
    One finding, statement or projection.

    Parameters
    ----------
    id, kind : str
        Of the item.
    type : str
        PLOVER type of a finding or projection; kind of a statement.
    mode : str
        PLOVER mode, "" where none; of a statement its stance.
    status : str
        Of a finding (happened, disputed, denied, planned, possible); "said" for statements, "predicted" else.
    sources, targets : tuple of str
        Countries and bodies that act as states: ISO 3166 alpha-3 or IGO:…; of a statement its speaker, and whom it is
        said to or about.
    place : str
        Country of the place, "" where none.
    first, last : date or None
        Of the event's days; None where it is not dated.
    published : date or None
        Of the first report of it.
    grade : int
        Credibility 1–6 of a finding; of a statement that of its report's source as a number (A 1 … F 6).
    believed : float
        The grade as a weight in [0, 1].
    origins : int
    rivals : frozenset of str
        Codes of the sides on whose word alone it stands (an accusation).
    inner : frozenset of str
        Codes of those on either side who do not act for a state (rebels, parties, firms).
    probability : float
        Of a projection: the middle of its range.
    also : tuple of str
        Ids of statements that say the same.
    places : frozenset of (report, start, end)
        Where it stands.
    echoes : frozenset of str
        Of a statement: findings that were read from the same words ("threatened" is an act and a statement).
    copied : bool
        Whether its report is a copy of another.
    """

    id: str
    kind: ActKind
    type: str
    mode: str
    status: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    place: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    published: dt.date | None = None
    grade: int = 6
    believed: float = 0.0
    origins: int = 1
    rivals: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    historical: bool = False
    probability: float = 1.0
    magnitude: Magnitude | None = None
    about: str = ""
    words: str = field(default="", compare=False)
    also: tuple[str, ...] = ()
    places: frozenset[tuple[str, int, int]] = frozenset()
    echoes: frozenset[str] = frozenset()
    copied: bool = False

    def day(self, as_of: dt.date) -> dt.date | None:
        """Return the last day on which it can have happened by the as-of date; None where no week can be told."""
        if self.first is None or self.last is None or (self.last - self.first).days > LONGEST_DAYS:
            return None
        return min(self.last, as_of)


def acts_of(record: Record, as_of: dt.date) -> tuple[Act, ...]:
    """
    Return what the record holds by a date, in an order that hangs on content alone.

    Reports published later give nothing; events that begin later give nothing unless they are only planned or
    possible. A statement that a copy repeats, or that a speaker makes twice in the same words, comes once, with the
    ids of the others in `also`.
    """
    held = Holdings(record, as_of)
    found = [held.finding(one) for one in record.findings if held.is_known(mention.report for mention in one.mentions)]
    said = [held.statement(one) for one in record.statements if held.is_known([one.report])]
    foretold = [held.projection(one) for one in record.projections if held.is_known([one.report])]
    kept = [act for act in found if act.first is None or act.first <= as_of or act.status in {"planned", "possible"}]
    by_report: dict[str, list[Act]] = {}
    for act in kept:
        for report in sorted({place[0] for place in act.places}):
            by_report.setdefault(report, []).append(act)
    heard = [
        _with_echoes(act, [one for place in act.places for one in by_report.get(place[0], ())]) for act in _once(said)
    ]
    return tuple(sorted([*kept, *heard, *_once(foretold)], key=lambda act: act.id))


_ACTS_OF_SPEECH = {"threat": "THREATEN", "demand": "REQUEST", "accusation": "ACCUSE"}


def _with_echoes(said: Act, findings: Iterable[Act]) -> Act:
    kind = _ACTS_OF_SPEECH.get(said.type)
    same = (act for act in findings if act.type == kind and set(act.sources) & set(said.sources))
    echoes = frozenset(act.id for act in same if _overlap(act, said))
    return replace(said, echoes=echoes) if echoes else said


def _overlap(one: Act, other: Act) -> bool:
    return any(
        report == where and start < stop and begin < end
        for report, start, end in one.places
        for where, begin, stop in other.places
    )


def _once(acts: Iterable[Act]) -> list[Act]:
    groups: dict[object, list[Act]] = {}
    for act in sorted(acts, key=lambda act: (act.copied, -act.believed, act.published or dt.date.max, act.id)):
        about = " ".join(act.about.casefold().split())
        key = (act.kind, act.type, act.mode, act.sources, act.targets if not about else (), about)
        groups.setdefault(key, []).append(act)
    return [_with_others(group) for group in groups.values()]


def _with_others(group: list[Act]) -> Act:
    published = [act.published for act in group if act.published]
    return replace(
        group[0],
        also=tuple(sorted(act.id for act in group[1:])),
        published=min(published) if published else None,
        places=frozenset().union(*(act.places for act in group)),
    )


class Holdings:
    """A record with what is looked up in it again and again."""

    def __init__(self, record: Record, as_of: dt.date) -> None:
        self.record, self.as_of = record, as_of
        self.reports = {report.id: report for report in record.reports}
        self.grades: Mapping[str, str] = {
            report: source.reliability for source in record.sources for report in source.reports
        }
        self.weights, self.partly = load_moves().credibility, load_moves().partly
        self.copies = {report for group in record.copies if group.kind == "copy" for report in group.reports}

    def is_known(self, reports: Iterable[str]) -> bool:
        """Whether one of these reports was out by the as-of date; a report without a date is, if the record has it."""
        dates = [self.reports[one].published for one in reports]
        return any(date is None or date <= self.as_of for date in dates)

    def finding(self, finding: Finding) -> Act:
        """Return a finding as an act."""
        event = finding.event
        lead = next((one for one in finding.mentions if one.event == event.id), finding.mentions[0])
        dates = [date for one in finding.mentions if (date := self.reports[one.report].published) is not None]
        by = event.attributed_to.country if event.attributed_to and event.attributed_to.country else None
        partly = bool(event.sources) and all(actor.sector in _PARTLY for actor in event.sources)
        inner = {actor.country for actor in (*event.sources, *event.targets) if actor.country and not _is_state(actor)}
        return Act(
            finding.id,
            "finding",
            event.type,
            event.mode or "",
            finding.status,
            codes(event.sources),
            codes(event.targets),
            answering(event.where.country or "") if event.where else "",
            event.when.start if event.when else None,
            event.when.end if event.when else None,
            min(dates) if dates else None,
            finding.credibility,
            self.weights[str(finding.credibility)] * (self.partly if partly else 1.0),
            finding.origins,
            frozenset({by}) if by else frozenset(),
            frozenset(inner),
            event.modality == "historical",
            1.0,
            event.magnitude,
            "",
            lead.account.spans[0].quote(self.reports[lead.report].text),
            places=frozenset(
                (one.report, span.start, span.end) for one in finding.mentions for span in one.account.spans
            ),
        )

    def statement(self, said: RecordedStatement) -> Act:
        """Return a statement as an act: whom it is said to, or whom it is about."""
        speaker = codes([said.speaker])
        about = [code for code in named_in(said.about) if code not in speaker]
        addressed = [code for code in codes([said.addressee] if said.addressee else []) if code not in speaker]
        grade = " ABCDEF".find(self.grades.get(said.report, "F"))
        return Act(
            said.id,
            "statement",
            said.kind,
            said.stance,
            "said",
            speaker,
            tuple(dict.fromkeys([*addressed, *about])),
            published=self.reports[said.report].published,
            grade=grade,
            believed=self.weights[str(grade)] * (self.partly if said.speaker.sector in _PARTLY else 1.0),
            about=said.about,
            places=frozenset((said.report, span.start, span.end) for span in said.spans),
            copied=said.report in self.copies,
            words=said.spans[0].quote(self.reports[said.report].text),
        )

    def projection(self, told: RecordedProjection) -> Act:
        """Return a projection as an act that its event's source may do."""
        chance = told.probability
        return Act(
            told.id,
            "projection",
            told.event.type,
            "",
            "predicted",
            codes(told.event.sources),
            codes(told.event.targets),
            published=self.reports[told.report].published,
            believed=1.0,
            copied=told.report in self.copies,
            probability=(chance.low + chance.high) / 2 if chance else 0.5,
            about=f"{told.forecaster.name or ''} {told.window} {told.probability}",
            words=told.spans[0].quote(self.reports[told.report].text),
        )


def _is_state(actor: Actor) -> bool:
    return actor.sector in STATE_SECTORS


def codes(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the countries and bodies that actors act for, each once; media and parties speak for theirs, too."""
    kept = (actor.country for actor in actors if actor.country and (_is_state(actor) or actor.sector in _PARTLY))
    return tuple(sorted({answering(code) for code in kept}))


@cache
def _answering() -> dict[str, str]:
    return {territory: state for state, them in load_roles().answers.items() for territory in them}


def answering(code: str) -> str:
    """
    Return the state that answers for a territory, and any other code as it is.

    Examples
    --------
    >>> answering("FLK"), answering("ARG")
    ('GBR', 'ARG')
    """
    return _answering().get(code, code)


_NAMING = frozenset({"country", "demonym", "capital", "seat", "body"})


def named_in(text: str, kinds: frozenset[str] = _NAMING) -> tuple[str, ...]:
    """Return the countries and bodies that a text names, in its order: by name, demonym, seat of government, …."""
    words = text.replace("'s", " 's").replace("’s", " ’s").split()
    hits = (hit for hit in gazetteer().scan(words) if hit.kind in kinds and hit.country)
    return tuple(dict.fromkeys(answering(hit.country) for hit in hits if hit.country))
