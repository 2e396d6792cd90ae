"""Forecasts written by hand, of a crisis that is no example: Argentina and the Falklands as of 28 March 1982."""

from __future__ import annotations

import datetime as dt

import msgspec

from demarche.forecasting import (
    Comparison,
    ConsequenceRow,
    DatedEstimate,
    DatedWindow,
    Estimate,
    EvidenceWeight,
    Forecast,
    Health,
    Hypothesis,
    Outcome,
    Reason,
    RoleBid,
    Scenario,
    Sensitivity,
    Shift,
    Sighting,
    WatchItem,
    WhatIf,
)
from demarche.record import (
    Actor,
    Forecaster,
    ProbabilityRange,
    ProjectedEvent,
    Record,
    Source,
    When,
)
from demarche.weighing import WeighSettings, weigh_readings

from .readings import event, find, make_report, projection, seal, statement

AS_OF = dt.date(1982, 3, 28)
WIRE = """Argentina has sent a landing force to sea, the navy said on 27 March. London told Buenos Aires \
on 26 March that it would defend the islands. The United States offered to carry proposals between the \
two on 27 March. Argentina said that its patience was at an end. \
An invasion is likely before 4 April, when the council of the Americas meets.
"""
POST = """Argentine warships sailed south on 27 March with troops on board. Officials in Buenos Aires denied that a \
landing was planned. Alexander Haig spoke with both governments on 28 March. The islanders will vote on 9 May.
"""
WEEKS = 12
HORIZON = AS_OF + dt.timedelta(weeks=WEEKS)
SPEC = """# as filled from the record
template: coercive-crisis
title: A crisis over islands
calendar: {start: 1982-03-08, periods: 15}
players: {challenger: ARG, patron: USA, target: GBR}
set: {games_end: 1982-04-04}
"""


def record() -> Record:
    """Two reports of a landing force that sails, with a denial and a projection."""
    arg, gbr, usa = Actor("ARG"), Actor("GBR"), Actor("USA")
    wire = make_report(
        WIRE, title="A fleet at sea", source=Source("South Wire", "agency"), published=dt.date(1982, 3, 28)
    )
    post = make_report(POST, title="Ships", source=Source("Plate Post", "newspaper"), published=dt.date(1982, 3, 28))
    day = lambda number: When(dt.date(1982, 3, number), dt.date(1982, 3, number))  # noqa: E731
    first = seal(
        wire,
        [
            event(wire, "MOBILIZE", "Argentina has sent a landing force to sea", [arg], [gbr], day(27), mode="troops"),
            event(wire, "SUPPORT", "it would defend the islands", [gbr], [arg], day(26)),
            event(wire, "CONSULT", "The United States offered to carry proposals", [usa], [arg, gbr], day(27)),
        ],
        [statement(wire, arg, "threat", "negative", "patience with London", "its patience was at an end")],
        [
            projection(
                wire,
                Forecaster("author"),
                ProjectedEvent("ASSAULT", (arg,), (gbr,)),
                "An invasion is likely before 4 April",
                window=When(dt.date(1982, 3, 28), dt.date(1982, 4, 3), "interval"),
                probability=ProbabilityRange(0.55, 0.8, "likely"),
            )
        ],
    )
    second = seal(
        post,
        [
            event(
                post, "MOBILIZE", "Argentine warships sailed south on 27 March", [arg], [gbr], day(27), mode="troops"
            ),
            event(post, "ASSAULT", "a landing was planned", [arg], [gbr], None, modality="denied", attributed_to=arg),
            event(post, "CONSULT", "Alexander Haig spoke with both governments", [usa], [arg, gbr], day(28)),
        ],
        [statement(post, arg, "denial", "negative", "a landing is planned", "denied that a landing was planned")],
    )
    return weigh_readings([first, second], WeighSettings(as_of=AS_OF))


