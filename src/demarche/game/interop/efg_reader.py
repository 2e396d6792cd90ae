"""
Gambit's `.efg` files, read: the whole of the format that Gambit 16 and its forerunners write.

A file is a header (`EFG 2 R "title" { "player" … } "comment"`) and the nodes in the order of a walk that takes every
parent before its children: `c` chance, `p` a player's, `t` terminal. What was said once of an information set or
of an outcome need not be said again.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from demarche.game.interop.tokens import Tokens, read_source
from demarche.game.recall import check_tree
from demarche.game.tree import InformationSet, Tree

CHANCE_SLACK = 1e-6
"""Chance probabilities may miss 1 by so much (thirds written with seven digits) and are then scaled to sum to 1."""


@dataclass
class Draft:
    """What has been read so far."""

    players: tuple[str, ...]
    infosets: list[InformationSet] = field(default_factory=list)
    infoset_at: dict[tuple[int, int], int] = field(default_factory=dict)
    branches: dict[int, tuple[tuple[str, ...], tuple[float, ...]]] = field(default_factory=dict)
    payments: dict[int, tuple[str, tuple[float, ...]]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    infoset: list[int] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    action: list[int] = field(default_factory=list)
    chance: list[float] = field(default_factory=list)
    payoffs: list[tuple[float, ...]] = field(default_factory=list)
    outcome: list[int] = field(default_factory=list)
    chance_labels: dict[int, tuple[str, ...]] = field(default_factory=dict)
    chance_at: dict[int, tuple[float, ...]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)


def read_efg(path_or_text: str | Path) -> Tree:
    """
    Read a game tree from Gambit's format.

    Parameters
    ----------
    path_or_text : str or Path
        A path, or the text itself (which begins with `EFG`).

    Returns
    -------
    Tree
        Of perfect recall; information sets keep the file's numbers and stand in the order of their first appearance.

    Raises
    ------
    InputError
        With file, line, column, what was wanted and what was got: no such file, no `.efg`, cut off, wrong number of
        payoffs, an information set whose members differ, chance that does not sum to 1, imperfect recall.

    Notes
    -----
    [Gambit] format of extensive games. Departures: information sets' labels may differ between members (the first
    stands), chance may miss 1 by 1e-6, and imperfect recall is refused.

    Examples
    --------
    >>> tree = read_efg('EFG 2 R "dare" { "A" } p "" 1 1 "" { "go" "stay" } 0 t "" 1 "gone" { 1 } t "" 0')
    >>> tree.infosets[0].actions, tree.payoffs[1]
    (('go', 'stay'), array([1.]))
    """
    name, text = read_source(path_or_text, "EFG")
    tokens = Tokens(text, name)
    title, players, comment = read_header(tokens)
    draft = Draft(players)
    read_nodes(tokens, draft)
    if tokens.kind != "end":
        raise tokens.error("the tree is complete, but the file goes on", "the end of the file")
    tree = Tree(
        title,
        players,
        tuple(draft.infosets),
        np.array(draft.infoset, np.int32),
        np.array(draft.parent, np.int32),
        np.array(draft.action, np.int32),
        np.array(draft.chance, np.float64),
        np.array(draft.payoffs, np.float64).reshape(len(draft.infoset), len(players)),
        np.array(draft.outcome, np.int32),
        tuple(draft.names),
        draft.chance_labels,
        comment,
    )
    check_tree(tree, place=lambda node: tokens.place(draft.starts[node]))
    return tree


def read_header(tokens: Tokens) -> tuple[str, tuple[str, ...], str]:
    """Read all before the first node: title, players, comment."""
    if tokens.kind != "symbol" or tokens.value != "EFG":
        hint = "read it with read_nfg" if tokens.value == "NFG" else ""
        error = tokens.error("this is no extensive game in Gambit's format", "EFG 2 R as the first words")
        error.mend = hint
        raise error
    tokens.advance()
    if tokens.kind != "number" or tokens.value != "2":
        raise tokens.error("this version of the format is not known", "2 after EFG")
    tokens.advance()
    if tokens.kind != "symbol" or tokens.value not in {"R", "D"}:
        raise tokens.error("this kind of numbers is not known", "R or D after EFG 2")
    tokens.advance()
    title = tokens.take_text("the title")
    start = tokens.start
    players = tokens.take_texts("the players' names")
    if not players:
        raise tokens.error("the game has no player", "a name in quotes", "{ }", start=start)
    return title, players, tokens.take_text("the comment") if tokens.kind == "text" else ""


def read_nodes(tokens: Tokens, draft: Draft) -> None:
    """Read the nodes without recursion: `waiting` holds for each open node what its next branch is."""
    waiting: list[list[int]] = []  # node, next branch, number of branches
    while True:
        parent, branch = -1, -1
        if waiting:
            parent, branch, _ = waiting[-1]
            waiting[-1][1] += 1
        node = len(draft.infoset)
        count = read_node(tokens, draft, parent, branch)
        if count:
            waiting.append([node, 0, count])
        while waiting and waiting[-1][1] == waiting[-1][2]:
            waiting.pop()
        if not waiting:
            return


def read_node(tokens: Tokens, draft: Draft, parent: int, branch: int) -> int:
    """Read one node and return how many children are to follow."""
    if tokens.kind != "symbol" or tokens.value not in {"c", "p", "t"}:
        missing = (
            f"the tree is cut off: branch {branch + 1} of a node is missing" if parent >= 0 else "there is no node"
        )
        raise tokens.error(missing if tokens.kind == "end" else "this is no node", "c, p or t, the kind of a node")
    node, kind = len(draft.infoset), tokens.value
    draft.starts.append(tokens.start)
    tokens.advance()
    if tokens.kind == "text":  # the node's own label, which says nothing that a tree keeps
        tokens.advance()
    draft.parent.append(parent)
    draft.action.append(branch)
    draft.chance.append(draft.chance_at[parent][branch] if parent in draft.chance_at else 1.0)
    draft.infoset.append(-1)
    count = 0
    if kind == "c":
        count = read_chance(tokens, draft, node)
    elif kind == "p":
        count = read_decision(tokens, draft, node)
    name, payoffs = read_outcome(tokens, draft)
    draft.payoffs.append(payoffs)
    draft.outcome.append(draft.names.setdefault(name, len(draft.names)) if name and kind == "t" else -1)
    return count


def read_chance(tokens: Tokens, draft: Draft, node: int) -> int:
    """Read a chance node's branches, said here or before."""
    start = tokens.start
    number = tokens.take_whole("the number of the chance node's information set")
    if tokens.kind == "text":
        tokens.advance()
    if tokens.at_mark("{"):
        found = read_branches(tokens)
        if number in draft.branches and found != draft.branches[number]:
            before = " ".join(f'"{label}" {chance:g}' for label, chance in zip(*draft.branches[number], strict=True))
            now = " ".join(f'"{label}" {chance:g}' for label, chance in zip(*found, strict=True))
            raise tokens.error(f"chance node {number} was said otherwise before", before, now, start=start)
        draft.branches[number] = found
    elif number not in draft.branches:
        raise tokens.error("the first chance node of this number has no branches", "{ and the branches", start=start)
    labels, probabilities = draft.branches[number]
    draft.chance_labels[node], draft.chance_at[node] = labels, probabilities
    return len(labels)


