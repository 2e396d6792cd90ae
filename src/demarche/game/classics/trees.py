"""The classics that are finite trees, as functions of their parameters."""

from __future__ import annotations

from dataclasses import dataclass

from demarche.errors import InputError
from demarche.game.classics.branches import Branch, Chance, Decision, End, grow, simultaneous
from demarche.game.tree import Tree


def bluffing_tree(
    *, strong_share: float, prize: float, back_down: float, war_strong: float, loss: float, war_target: float,
    rationality: float = 1.0,
) -> Tree:  # fmt: skip
    """
    Return the bluffing crisis.

    A challenger, strong with π, threatens or keeps quiet; the target, not knowing which, resists or concedes (V, −v).
    Resisted, the strong fights (wA, −wT) and the weak backs down (−a, 0).
    """
    concede = End("concession", (prize, -loss))
    war, retreat = End("war", (war_strong, -war_target)), End("backs down", (-back_down, 0.0))
    branches = {
        kind: (share, _threat(kind, Decision(1, "a threat", {"resist": resisted, "concede": concede}), 2))
        for kind, share, resisted in (("strong", strong_share, war), ("weak", 1 - strong_share, retreat))
    }
    return grow("Bluffing crisis", ("challenger", "target"), Chance(branches))


def _threat(kind: str, then: Branch, players: int) -> Decision:
    return Decision(0, kind, {"threat": then, "quiet": End("quiet", (0.0,) * players)})


def opposition_tree(
    *, strong_share: float, prize: float, back_down: float, war_strong: float, loss: float, war_target: float,
    missed_success: float, missed_war: float, vindication: float, rationality: float = 1.0,
) -> Tree:  # fmt: skip
    """
    Return the bluffing crisis with an opposition that knows the government's type and speaks before the target acts.

    Support earns it nothing whatever happens. Opposing a threat that succeeds costs `missed_success`, opposing a war
    that the government wants `missed_war`; opposing a bluff that is called earns `vindication`.
    """

    def stance(support: bool, strong: bool) -> Decision:
        resisted = End("war", (war_strong, 0.0 if support else -missed_war, -war_target))
        if not strong:
            resisted = End("backs down", (-back_down, 0.0 if support else vindication, 0.0))
        concede = End("concession", (prize, 0.0 if support else -missed_success, -loss))
        knows = "a threat, supported" if support else "a threat, opposed"
        return Decision(2, knows, {"resist": resisted, "concede": concede})

    branches: dict[str, tuple[float, Branch]] = {}
    for kind, share, strong in (("strong", strong_share, True), ("weak", 1 - strong_share, False)):
        views = {"support": stance(True, strong), "oppose": stance(False, strong)}
        branches[kind] = (share, _threat(kind, Decision(1, f"{kind} government threatens", views), 3))
    return grow("Crisis with an opposition", ("government", "opposition", "target"), Chance(branches))


@dataclass(frozen=True)
class _Cards:
    """How a card game is told: cards, the bettor's moves, the caller's, and whether a folded high card still wins."""

    title: str
    cards: tuple[str, str]
    bets: tuple[str, str]
    calls: tuple[str, str]
    folded_high_wins: bool


_POKER = _Cards("Stripped-down poker", ("King", "Queen"), ("bet", "fold"), ("call", "fold"), False)
_MYERSON = _Cards("Myerson's card game", ("Red", "Black"), ("raise", "fold"), ("meet", "pass"), True)


def poker_tree(*, king_share: float, ante: float, big: float, rationality: float = 1.0) -> Tree:
    """
    Return stripped-down poker: one card, bet or fold, call or fold.

    Raises
    ------
    InputError
        If the bet does not raise the stake.
    """
    return _card_game(_POKER, king_share, ante, big)


def card_tree(*, red_share: float, ante: float, big: float, rationality: float = 1.0) -> Tree:
    """Return Myerson's card game: as stripped-down poker, but folding with the high card wins the ante."""
    return _card_game(_MYERSON, red_share, ante, big)


