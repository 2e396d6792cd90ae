"""
A mover's fixed point, compiled: strategies that answer the beliefs which they themselves leave.

Imported only where a game is solved, since Numba takes a moment to load; the machine code is cached on disk. No fast
maths: the same input gives the same bytes. Arrays are passed whole with a row number, since a slice costs more here
than what is done with it. Names: `q[type, move]` expected payoffs, `sigma[type, move]` strategies; `legal` and `live`
list moves, with their number in the last place; after live ones the game may go on, so that their payoff depends on
the belief that they leave; `sure` is what a move pays besides; `grid` is the mover's simplex (see `SimplexGrid`).
"""

# ruff: noqa: PLR0912, PLR0915, PLR0917  (a call inside compiled loops costs; keywords cost more)
from __future__ import annotations

import numpy as np
from numba import njit

PLAIN, TURN, FOLLOW = 25, 100, 625
"""Evaluations with acceleration; of each turn of damped and of Newton's steps after it; before λ is followed from 0.

Chosen on the coercive crisis at λ = 12, November 2026: 1 point in 10⁴ needs more than acceleration. Newton's search
sticks where a fixed point has just vanished, which damped steps pass; these circle where Newton's settle.
"""


@njit(cache=True, error_model="numpy")
def make_room(types, moves, nodes, degree):  # type: ignore[no-untyped-def]
    """Return the scratch space of a fixed point; sigma, posteriors, weights and cell hold its result."""
    tables, lists = np.zeros((2, types, moves)), np.zeros((2, max(moves, types)), np.int64)
    history, basis = np.zeros((2, 3, types * moves)), np.zeros((types, degree + 1))
    weights, posteriors = np.zeros((moves, nodes)), np.zeros((moves, types))
    slopes = np.zeros((types * moves, types * moves + 1))
    return tables[0], posteriors, weights, lists[0], tables[1], history[0], history[1], basis, lists[1], slopes


@njit(cache=True, error_model="numpy")
def locate(beliefs, row, cells, degree, ranks, shares, basis, order, weights):  # type: ignore[no-untyped-def]
    """Write the interpolation weights of a belief's cell; return the number of the cell."""
    types = beliefs.shape[1]
    number, running = 0, 0.0
    for k in range(types - 1, 0, -1):
        running += beliefs[row, k]
        place = min(running, 1.0) * cells
        low = min(int(place), cells - 1)
        number += ranks[low, k]
        basis[k, 0] = place - low
    for k in range(1, types):
        at = k
        while at > 1 and basis[order[at - 1], 0] < basis[k, 0]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = k
    code = 0
    for k in range(1, types):
        smaller = 0
        for j in range(k + 1, types):
            smaller += order[j] < order[k]
        code = code * (types - k) + smaller
        number *= types - k
    left = 1.0
    for corner in range(types):
        right = basis[order[corner + 1], 0] if corner + 1 < types else 0.0
        share = (left - right) * degree
        left = right
        run = 1.0
        for j in range(1, degree + 1):
            run *= (share - (j - 1)) / j
            basis[corner, j] = run
    for corner in range(types):
        basis[corner, 0] = 1.0
    for node in range(shares.shape[0]):
        weight = basis[0, shares[node, 0]]
        for corner in range(1, types):
            weight *= basis[corner, shares[node, corner]]
        weights[row, node] = weight
    return number + code


@njit(cache=True, error_model="numpy")
def respond(q, legal, rationality, sigma):  # type: ignore[no-untyped-def]
    """Write the logit response to expected payoffs."""
    count = legal[-1]
    for k in range(q.shape[0]):
        best, total = -np.inf, 0.0
        for i in range(count):
            best = max(best, q[k, legal[i]])
        for i in range(count):
            a = legal[i]
            sigma[k, a] = np.exp(rationality * (q[k, a] - best))
            total += sigma[k, a]
        for i in range(count):
            sigma[k, legal[i]] /= total


@njit(cache=True, error_model="numpy")
def update(beliefs, row, sigma, q, a, legal, rationality, posteriors):  # type: ignore[no-untyped-def]
    """Write the belief after move a by Bayes' rule; a move too rare for a float is weighed by logarithms."""
    types, total, top = beliefs.shape[1], 0.0, -np.inf
    for k in range(types):
        posteriors[a, k] = beliefs[row, k] * sigma[k, a]
        total += posteriors[a, k]
    if total < 1e-280:
        for k in range(types):
            best, rest = -np.inf, 0.0
            for i in range(legal[-1]):
                best = max(best, q[k, legal[i]])
            for i in range(legal[-1]):
                rest += np.exp(rationality * (q[k, legal[i]] - best))
            posteriors[a, k] = rationality * (q[k, a] - best) - np.log(rest)
            if beliefs[row, k] > 0.0:
                top = max(top, posteriors[a, k])
        total = 0.0
        for k in range(types):
            posteriors[a, k] = beliefs[row, k] * np.exp(min(posteriors[a, k] - top, 0.0))
            total += posteriors[a, k]
    for k in range(types):
        posteriors[a, k] /= total