def read_branches(tokens: Tokens) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Read the labels and probabilities of a chance node; they come back scaled to sum to 1."""
    start = tokens.start
    tokens.take_mark("{", "before the branches")
    labels: list[str] = []
    probabilities: list[float] = []
    while not tokens.at_mark("}"):
        labels.append(tokens.take_text("a branch's label, or }") if tokens.kind != "number" else str(len(labels) + 1))
        at = tokens.start
        probabilities.append(tokens.take_number("the branch's probability, a number"))
        if probabilities[-1] < 0:
            raise tokens.error("a probability is below 0", "0 or more", f"{probabilities[-1]:g}", start=at)
        tokens.skip_comma()
    tokens.advance()
    total = math.fsum(probabilities)
    if abs(total - 1) > CHANCE_SLACK:
        raise tokens.error("the chance probabilities do not sum to 1", "a sum of 1", f"{total:.10g}", start=start)
    return tuple(labels), tuple(probabilities if abs(total - 1) < 1e-15 else [one / total for one in probabilities])


def read_decision(tokens: Tokens, draft: Draft, node: int) -> int:
    """Read a player's node: whose, which information set, which actions."""
    start = tokens.start
    player = tokens.take_whole("the number of the player who moves")
    if not 1 <= player <= len(draft.players):
        raise tokens.error("there is no such player", f"1 to {len(draft.players)}", str(player), start=start)
    number = tokens.take_whole("the number of the information set")
    label = tokens.take_text("the information set's label") if tokens.kind == "text" else ""
    actions = tokens.take_texts("the actions") if tokens.at_mark("{") else None
    known = draft.infoset_at.get((player, number))
    if known is None:
        if not actions:
            message = f"information set {number} of player {player} has no actions where it first appears"
            raise tokens.error(message, "{ and the actions' names in quotes", start=start)
        known = draft.infoset_at[player, number] = len(draft.infosets)
        draft.infosets.append(InformationSet(player - 1, number, label, actions))
    elif actions is not None and actions != draft.infosets[known].actions:
        before = draft.infosets[known].actions
        what = "other actions" if len(actions) == len(before) else "another number of actions"
        message = f"information set {number} of player {player} has {what} than where it first appears"
        raise tokens.error(message, quoted(before), quoted(actions), start=start)
    draft.infoset[node] = known
    return len(draft.infosets[known].actions)


