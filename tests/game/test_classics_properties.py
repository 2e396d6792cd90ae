"""Laws of the classics at random parameters, each by a way of its own: search over offers, deviations, simulation."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import multivariate_normal, norm

from demarche.game.classics import Classic, ClassicResult, classics, load_classic
from demarche.game.tree import Tree

QUICK = settings(max_examples=15, deadline=None)
FEW = settings(max_examples=5, deadline=None)
share = st.floats(0.02, 0.98)
positive = st.floats(0.05, 3.0)


@QUICK
@given(p=share, cA=st.floats(0, 1.5), C=positive)
def test_no_demand_beats_fearons(p: float, cA: float, C: float) -> None:  # noqa: N803
    """No demand on a fine grid gives A more than x*, with B's costs taken one by one."""
    found = load_classic("fearon1995").solve(p=p, cA=cA, C=C).quantities
    costs = (np.arange(4000) + 0.5) * C / 4000
    demands = np.linspace(0, 1, 401)
    refused = (costs[None, :] < demands[:, None] - p).mean(axis=1)
    values = demands * (1 - refused) + (p - cA) * refused
    assert found["value"] == pytest.approx(values.max(), abs=4e-3)
    assert found["war"] == pytest.approx((costs < found["demand"] - p).mean(), abs=1e-3)


@QUICK
@given(p=share, q=share, cL=st.floats(0, 0.5), gap=st.floats(0.01, 0.6), cA=st.floats(0, 1))
def test_no_demand_beats_the_two_type_one(p: float, q: float, cL: float, gap: float, cA: float) -> None:  # noqa: N803
    found = load_classic("fearon1995-types").solve(p=p, q=q, cL=cL, cH=cL + gap, cA=cA).quantities
    demands = np.append(np.linspace(0, 1, 2001), [min(p + cL, 1), min(p + cL + gap, 1)])
    refused = q * (demands > p + cL + 1e-12) + (1 - q) * (demands > p + cL + gap + 1e-12)
    values = demands * (1 - refused) + (p - cA) * refused
    assert found["value"] == pytest.approx(values.max(), abs=1e-9)


@QUICK
@given(p1=share, p2=share, cB=positive, delta=st.floats(0, 0.95))
def test_no_offer_stops_a_preventive_war(p1: float, p2: float, cB: float, delta: float) -> None:  # noqa: N803
    """There is war iff B gains by fighting even against being offered everything, by summing up the periods."""
    found = load_classic("fearon1995-preventive").solve(p1=p1, p2=p2, cB=cB, delta=delta).quantities
    weights = delta ** np.arange(2000)
    fight = ((1 - p1) * weights).sum() - cB
    later_fight = max(((1 - p2) * weights).sum() - cB, 0.0)
    assume(abs(fight - 1 - delta * later_fight) > 1e-9)
    assert found["war"] == float(fight > 1 + delta * later_fight)
    assert (found["war"] == 1) == (found["decline"] > found["threshold"])


@QUICK
@given(p=share, q=share, low=st.floats(0, 0.5), width=st.floats(0.05, 1), s=st.floats(0, 1))
def test_no_offer_beats_powells(p: float, q: float, low: float, width: float, s: float) -> None:
    found = load_classic("powell1996").solve(p=p, q=q, low=low, high=low + width, s=s).quantities
    costs = low + (np.arange(2000) + 0.5) * width / 2000
    offers = np.linspace(q, 1, 401)
    attacked = (p - costs[None, :] > offers[:, None]).mean(axis=1)
    values = (1 - offers) * (1 - attacked) + (1 - p - s) * attacked
    assert found["value"] == pytest.approx(values.max(), abs=5e-3)
    assert found["war"] == pytest.approx((p - costs > found["offer"] + 1e-12).mean(), abs=2e-3)


@QUICK
@given(v1=positive, v2=positive, a1=positive, a2=positive, w1=positive, w2=positive)
def test_nobody_gains_by_quitting_at_another_time(
    v1: float, v2: float, a1: float, a2: float, w1: float, w2: float
) -> None:
    """In the audience-cost crisis a type that will quit is indifferent between all times before t*."""
    found = load_classic("fearon1994").solve(v1=v1, v2=v2, a1=a1, a2=a2, W1=w1, W2=w2).quantities
    horizon = found["horizon"]
    for other, v, a in (("2", v1, a1), ("1", v2, a2)):
        start = 1 - found[f"concession at once {other}"]

        def stays(t: float, v: float = v, a: float = a, start: float = start) -> float:
            return start * v / (v + a * t)

        def payoff(t: float, v: float = v, a: float = a, start: float = start) -> float:
            leaving = quad(lambda u: stays(u, v, a, start) * a / (v + a * u), 0, t)[0]
            return (1 - start) * v + leaving * v - stays(t, v, a, start) * a * t

        assert payoff(horizon / 3) == pytest.approx(payoff(horizon), abs=1e-7)
        assert stays(horizon) == pytest.approx(found[f"resolve {other}"], abs=1e-9)
    assert found["war"] + found["backs down 1"] + found["backs down 2"] == pytest.approx(1, abs=1e-9)
    assert min(found["concession at once 1"], found["concession at once 2"]) == 0


