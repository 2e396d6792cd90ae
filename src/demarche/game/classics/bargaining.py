"""Bargaining in the shadow of war: Fearon 1995 (three versions) and Powell 1996, in closed form."""

from __future__ import annotations

from demarche.errors import InputError
from demarche.game.classics.classic import Answer


def fearon_uniform(*, power: float, cost_a: float, cost_limit: float) -> Answer:
    """
    Solve the take-it-or-leave-it demand against an opponent whose cost of war is uniform on [0, C].

    Parameters
    ----------
    power : float
        p in [0, 1]: chance that A, who demands, would win.
    cost_a : float
        cA >= 0, A's cost of war, in units of the prize.
    cost_limit : float
        C > 0, the highest cost that B may have.

    Returns
    -------
    Answer
        demand, war (probability), value (of A), acceptance.

    Notes
    -----
    B accepts x when its cost is at least x − p, so A maximises x(1 − F) + (p − cA)F with F = (x − p)/C:
    x* = p + (C − cA)/2 [Fearon1995]. Corners: cA >= C gives x* = p and no war; no demand exceeds the whole prize, 1.
    """
    slack = max((cost_limit - cost_a) / 2, 0.0)
    demand = min(power + slack, 1.0)
    war = (demand - power) / cost_limit
    value = demand * (1 - war) + (power - cost_a) * war
    regime = "A runs a risk of war"
    if slack == 0:
        regime = "A's own cost is so high (cA >= C) that it demands only what surely is accepted"
    elif war == 0:
        regime = "A is sure to win: it demands the whole prize and gets it"
    elif demand == 1:
        regime = "A demands the whole prize"
    return Answer({"demand": demand, "war": war, "value": value, "acceptance": 1 - war}, regime=regime)


def fearon_types(*, power: float, low_share: float, cost_low: float, cost_high: float, cost_a: float) -> Answer:
    """
    Solve the demand against an opponent whose cost is low (probability q) or high.

    Parameters
    ----------
    power, cost_a : float
        p and cA as in `fearon_uniform`.
    low_share : float
        q in [0, 1], probability of the low cost.
    cost_low, cost_high : float
        cL < cH, both >= 0.

    Returns
    -------
    Answer
        demand, war, value, cutoff (the q up to which A takes the risk), safe and risky values.

    Raises
    ------
    InputError
        If cL >= cH.

    Notes
    -----
    Safe demand xL = min(p + cL, 1), risky demand xH = min(p + cH, 1). The risk pays iff
    q <= (xH − xL)/(xH − p + cA), which is (cH − cL)/(cH + cA) where no demand reaches 1 [Fearon1995].
    """
    if cost_low >= cost_high:
        wanted, got = f"more than cost_low = {cost_low:g}", f"{cost_high:g}"
        raise InputError("the high cost is not above the low one", field="cost_high", wanted=wanted, got=got)
    safe, risky = min(power + cost_low, 1.0), min(power + cost_high, 1.0)
    gain, loss = risky - safe, risky - power + cost_a
    cutoff = gain / loss if loss > 0 else 0.0
    risky_value = (1 - low_share) * risky + low_share * (power - cost_a)
    takes = gain > 0 and low_share <= cutoff
    regime = "A demands what only the high-cost type accepts" if takes else "A demands what both types accept: no war"
    quantities = {
        "demand": risky if takes else safe,
        "war": low_share if takes else 0.0,
        "value": risky_value if takes else safe,
        "cutoff": cutoff,
        "safe value": safe,
        "risky value": risky_value,
    }
    return Answer(quantities, regime=regime)


def fearon_preventive(*, power_now: float, power_later: float, cost_b: float, discount: float) -> Answer:
    """
    Say whether a declining state fights now rather than bargain later.

    Parameters
    ----------
    power_now, power_later : float
        p1 and p2 in [0, 1]: chance that the rising A wins, in the first and in every later period.
    cost_b : float
        cB >= 0, the declining B's cost of war, in units of one period's prize.
    discount : float
        δ in [0, 1), weight of the next period.

    Returns
    -------
    Answer
        war (0 or 1), threshold and decline (war iff decline > threshold), share (A's share in the first period, where
        there is no war), later share, values of A (war's cost to A left out, as it does not matter) and B.

    Notes
    -----
    A proposes in each period; a war settles all later shares. B, offered everything today, still fights iff
    δ·p2 − p1 > cB(1 − δ)² [Fearon1995]. Corner: A's later share is at most 1, and then B's later value is 0 rather than
    its war value; the threshold is computed from the values and covers it.
    """
    fight_now = (1 - power_now) / (1 - discount) - cost_b
    later_share = min(power_later + cost_b * (1 - discount), 1.0)
    later_value = (1 - later_share) / (1 - discount)
    best_peace = 1 + discount * later_value
    war = fight_now > best_peace
    share = min(max(1 + discount * later_value - fight_now, 0.0), 1.0)
    value = fight_now if war else 1 - share + discount * later_value
    decline = discount * power_later - power_now
    quantities = {
        "war": float(war),
        "decline": decline,
        "threshold": decline - (1 - discount) * (fight_now - best_peace),
        "later share": later_share,
        "value of B": value,
    }
    if not war:
        quantities["share"] = share
    regime = "the decline is too steep: B fights at once" if war else "A's restraint today buys B off"
    return Answer(quantities, regime=regime)


def powell_parity(*, power: float, status_quo: float, cost_low: float, cost_high: float, cost_s: float) -> Answer:
    """
    Solve the offer of a satisfied state to one that may be dissatisfied with the status quo.

    Parameters
    ----------
    power : float
        p in [0, 1]: chance that the challenger D would win.
    status_quo : float
        q in [0, 1]: D's share of the benefits today.
    cost_low, cost_high : float
        D's cost of war is uniform on [cost_low, cost_high]; 0 <= cost_low < cost_high.
    cost_s : float
        s >= 0, the satisfied state's cost of war.

    Returns
    -------
    Answer
        offer (D's share), war, value (of the satisfied state), margin (p − q).

    Raises
    ------
    InputError
        If cost_low >= cost_high.

    Notes
    -----
    An offer x >= q is fought by the types with cost below y = p − x. The satisfied state's value
    (1 − x)(1 − F(y)) + (1 − p − s)F(y) is concave in y with its peak at (cost_high − s)/2, kept within
    [cost_low, p − q]. While p − q <= cost_low nobody is dissatisfied, and there is no war [Powell1996].
    Departure: one offer instead of alternating ones; Powell shows that D fights or accepts at once there, too.
    """
    if cost_low >= cost_high:
        wanted, got = f"more than cost_low = {cost_low:g}", f"{cost_high:g}"
        raise InputError("the highest cost is not above the lowest", field="cost_high", wanted=wanted, got=got)
    margin = power - status_quo
    if margin <= cost_low:
        quiet = {"offer": status_quo, "war": 0.0, "value": 1 - status_quo, "margin": margin}
        return Answer(quiet, regime="power and benefits match: nobody is dissatisfied, nothing is offered")
    wish = (cost_high - cost_s) / 2
    toughest = min(max(wish, cost_low), margin)
    war = min((toughest - cost_low) / (cost_high - cost_low), 1.0)
    offer = power - toughest
    value = (1 - offer) * (1 - war) + (1 - power - cost_s) * war
    regime = "an offer buys off some types, at a risk of war"
    if toughest == margin:
        regime = "the status quo is left as it is, at a risk of war"
    elif toughest == cost_low:
        regime = "an offer buys off every type: no war"
    return Answer({"offer": offer, "war": war, "value": value, "margin": margin}, regime=regime)