def quoted(names: tuple[str, ...]) -> str:
    """Return names as the file writes them."""
    return "{ " + " ".join(f'"{name}"' for name in names) + " }"


def read_outcome(tokens: Tokens, draft: Draft) -> tuple[str, tuple[float, ...]]:
    """Read what a node pays: an outcome's number, and its name and payoffs where they are said."""
    start = tokens.start
    number = tokens.take_whole("the outcome's number (0 for none)")
    nothing = ("", (0.0,) * len(draft.players))
    name = tokens.take_text("the outcome's name") if tokens.kind == "text" else None
    if not tokens.at_mark("{"):
        if number and number not in draft.payments:
            raise tokens.error(f"outcome {number} has not been said", "its payoffs in braces", start=start)
        return draft.payments[number] if number else nothing
    payoffs = read_payoffs(tokens, draft.players)
    if number == 0:
        if any(payoffs):
            raise tokens.error("outcome 0 is none and pays nothing", "a number from 1", start=start)
        return nothing
    before = draft.payments.setdefault(number, (name or "", payoffs))
    if before[1] != payoffs:
        shown = [" ".join(f"{one:g}" for one in row) for row in (before[1], payoffs)]
        raise tokens.error(f"outcome {number} paid otherwise before", shown[0], shown[1], start=start)
    return before


def read_payoffs(tokens: Tokens, players: tuple[str, ...]) -> tuple[float, ...]:
    """Read one payoff for each player, with or without commas."""
    start = tokens.start
    tokens.take_mark("{", "before the payoffs")
    payoffs = []
    while not tokens.at_mark("}"):
        payoffs.append(tokens.take_number(f"a payoff, a number, or }} after {len(players)} of them"))
        tokens.skip_comma()
    if len(payoffs) != len(players):
        raise tokens.error("wrong number of payoffs", f"{len(players)}, one a player", str(len(payoffs)), start=start)
    tokens.advance()
    return tuple(payoffs)
