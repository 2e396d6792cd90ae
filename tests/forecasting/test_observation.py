"""Findings and statements as sightings: which move, in which week, how strongly; and the evidence that they make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
from tests.forecasting.records import AS_OF, ROLES, START, a_finding, a_record, a_scenario, a_statement

from demarche.forecasting.build import build_scenario
from demarche.forecasting.moves_tables import load_moves
from demarche.forecasting.observation import observe, told_periods
from demarche.forecasting.observation_evidence import evidence_of, silence
from demarche.forecasting.scenario import Scenario
from demarche.forecasting.sighting import Sighting
from demarche.game import load_game
from demarche.record import CopyGroup, GradedSource, Magnitude, Record

DAY = dt.date(2031, 1, 15)  # of the second week


def meaning(one: Sighting) -> str:
    return f"{one.stage}: {one.move}" if one.move else f"{one.variable} = {one.value}" if one.value else one.row


def seen(*items: object, **changes: object) -> list[tuple[int, str]]:
    found = observe(a_record(*items), a_scenario(**changes))  # type: ignore[arg-type]
    return [(one.period, meaning(one)) for one in found if not one.type_likelihoods]


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        (a_finding("MOBILIZE", ["RUS"], ["EST"], DAY, mode="troops"), ["challenge: raise posture"]),
        (a_finding("MOBILIZE", ["RUS"], [], DAY, mode="troops", place="EST"), ["challenge: raise posture"]),
        (a_finding("MOBILIZE", ["RUS"], ["EST"], mode="troops"), ["posture = massed"]),
        (a_finding("RETREAT", ["RUS"], ["EST"], DAY, mode="withdraw"), ["challenge: stand down"]),
        (a_finding("CONCEDE", ["EST"], ["RUS"], DAY), ["answer: concede"]),
        (a_finding("AGREE", ["EST"], ["RUS"], DAY), ["answer: offer terms"]),
        (a_finding("REJECT", ["EST"], ["RUS"], DAY), ["answer: stand firm"]),
        (a_finding("CONSULT", ["FIN"], ["RUS"], DAY, mode="visit"), ["mediation: mediate"]),
        (a_finding("CONSULT", ["RUS"], ["FIN"], DAY, mode="phone"), ["mediation: mediate"]),
        (a_finding("CONSULT", ["SWE"], ["RUS", "EST"], DAY), ["mediation: mediate"]),
        (a_finding("CONSULT", ["SWE"], ["RUS"], DAY), []),
        (a_finding("CONSULT", ["USA"], ["RUS"], DAY), []),
        (a_finding("AID", ["USA"], ["EST"], DAY), ["support: support"]),
        (a_finding("MOBILIZE", ["USA"], ["POL"], DAY, mode="troops", place="POL"), ["support: support"]),
        (a_finding("MOBILIZE", ["USA"], ["EST"], DAY, mode="troops", place="EST"), ["support = deployed"]),
        (a_finding("SANCTION", ["USA"], ["RUS"], DAY), ["support: support"]),
        (a_finding("REQUEST", ["USA"], ["EST"], DAY, mode="change"), ["support: press the target"]),
        (a_finding("REQUEST", ["USA"], ["EST"], DAY, mode="meet"), []),
        (a_finding("ASSAULT", ["RUS"], ["LVA"], DAY), []),
        (a_finding("CONSULT", ["RUS"], ["EST"], DAY), ["answer: offer terms"]),
    ],
)  # fmt: skip
def test_a_finding_speaks_to_its_move(item: object, wanted: list[str]) -> None:
    """A finding speaks to the move or state that its type, parties and date mean, in its week."""
    found = seen(item)
    assert [one for _, one in found] == wanted
    assert all(period == (1 if item[0].event.when else 3) for period, _ in found)  # type: ignore[index]


def test_an_agreement_is_accepted_terms_and_a_withdrawal_after_it_carries_it_out() -> None:
    """After an agreement of both sides a withdrawal speaks for it, not for backing down or giving in."""
    agreed = a_finding("AGREE", ["EST", "RUS"], ["EST", "RUS"], DAY)
    left = a_finding("RETREAT", ["EST"], ["RUS"], DAY, mode="withdraw")
    back = a_finding("RETREAT", ["RUS"], ["EST"], DAY, mode="withdraw")
    assert {one for _, one in seen(left, back)} == {"answer: concede", "challenge: stand down"}
    assert {one for _, one in seen(agreed, left, back)} == {"answer: offer terms", "challenge: accept terms"}


def test_an_agreement_that_is_only_possible_is_nothing() -> None:
    """What may be, is planned or is denied is no move."""
    for status in ("possible", "planned", "denied"):
        assert seen(a_finding("AGREE", ["EST", "RUS"], ["EST", "RUS"], DAY, status=status, grade=1)) == []


def test_an_attack_is_limited_or_full_by_its_numbers() -> None:
    """Many deaths speak for a full attack, few for a limited one, and no number for either."""

    def of(number: float | None, kind: str = "deaths") -> dict[str, float]:
        told = Magnitude(kind, number, number, None, str(number)) if number else None  # type: ignore[arg-type]
        item = a_finding("ASSAULT", ["RUS"], ["EST"], DAY, magnitude=told)
        return {one.move: one.weight for one in observe(a_record(item), a_scenario())}

    assert set(of(5000)) == {"full attack"}
    assert of(12)["limited attack"] > of(12)["full attack"]
    assert of(90_000, "troops")["full attack"] > of(90_000, "troops")["limited attack"]
    assert set(of(None)) == {"limited attack", "full attack"}


@pytest.mark.parametrize("grade", [1, 2, 3])
def test_an_attack_of_unknown_size_is_as_loud_on_an_attack_as_one_of_a_known_size(grade: int) -> None:
    """What is not told of the size is shared out of the likelihood, so that it does not speak against an attack."""

    def loudest(told: Magnitude | None) -> float:
        item = a_finding("ASSAULT", ["RUS"], ["EST"], DAY, magnitude=told, grade=grade)
        week = evidence_of(observe(a_record(item), a_scenario()), 4).moves[1, "challenge"]
        return max(week["limited attack"], week["full attack"])

    assert loudest(None) > loudest(Magnitude("deaths", 12, 12, None, "12")) / 2


def test_a_blow_is_no_attack() -> None:
    """People who are beaten are not a state that is attacked."""
    assert seen(a_finding("ASSAULT", ["RUS"], ["EST"], DAY, mode="beat")) == []


def test_support_that_is_there_already_is_no_new_step() -> None:
    """Aid is the move of support where it can be new, and a state where it was pledged before."""
    early = a_finding("AID", ["USA"], ["EST"], dt.date(2031, 1, 6))
    late = a_finding("AID", ["USA"], ["EST"], dt.date(2031, 1, 28))
    assert seen(early, late) == [(0, "support: support"), (3, "support = pledged")]
    pledged = seen(early, initial={"posture": "massed", "support": "pledged"})
    assert pledged == [(0, "support = pledged")]


def test_partners_count_for_their_side() -> None:
    """An ally's aid is the patron's support, and a helper's exercise the challenger's."""
    scenario = {"partners": {"patron": ("GBR",), "challenger": ("BLR",)}}
    assert seen(a_finding("AID", ["GBR"], ["EST"], DAY)) == []
    assert seen(a_finding("AID", ["GBR"], ["EST"], DAY), **scenario) == [(1, "support: support")]
    assert seen(a_finding("MOBILIZE", ["BLR"], ["EST"], DAY, mode="troops"), **scenario) == [
        (1, "challenge: raise posture")
    ]


def test_what_is_outside_the_seen_weeks_is_no_sighting() -> None:
    """What happened before the start, or came out after the as-of date, is not seen."""
    before = a_finding("MOBILIZE", ["RUS"], ["EST"], START - dt.timedelta(days=1), mode="troops")
    after = a_finding("ASSAULT", ["RUS"], ["EST"], AS_OF, published=AS_OF + dt.timedelta(days=1))
    assert seen(before) == []
    assert seen(a_finding("AID", ["USA"], ["EST"], DAY), after) == [(1, "support: support")]


def test_the_other_sides_word_and_a_missing_date_count_less() -> None:
    """An accusation by the target, and a report that tells no week, weigh less than a dated report."""

    def weight(**told: object) -> float:
        item = a_finding("RETREAT", ["RUS"], ["EST"], **told)  # type: ignore[arg-type]
        return observe(a_record(item), a_scenario())[0].weight

    assert weight(day=None) < weight(day=DAY)
    assert weight(day=DAY, by="EST") < weight(day=DAY, by="RUS") == weight(day=DAY)


def test_media_speak_for_their_country_in_part() -> None:
    """A threat by a newspaper of the challenger's weighs half of one by its government."""
    said, report = a_statement("threat", "RUS", "Estonia will pay")
    paper = msgspec.structs.replace(said, speaker=msgspec.structs.replace(said.speaker, sector="MED"))
    (whole,), (half,) = (observe(a_record((one, report)), a_scenario()) for one in (said, paper))
    assert half.weight == pytest.approx(whole.weight / 2)
    assert 1 < half.type_likelihoods["bent on war"] < whole.type_likelihoods["bent on war"]