def test_audience_crisis_simulated() -> None:
    """Drawing types and the times at which they quit gives the probabilities of war and of backing down."""
    found = load_classic("fearon1994").solve(v1=1.5, a1=0.4, a2=0.9, W2=2).quantities
    rng, draws = np.random.default_rng(5), 400_000
    times = []
    for start, v, a in ((1 - found["concession at once 1"], 1.0, 0.9), (1 - found["concession at once 2"], 1.5, 0.4)):
        stays = rng.uniform(size=draws)
        time = np.where(stays > start, 0.0, (start / stays - 1) * v / a)
        times.append(np.where(time > found["horizon"], np.inf, time))
    assert np.isinf(np.minimum(*times)).mean() == pytest.approx(found["war"], abs=4e-3)
    assert (times[0] < times[1]).mean() == pytest.approx(found["backs down 1"], abs=4e-3)


@QUICK
@given(v1=positive, v2=positive, c1=positive, c2=positive)
def test_nobody_gains_in_the_wars_of_attrition(v1: float, v2: float, c1: float, c2: float) -> None:
    """In each equilibrium staying and quitting are best replies where they are played, and all lengths pay the same."""
    for one in load_classic("attrition-static").solve(v1=v1, v2=v2, c1=c1, c2=c2).equilibria:
        for own, other, v, c in (("1", "2", v1, c1), ("2", "1", v2, c2)):
            stay = one.quantities[f"quit {other}"] * v - (1 - one.quantities[f"quit {other}"]) * c
            quits = one.quantities[f"quit {own}"]
            assert quits == 0 or stay <= 1e-9
            assert quits == 1 or stay >= -1e-9
    found = load_classic("attrition-dynamic").solve(v1=v1, v2=v2, c1=c1, c2=c2).quantities
    for length in (0.5, 2.0):
        hazard = found["hazard 2"]
        wins = 1 - np.exp(-hazard * length)
        waits = quad(lambda t, h=hazard: np.exp(-h * t), 0, length)[0]
        assert wins * v1 - c1 * waits == pytest.approx(0, abs=1e-9)
    assert found["wins 1"] + found["wins 2"] == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(v2=positive, p=share, m=st.floats(0.01, 0.9), c1=st.floats(0, 1.2), c2=st.floats(0, 2))
def test_a_military_threat_is_an_equilibrium(v2: float, p: float, m: float, c1: float, c2: float) -> None:
    """Every type's choice and the target's reply are best replies, type by type."""
    found = load_classic("slantchev2005").solve(v2=v2, p=p, m=m, c1=c1, c2=c2).quantities
    types = (np.arange(20_000) + 0.5) / 20_000
    war = p * types - c1
    gain = (1 - found["resists"]) * types + found["resists"] * np.maximum(war, 0) - m
    mobilised = types > found["mobilisation cutoff"]
    assert gain[mobilised].min(initial=0) >= -1e-9
    assert gain[~mobilised].max(initial=0) <= 1e-4
    attackers = (war > 0) & mobilised
    if mobilised.any():
        fighting = attackers.sum() / mobilised.sum()
        resist = fighting * ((1 - p) * v2 - c2) + (1 - fighting) * v2
        edge = 3 / mobilised.sum() * (v2 + c2)
        assert found["resists"] == 1 or resist <= edge
        assert found["resists"] == 0 or resist >= -edge
        assert found["war"] == pytest.approx(found["resists"] * attackers.mean(), abs=1e-4)
    total = found["war"] + found["backs down"] + found["concedes"]
    assert total == pytest.approx(found["mobilises"])


@QUICK
@given(t1=share, t2=share, R=st.floats(0.2, 2), cut=share, P=st.floats(-1, 0), S=st.floats(-3, -1.1))
def test_trust_equilibria_are_best_replies(t1: float, t2: float, R: float, cut: float, P: float, S: float) -> None:  # noqa: N803
    temptation = P + cut * (R - P)
    found = load_classic("kydd2005").solve(t1=t1, t2=t2, R=R, T=temptation, P=P, S=S)
    for one in found.equilibria:
        for own, other, trusted in (("1", "2", t2), ("2", "1", t1)):
            hope = trusted * one.quantities[f"cooperation {other}"]
            gain = hope * (R - temptation) + (1 - hope) * (S - P)
            plays = one.quantities[f"cooperation {own}"]
            assert plays == 0 or gain >= -1e-9
            assert plays == 1 or gain <= 1e-9