def _card_game(told: _Cards, high_share: float, ante: float, big: float) -> Tree:
    if big <= ante:
        wanted, got = f"more than ante = {ante:g}", f"{big:g}"
        raise InputError("the bet does not raise the stake", field="big", wanted=wanted, got=got)

    def play(card: str, high: bool) -> Decision:
        showdown = End("wins big", (big, -big)) if high else End("loses big", (-big, big))
        folded = End("wins", (ante, -ante)) if high and told.folded_high_wins else End("loses", (-ante, ante))
        called = Decision(1, f"a {told.bets[0]}", {told.calls[0]: showdown, told.calls[1]: End("wins", (ante, -ante))})
        return Decision(0, card, {told.bets[0]: called, told.bets[1]: folded})

    high, low = told.cards
    branches: dict[str, tuple[float, Branch]] = {
        high: (high_share, play(high, True)),
        low: (1 - high_share, play(low, False)),
    }
    return grow(told.title, ("bettor", "caller"), Chance(branches))


def horse_tree(*, together: float, temptation: float, side: float, rationality: float = 1.0) -> Tree:
    """
    Return Selten's horse: players 1 and 2 may bring in a third, who cannot tell which of them did.

    Payoffs: both go right (b, b, 1); 2 goes left (t, t, 0) or (0, 0, 1); 1 goes left (s, 2, 2) or (0, 0, 0), as 3 says.
    """
    knows = "someone went left"
    second = Decision(1, "1 went right", {
        "right": End("together", (together, together, 1.0)),
        "left": Decision(2, knows, {
            "right": End("2 pays off", (temptation, temptation, 0.0)), "left": End("2 is punished", (0.0, 0.0, 1.0)),
        }),
    })  # fmt: skip
    aside = Decision(2, knows, {
        "right": End("1 pays off", (side, 2.0, 2.0)), "left": End("1 is punished", (0.0, 0.0, 0.0)),
    })  # fmt: skip
    root = Decision(0, "the start", {"right": second, "left": aside})
    return grow("Selten's horse", ("1", "2", "3"), root)


def centipede_tree(*, moves: float, large: float, small: float, growth: float, rationality: float = 1.0) -> Tree:
    """
    Return the centipede: take the larger pile or pass; both piles grow with each pass.

    Raises
    ------
    InputError
        If the larger pile is not the larger.
    """
    if large <= small:
        raise InputError(
            "the larger pile is not larger", field="large", wanted=f"more than small = {small:g}", got=f"{large:g}"
        )
    length = int(moves)

    def taken(move: int) -> tuple[float, float]:
        piles = (large * growth**move, small * growth**move)
        return piles if move % 2 == 0 else piles[::-1]

    branch: Branch = End("passed to the end", taken(length))
    for move in reversed(range(length)):
        branch = Decision(
            move % 2, f"move {move + 1}", {"take": End(f"taken at {move + 1}", taken(move)), "pass": branch}
        )
    return grow("Centipede", ("1", "2"), branch)


def pennies_tree(
    *, row_match_1: float, row_match_2: float, column_miss_1: float, column_miss_2: float, rationality: float = 1.0
) -> Tree:
    """
    Return asymmetric matching pennies.

    The row player wins when the sides match (heads `row_match_1`, tails `row_match_2`), the column player when they do
    not (`column_miss_1` when it shows tails on heads, `column_miss_2` when heads on tails).
    """
    cells = {
        ("up", "left"): End("up, left", (row_match_1, 0.0)),
        ("up", "right"): End("up, right", (0.0, column_miss_1)),
        ("down", "left"): End("down, left", (0.0, column_miss_2)),
        ("down", "right"): End("down, right", (row_match_2, 0.0)),
    }
    root = simultaneous(("row's choice", ("up", "down")), ("column's choice", ("left", "right")), cells)
    return grow("Asymmetric matching pennies", ("row", "column"), root)


def constant_sum_tree(
    *, up_left: float, up_right: float, down_left: float, down_right: float, total: float, rationality: float = 1.0
) -> Tree:
    """Return a two-by-two game of constant sum: the column player gets what is left of the total."""
    entries = {
        ("up", "left"): up_left, ("up", "right"): up_right, ("down", "left"): down_left, ("down", "right"): down_right,
    }  # fmt: skip
    cells = {key: End(", ".join(key), (entry, total - entry)) for key, entry in entries.items()}
    root = simultaneous(("row's choice", ("up", "down")), ("column's choice", ("left", "right")), cells)
    return grow("Two-by-two game of constant sum", ("row", "column"), root)
