"""
The crisis game: actors with hidden intentions, solved for its agent logit quantal response equilibrium.

The room's front door. `solve` takes whatever holds a game; `load_spec` and `load_game` read specs, `read_efg` Gambit's
files; `simulate`, `propagate` and `solve_ensemble` run a game forward; `classics` are the models of the literature.
Names are looked up when they are first used, so that `import demarche.game` loads no compiler.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from demarche.game.model import Calendar, Game, Player, Stage
from demarche.game.solution import InfosetStrategy, Solution
from demarche.game.solve import choose_solver, gambit_form, open_game, solve
from demarche.game.tree import InformationSet, Tree

if TYPE_CHECKING:
    from demarche.game import classics, estimation
    from demarche.game.builder import GameBuilder
    from demarche.game.checks import check_game
    from demarche.game.classics import Classic, ClassicResult, load_classic
    from demarche.game.ensemble import Ensemble, solve_ensemble
    from demarche.game.estimation import FitResult, fit_egame, fit_logit_game
    from demarche.game.expansion import count_tree, expand
    from demarche.game.interop import read_efg, read_nfg, tree_of_bimatrix, write_efg
    from demarche.game.parameters import Parameter, draw_parameters
    from demarche.game.pictures import (
        Focus,
        describe_game,
        describe_tree,
        draw_figure,
        render_game,
        stand_alone,
        tell_description,
    )
    from demarche.game.questions import Answer, Condition, Evidence, Question
    from demarche.game.recall import check_tree
    from demarche.game.run import Simulation, propagate, simulate
    from demarche.game.solvers.belief import solve_beliefs
    from demarche.game.solvers.belief_course import Course
    from demarche.game.solvers.belief_policy import BeliefPolicy
    from demarche.game.solvers.simplex import GridSettings
    from demarche.game.solvers.tree import solve_tree
    from demarche.game.spec import Spec, compile_spec, load_game, load_spec, spec_schema, template_names, template_text
    from demarche.game.verify import Verification, verify_tree
    from demarche.game.verify_histories import verify_game

__all__ = [
    "Answer",
    "BeliefPolicy",
    "Calendar",
    "Classic",
    "ClassicResult",
    "Condition",
    "Course",
    "Ensemble",
    "Evidence",
    "FitResult",
    "Focus",
    "Game",
    "GameBuilder",
    "GridSettings",
    "InformationSet",
    "InfosetStrategy",
    "Parameter",
    "Player",
    "Question",
    "Simulation",
    "Solution",
    "Spec",
    "Stage",
    "Tree",
    "Verification",
    "check_game",
    "check_tree",
    "choose_solver",
    "classics",
    "compile_spec",
    "count_tree",
    "describe_game",
    "describe_tree",
    "draw_figure",
    "draw_parameters",
    "estimation",
    "expand",
    "fit_egame",
    "fit_logit_game",
    "gambit_form",
    "load_classic",
    "load_game",
    "load_spec",
    "open_game",
    "propagate",
    "read_efg",
    "read_nfg",
    "render_game",
    "simulate",
    "solve",
    "solve_beliefs",
    "solve_ensemble",
    "solve_tree",
    "spec_schema",
    "stand_alone",
    "tell_description",
    "template_names",
    "template_text",
    "tree_of_bimatrix",
    "verify_game",
    "verify_tree",
    "write_efg",
]

_PLACES = {
    "builder": ("GameBuilder",),
    "checks": ("check_game",),
    "classics": ("Classic", "ClassicResult", "load_classic"),
    "ensemble": ("Ensemble", "solve_ensemble"),
    "estimation": ("FitResult", "fit_egame", "fit_logit_game"),
    "expansion": ("count_tree", "expand"),
    "interop": ("read_efg", "read_nfg", "tree_of_bimatrix", "write_efg"),
    "parameters": ("Parameter", "draw_parameters"),
    "pictures": (
        "Focus",
        "describe_game",
        "describe_tree",
        "draw_figure",
        "render_game",
        "stand_alone",
        "tell_description",
    ),
    "questions": ("Answer", "Condition", "Evidence", "Question"),
    "recall": ("check_tree",),
    "run": ("Simulation", "propagate", "simulate"),
    "solvers.belief": ("solve_beliefs",),
    "solvers.belief_course": ("Course",),
    "solvers.belief_policy": ("BeliefPolicy",),
    "solvers.simplex": ("GridSettings",),
    "solvers.tree": ("solve_tree",),
    "spec": ("Spec", "compile_spec", "load_game", "load_spec", "spec_schema", "template_names", "template_text"),
    "verify": ("Verification", "verify_tree"),
    "verify_histories": ("verify_game",),
}
"""Which file has which name."""
_SUBROOMS = ("classics", "estimation")
"""Rooms inside this one that have a front door of their own."""


def __getattr__(name: str) -> Any:
    if name in _SUBROOMS:
        return import_module(f"{__name__}.{name}")
    for place, names in _PLACES.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{place}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