def test_statements_speak_to_types() -> None:
    """A patron's threat makes a committed patron likelier, a vow to fight a firm target; talk stays within bounds."""
    threat = a_statement("threat", "USA", "sanctions on Russia if it attacks Estonia", to="RUS")
    vow = a_statement("pledge", "EST", "to defend every inch", stance="positive")
    types = evidence_of(observe(a_record(threat, vow), a_scenario()), 4).types
    assert types["patron"]["committed"] > 1 > types["patron"]["detached"]
    assert types["target"]["firm"] > 1 > types["target"]["yielding"]
    for row in load_moves().statement:
        assert all(0.7 <= value <= 1.4 for value in row.likelihoods.values())
        assert row.source


def test_a_threat_repeated_is_no_more_than_the_strongest() -> None:
    """Of several statements that match one row of the table one counts; without it the next does."""
    one = a_statement("threat", "RUS", "Estonia will regret it")
    other = a_statement("threat", "RUS", "Estonia will pay")
    alone = evidence_of(observe(a_record(one), a_scenario()), 4).types
    both = observe(a_record(one, other), a_scenario())
    assert evidence_of(both, 4).types == alone
    assert evidence_of(both, 4, {one[0].id}).types == alone
    assert evidence_of(both, 4, {one[0].id, other[0].id}).types == {}


