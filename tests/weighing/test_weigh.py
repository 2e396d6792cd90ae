"""Weighing as a whole: what becomes one finding, and what must not."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.weighing.made import Paper, Said, Told, actor, reading

from demarche.record import Magnitude, Place, Record, check_record, claim_grid
from demarche.weighing import WeighSettings, weigh_readings

EGY, GBR, USA, IRN = actor("EGY"), actor("GBR"), actor("USA"), actor("IRN")
PRK, KOR = actor("PRK"), actor("KOR")
SADAT, BEGIN = actor("EGY:Anwar Sadat"), actor("ISR:Menachem Begin")


def weigh(*papers: Paper) -> Record:
    return check_record(weigh_readings([reading(paper) for paper in papers]))


def sizes(record: Record) -> list[int]:
    return sorted(len(finding.mentions) for finding in record.findings)


def seizure(words: str, **changes: object) -> Told:
    return Told(words, "COERCE", [EGY], [GBR], mode="seize", **changes)  # type: ignore[arg-type]


def test_two_reports_of_one_event_are_one_finding() -> None:
    """The same deed on the same day between the same parties is one finding with both mentions."""
    record = weigh(
        Paper(
            "Nile Daily",
            published="1956-07-27",
            items=[seizure("Egypt seized the canal company on Thursday", day="1956-07-26")],
        ),
        Paper(
            "Port Gazette",
            published="1956-07-28",
            items=[seizure("Cairo took over the canal on 26 July", day="1956-07-26")],
        ),
    )
    assert sizes(record) == [2]
    assert record.findings[0].origins == 2
    assert record.findings[0].credibility == 2


def test_north_and_south_korea_are_never_merged() -> None:
    """Actors whose names look alike are other actors."""
    shots = {"kind": "ASSAULT", "day": "1999-06-15", "mode": "heavy-weapons"}
    record = weigh(
        Paper(
            "Seoul Mail",
            published="1999-06-16",
            items=[Told("South Korea's boats fired at the intruders", sources=[KOR], targets=[actor("JPN")], **shots)],
        ),  # type: ignore[arg-type]
        Paper(
            "Incheon News",
            published="1999-06-16",
            items=[Told("North Korea's boats fired at the intruders", sources=[PRK], targets=[actor("CHN")], **shots)],
        ),  # type: ignore[arg-type]
    )
    assert sizes(record) == [1, 1]


def test_two_meetings_in_one_week_stay_apart() -> None:
    """The same leaders in two places on two days met twice."""

    def met(words: str, day: str, town: str, land: str) -> Told:
        return Told(words, "CONSULT", [SADAT], [BEGIN], day, place=Place(town, land), mode="meet")

    record = weigh(
        Paper(
            "Levant Times",
            published="1977-12-27",
            items=[met("Sadat received Begin at Ismailia", "1977-12-25", "Ismailia", "EGY")],
        ),
        Paper(
            "Galilee Post",
            published="1977-12-30",
            items=[met("Begin and Sadat conferred in Jerusalem", "1977-12-29", "Jerusalem", "ISR")],
        ),
        Paper(
            "Acre Echo",
            published="1977-12-28",
            items=[met("Begin saw Sadat at Ismailia on Sunday", "1977-12-25", "Ismailia", "EGY")],
        ),
    )
    assert sizes(record) == [1, 2]


def test_a_call_is_no_visit() -> None:
    """Modes that exclude each other keep mentions apart, whatever else agrees."""
    items = [Told("Sadat telephoned Begin", "CONSULT", [SADAT], [BEGIN], "1978-09-01", mode="phone")]
    other = [Told("Sadat visited Begin", "CONSULT", [SADAT], [BEGIN], "1978-09-01", mode="visit")]
    assert sizes(weigh(Paper("A", items=items), Paper("B", items=other))) == [1, 1]


def test_what_may_be_is_not_what_was() -> None:
    """A mere possibility is never one finding with the deed; a dated plan is."""
    done = seizure("Egypt seized the canal", day="1956-07-26")
    perhaps = seizure("Egypt might seize the canal", day="1956-07-26", modality="possible")
    plan = seizure("Egypt will take the canal on 26 July", day="1956-07-26", modality="planned")
    record = weigh(
        Paper("A", published="1956-07-27", items=[done]), Paper("B", published="1956-07-20", items=[perhaps])
    )
    assert sizes(record) == [1, 1]
    assert {finding.status: finding.credibility for finding in record.findings}["possible"] == 6
    record = weigh(Paper("A", published="1956-07-27", items=[done]), Paper("B", published="1956-07-20", items=[plan]))
    assert sizes(record) == [2]
    assert (record.findings[0].status, record.findings[0].origins) == ("happened", 1)


def test_told_and_denied_is_a_conflict_that_cites_both() -> None:
    """A denial is a mention of the same event, and the conflict says who says which."""
    hit = {"kind": "ASSAULT", "sources": [IRN], "targets": [USA], "day": "1988-04-18", "mode": "heavy-weapons"}
    told = Told("Iran fired a missile at the frigate", **hit)  # type: ignore[arg-type]
    denied = Told("Iran denied having fired a missile", modality="denied", by=IRN, **hit)  # type: ignore[arg-type]
    record = weigh(Paper("A", items=[told]), Paper("B", items=[denied]))
    (finding,) = record.findings
    (conflict,) = [one for one in finding.conflicts if one.field == "happened"]
    assert {value.value for value in conflict.values} == {"happened", "denied"}
    assert finding.status == "disputed"
    answers = {cell.report: cell.answer for row in claim_grid(record) for cell in row}
    assert sorted(answers.values()) == ["denies", "says"]


def test_numbers_and_dates_that_differ_conflict_and_rounding_does_not() -> None:
    """A conflict is flagged where values cannot both be true, and nowhere else."""

    def losses(words: str, dead: float, day: str) -> Told:
        return Told(
            words, "ASSAULT", [USA], [IRN], day, place=Place("Bandar Abbas", "IRN"), mode="heavy-weapons",
            size=Magnitude("deaths", dead, dead, None, f"{dead:.0f} sailors"),
        )  # fmt: skip

    record = weigh(
        Paper("A", items=[losses("American ships sank the frigate Sahand off Bandar Abbas", 45, "1988-04-18")]),
        Paper("B", items=[losses("The frigate Sahand was sunk by American ships", 90, "1988-04-19")]),
        Paper("C", items=[losses("American ships sank the Iranian frigate Sahand", 44, "1988-04-18")]),
    )
    (finding,) = record.findings
    fields = {conflict.field: [value.value for value in conflict.values] for conflict in finding.conflicts}
    assert fields["date"] == ["1988-04-18", "1988-04-19"]
    assert len(fields["number"]) == 2
    assert set(fields) == {"date", "number"}


def test_ten_copies_count_as_one_origin() -> None:
    """A wire story in ten papers has one origin, and the copies are linked to the first."""
    story = (
        " The ministry in Cairo gave no other details, and shares in London fell sharply before the close of trade as"
        " brokers weighed what a closed waterway would mean for oil from the Gulf and for the price of freight."
    )
    item = seizure("Egypt seized the canal company on Thursday night", day="1956-07-26")
    papers = [Paper(f"Paper {n}", published=f"1956-07-{27 + n // 5}", items=[item], after=story) for n in range(10)]
    record = weigh(
        *papers,
        Paper("Own Line", published="1956-07-29", items=[seizure("Cairo now holds the canal", day="1956-07-26")]),
    )
    (group,) = [one for one in record.copies if one.kind == "copy"]
    assert len(group.reports) == 9
    assert sizes(record) == [11]
    assert record.findings[0].origins == 2


def test_a_credited_origin_counts_once() -> None:
    """Two papers that cite one agency for a deed have one origin."""
    record = weigh(
        Paper("Quay Post", items=[seizure("Reuters reported that Egypt seized the canal", day="1956-07-26")]),
        Paper("Hill Echo", items=[seizure("Egypt took the canal over, according to Reuters", day="1956-07-26")]),
    )
    assert record.findings[0].origins == 1
    (group,) = record.copies
    assert (group.of, group.kind, len(group.reports)) == ("source:Reuters", "credit", 2)


def test_stances_on_one_matter_conflict() -> None:
    """Speakers who are for and against one matter are set against each other, by their statements' ids."""
    record = weigh(
        Paper(
            "A", items=[Said("Cairo called the Geneva proposals feasible", EGY, "the Geneva proposals on the canal")]
        ),
        Paper(
            "B",
            items=[
                Said(
                    "London called the Geneva proposals useless",
                    GBR,
                    "the Geneva proposals on the canal",
                    "assessment",
                    "negative",
                )
            ],
        ),
    )
    (conflict,) = record.conflicts
    assert (conflict.kind, len(conflict.sides)) == ("stance", 2)


