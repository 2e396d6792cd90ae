"""A solved game as a page, and each of its figures by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from demarche.errors import InputError, did_you_mean
from demarche.game.model import Game
from demarche.game.pictures.learning import Lesson, draw_lesson, find_lesson, first_period, richest_state
from demarche.game.pictures.outcomes import draw_outcomes
from demarche.game.pictures.page import Page, Picture, Section, Table, game_section, render_page
from demarche.game.pictures.strategies import Plan, draw_plan, find_about, find_plan
from demarche.game.pictures.svg import period_name
from demarche.game.pictures.words import describe_game, period_word, share
from demarche.game.run import policy_of
from demarche.game.solution import Solution
from demarche.game.solvers.belief_course import Course
from demarche.game.solvers.belief_policy import BeliefPolicy

if TYPE_CHECKING:
    from demarche.game.spec import Spec

FIGURES = ("outcomes", "learning", "strategies")
MOST_DATES = 9


@dataclass(frozen=True)
class Focus:
    """
    What the figures look at.

    Parameters
    ----------
    state : str or None
        A public state; None: for each player the first in which it has the most moves.
    about : str or None
        PLAYER=TYPE whose probability is the belief axis; None: the last type of the player with the most.
    """

    state: str | None = None
    about: str | None = None

    def check(self, game: Game) -> None:
        """Refuse what the game has not, before anything is solved."""
        state_of(game, self, 0)
        find_about(game, self.about)


def render_game(
    game: Game,
    solution: Solution,
    spec: Spec | None = None,
    focus: Focus | None = None,
    values: Mapping[str, float] | None = None,
) -> str:
    """
    Return the page of a solved game as HTML.

    Parameters
    ----------
    game : Game
    solution : Solution
        Of `solve_beliefs`, of this very game.
    spec : Spec, optional
        Gives the page its description, parameters and consequences.
    focus : Focus, optional
    values : mapping of str to float, optional
        Parameters that the game was compiled with in place of the spec's defaults; the page marks them.

    Raises
    ------
    InputError
        If the solution is another game's, or the focus names what there is not.
    """
    policy, looked = policy_of(game, solution), focus or Focus()
    told, course = describe_game(game), policy.course
    description = [" ".join(spec.description.split())] if spec is not None and spec.description else []
    sections = [
        Section("outcomes", "What happens by when", pictures=[_outcomes(game, course)]),
        _learning_section(policy, looked),
        _strategy_section(policy, looked),
        game_section(told),
        *_spec_sections(spec, values or {}),
    ]
    return render_page(
        Page(
            title=told.title,
            calendar=told.calendar,
            summary=_summary(game, course),
            lead=description,
            warnings=_warnings(solution),
            sections=[one for one in sections if one.pictures or one.body],
            method=_method(solution),
        )
    )


def draw_figure(name: str, game: Game, solution: Solution, focus: Focus | None = None) -> Markup:
    """Return one figure: `outcomes`, or the first of `learning` or `strategies` (as the focus has it)."""
    policy, looked = policy_of(game, solution), focus or Focus()
    if name == "outcomes":
        return draw_outcomes(game, policy.course.by_period)
    if name not in FIGURES:
        raise InputError("there is no such figure", field="figure", wanted=", ".join(FIGURES), got=name)
    found = _lessons(policy, looked) if name == "learning" else _plans(policy, looked)
    pictures = [one for one in found if one.svg is not None]
    if not pictures or pictures[-1].svg is None:
        raise InputError("this game has nothing to show there", field="figure", got=name, mend="see the whole page")
    return pictures[-1].svg


def _summary(game: Game, course: Course) -> list[str]:
    """Return the bottom line: the likeliest ends, what is still open, and when half of it is over."""
    ranked = sorted(course.probabilities[:-1], key=lambda one: -one[1])
    first, rest = ranked[0], [one for one in ranked[1:] if one[1] >= 0.005]
    others = ", ".join(f"{name} {share(p)}" for name, p in rest)
    word, horizon = period_word(game), course.probabilities[-1]
    lines = [f"Most likely it ends in {first[0]} ({share(first[1])})" + (f"; then {others}." if others else ".")]
    over = np.flatnonzero(course.by_period[:, -1] <= 0.5)
    half = f"Half of all crises like it are over by {_by(game, int(over[0]))}; " if len(over) else ""
    tail = f"{share(horizon[1])} are still open after {game.calendar.periods} {word}s ({horizon[0]})."
    return [*lines, (half + tail)[0].upper() + (half + tail)[1:]]


def _by(game: Game, t: int) -> str:
    return (
        f"{period_word(game)} {t + 1}"
        if game.calendar.start is None
        else f"the {period_word(game)} of {period_name(game, t)}"
    )


def _warnings(solution: Solution) -> list[str]:
    said = []
    if not solution.converged:
        said.append(f"Not converged: the residual is {solution.residual:.1e}. Take these numbers as a sketch.")
    if solution.branch_warning:
        said.append(solution.branch_warning[0].upper() + solution.branch_warning[1:] + ".")
    return said


def _method(solution: Solution) -> str:
    lambdas = ", ".join(f"{one:g}" for one in dict.fromkeys(solution.rationality))
    return (
        f"Agent logit quantal response equilibrium, λ = {lambdas}, on a grid over beliefs; no strategy is further than "
        f"{solution.residual:.1e} from the logit response to it, and one different choice gains at most "
        f"{solution.regret:.3g} in payoff. These are the game's numbers: they hold as far as its payoffs and priors do."
    )


def _outcomes(game: Game, course: Course) -> Picture:
    by_period: NDArray[np.float64] = course.by_period
    step = -(-len(by_period) // MOST_DATES)
    chosen = sorted(range(len(by_period) - 1, -1, -step))
    rows = [(_by(game, t), *(share(float(one)) for one in by_period[t])) for t in chosen]
    return Picture(
        caption="Probability that the crisis has ended so by then, types and chance being what the game says. The "
        "height of a band is its probability; bands add up to 100 %.",
        svg=draw_outcomes(game, by_period),
        table=Table(("by the end of", *game.ends, "still open"), rows, 1),
    )


def _learning_section(policy: BeliefPolicy, focus: Focus) -> Section:
    words = [
        "Each move is more likely from some types than from others, so seeing it shifts what others believe. Bars are "
        "beliefs: before, and after each move. Bits say how much is learnt: 0 nothing, 1 what the answer to an even "
        "yes-or-no question tells."
    ]
    return Section("learning", "Who learns what from which move", words, _lessons(policy, focus))


def _lessons(policy: BeliefPolicy, focus: Focus) -> list[Picture]:
    """Return what each turn tells: at the start, and in the state that is looked at."""
    game, found, done = policy.game, [], set()
    for m, stage in enumerate(game.stages):
        if stage.player is None:
            continue
        chosen = state_of(game, focus, m)
        for state in [game.initial, chosen] if focus.state is None else [chosen]:
            period = first_period(policy, m, state)
            lesson = None if period is None or (m, state) in done else find_lesson(policy, period, m, state)
            done.add((m, state))
            if lesson is not None and period is not None:
                found.append(_lesson_picture(game, lesson, period, f"lesson-{m}-{state}"))
    return found


def _lesson_picture(game: Game, lesson: Lesson, period: int, name: str) -> Picture:
    rows = []
    for at, move in enumerate(lesson.moves):
        left = [share(float(one)) for one in lesson.posteriors[at]]
        rows.append((move, share(float(lesson.chances[at])), *left, f"{lesson.bits[at]:.2f}"))
    table = Table(("after", "how likely", *lesson.types, "bits"), rows, 1)
    when = f"{period_word(game)} {period + 1}"
    return Picture(
        _headed(lesson.player, lesson.state),
        f"In {when}, all beliefs still at the priors. In brackets: how likely the move is.",
        draw_lesson(lesson, name),
        table,
    )


def _strategy_section(policy: BeliefPolicy, focus: Focus) -> Section:
    about = find_about(policy.game, focus.about)
    if about is None:
        return Section("strategies", "Who plays what")
    player, kind = policy.game.players[about[0]], policy.game.players[about[0]].types[about[1]]
    words = [
        f"Each small map is a type and a move: the darker, the likelier. Time runs to the right; upward, the others "
        f"are surer that {player.name} is {kind}. All other beliefs stay at the priors."
    ]
    return Section("strategies", "Who plays what, by belief and date", words, _plans(policy, focus))


def _plans(policy: BeliefPolicy, focus: Focus) -> list[Picture]:
    game, about = policy.game, find_about(policy.game, focus.about)
    if about is None:
        return []
    found = []
    for m, stage in enumerate(game.stages):
        state = state_of(game, focus, m)
        choices = game.legal[:, m, state].any(axis=0).sum()
        if stage.player is None or choices < 2 or first_period(policy, m, state) is None:
            continue
        plan = find_plan(policy, m, state, about)
        found.append(
            Picture(_headed(plan.player, plan.state), "", draw_plan(game, plan, f"plan-{m}"), _plan_table(game, plan))
        )
    return found


def _headed(player: str, state: str) -> str:
    """Return the title of a figure about a player in a state."""
    return f"{player[0].upper()}{player[1:]}, when the state is {state}"


def _plan_table(game: Game, plan: Plan) -> Table:
    """Return a plan's numbers: the first, middle and last period in which it holds, at beliefs 0, ½ and 1."""
    met = np.flatnonzero(~np.isnan(plan.probabilities[0, 0, :, 0]))
    times = sorted({int(met[0]), int(met[len(met) // 2]), int(met[-1])})
    levels = [0, len(plan.beliefs) // 2, len(plan.beliefs) - 1]
    word, places = period_word(game), [(t, level) for t in times for level in levels]
    head = [f"{word} {t + 1}, belief {share(float(plan.beliefs[level]))}" for t, level in places]
    rows = [
        (f"{kind}: {move}", *(share(float(plan.probabilities[k, a, t, level])) for t, level in places))
        for k, kind in enumerate(plan.types)
        for a, move in enumerate(plan.moves)
    ]
    return Table(("type: move", *head), rows, 1)


def state_of(game: Game, focus: Focus, stage: int) -> int:
    """Return the state that a stage is looked at in."""
    if focus.state is None:
        return richest_state(game, stage)
    if focus.state not in game.states:
        wanted, mend = "; ".join(game.states[:20]), did_you_mean(focus.state, game.states)
        raise InputError("there is no such state", field="state", wanted=wanted, got=focus.state, mend=mend)
    return game.states.index(focus.state)


def _spec_sections(spec: Spec | None, values: Mapping[str, float]) -> Iterator[Section]:
    if spec is None:
        return
    rows = [
        (end, one.name, _consequence(one.value), one.unit, one.source or one.why)
        for end, listing in spec.consequences.items()
        for one in listing
    ]
    if rows:
        caption = "Reported beside the probabilities; nobody in the game plays for them."
        table = Table(("if it ends in", "consequence", "value", "unit", "from"), rows)
        yield Section("consequences", "What follows from the ends", pictures=[Picture("", caption, None, table)])
    if spec.parameters:
        table = Table(("parameter", "value", "unit", "range", "drawn as", "from"), [*_parameters(spec, values)])
        caption = "The values that this page was made with, and what is known of them."
        yield Section("parameters", "Where the numbers come from", pictures=[Picture("", caption, None, table)])


def _parameters(spec: Spec, values: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    """Yield a row a parameter; those that were set say so."""
    for one in spec.parameters.values():
        value = _value(spec, one.unit, values.get(one.name, one.default))
        if one.name in values:
            value += f" (set; default {_value(spec, one.unit, one.default)})"
        limits = [_value(spec, one.unit, limit) for limit in (one.low, one.high) if limit is not None]
        yield one.name, value, one.unit, " to ".join(limits), one.distribution, one.source or one.why


def _value(spec: Spec, unit: str, value: float) -> str:
    """Return a parameter's value; a date as a date where the calendar has a start."""
    if unit != "date":
        return f"{value:g}"
    if spec.start is None:
        return f"day {value:g}"
    try:
        return (spec.start + dt.timedelta(days=value)).isoformat()
    except OverflowError:
        return f"day {value:g}"


def _consequence(value: float | str | tuple[float, float]) -> str:
    if isinstance(value, tuple):
        return f"{value[0]:,.10g} to {value[1]:,.10g}"
    return value if isinstance(value, str) else f"{value:,.10g}"
