"""Laws of the evidence: order and copies do not matter, better grades never weigh less, quotations are exact."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.forecasting.records import AS_OF, START, a_finding, a_record, a_scenario, a_statement

from demarche.forecasting.build import build_scenario
from demarche.forecasting.observation import observe
from demarche.forecasting.observation_evidence import evidence_of
from demarche.forecasting.scenario import Scenario
from demarche.forecasting.sighting import Sighting
from demarche.record import Reading, Record
from demarche.weighing import weigh_readings

TYPES = [
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
KINDS = ["claim", "assessment", "pledge", "demand", "threat", "denial", "confidence", "reassurance", "accusation"]
ACTORS = ["RUS", "EST", "USA", "FIN", "SWE", "IGO:NATO"]
MODES = [None, "troops", "exercise", "withdraw", "meet", "visit"]
CRISES = ["CUBA", "KUWAIT", "KARGIL", "TAIWAN", "GUYANA", "WORDS_ALONE"]
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

days = st.none() | st.integers(-20, 40).map(lambda n: START + dt.timedelta(days=n))
codes = st.lists(st.sampled_from(ACTORS), max_size=2, unique=True)
findings = st.builds(
    lambda kind, by, to, day, mode, grade, status, place: a_finding(
        kind, by, to, day, mode=mode, grade=grade, status=status, place=place
    ),
    st.sampled_from(TYPES), codes, codes, days, st.sampled_from(MODES), st.integers(1, 6),
    st.sampled_from(["happened", "disputed", "denied", "planned", "possible"]), st.sampled_from([None, "EST", "POL"]),
)  # fmt: skip
statements = st.builds(
    lambda kind, by, about, stance: a_statement(kind, by, about, stance=stance),
    st.sampled_from(KINDS), st.sampled_from(ACTORS), st.sampled_from(["Russia will pay", "talks", "to defend Estonia"]),
    st.sampled_from(["positive", "negative", "neutral"]),
)  # fmt: skip
corpora = st.lists(findings | statements, min_size=1, max_size=8)


def shuffled(record: Record, seed: int) -> Record:
    chance = random.Random(seed)

    def mixed(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(items, len(items)))

    return msgspec.structs.replace(
        record,
        reports=mixed(record.reports),
        findings=mixed(record.findings),
        statements=mixed(record.statements),
        projections=mixed(record.projections),
    )


@quick
@given(corpora, st.integers(0, 2**32))
def test_order_does_not_matter(items: list[object], seed: int) -> None:
    """The order of reports, findings and statements changes neither the scenario nor the sightings."""
    record = a_record(*items)  # type: ignore[arg-type]
    other = shuffled(record, seed)
    assert build_scenario(other) == build_scenario(record)
    assert observe(other, a_scenario()) == observe(record, a_scenario())


@quick
@given(corpora)
def test_sightings_lie_in_the_seen_weeks(items: list[object]) -> None:
    """A sighting is of a seen week, weighs between 0 and 1, and speaks to one of a move, a state or a type."""
    scenario = a_scenario()
    for one in observe(a_record(*items), scenario):  # type: ignore[arg-type]
        assert 0 <= one.period < scenario.periods_seen
        assert scenario.start <= one.date <= scenario.as_of
        assert 0 <= one.weight <= 1
        assert sum([bool(one.move), bool(one.value), bool(one.type_likelihoods)]) == 1
        assert bool(one.move) == bool(one.stage)
        assert bool(one.value) == bool(one.variable)


@quick
@given(findings, st.lists(findings, max_size=4), st.integers(1, 4))
def test_a_better_grade_never_moves_less(item: object, others: list[object], grade: int) -> None:
    """Of one finding, a better grade never makes its move, state or type less likely in the evidence."""
    finding, report = item  # type: ignore[misc]
    evidence = {}
    for number in (grade, grade + 1):
        graded = (msgspec.structs.replace(finding, credibility=number), report)
        rest = [one for one in others if one[0].id != finding.id]  # type: ignore[index]
        sightings = observe(a_record(graded, *rest), a_scenario())  # type: ignore[arg-type]
        evidence[number] = evidence_of(sightings, 4), [one for one in sightings if one.item == finding.id]
    (better, mine), (worse, theirs) = evidence[grade], evidence[grade + 1]
    assert [one.weight for one in mine] >= [one.weight for one in theirs]
    for one in mine:
        if one.move:
            place = one.period, one.stage
            assert better.moves[place][one.move] >= worse.moves[place][one.move]
        elif one.value:
            assert better.states[one.period][one.value] >= worse.states[one.period][one.value]


def told(record: Record, scenario: Scenario) -> set[tuple[object, ...]]:
    """Return sightings without the ids of items, which hang on the reports that mention them."""

    def plain(one: Sighting) -> tuple[object, ...]:
        types = tuple(sorted(one.type_likelihoods.items()))
        return one.role, one.actor, one.period, one.stage, one.move, one.variable, one.value, one.weight, one.row, types

    return {plain(one) for one in observe(record, scenario)}


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(copies=st.integers(1, 4))
def test_a_copy_changes_nothing(readings: Callable[[str], tuple[Reading, ...]], copies: int) -> None:
    """A report that others print again, once or often, weighs what it weighs alone, in roles, state and sightings."""
    once = weigh_readings(readings("KUWAIT"))
    again = [msgspec.json.decode(msgspec.json.encode(one), type=Reading) for one in readings("KUWAIT_COPY")]
    more = [_reprinted(again[0], n) for n in range(copies)]
    many = weigh_readings([*readings("KUWAIT"), *more])
    assert len(many.reports) == len(once.reports) + copies
    assert {report for group in many.copies for report in group.reports} == {one.report.id for one in more}
    alone, together = build_scenario(once), build_scenario(many)
    assert isinstance(alone, Scenario)
    assert isinstance(together, Scenario)
    assert (together.roles, together.partners, together.initial) == (alone.roles, alone.partners, alone.initial)
    assert (together.start, together.periods) == (alone.start, alone.periods)
    assert [(bid.role, bid.actor, bid.score) for bid in together.bids] == [
        (bid.role, bid.actor, bid.score) for bid in alone.bids
    ]
    assert told(many, together) == told(once, alone)


def _reprinted(reading: Reading, number: int) -> Reading:
    """Return a reading as of another outlet, with ids of its own."""
    text = msgspec.json.encode(reading).decode().replace("Desert Mirror", f"Mirror {number}")
    for item in (reading.report, *reading.events, *reading.statements, *reading.projections):
        fresh = f"{item.id[:2]}{int(item.id[2:], 16) + 1 + number:016x}"[:18]
        text = text.replace(item.id, fresh)
    return msgspec.json.decode(text, type=Reading)


@settings(max_examples=len(CRISES), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(crisis=st.sampled_from(CRISES), seed=st.integers(0, 2**32))
def test_readings_in_any_order_give_the_same(
    readings: Callable[[str], tuple[Reading, ...]], crisis: str, seed: int
) -> None:
    """Reports in any order give the same scenario and the same sightings, and every quotation is exact."""
    mixed = random.Random(seed).sample(readings(crisis), len(readings(crisis)))
    record = weigh_readings(mixed)
    scenario = build_scenario(record)
    plain = weigh_readings(readings(crisis))
    assert scenario == build_scenario(plain)
    assert isinstance(scenario, Scenario)
    assert observe(record, scenario) == observe(plain, scenario)
    texts = {report.id: report.text for report in record.reports}
    for window in scenario.windows:
        assert window.words == texts[window.report][window.start : window.end]


@quick
@given(corpora)
def test_later_findings_are_not_seen(items: list[object]) -> None:
    """A finding or statement that came out after the as-of date changes neither sightings nor scenario."""
    late = AS_OF + dt.timedelta(days=3)
    planted = [
        a_finding("ASSAULT", ["RUS"], ["EST"], AS_OF, published=late, grade=1),
        a_finding("AGREE", ["RUS", "EST"], ["RUS", "EST"], START, published=late, grade=1),
        a_statement("threat", "RUS", "Estonia will pay", published=late),
    ]
    plain = weigh_readings(a_record(*items).readings())  # type: ignore[arg-type]
    more = weigh_readings(a_record(*items, *planted).readings())  # type: ignore[arg-type]
    assert len(more.reports) > len(plain.reports)
    assert observe(more, a_scenario()) == observe(plain, a_scenario())
    assert build_scenario(more, AS_OF) == build_scenario(plain, AS_OF)