STAKES = st.fixed_dictionaries(
    {
        "VA": st.floats(0, 2), "VB": st.floats(-1, 2), "SA": st.floats(-1, 0.9), "CB": st.floats(-1, 0.9),
        "barWA": st.floats(-3, 1), "barWB": st.floats(-4, 1), "bara": st.floats(-3, 0.5),
    }
)  # fmt: skip


def published_gap(resist: float, stakes: dict[str, float]) -> float:
    """Lewis and Schultz's own formulas, with SciPy's bivariate normal."""
    names = ("VA", "VB", "SA", "CB", "barWA", "barWB", "bara")
    prize_a, prize_b, quiet, concede, war_a, war_b, down = (stakes[name] for name in names)
    cutoff = (quiet - (1 - resist) * prize_a) / resist
    challenge = 1 - norm.cdf(cutoff - war_a) * norm.cdf(cutoff - down)
    root = 1 / np.sqrt(2)
    both = multivariate_normal.cdf([(war_a - down) * root, war_a - cutoff], cov=[[1, root], [root, 1]])
    fight = both / challenge
    return float(norm.cdf((fight * war_b + (1 - fight) * prize_b - concede) / fight) - resist)


@settings(max_examples=15, deadline=None)
@given(stakes=STAKES)
def test_all_equilibria_of_lewis_and_schultz_are_found(stakes: dict[str, float]) -> None:
    """Each equilibrium is a zero of the published formulas, and between neighbours those change sign just once."""
    found = load_classic("lewis-schultz2003").solve(stakes)
    roots = [one.quantities["resist"] for one in found.equilibria]
    assert len(roots) % 2 == 1 or found.notes
    inside = [root for root in roots if 1e-6 < root < 1 - 1e-6]
    for root, one in zip(roots, found.equilibria, strict=True):
        if root in inside and one.quantities["challenge"] > 1e-5:
            assert published_gap(root, stakes) == pytest.approx(0, abs=2e-4)
    for point in np.linspace(0.02, 0.98, 25):
        cutoff = (stakes["SA"] - (1 - point) * stakes["VA"]) / point
        likely = 1 - norm.cdf(cutoff - stakes["barWA"]) * norm.cdf(cutoff - stakes["bara"]) > 1e-5
        if likely and min((abs(point - root) for root in roots), default=1) > 1e-3:
            below = sum(root < point for root in roots)
            gap = published_gap(float(point), stakes)
            assert abs(gap) < 1e-4 or (gap > 0) == (below % 2 == 0)


def test_lewis_and_schultz_simulated() -> None:
    """Drawing the private payoffs gives the equilibrium's probabilities."""
    one = load_classic("lewis-schultz2003").solve(barWB=-2.2).equilibria[0].quantities
    rng = np.random.default_rng(11)
    war, down = -1.9 + rng.normal(size=1_000_000), -1.2 + rng.normal(size=1_000_000)
    cutoff = -(1 - one["resist"]) / one["resist"]
    challenge = np.maximum(war, down) > cutoff
    assert challenge.mean() == pytest.approx(one["challenge"], abs=2e-3)
    assert (war > down)[challenge].mean() == pytest.approx(one["fight"], abs=4e-3)


def test_near_tangency_finds_both_or_neither() -> None:
    """As W̄B falls through the fold two equilibria appear at once, and the scan never shows one of them alone."""
    edge = fold()
    counts = [
        len(load_classic("lewis-schultz2003").solve(barWB=float(war)).equilibria)
        for war in np.concatenate([np.linspace(-2.80, -2.70, 5), edge + np.array([-2e-6, 2e-6])])
    ]
    assert set(counts) == {1, 3}
    assert counts[-2:] == [3, 1]


def fold() -> float:
    """Return the W̄B at which two equilibria meet, by bisection on their number."""
    low, high = -2.8, -2.7
    classic = load_classic("lewis-schultz2003")
    for _ in range(17):
        middle = (low + high) / 2
        low, high = (middle, high) if len(classic.solve(barWB=middle).equilibria) == 3 else (low, middle)
    return (low + high) / 2


