"""A threat that costs something and commits: one level of mobilisation, after Slantchev 2005."""

from __future__ import annotations

from demarche.game.classics.classic import Answer


def military_threat(
    *, prize_target: float, power: float, mobilisation: float, cost_challenger: float, cost_target: float
) -> Answer:
    """
    Solve the military threat: mobilise or not, resist or concede, attack or not.

    Parameters
    ----------
    prize_target : float
        v2 > 0, the target's value of the prize, which it holds; the challenger's is v1, uniform on [0, 1] and private.
    power : float
        p in (0, 1): chance that the challenger wins once it has mobilised.
    mobilisation : float
        m in (0, 1), cost of mobilising, sunk.
    cost_challenger, cost_target : float
        c1 >= 0 and c2 >= 0, costs of war.

    Returns
    -------
    Answer
        mobilises (probability), resists, bluff (share of the mobilised who would not attack), war, backs down,
        concedes, cutoffs of v1 for mobilising and for attacking.

    Notes
    -----
    Once mobilised, types above c1/p attack a target that resists: the move has sunk a cost and tied hands. The target
    is indifferent where a share v2/(p v2 + c2) of the mobilised would attack. [Slantchev2005] lets both sides choose
    how much to mobilise; here one level is offered to one side, which keeps the effect and has a closed form. Cases:
    the target would rather fight than concede even a sure attacker; or the move is so dear that it is believed;
    or some bluff and the target resists just often enough.
    """
    attack_cutoff = cost_challenger / power
    fight_value = (1 - power) * prize_target - cost_target
    if fight_value >= 0:
        return _unmoved(mobilisation, cost_challenger, power, attack_cutoff)
    if attack_cutoff >= 1:
        quantities = _outcomes(1.0, attack_cutoff, resists=1.0)
        return Answer(quantities, regime="no type would attack: nobody mobilises, and the target would resist")
    needed = prize_target / (power * prize_target + cost_target)
    bluff_cutoff = 1 - (1 - attack_cutoff) / needed
    if mobilisation >= bluff_cutoff:
        quantities = _outcomes(mobilisation, attack_cutoff, resists=0.0)
        return Answer(quantities, regime="the move is dear enough to be believed: the target concedes")
    quantities = _outcomes(bluff_cutoff, attack_cutoff, resists=1 - mobilisation / bluff_cutoff)
    return Answer(quantities, regime="some bluff, and the target resists now and then")


def _unmoved(mobilisation: float, cost: float, power: float, attack_cutoff: float) -> Answer:
    """Return the case of a target that resists whatever it believes: only those who gain by war mobilise."""
    cutoff = min((mobilisation + cost) / power, 1.0)
    quantities = _outcomes(cutoff, attack_cutoff, resists=1.0)
    return Answer(quantities, regime="the target would rather fight than concede: mobilising impresses nobody")


def _outcomes(cutoff: float, attack_cutoff: float, resists: float) -> dict[str, float]:
    mobilises = 1 - cutoff
    attackers = min(max(1 - max(attack_cutoff, cutoff), 0.0), mobilises)
    return {
        "mobilises": mobilises,
        "resists": resists,
        "bluff": 1 - attackers / mobilises if mobilises > 0 else 0.0,
        "war": resists * attackers,
        "backs down": resists * (mobilises - attackers),
        "concedes": (1 - resists) * mobilises,
        "mobilisation cutoff": cutoff,
        "attack cutoff": attack_cutoff,
    }