def test_of_several_reports_of_a_move_the_strongest_counts() -> None:
    """Two findings of one move in one week make it as likely as the better graded one alone."""
    strong = a_finding("MOBILIZE", ["RUS"], ["EST"], DAY, mode="troops", grade=2)
    weak = a_finding("MOBILIZE", ["RUS"], ["EST"], DAY + dt.timedelta(days=1), mode="troops", grade=4)
    standing = [a_finding("MOBILIZE", ["RUS"], ["EST"], mode="weapons", grade=grade) for grade in (3, 4)]
    both = evidence_of(observe(a_record(strong, weak, *standing), a_scenario()), 4)
    assert both == evidence_of(observe(a_record(strong, standing[0]), a_scenario()), 4)


def test_a_copy_in_a_better_paper_is_still_a_copy() -> None:
    """A statement that a better graded source only copies weighs what it weighs at its origin."""
    first = a_statement("threat", "RUS", "Estonia will pay", published=DAY)
    again = a_statement("threat", "RUS", "Estonia will pay", published=AS_OF)
    grades = (
        GradedSource("Blog", "blog", "D", "", (first[1].id,)),
        GradedSource("Agency", "agency", "A", "", (again[1].id,)),
    )
    record = msgspec.structs.replace(a_record(first, again), sources=grades)
    copied = msgspec.structs.replace(record, copies=(CopyGroup(first[1].id, (again[1].id,), "copy", 1.0, ""),))
    (alone,) = observe(msgspec.structs.replace(a_record(first), sources=grades[:1]), a_scenario())
    (one,) = observe(copied, a_scenario())
    assert (one.item, one.weight, one.period) == (first[0].id, alone.weight, alone.period)
    (told,) = observe(record, a_scenario())
    assert told.weight > alone.weight