def forecast(made: Record | None = None, *, last: dict[str, float] | None = None) -> Forecast:
    """A forecast of that crisis: an attack 31 % by the council, 58 % by the horizon."""
    made = made or record()
    findings = [one.id for one in made.findings]
    statements = [one.id for one in made.statements]
    return Forecast(
        as_of=AS_OF,
        seed=7,
        scenario=scenario(made, findings, statements),
        health=Health(200, 3, 0.985, 121.4, 0.31, -6.4, 2.1e-7),
        horizon=HORIZON,
        hypotheses=hypotheses(),
        evidence=evidence(findings, statements),
        outcomes=outcomes(last or {"settlement": 0.16, "stand-down": 0.08, "limited war": 0.38, "full war": 0.2}),
        watch=watch(),
        press=tuple(
            Comparison(one.id, "attack", dt.date(1982, 4, 3), 0.55, 0.8, Estimate(0.27, 0.15, 0.41), True)
            for one in made.projections
        ),
        what_if=what_if(),
        sensitivity=sensitivity(),
        consequences=(
            ConsequenceRow("limited war", "deaths", "100–5,000 people", "thresholds of battle deaths"),
            ConsequenceRow("limited war", "sanctions", "limited, against persons and banks", "judgement"),
            ConsequenceRow("full war", "deaths", "5,000–100,000 people in the first year", "judgement"),
        ),
    )


def scenario(made: Record, findings: list[str], statements: list[str]) -> Scenario:
    wire = next(one for one in made.reports if one.text == WIRE)
    span = find(WIRE, "before 4 April, when the council of the Americas meets")
    window = DatedWindow(
        "games_end", dt.date(1982, 4, 4), wire.id, span.start, span.end, WIRE[span.start : span.end], "a meeting ahead"
    )
    why = (Reason("Argentina mobilises against the United Kingdom", tuple(findings[:1])),)
    return Scenario(
        spec_text=SPEC,
        origin="record",
        as_of=AS_OF,
        start=AS_OF - dt.timedelta(days=20),
        step_days=7,
        periods_seen=3,
        periods=3 + WEEKS,
        roles={"challenger": "ARG", "target": "GBR", "patron": "USA"},
        partners={"patron": ("IGO:OAS",)},
        initial={"posture": "massed", "support": "none", "terms": "none"},
        initial_reasons=(Reason("a landing force is at sea", tuple(findings[:1])),),
        bids=(
            RoleBid("challenger", "ARG", 3.2, why),
            RoleBid("target", "GBR", 2.9, (Reason("It is threatened", (), tuple(statements[:1])),)),
            RoleBid("patron", "USA", 0.8, (Reason("It speaks with both"),)),
            RoleBid("mediator", "USA", 0.7, (Reason("It offers to carry proposals", tuple(findings[2:3])),)),
        ),
        windows=(window,),
        warnings=("Nothing speaks for a mediator; the game has none.",),
    )


def hypotheses() -> tuple[Hypothesis, ...]:
    rows = [
        ("ARG", "challenger", "bluffing", 0.40, 0.24, 0.14, 0.36),
        ("ARG", "challenger", "limited", 0.40, 0.52, 0.37, 0.66),
        ("ARG", "challenger", "bent on war", 0.20, 0.24, 0.11, 0.38),
        ("USA", "patron", "committed", 0.50, 0.44, 0.28, 0.61),
        ("USA", "patron", "detached", 0.50, 0.56, 0.39, 0.72),
    ]
    return tuple(
        Hypothesis(
            p, low, high, actor=actor, role=role, type=type_, prior=prior, if_true={"attack": 0.5, "settlement": 0.2}
        )
        for actor, role, type_, prior, p, low, high in rows
    )


WORDS = (
    *("A landing force sails", "London says it will stand", "Proposals are carried", "A landing is denied"),
    "Haig speaks with both",
)


def evidence(findings: list[str], statements: list[str]) -> tuple[EvidenceWeight, ...]:
    bluff, limited, bent = "challenger: bluffing", "challenger: limited", "challenger: bent on war"
    made = []
    for place, item in enumerate(findings):
        weight = 0.9 / (place + 1)
        seen = sighting(item, "finding", WORDS[place % len(WORDS)], 0.8 / (place + 1))
        ratios = {bluff: -weight, limited: 1.2 * weight, bent: 0.4 * weight}
        made.append(EvidenceWeight(seen, ratios, place == 0, 2.2 * weight))
    for item in statements:
        said = sighting(item, "statement", "Patience at an end", 0.3)
        made.append(EvidenceWeight(said, {bluff: 0.05, limited: 0.0, bent: 0.1}, False, 0.1))
    return tuple(made)


def sighting(item: str, kind: str, words: str, weight: float) -> Sighting:
    day, why = dt.date(1982, 3, 27), "MOBILIZE by the challenger; by grade and modality"
    move = {"stage": "challenge", "move": "raise posture"} if kind == "finding" else {}
    return Sighting(item, kind, "challenger", "ARG", 2, day, weight=weight, words=words, why=why, **move)  # type: ignore[arg-type]