@pytest.mark.parametrize(
    ("grade", "kind", "expected"), [(None, "unknown", 6), ("E", "newspaper", 5), (None, "newspaper", 3)]
)
def test_a_source_that_cannot_be_judged_is_no_middle_number(grade: str | None, kind: str, expected: int) -> None:
    """One origin of grade F gives a claim of grade 6, not a 3."""
    record = weigh(Paper(None, kind, grade=grade, items=[seizure("Egypt seized the canal")]))
    assert record.findings[0].credibility == expected
    assert record.findings[0].why.endswith(".")


def test_as_of_shuts_out_what_came_later_by_name() -> None:
    """With an as-of date, a later report is refused, and an undated one, too."""
    early, late = Paper("A", published="1956-07-27", items=[seizure("x seized")]), Paper("B", published="1956-08-02")
    readings = [reading(one) for one in (early, late, Paper("C", published=None))]
    record = weigh_readings(readings, WeighSettings(as_of=dt.date(1956, 7, 31)))
    assert len(record.reports) == 1
    assert [one.stage for one in record.refused] == ["as-of", "as-of"]


def test_two_texts_with_one_report_id_are_refused_by_name() -> None:
    """Of two texts that share an id, one stays, and which one does not hang on the order."""
    one = reading(Paper("A", items=[seizure("Egypt seized the canal")]))
    other = reading(Paper("A", items=[seizure("Egypt has seized the canal")]))
    other = msgspec.structs.replace(other, report=msgspec.structs.replace(other.report, id=one.report.id), events=())
    first, second = weigh_readings([one, other]), weigh_readings([other, one])
    assert first == second
    assert (len(first.reports), first.refused[0].stage) == (1, "weigh")


def test_two_readings_of_one_text_are_joined() -> None:
    """What two readers found in one report stands side by side; nothing is lost."""
    whole = reading(Paper("A", items=[seizure("Egypt seized the canal"), seizure("Egypt seized a tug")]))
    parts = [msgspec.structs.replace(whole, events=(event,)) for event in whole.events]
    record = weigh_readings(parts)
    assert (len(record.reports), len(list(record.mentions())), record.refused) == (1, 2, ())


def test_nothing_is_weighed_of_nothing() -> None:
    """No readings give an empty record that keeps the laws."""
    assert check_record(weigh_readings([])).findings == ()
