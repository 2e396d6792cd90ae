"""Contests of who gives in first: Fearon 1994 (audience costs), and the war of attrition, static and dynamic."""

from __future__ import annotations

import math

from scipy.integrate import quad

from demarche.errors import InputError
from demarche.game.classics.classic import Answer, Equilibrium


def audience_crisis(
    *, prize_1: float, prize_2: float, audience_1: float, audience_2: float, war_1: float, war_2: float
) -> Answer:
    """
    Solve the crisis in which audience costs grow until one side backs down or both are locked in.

    Parameters
    ----------
    prize_1, prize_2 : float
        v_i > 0, worth of the prize to each side.
    audience_1, audience_2 : float
        a_i > 0, audience cost per unit of time for backing down.
    war_1, war_2 : float
        W_i > 0: the value of war to side i is uniform on [−W_i, 0] and known to i alone.

    Returns
    -------
    Answer
        horizon t*, audience cost of each side then, concession at once of each side, war, resolve of each side (chance
        that it never backs down), backs down of each side.

    Notes
    -----
    [Fearon1994]. To keep j indifferent, S_i(t) = S_i(0) v_j/(v_j + a_j t) is the chance that i has not quit by t; at
    t* exactly the types with w_i > −a_i t* remain, S_i(t*) = a_i t*/W_i. With no concession at once that is
    a_i t (v_j + a_j t) = W_i v_j; t* is the smaller of the two roots, and the other side concedes at once with the
    probability that makes its own end come then, too. P(war) = S_1(t*) S_2(t*).
    """
    times = (
        _horizon(audience_1, audience_2, prize_2, war_1),
        _horizon(audience_2, audience_1, prize_1, war_2),
    )
    horizon = min(times)
    costs = (audience_1 * horizon, audience_2 * horizon)
    resolve = (costs[0] / war_1, costs[1] / war_2)
    start = (
        1.0 if times[0] == horizon else resolve[0] * (1 + audience_2 * horizon / prize_2),
        1.0 if times[1] == horizon else resolve[1] * (1 + audience_1 * horizon / prize_1),
    )
    rates = ((prize_1, audience_1), (prize_2, audience_2))
    first = _yields_first(start, rates, horizon, side=0)
    second = _yields_first(start, rates, horizon, side=1)
    quantities = {
        "horizon": horizon,
        "audience cost 1": costs[0],
        "audience cost 2": costs[1],
        "concession at once 1": 1 - start[0],
        "concession at once 2": 1 - start[1],
        "resolve 1": resolve[0],
        "resolve 2": resolve[1],
        "backs down 1": first,
        "backs down 2": second,
        "war": resolve[0] * resolve[1],
    }
    gap = abs(times[0] - times[1])
    weaker = 1 + int(times[1] > times[0])
    regime = f"side {weaker} may concede at once" if gap > 1e-12 * horizon else "neither side concedes at once"
    return Answer(quantities, regime=regime)


def _horizon(own: float, other: float, prize_other: float, war: float) -> float:
    """Return t with a_i t (v_j + a_j t) = W_i v_j, in the form that does not cancel."""
    linear, square, constant = own * prize_other, own * other, war * prize_other
    return 2 * constant / (linear + math.sqrt(linear**2 + 4 * square * constant))


def _yields_first(
    start: tuple[float, float], rates: tuple[tuple[float, float], tuple[float, float]], horizon: float, side: int
) -> float:
    """Return the chance that a side is the one that backs down: at once, or at the rate a_j/(v_j + a_j t)."""
    prize, audience = rates[1 - side]
    own_prize, own_audience = rates[side]

    def density(time: float) -> float:
        stay = prize / (prize + audience * time) * own_prize / (own_prize + own_audience * time)
        return stay * audience / (prize + audience * time)

    later = quad(density, 0, horizon, epsabs=1e-13, epsrel=1e-12)[0]
    # At most one side concedes at once, so no tie has to be shared.
    return float(1 - start[side] + start[0] * start[1] * later)


def attrition_static(*, prize_1: float, prize_2: float, cost_1: float, cost_2: float) -> Answer:
    """
    List the equilibria of the one-shot contest: stay or quit at the same time.

    Parameters
    ----------
    prize_1, prize_2 : float
        v_i > 0, for the one that stays when the other quits; quitting gives 0.
    cost_1, cost_2 : float
        c_i > 0, paid by both when both stay.

    Returns
    -------
    Answer
        Three equilibria, each with quit 1, quit 2, fight (both stay) and the values.

    Notes
    -----
    In the mixed one side j quits with c_i/(v_i + c_i), which leaves i indifferent [MaynardSmith1974].
    """
    quit_1, quit_2 = cost_2 / (prize_2 + cost_2), cost_1 / (prize_1 + cost_1)
    mixed = {
        "quit 1": quit_1, "quit 2": quit_2, "fight": (1 - quit_1) * (1 - quit_2), "value 1": 0.0, "value 2": 0.0,
    }  # fmt: skip
    stays_1 = {"quit 1": 0.0, "quit 2": 1.0, "fight": 0.0, "value 1": prize_1, "value 2": 0.0}
    stays_2 = {"quit 1": 1.0, "quit 2": 0.0, "fight": 0.0, "value 1": 0.0, "value 2": prize_2}
    equilibria = (Equilibrium("mixed", mixed), Equilibrium("1 stays", stays_1), Equilibrium("2 stays", stays_2))
    return Answer(equilibria=equilibria)


def attrition_dynamic(
    *, prize_1: float, prize_2: float, cost_1: float, cost_2: float, concession_1: float, concession_2: float
) -> Answer:
    """
    Solve the war of attrition in continuous time, both sides mixing.

    Parameters
    ----------
    prize_1, prize_2 : float
        v_i > 0.
    cost_1, cost_2 : float
        c_i > 0 per unit of time while both stay.
    concession_1, concession_2 : float
        Probability in [0, 1) of quitting at time 0; at most one is above 0 in equilibrium.

    Returns
    -------
    Answer
        hazard of each side, mean length, median length, wins of each side, values, waste (expected total cost).

    Raises
    ------
    InputError
        If both sides concede at once with positive probability.

    Notes
    -----
    Side i quits at the constant rate h_i = c_j/v_j, which pays j just its cost of waiting [MaynardSmith1974],
    [HendricksWeissWilson1988]; so the stronger side (low c, high v) is the one that quits sooner.
    """
    if concession_1 > 0 and concession_2 > 0:
        message = "both sides concede at once: each would rather wait an instant"
        got = f"{concession_1:g} and {concession_2:g}"
        raise InputError(message, field="concession_1, concession_2", wanted="at least one of them 0", got=got)
    hazard_1, hazard_2 = cost_2 / prize_2, cost_1 / prize_1
    both = hazard_1 + hazard_2
    goes_on = (1 - concession_1) * (1 - concession_2)
    median = max(math.log(2 * goes_on) / both, 0.0)
    quantities = {
        "hazard 1": hazard_1,
        "hazard 2": hazard_2,
        "mean length": goes_on / both,
        "median length": median,
        "wins 1": concession_2 + goes_on * hazard_2 / both,
        "wins 2": concession_1 + goes_on * hazard_1 / both,
        "value 1": concession_2 * prize_1,
        "value 2": concession_1 * prize_2,
        "waste": (cost_1 + cost_2) * goes_on / both,
    }
    return Answer(quantities)