def by_date(last: float, width: float = 0.5) -> tuple[DatedEstimate, ...]:
    made = []
    for week in range(1, WEEKS + 1):
        p = last * (1 - 0.8**week) / (1 - 0.8**WEEKS)
        made.append(DatedEstimate(p, p * (1 - width), min(p * (1 + width), 1.0), date=AS_OF + dt.timedelta(weeks=week)))
    return tuple(made)


def outcomes(last: dict[str, float]) -> tuple[Outcome, ...]:
    phrases = {
        "settlement": "Argentina and the United Kingdom settle",
        "stand-down": "Argentina stands down",
        "limited war": "Argentina wages a limited war on the United Kingdom",
        "full war": "Argentina wages full war on the United Kingdom",
    }
    ends = [Outcome(name, phrases[name], (), by_date(p)) for name, p in last.items()]
    attack = sum(p for name, p in last.items() if name.endswith("war"))
    held = 1 - sum(last.values())
    standoff = DatedEstimate(held, held * 0.7, min(held * 1.3, 1.0), date=HORIZON)
    attacks = Outcome(
        "attack", "Argentina attacks the United Kingdom", ("limited war", "full war"), by_date(attack, 0.3)
    )
    return (
        attacks,
        *ends,
        Outcome("standoff", "the crisis between Argentina and the United Kingdom is undecided", (), (standoff,)),
    )


def watch() -> tuple[WatchItem, ...]:
    by = AS_OF + dt.timedelta(weeks=1)
    rows = [
        ("stand down", "ARG", "challenger", 0.03, 0.12, (0.02, 0.01), (0.60, 0.17)),
        ("raise posture", "ARG", "challenger", 0.35, 0.21, (0.71, 0.1), (0.52, 0.2)),
        ("support", "USA", "patron", 0.2, 0.05, (0.5, 0.2), (0.6, 0.15)),
    ]
    names = ("attack", "settlement")
    return tuple(
        WatchItem(move, actor, role, by, p, bits, dict(zip(names, seen)), dict(zip(names, missed)))  # noqa: B905
        for move, actor, role, p, bits, seen, missed in rows
    )


def what_if() -> tuple[WhatIf, ...]:
    rows = [
        ("The United States supports the United Kingdom at once", -0.06, -0.11, -0.01, 0.94),
        ("The United States presses the United Kingdom for terms", 0.03, -0.04, 0.09, 0.66),
        ("Waiting costs Argentina twice as much", 0.012, 0.002, 0.02, 1.0),
        ("No council meets", 0.001, -0.001, 0.003, 0.81),
    ]
    made = []
    for words, change, low, high, agreeing in rows:
        attack = Shift("attack", 0.58, 0.58 + change, change, low, high, agreeing)
        terms = Shift("settlement", 0.16, 0.16 - change / 2, -change / 2, -high / 2, -low / 2, agreeing)
        made.append(WhatIf(words, {}, (), (attack, terms)))
    return tuple(made)


def sensitivity() -> tuple[Sensitivity, ...]:
    rows = [
        ("rationality", "1/stake", 0.41, 0.47, 0.66),
        ("audience", "stake", -0.22, 0.63, 0.52),
        ("leverage", "stake per week", -0.18, 0.62, 0.55),
    ]
    return tuple(Sensitivity(name, unit, "attack", rho, low, high, "judgement") for name, unit, rho, low, high in rows)


def unsaid() -> Forecast:
    """A forecast that could not be made: nobody to put in the role of the challenger."""
    return Forecast(
        AS_OF, 0, None, None, unsaid="Nothing in the record speaks for a challenger: no actor threatens another."
    )


def thin() -> Forecast:
    """A forecast on nine effective draws, which says so."""
    warning = "Only 9 of 200 draws carry weight: the numbers below may move by 20 points from one seed to the next."
    return msgspec.structs.replace(forecast(), health=Health(200, 0, 1.0, 9.2, 0.92, -31.0, 1e-8, (warning,)))


def over() -> Forecast:
    """A forecast of a crisis that had ended: terms were taken a week before."""
    made = forecast(last={"settlement": 0.93, "stand-down": 0.05, "limited war": 0.005, "full war": 0.002})
    flat = tuple(
        msgspec.structs.replace(
            one,
            by=tuple(
                DatedEstimate(one.by[-1].probability, one.by[-1].low, one.by[-1].high, date=at.date) for at in one.by
            ),
        )
        for one in made.outcomes
    )
    return msgspec.structs.replace(made, outcomes=flat, live=0.013, watch=(), what_if=())
