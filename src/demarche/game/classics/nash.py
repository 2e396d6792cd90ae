"""
Nash equilibria in closed form of the classics that are trees: what the logit equilibria tend to, or fail to.

Each function takes the tree's parameters and returns a phrase on the case, and equilibria that give, for every
information set, the probability of its first action.
"""

from __future__ import annotations

from typing import TypeAlias

Strategies: TypeAlias = dict[str, float]
Nash: TypeAlias = tuple[str, dict[str, Strategies]]


def bluffing_nash(
    *, strong_share: float, prize: float, back_down: float, war_strong: float, loss: float, war_target: float
) -> Nash:
    """
    Return the equilibrium of the bluffing crisis (all payoffs are positive).

    Notes
    -----
    After a threat the target is indifferent at the belief μ = v/wT. With π < μ the weak bluff with
    β = π(1 − μ)/((1 − π)μ) and the target resists with V/(V + a); with π > μ all threaten and the target concedes; with
    v >= wT it always resists.
    """
    if loss >= war_target:
        return "the target would rather fight than concede: only the strong threaten", {
            "Nash": {"strong: threat": 1.0, "weak: threat": 0.0, "a threat: resist": 1.0}
        }
    belief = loss / war_target
    if strong_share >= belief:
        return "a threat is believed enough: all threaten, the target concedes", {
            "Nash": {"strong: threat": 1.0, "weak: threat": 1.0, "a threat: resist": 0.0}
        }
    bluff = strong_share * (1 - belief) / ((1 - strong_share) * belief)
    resist = prize / (prize + back_down)
    strategies = {"strong: threat": 1.0, "weak: threat": bluff, "a threat: resist": resist}
    return "some of the weak bluff, and the target resists now and then", {"Nash": strategies}


def opposition_nash(
    *, strong_share: float, prize: float, back_down: float, war_strong: float, loss: float, war_target: float,
    missed_success: float, missed_war: float, vindication: float,
) -> Nash:  # fmt: skip
    """
    Return the equilibrium in which the opposition's stance reveals the government's type (all payoffs are positive).

    Notes
    -----
    Supported threats are then known to be meant, opposed ones to be bluffs. The target concedes to the former if
    v < wT; the weak keep quiet; no war is fought. With v >= wT it resists either way, the opposition still has no
    reason to hide what it knows, and the strong fight.
    """
    fights = loss >= war_target
    strategies = {
        "strong: threat": 1.0,
        "weak: threat": 0.0,
        "strong government threatens: support": 1.0,
        "weak government threatens: support": 0.0,
        "a threat, supported: resist": 1.0 if fights else 0.0,
        "a threat, opposed: resist": 1.0,
    }
    regime = (
        "the target would rather fight than concede" if fights else "the opposition's stance reveals the type: no war"
    )
    return regime, {"informed": strategies}


def poker_nash(*, king_share: float, ante: float, big: float) -> Nash:
    """
    Return the equilibrium of stripped-down poker.

    Notes
    -----
    Facing a bet, the caller is indifferent at μ = (big + ante)/(2 big) for the high card; the bettor bluffs just so
    often, and is called with 2 ante/(big + ante) [ReileyUrbancicWalker2008]. With more kings than μ every card is bet,
    and every bet folded to.
    """
    return _card_nash(king_share, ante, big, ("King: bet", "Queen: bet", "a bet: call"))


def card_nash(*, red_share: float, ante: float, big: float) -> Nash:
    """Return the equilibrium of Myerson's card game [Myerson1991]: that of stripped-down poker."""
    return _card_nash(red_share, ante, big, ("Red: raise", "Black: raise", "a raise: meet"))


def _card_nash(share: float, ante: float, big: float, names: tuple[str, str, str]) -> Nash:
    belief = (big + ante) / (2 * big)
    if share >= belief:
        return "high cards are so common that every bet is folded to", {
            "Nash": dict(zip(names, (1.0, 1.0, 0.0), strict=True))
        }
    bluff = share * (1 - belief) / ((1 - share) * belief)
    strategies = dict(zip(names, (1.0, bluff, 2 * ante / (big + ante)), strict=True))
    return "low cards are bet now and then, and bets called now and then", {"Nash": strategies}