def test_what_is_both_act_and_statement_counts_once() -> None:
    """A threat that was read as an act and as a statement from the same words is one sighting, and one bid."""
    finding, report = a_finding("THREATEN", ["RUS"], ["EST"], DAY)
    said, _ = a_statement("threat", "RUS", "Estonia with force")
    same = msgspec.structs.replace(said, report=report.id, spans=finding.event.spans)
    record = a_record((finding, report), (same, report))
    assert [one.item for one in observe(record, a_scenario())] == [same.id]
    apart = a_record((finding, report), a_statement("threat", "RUS", "Estonia with force"))
    assert len(observe(apart, a_scenario())) == 2
    alone, both, twice = (build_scenario(one) for one in (a_record((finding, report)), record, apart))
    assert isinstance(alone, Scenario)
    assert isinstance(both, Scenario)
    assert isinstance(twice, Scenario)
    assert both.bids[0].score == alone.bids[0].score < twice.bids[0].score


def test_silence_is_evidence_where_a_report_could_tell() -> None:
    """Every seen stage-week has an entry: an attack that nobody reported did not happen, where one could be told of."""
    evidence = evidence_of((), 3)
    assert set(evidence.moves) == {(period, stage) for period in range(3) for stage in silence()}
    assert evidence.moves[2, "challenge"]["full attack"] == pytest.approx(0.001)
    assert "wait" not in evidence.moves[2, "challenge"]
    quiet = evidence_of((), 3, periods_told=2)
    assert quiet.moves[1, "challenge"] == evidence.moves[1, "challenge"]
    assert quiet.moves[2, "challenge"] == {}


def test_told_periods_end_with_the_last_report() -> None:
    """Weeks that begin after the last report are not told of."""
    item = a_finding("AID", ["USA"], ["EST"], DAY, published=DAY + dt.timedelta(days=1))
    assert told_periods(a_record(item), a_scenario()) == 2


def test_the_formula_is_that_of_the_table() -> None:
    """A move's likelihood is r K + (1 − r) s, a state's 1 + r f (K − 1), and leaving the item out takes it back."""
    table = load_moves()
    item = a_finding("MOBILIZE", ["RUS"], ["EST"], DAY, mode="troops", grade=2)
    standing = a_finding("MOBILIZE", ["RUS"], ["EST"], mode="troops", grade=3)
    sightings = observe(a_record(item, standing), a_scenario())
    r, s = 0.9 * table.credibility["2"], silence()["challenge"]["raise posture"]
    evidence = evidence_of(sightings, 4)
    assert evidence.moves[1, "challenge"]["raise posture"] == pytest.approx(s + table.loudness**r - 1)
    stands = 1.2 * table.credibility["3"] * table.undated
    assert evidence.states[3]["massed"] == pytest.approx(table.loudness**stands)
    assert evidence.states[3]["poised"] == pytest.approx(table.loudness ** (0.8 * stands))
    without = evidence_of(sightings, 4, {item[0].id, standing[0].id})
    assert without.moves == evidence_of((), 4).moves
    assert without.states == {}


