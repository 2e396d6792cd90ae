"""
The compiled sweeps of the belief solver: a stage at all grid points, at any beliefs, and probability pushed through it.

Shapes: S states, G grid points (a product over players), W columns (all players' types in a row), A moves, B branches,
K types of the mover, P points of its simplex. The mover's point j at others' points (outer, low) is the grid point
(outer P + j) stride + low. `rules` = (sure, legal, live, successors, chances) of a stage; `own` is the mover's first
column, −1 for chance; `grid` its simplex (see `belief_fixed_point`).
"""

# ruff: noqa: PLR0912, PLR0915, PLR0917  (a call inside compiled loops costs; keywords cost more)
from __future__ import annotations

import numpy as np
from numba import njit

from demarche.game.solvers.belief_fixed_point import locate, make_room, respond, settle, update

INLINED = "9eaf82b1d3b3"
"""Start of the SHA-256 of belief_fixed_point.py: Numba keys its cache by this text alone, but compiles that in."""


@njit(cache=True, error_model="numpy")
def solve_stage(  # type: ignore[no-untyped-def]
    following, rules, reached, own, stride, nodes, rationality, grid, start, limits, values, played, report
):
    """
    Solve one stage in every reached state at every grid point, given the values (S, G, W) of what follows.

    `start` (2, S, G, K, A) holds the payoffs reached in the last two periods solved, from which a start is guessed;
    `played` takes the strategies where it has room. `limits`: tolerance, most evaluations, at each how manieth point
    other starts are tried, and how much of the change between those two periods is expected again.
    Where a type is sure, no move changes the belief, and there is no fixed point to solve.
    `report`: most evaluations, largest gap, largest regret, points not settled, points, evaluations, other branches.
    """
    sure, all_legal, all_live, successors, chances = rules
    tolerance, most, every, trend = limits
    states, points, width = following.shape
    size, types = nodes.shape
    moves, branches = successors.shape[1:]
    shares, table = grid[3], grid[4]
    room = make_room(types, moves, shares.shape[0], grid[1])
    sigma, weights, cell = room[0], room[2], room[3]
    checked = np.zeros((types, moves))
    q, after, gain = np.zeros((types, moves)), np.zeros((moves, size, width)), np.zeros(width)
    for s in range(states):
        if not reached[s]:
            continue
        legal, live = all_legal[s], all_live[s]
        hidden = types > 1 and legal[-1] > 1 and live[-1] > 0
        for other in range(points // size):
            base = other // stride * size * stride + other % stride
            for place in range(live[-1]):
                a = live[place]
                for j in range(size):
                    for v in range(width):
                        after[place, j, v] = 0.0
                    for b in range(branches):
                        if chances[s, a, b] > 0.0 and 0 <= successors[s, a, b] < states:
                            for v in range(width):
                                after[place, j, v] += (
                                    chances[s, a, b] * following[successors[s, a, b], base + j * stride, v]
                                )
            for j in range(size):
                g = base + j * stride
                kinds = 0
                open_mind = hidden
                for k in range(types):
                    open_mind &= nodes[j, k] < 1.0
                if open_mind:
                    kinds = 5 if every > 0 and (s * points + g) % every == 0 else 1
                settled = False
                for kind in range(kinds - 1, -1, -1):
                    for k in range(types):
                        for i in range(legal[-1]):
                            a = legal[i]
                            q[k, a] = 0.0
                            if kind == 0:
                                q[k, a] = start[0, s, g, k, a] + trend * (start[0, s, g, k, a] - start[1, s, g, k, a])
                        if kind > 1:
                            pick = (k if kind == 2 else (types - 1 - k if kind == 3 else 0)) + g // every
                            q[k, legal[pick % legal[-1]]] = 4.0 / rationality
                    count, gap = settle(
                        nodes, j, q, legal, live, sure, s, after, own, rationality, grid, room, tolerance, most
                    )
                    apart = 0.0
                    for k in range(types):
                        for i in range(legal[-1]):
                            a = legal[i]
                            if not settled:
                                checked[k, a] = sigma[k, a]
                            apart = max(apart, abs(checked[k, a] - sigma[k, a]))
                            if kind == 0:
                                start[1, s, g, k, a] = start[0, s, g, k, a]
                                start[0, s, g, k, a] = q[k, a]
                    settled |= gap <= tolerance
                    report[6] += gap <= tolerance and apart > 1e-4 + 10 * tolerance
                    if kind == 0:
                        report[0] = max(report[0], count)
                        report[1] = max(report[1], gap)
                        report[3] += gap > tolerance
                        report[4] += 1
                        report[5] += count
                if not open_mind:
                    for k in range(types):
                        for i in range(legal[-1]):
                            q[k, legal[i]] = sure[s, legal[i], max(own, 0) + k]
                        for place in range(live[-1]):
                            q[k, live[place]] += after[place, j, max(own, 0) + k]
                    respond(q, legal, rationality, sigma)
                for v in range(width):
                    gain[v] = 0.0
                place = 0
                for i in range(legal[-1]):
                    a = legal[i]
                    chance = 0.0
                    for k in range(types):
                        chance += nodes[j, k] * sigma[k, a]
                    for v in range(width):
                        gain[v] += chance * sure[s, a, v]
                    if place < live[-1] and live[place] == a:
                        for node in range(shares.shape[0] if open_mind else 1):
                            weight = chance * weights[a, node] if open_mind else chance
                            point = table[cell[a], node] if open_mind else j
                            for v in range(width):
                                gain[v] += weight * after[place, point, v]
                        place += 1
                for k in range(types if own >= 0 else 0):
                    mean, best = 0.0, -np.inf
                    for i in range(legal[-1]):
                        mean += sigma[k, legal[i]] * q[k, legal[i]]
                        best = max(best, q[k, legal[i]])
                    gain[own + k] = mean
                    report[2] = max(report[2], best - mean)
                for v in range(width):
                    values[s, g, v] = gain[v]
                if played.shape[0] > 0:
                    for k in range(types):
                        for i in range(legal[-1]):
                            played[s, g, k, legal[i]] = sigma[k, legal[i]]


@njit(cache=True, error_model="numpy")
def locate_rows(beliefs, scale, grid, points, weights):  # type: ignore[no-untyped-def]
    """Write, for each belief about one player, the grid points of its cell (times `scale`) and their weights."""
    cells, degree, ranks, shares, table = grid
    types = beliefs.shape[1]
    basis, order = np.zeros((types, degree + 1)), np.zeros(types, np.int64)
    for row in range(beliefs.shape[0]):
        number = locate(beliefs, row, cells, degree, ranks, shares, basis, order, weights)
        for node in range(shares.shape[0]):
            points[row, node] = table[number, node] * scale


@njit(cache=True, error_model="numpy")
def play_at(following, rules, own, player, stride, size, rationality, grid, places, beliefs, around, limits, play):  # type: ignore[no-untyped-def]
    """
    Solve a mover's fixed point at any beliefs: row r is in state `places[r]`, and `beliefs[r]` is held of the mover.

    `around` = (points, weights, counts) interpolates in the beliefs about all players, (R, N, D) and (N,). `play` takes
    strategies (R, K, A), beliefs that each move leaves (R, A, K), payoffs (R, K, A) and gaps (R,).
    """
    sure, all_legal, all_live, successors, chances = rules
    points, shares_around, counts = around
    played, left, payoffs, gaps = play
    tolerance, most = limits
    states, moves, branches = successors.shape
    rows, types = beliefs.shape
    players, width = points.shape[1], following.shape[2]
    room = make_room(types, moves, grid[3].shape[0], grid[1])
    sigma, posteriors = room[0], room[1]
    q, after, wheel = np.zeros((types, moves)), np.zeros((moves, size, width)), np.zeros(players, np.int64)
    for r in range(rows):
        s = places[r]
        legal, live = all_legal[s], all_live[s]
        after[:, :, own : own + types] = 0.0
        q[:, :] = 0.0
        turning = True
        while turning:
            base, weight = 0, 1.0
            for i in range(players):
                if i != player:
                    base += points[r, i, wheel[i]]
                    weight *= shares_around[r, i, wheel[i]]
            for place in range(live[-1] if weight != 0.0 else 0):
                for b in range(branches):
                    to, share = successors[s, live[place], b], chances[s, live[place], b] * weight
                    if share != 0.0 and 0 <= to < states:
                        for j in range(size):
                            for v in range(own, own + types):
                                after[place, j, v] += share * following[to, base + j * stride, v]
            turning = False
            for i in range(players):
                if i != player:
                    wheel[i] += 1
                    if wheel[i] < counts[i]:
                        turning = True
                        break
                    wheel[i] = 0
        _, gap = settle(beliefs, r, q, legal, live, sure, s, after, own, rationality, grid, room, tolerance, most)
        gaps[r] = gap
        for i in range(legal[-1]):
            a = legal[i]
            update(beliefs, r, sigma, q, a, legal, rationality, posteriors)
            for k in range(types):
                played[r, k, a] = sigma[k, a]
                left[r, a, k] = posteriors[a, k]
                payoffs[r, k, a] = q[k, a]


@njit(cache=True, error_model="numpy")
def push_stage(mass, everyone, played, rules, own, stride, nodes, grid, onward, ended, made):  # type: ignore[no-untyped-def]
    """
    Move probability mass (S, G) through a stage: what stays live to `onward`, what ends to `ended` (E, W + 1).

    A belief between grid points is split among them with the weights of interpolation (which may be negative): the
    outcome is what interpolating the outcomes' probabilities backward would give. `everyone` (G, W) holds all beliefs
    at the grid points; `ended` counts ends by type, and in all in the last column; `made` (A, K) the moves by type.
    """
    _, all_legal, _, successors, chances = rules
    cells, degree, ranks, shares, table = grid
    states, _, branches = successors.shape
    points, width = everyone.shape
    size, types = nodes.shape
    weights, basis = np.zeros((1, shares.shape[0])), np.zeros((types, degree + 1))
    order, posterior = np.zeros(types, np.int64), np.zeros((1, types))
    for s in range(states):
        for g in range(points):
            here, j = mass[s, g], g // stride % size
            for i in range(all_legal[s, -1] if here != 0.0 else 0):
                a, chance, number = all_legal[s, i], 0.0, -1
                for k in range(types):
                    posterior[0, k] = nodes[j, k] * (played[s, g, k, a] if own >= 0 else 1.0)
                    made[a, k] += here * posterior[0, k]
                    chance += posterior[0, k]
                if chance <= 0.0:
                    continue
                for k in range(types):
                    posterior[0, k] /= chance
                for b in range(branches):
                    to, flow = successors[s, a, b], here * chance * chances[s, a, b]
                    if to < 0 or flow == 0.0:
                        continue
                    if to >= states:
                        for v in range(width):
                            mine = 0 <= own <= v < own + types
                            ended[to - states, v] += flow * (posterior[0, v - own] if mine else everyone[g, v])
                        ended[to - states, width] += flow
                        continue
                    if number < 0 and types > 1:
                        number = locate(posterior, 0, cells, degree, ranks, shares, basis, order, weights)
                    for node in range(shares.shape[0] if types > 1 else 1):
                        point = table[number, node] - j if types > 1 else 0
                        onward[to, g + point * stride] += flow * (weights[0, node] if types > 1 else 1.0)


@njit(cache=True, error_model="numpy")
def push_channels(  # type: ignore[no-untyped-def]
    mass, everyone, owners, played, rules, own, stride, nodes, grid, steering, tilts, onward, ended, typed
):
    """
    Move C channels of probability mass (S, G, C) through a stage, each weighed and steered in its own way.

    `owners` (W,) are the players whose types the columns are. `steering` = (kinds, forced, factors, tracked): `factors`
    (A, C) multiply a move's probability; `forced` (C,) is a move made where it is legal, −1 for none. A channel may
    follow the runs in which a player is of one type: `tracked` (C, N) are columns of types (−1: any), and `kinds` (C,)
    the mover's type where it is tracked. Such mass is split among grid points in proportion to the type's share at
    each, so that a type's mass never lies where the belief excludes it. `tilts` (C, W) are likelihoods of types, by
    which what ends is weighed: `ended` (E, C), and by type for the first channels in `typed` (E, C', W).
    """
    _, all_legal, _, successors, chances = rules
    cells, degree, ranks, shares, table = grid
    kinds, forced, factors, tracked = steering
    states, points, channels = mass.shape
    branches, players, width = successors.shape[2], tracked.shape[1], everyone.shape[1]
    size, types = nodes.shape
    weights, basis = np.zeros((1, shares.shape[0])), np.zeros((types, degree + 1))
    order, posterior, flow = np.zeros(types, np.int64), np.zeros((1, types)), np.zeros(channels)
    believed, means, spread = np.zeros(width), np.zeros(players), np.zeros(types + 1)
    bound, alike = np.zeros(channels, np.int64), True
    for c in range(channels):
        for v in range(width):
            alike &= tilts[c, v] == tilts[0, v]
    for s in range(states):
        for c in range(channels):
            bound[c] = -1
            for i in range(all_legal[s, -1]):
                if all_legal[s, i] == forced[c]:
                    bound[c] = forced[c]
        for g in range(points):
            there = False
            for c in range(channels):
                there |= mass[s, g, c] != 0.0
            j = g // stride % size
            for i in range(all_legal[s, -1] if there else 0):
                a, chance, number = all_legal[s, i], 0.0, -1
                for k in range(types):
                    posterior[0, k] = nodes[j, k] * (played[s, g, k, a] if own >= 0 else 1.0)
                    chance += posterior[0, k]
                for k in range(types):
                    posterior[0, k] = posterior[0, k] / chance if chance > 0.0 else nodes[j, k]
                for c in range(channels):
                    share = chance if kinds[c] < 0 else played[s, g, kinds[c], a]
                    if bound[c] >= 0:
                        share = 1.0 if a == bound[c] else 0.0
                    flow[c] = mass[s, g, c] * share * factors[a, c]
                for b in range(branches):
                    to, odds = successors[s, a, b], chances[s, a, b]
                    if to < 0 or odds == 0.0:
                        continue
                    if to >= states:
                        for v in range(width):
                            believed[v] = posterior[0, v - own] if 0 <= own <= v < own + types else everyone[g, v]
                        first = 0
                        while first < channels - 1 and flow[first] == 0.0:
                            first += 1
                        for c in range(channels):
                            if flow[c] == 0.0:
                                continue
                            if c == first or not alike:
                                first = c
                                for n in range(players):
                                    means[n] = 0.0
                                for v in range(width):
                                    means[owners[v]] += tilts[c, v] * believed[v]
                            gone = flow[c] * odds
                            for n in range(players):
                                gone *= means[n] if tracked[c, n] < 0 else tilts[c, tracked[c, n]]
                            ended[to - states, c] += gone
                            for v in range(width if c < typed.shape[1] else 0):
                                if means[owners[v]] > 0.0:
                                    typed[to - states, c, v] += gone * tilts[c, v] * believed[v] / means[owners[v]]
                        continue
                    if number < 0 and types > 1:
                        number = locate(posterior, 0, cells, degree, ranks, shares, basis, order, weights)
                    for node in range(shares.shape[0] if types > 1 else 1):
                        point = table[number, node] if types > 1 else j
                        weight = odds * (weights[0, node] if types > 1 else 1.0)
                        spread[0] = weight
                        for k in range(types):
                            spread[k + 1] = weight
                            if posterior[0, k] > 0.0:
                                spread[k + 1] *= nodes[point, k] / posterior[0, k]
                        for c in range(channels):
                            onward[to, g + (point - j) * stride, c] += flow[c] * spread[kinds[c] + 1]