def horse_nash(*, together: float, temptation: float, side: float) -> Nash:
    """
    Return the two kinds of equilibria of the horse, each by one member.

    Notes
    -----
    Both go right, and 3, if asked, goes right with at most min(b/t, b/s) (the member: just that). Or, with s >= b,
    1 goes left, 3 right, and 2 would go right with at least (t − s)/(t − b) (the member: just that), which with t > s
    it would not do if it were asked: [Selten1975] trembles such equilibria away.
    """
    most = min(together / temptation, together / side)
    knows = "someone went left: right"
    equilibria = {"both go right": {"the start: right": 1.0, "1 went right: right": 1.0, knows: min(most, 1.0)}}
    if side < together:
        return "player 1 gains nothing by going left", equilibria
    least = 1.0 if temptation <= together else max((temptation - side) / (temptation - together), 0.0)
    equilibria["1 goes left"] = {"the start: right": 0.0, "1 went right: right": least, knows: 1.0}
    if temptation > side:
        return "player 1 goes left only if 2 would go right, which 2, if asked, would not: not perfect", equilibria
    return "going left is sensible for player 1 whatever 2 would do", equilibria


def centipede_nash(*, moves: float, large: float, small: float, growth: float) -> Nash:
    """
    Return the subgame-perfect play of the centipede, by backward induction.

    Notes
    -----
    With the larger pile growing slower than the smaller one is behind (growth × small < large) each mover takes at
    once; else passing pays and the game runs on, to the last mover, who compares large with growth × small, too.
    """
    ahead, strategies = large > growth * small, {}
    value = (large * growth ** int(moves), small * growth ** int(moves))
    for move in reversed(range(int(moves))):
        taken = (large * growth**move, small * growth**move)
        mover_passes, other_passes = (value[1], value[0])
        takes = taken[0] >= mover_passes
        strategies[f"move {move + 1}: take"] = float(takes)
        value = taken if takes else (mover_passes, other_passes)
    regime = "each mover takes at once" if ahead else "passing pays to the end"
    return regime, {"subgame perfect": dict(sorted(strategies.items(), key=lambda item: int(item[0].split()[1][:-1])))}


def pennies_nash(*, row_match_1: float, row_match_2: float, column_miss_1: float, column_miss_2: float) -> Nash:
    """
    Return the mixed equilibrium of asymmetric matching pennies (all payoffs are positive).

    Notes
    -----
    Each side's mixture depends on the other's payoffs alone: p = b2/(b1 + b2), q = a2/(a1 + a2), which observed play
    contradicts [Ochs1995], [McKelveyPalfrey1995].
    """
    up = column_miss_2 / (column_miss_1 + column_miss_2)
    left = row_match_2 / (row_match_1 + row_match_2)
    return "both mix", {"Nash": {"row's choice: up": up, "column's choice: left": left}}


def constant_sum_nash(*, up_left: float, up_right: float, down_left: float, down_right: float, total: float) -> Nash:
    """
    Return an equilibrium of a two-by-two game of constant sum: a saddle point where there is one, else the mixture.

    Notes
    -----
    A saddle is least in its row and greatest in its column. Without one, p = (d − c)/(a − b − c + d) and
    q = (d − b)/(a − b − c + d) [VonNeumann1928].
    """
    rows = ((up_left, up_right), (down_left, down_right))
    for row, entries in enumerate(rows):
        for column, entry in enumerate(entries):
            if entry == min(entries) and entry == max(rows[0][column], rows[1][column]):
                return "a saddle point", {
                    "Nash": {"row's choice: up": 1.0 - row, "column's choice: left": 1.0 - column}
                }
    spread = up_left - up_right - down_left + down_right
    up, left = (down_right - down_left) / spread, (down_right - up_right) / spread
    return "no saddle point: both mix", {"Nash": {"row's choice: up": up, "column's choice: left": left}}
