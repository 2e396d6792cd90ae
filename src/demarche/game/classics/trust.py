"""Trust and the spiral: two states, each of which may want peace and may not (Kydd 2005)."""

from __future__ import annotations

from demarche.errors import InputError
from demarche.game.classics.classic import Answer, Equilibrium


def trust(
    *, trust_1: float, trust_2: float, reward: float, temptation: float, punishment: float, sucker: float
) -> Answer:
    """
    List the equilibria of the trust game in which the untrustworthy always defect.

    Parameters
    ----------
    trust_1, trust_2 : float
        t_i in [0, 1]: probability that side i is trustworthy, that is, prefers mutual cooperation to exploiting.
    reward, temptation, punishment, sucker : float
        A trustworthy side's payoff when both cooperate (R), when it alone defects (T), when both defect (P), when it
        alone cooperates (S); R > T >= P > S. An untrustworthy side has T above R, so that defecting dominates.

    Returns
    -------
    Answer
        threshold m; equilibria `distrust` always, `trust` and `wary` where they exist, each with the cooperation of
        either trustworthy type, the chance that both cooperate, and fear 1 and 2: what side i believes, after the other
        defected, of the chance that it is trustworthy all the same.

    Raises
    ------
    InputError
        If the payoffs are not so ordered.

    Notes
    -----
    A trustworthy side cooperates iff it expects cooperation with at least m = (P − S)/((R − T) + (P − S)) [Kydd2005].
    Full cooperation needs t_1, t_2 >= m. In the wary equilibrium each trustworthy side cooperates with m over its own
    t, which keeps the other indifferent. After a defection the belief falls from t to t(1 − y)/(1 − ty) with y the
    cooperation of the trustworthy: the spiral [Kydd1997] is that it falls although the trustworthy defect, too.
    """
    _check_order(reward, temptation, punishment, sucker)
    threshold = (punishment - sucker) / (reward - temptation + punishment - sucker)
    trusts = (trust_1, trust_2)
    equilibria = [_equilibrium("distrust", trusts, (0.0, 0.0))]
    if min(trusts) >= threshold:
        equilibria.append(_equilibrium("trust", trusts, (1.0, 1.0)))
    if min(trusts) > threshold:
        equilibria.append(_equilibrium("wary", trusts, (threshold / trust_1, threshold / trust_2)))
    regime = "trust is possible" if min(trusts) >= threshold else "someone is trusted too little: only distrust is left"
    return Answer({"threshold": threshold}, tuple(equilibria), regime)


def _check_order(reward: float, temptation: float, punishment: float, sucker: float) -> None:
    if not reward > temptation >= punishment > sucker:
        got = f"R={reward:g}, T={temptation:g}, P={punishment:g}, S={sucker:g}"
        message = "the payoffs are not those of a side that can be trusted"
        raise InputError(message, field="reward, temptation, punishment, sucker", wanted="R > T >= P > S", got=got)


def _equilibrium(name: str, trusts: tuple[float, float], cooperation: tuple[float, float]) -> Equilibrium:
    after = [
        share * (1 - play) / (1 - share * play) if share * play < 1 else 1.0
        for share, play in zip(trusts, cooperation, strict=True)
    ]
    quantities = {
        "cooperation 1": cooperation[0],
        "cooperation 2": cooperation[1],
        "both cooperate": trusts[0] * cooperation[0] * trusts[1] * cooperation[1],
        "fear 1": after[1],
        "fear 2": after[0],
    }
    return Equilibrium(name, quantities)