TREES = [one for one in classics() if one.builder is not None]
CRISIS: dict[str, Any] = {"pi": share, **dict.fromkeys(("V", "a", "wA", "v", "wT"), positive)}
RANGES: dict[str, dict[str, Any]] = {
    "bluffing": CRISIS,
    "schultz1998": {**CRISIS, "x": positive, "y": positive, "z": positive},
    "poker": {"k": share, "ante": st.floats(0.2, 1), "big": st.floats(1.1, 3)},
    "myerson-cards": {"r": share, "ante": st.floats(0.2, 1), "big": st.floats(1.1, 3)},
    "selten-horse": {"b": positive, "t": positive, "s": positive},
    "centipede": {
        "n": st.integers(1, 7).map(float), "large": st.floats(0.5, 2), "small": st.floats(0.01, 0.4),
        "g": st.floats(1, 4),
    },
    "matching-pennies": {"a1": positive, "a2": positive, "b1": positive, "b2": positive},
    "constant-sum": {key: st.floats(-2, 2) for key in "abcd"},
}  # fmt: skip


def test_every_tree_has_ranges() -> None:
    assert {one.name for one in TREES} == set(RANGES)


def action_values(tree: Tree, strategies: list[np.ndarray[Any, Any]]) -> list[tuple[float, np.ndarray[Any, Any]]]:
    """Return, for each information set, how probable it is and what each action is worth, by plain recursion."""
    children: dict[int, list[int]] = {}
    for node, parent in enumerate(tree.parent):
        children.setdefault(int(parent), []).append(node)
    totals = [np.zeros(len(one.actions)) for one in tree.infosets]
    masses = [0.0] * len(tree.infosets)

    def walk(node: int, chance: float, trembling: float) -> np.ndarray[Any, Any]:
        index = tree.infoset[node]
        values = []
        for child in children.get(node, []):
            step = tree.chance[child] if index < 0 else strategies[index][tree.action[child]]
            values.append((step, walk(child, chance * step, trembling * max(step, 1e-9))))
        if index >= 0:
            totals[index] += trembling * np.array([one[tree.infosets[index].player] for _, one in values])
            masses[index] += trembling
        expected: np.ndarray[Any, Any] = tree.payoffs[node] + sum(step * one for step, one in values)
        return expected

    walk(0, 1.0, 1.0)
    return [(mass, total / mass) for mass, total in zip(masses, totals, strict=True)]


def strategies_of(tree: Tree, found: ClassicResult, name: str) -> list[np.ndarray[Any, Any]]:
    first = [found.flat()[f"{name}: {one.label}: {one.actions[0]}"] for one in tree.infosets]
    return [np.array([chance, 1 - chance]) for chance in first]


@pytest.mark.parametrize("classic", TREES, ids=lambda one: one.name)
@FEW
@given(data=st.data())
def test_trees_are_solved_for_what_they_say(classic: Classic, data: st.DataObject) -> None:
    """In the logit equilibrium log-odds are λ times the gain; in the closed form no played action is worth less."""
    given_values = {key: data.draw(values) for key, values in RANGES[classic.name].items()}
    given_values["lambda"] = data.draw(st.floats(0.2, 3))
    found = classic.solve(given_values)
    tree = classic.tree(given_values)
    logit = strategies_of(tree, found, "logit")
    for strategy, (_, values) in zip(logit, action_values(tree, logit), strict=True):
        gain = given_values["lambda"] * (values[0] - values[1])
        assert strategy[0] == pytest.approx(expit(gain), abs=1e-8)
    for one in found.equilibria[2:]:
        nash = strategies_of(tree, found, one.name)
        for strategy, (reach, values) in zip(nash, action_values(tree, nash), strict=True):
            if reach > 1e-6:
                assert strategy @ values >= values.max() - 1e-6
        assert sum(value for key, value in one.quantities.items() if key.startswith("ends in")) == pytest.approx(1)


@pytest.mark.parametrize("name", ["bluffing", "poker", "myerson-cards", "matching-pennies"])
@FEW
@given(data=st.data())
def test_the_limit_is_nash(name: str, data: st.DataObject) -> None:
    """Where the equilibrium is unique and not on a knife's edge, the branch's limit is the closed form."""
    at = {key: data.draw(values) for key, values in RANGES[name].items()}
    if name == "bluffing":
        assume(abs(at["v"] / at["wT"] - 1) > 0.2 and abs(at["pi"] - at["v"] / at["wT"]) > 0.1)
        assume(min(at["wA"], at["a"], at["V"], at["v"]) > 0.3)
    elif name != "matching-pennies":
        # With more high cards Myerson's bettor is indifferent between raising one and folding it.
        assume((at["big"] + at["ante"]) / (2 * at["big"]) - at.get("k", at.get("r", 0)) > 0.1 and at["ante"] > 0.3)
    else:
        assume(min(at.values()) > 0.3)
    found = load_classic(name).solve(at).flat()
    for key, value in found.items():
        if key.startswith("Nash: ") and not key.startswith(("Nash: ends", "Nash: payoff")) and "belief" not in key:
            assert found["limit: " + key.removeprefix("Nash: ")] == pytest.approx(value, abs=2e-2), key