@pytest.mark.parametrize("crisis", ["CUBA", "KUWAIT", "KARGIL", "TAIWAN", "GUYANA", "WORDS_ALONE"])
def test_evidence_fits_the_game_it_is_for(records: Callable[[str], Record], crisis: str) -> None:
    """Every stage, move, player and type of a record's evidence is one of the game that the record fills."""
    record = records(crisis)
    scenario = build_scenario(record)
    assert isinstance(scenario, Scenario)
    game = load_game(scenario.spec_text)
    sightings = observe(record, scenario)
    assert sightings
    evidence = evidence_of(sightings, scenario.periods_seen, game=game, roles=scenario.roles)
    stages = {stage.name: set(game.ends if stage.player is None else stage.moves) for stage in game.stages}
    assert all(set(moves) <= stages[stage] for (_, stage), moves in evidence.moves.items())
    players = {player.name: set(player.types) for player in game.players}
    assert all(set(types) <= players[name] for name, types in evidence.types.items())
    assert all(1 <= value <= 20 for factors in evidence.states.values() for value in factors.values())
    known = {one.id for one in record.findings} | {one.id for one in record.statements}
    assert {one.item for one in sightings} <= known
    assert all(one.words and one.why.endswith(".") and one.actor for one in sightings)


def test_a_confirmed_attack_is_believed() -> None:
    """An attack of grade 1, as rare as one in a hundred weeks, comes out likelier than not; one of grade 5 does not."""

    def odds(grade: int) -> float:
        number = Magnitude("deaths", 5000, 5000, None, "5,000")
        item = a_finding("ASSAULT", ["RUS"], ["EST"], DAY, grade=grade, magnitude=number)
        moves = evidence_of(observe(a_record(item), a_scenario()), 4).moves[1, "challenge"]
        return moves["full attack"] * 0.01 / 0.99

    assert odds(1) > 1 > odds(5)


def test_who_says_that_it_stays_out_does_not_commit() -> None:
    """A patron's promise to send no troops speaks for a detached one, and not at the same time for a committed one."""
    said = a_statement("pledge", "USA", "the United States will not send troops to Estonia", to="EST")
    rows = [one.row for one in observe(a_record(said), a_scenario())]
    assert rows == ["patron-keeps-out"]


def test_a_denial_of_a_promise_is_no_denial_of_an_attack() -> None:
    """Only a challenger's denial of what it means to do speaks to its types."""
    promise = a_statement("denial", "RUS", "that it had promised Finland to halt manoeuvres")
    attack = a_statement("denial", "RUS", "it did not intend to attack anyone")
    assert [one.item for one in observe(a_record(promise, attack), a_scenario())] == [attack[0].id]


def test_both_pulling_back_is_a_settlement() -> None:
    """A withdrawal of both sides together speaks for accepted terms, not for either giving way."""
    both = a_finding("RETREAT", ["EST", "RUS"], [], DAY, mode="withdraw")
    assert seen(both) == [(1, "challenge: accept terms")]


def test_a_game_of_ones_own_takes_what_it_has_a_place_for() -> None:
    """Stages, moves and types that a person's game does not have are left out of the evidence."""
    text = (
        "title: Standoff\ncalendar: {start: 2031-01-04, periods: 8}\n"
        "players:\n  challenger: {types: {limited: 0.5, fierce: 0.5}}\n"
        "variables: {posture: [normal, massed]}\n"
        "order:\n  - stage: challenge\n    player: challenger\n    moves:\n      wait:\n"
        "      raise posture: {when: posture == normal, then: {posture: massed}}\n"
        "      full attack: {then: {end: war}}\n"
        "ends:\n  war: {challenger: -1}\nhorizon: {name: standoff, payoffs: {challenger: 0}}\n"
    )
    game = load_game(text)
    items = (
        a_finding("AID", ["USA"], ["EST"], DAY),
        a_finding("MOBILIZE", ["RUS"], ["EST"], DAY, mode="troops"),
        a_statement("threat", "RUS", "Estonia will pay"),
    )
    sightings = observe(a_record(*items), a_scenario(roles=ROLES))
    evidence = evidence_of(sightings, 4, game=game)
    assert {stage for _, stage in evidence.moves} == {"challenge"}
    assert set(evidence.moves[1, "challenge"]) == {"raise posture", "full attack"}
    assert set(evidence.types) == {"challenger"}
    assert set(evidence.types["challenger"]) == {"limited"}