@njit(cache=True, error_model="numpy")
def mix(steps, moves, held, size):  # type: ignore[no-untyped-def]
    """Add Anderson's correction to the step in moves[2]: least squares over the two last changes of steps."""
    aa, ab, bb, ay, by = 0.0, 0.0, 0.0, 0.0, 0.0
    for i in range(size):
        aa += steps[0, i] * steps[0, i]
        ab += steps[0, i] * steps[1, i]
        bb += steps[1, i] * steps[1, i]
        ay += steps[0, i] * moves[2, i]
        by += steps[1, i] * moves[2, i]
    scale = aa * bb - ab * ab
    one, two = 0.0, 0.0
    if held > 1 and scale > 1e-10 * aa * bb:
        one, two = (ay * bb - by * ab) / scale, (by * aa - ay * ab) / scale
    elif held == 1 and aa > 0.0:
        one = ay / aa
    for i in range(size):
        moves[2, i] -= one * (moves[0, i] + steps[0, i]) + two * (moves[1, i] + steps[1, i])


@njit(cache=True, error_model="numpy")
def eliminate(slopes, size):  # type: ignore[no-untyped-def]
    """Solve a small linear system in place: the right side stands, and the answer is left, in column `size`."""
    for i in range(size):
        pivot = i
        for j in range(i + 1, size):
            if abs(slopes[j, i]) > abs(slopes[pivot, i]):
                pivot = j
        for j in range(i, size + 1):
            slopes[i, j], slopes[pivot, j] = slopes[pivot, j], slopes[i, j]
        for row in range(size):
            if row != i and slopes[row, i] != 0.0:
                factor = slopes[row, i] / slopes[i, i]
                for j in range(i, size + 1):
                    slopes[row, j] -= factor * slopes[i, j]
    for i in range(size):
        slopes[i, size] /= slopes[i, i]


@njit(cache=True, error_model="numpy")
def settle(beliefs, row, q, legal, live, sure, s, after, own, rationality, grid, room, tolerance, most):  # type: ignore[no-untyped-def]
    """
    Solve the mover's fixed point in state s from the start q; return the evaluations and a bound on the gap left.

    Afterwards the results in `room` belong together, and q holds the payoffs that they lead to. First Anderson's
    acceleration; then turns of damped steps and of Newton's with a line search; then λ is followed from 0. The bound:
    a logit probability changes by at most λ/4 times the spread of the changes of the payoffs. `own` is the mover's
    first column of `sure` and of `after[live move, grid point, column]`.
    """
    cells, degree, ranks, shares, table = grid
    sigma, posteriors, weights, cell, answer, steps, moves, basis, order, slopes = room
    types, count, open_count = q.shape[0], legal[-1], live[-1]
    gap, held = np.inf, -1
    column, scale, lowest, tiny = -1, 1.0, np.inf, 1e-6 / rationality
    for k in range(types):
        for i in range(count):
            answer[k, legal[i]] = sure[s, legal[i], own + k]
    for trial in range(1, most + 1):
        level = rationality
        if trial > FOLLOW:
            level = rationality * min(1.0, (trial - FOLLOW) / (2.0 * TURN))
        gap = 0.0
        respond(q, legal, level, sigma)
        for place in range(open_count):
            a = live[place]
            update(beliefs, row, sigma, q, a, legal, level, posteriors)
            number = locate(posteriors, a, cells, degree, ranks, shares, basis, order, weights)
            cell[a] = number
            for k in range(types):
                answer[k, a] = sure[s, a, own + k]
            for node in range(shares.shape[0]):
                weight, point = weights[a, node], table[number, node]
                for k in range(types):
                    answer[k, a] += weight * after[place, point, own + k]
        for k in range(types):
            low, high = np.inf, -np.inf
            for i in range(count):
                change = answer[k, legal[i]] - q[k, legal[i]]
                low, high = min(low, change), max(high, change)
            gap = max(gap, 0.25 * level * (high - low))
        done = gap <= tolerance and level == rationality
        if done or trial in (1, most):
            for k in range(types):
                for i in range(count):
                    q[k, legal[i]] = answer[k, legal[i]]
            if done:
                return trial, gap
            continue
        size, slot = 0, held & 1
        for place in range(open_count):
            for k in range(types):
                step = answer[k, live[place]] - q[k, live[place]]
                if trial <= PLAIN:
                    steps[slot, size], moves[slot, size] = step - steps[2, size], moves[2, size]
                steps[2, size], moves[2, size] = step, step
                size += 1
        held += 1
        turn = (trial - (PLAIN if trial <= FOLLOW else FOLLOW) - 1) // TURN
        if level < rationality:
            turn = 0
        if trial <= PLAIN:
            mix(steps, moves, held, size)
        elif turn % 2 == 0:
            column, scale, lowest = -1, 1.0, np.inf
            for i in range(size):
                moves[2, i] = 0.5 * 0.4 ** (turn // 2) * steps[2, i]
        elif column < 0 and gap > lowest and scale > 1e-3:
            scale *= 0.5
            for i in range(size):
                moves[2, i] = -scale * moves[0, i]
        else:
            for i in range(size):
                moves[2, i] = 0.0
                if column < 0:
                    steps[0, i] = steps[2, i]
                else:
                    slopes[i, column] = (steps[2, i] - steps[0, i]) / tiny
            if column < 0:
                lowest = gap
            else:
                moves[2, column] = -tiny
            column += 1
            if column < size:
                moves[2, column] = tiny
            else:
                for i in range(size):
                    slopes[i, size] = -steps[0, i]
                eliminate(slopes, size)
                largest, column, scale = 0.0, -1, 1.0
                for i in range(size):
                    largest = max(largest, abs(slopes[i, size]) * rationality)
                for i in range(size):
                    moves[0, i] = slopes[i, size] * min(1.0, 4.0 / largest)
                    moves[2, i] += moves[0, i]
        size = 0
        for place in range(open_count):
            for k in range(types):
                q[k, live[place]] += moves[2, size]
                size += 1
    return most, gap
