"""The tables: every row says why, names what the game has, and stands in the documentation."""

from __future__ import annotations

from pathlib import Path

from tests.forecasting.evidence_docs import BEGIN, END, tables

from demarche.forecasting.moves_tables import load_moves, load_roles, load_windows
from demarche.game import load_game, load_spec
from demarche.ontology import plover_modes, plover_types

DOCS = Path(__file__).parents[2] / "docs"
GAME = load_game("coercive-crisis")
ROLES = {"challenger", "target", "patron", "mediator", "other", "none", "both"}


def test_rows_name_what_the_ontology_and_the_game_have() -> None:
    """Types and modes are PLOVER's, roles those of the template, and what a row means is a move or a value of it."""
    types = set(plover_types())
    modes = {mode for _, mode in plover_modes()} | {""}
    moves = {f"{stage.name}: {move}" for stage in GAME.stages for move in stage.moves}
    values = {f"{one.name} = {value}" for one in load_spec("coercive-crisis").variables for value in one.values}
    table = load_moves()
    for row in table.row:
        assert set(row.types) <= types, row.id
        assert {*row.modes, *row.not_modes} <= modes, row.id
        assert {*row.by, *row.to, *row.parties} <= ROLES, row.id
        assert set(row.means) <= moves | values | {"pledge", "attack"}, row.id
        assert row.why
        assert 0 < row.weight <= 1.2
    assert len({row.id for row in (*table.row, *table.statement)}) == len(table.row) + len(table.statement)


def test_detections_and_states_are_of_the_game() -> None:
    """A detection is of a move of the game, and what fits a report of the state is a value of it."""
    moves = {(stage.name, move) for stage in GAME.stages for move in stage.moves}
    moves |= {(stage.name, end) for stage in GAME.stages if stage.player is None for end in GAME.ends}
    variables = {one.name: set(one.values) for one in load_spec("coercive-crisis").variables}
    table = load_moves()
    for row in table.detection:
        assert (row.stage, row.move) in moves
        assert 0 < row.detection < 1
        assert row.why
    for fit in table.consistent:
        assert {fit.value, *fit.fits} <= variables[fit.variable]
        assert fit.fits[fit.value] == 1
        assert all(0 < value <= 1 for value in fit.fits.values())


def test_types_are_those_of_the_game() -> None:
    """The likelihoods of a statement are given for every type of its role."""
    spec = {player.role: set(player.types) for player in load_spec("coercive-crisis").players}
    for row in load_moves().statement:
        assert set(row.likelihoods) == spec[row.by], row.id


def test_credibility_falls_with_the_grade() -> None:
    """Grades 1 to 5 weigh less and less; what cannot be judged lies within them."""
    weights = [load_moves().credibility[str(grade)] for grade in range(1, 6)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] <= load_moves().credibility["6"] <= weights[0]


def test_what_did_not_happen_is_no_move() -> None:
    """Denied, possible and planned findings have no weight as moves."""
    status = load_moves().status
    assert (status["denied"], status["possible"], status["planned"]) == (0, 0, 0)
    assert 0 < status["disputed"] < status["happened"] == 1


def test_windows_set_dates_of_the_game() -> None:
    """Every cue's parameter is a date of the template."""
    dates = {name for name, one in load_spec("coercive-crisis").parameters.items() if one.unit == "date"}
    for cue in load_windows().cue:
        names = [f"{role}_election" for role in ("challenger", "target", "mediator")]
        assert set(names if cue.parameter == "election" else [cue.parameter]) <= dates
        assert cue.take in {"start", "end", "middle", "edge"}
        assert cue.words == tuple(word.casefold() for word in cue.words)


def test_sources_are_in_the_list_of_sources() -> None:
    """A key in brackets stands in docs/sources.md."""
    known = (DOCS / "sources.md").read_text(encoding="utf-8")
    for row in load_moves().statement:
        key = row.source.partition("]")[0] + "]" if row.source.startswith("[") else ""
        assert not key or key in known, row.id


def test_the_page_holds_the_tables() -> None:
    """The page holds the tables as they are; `python -m tests.forecasting.evidence_docs` writes them."""
    page = (DOCS / "forecast-evidence.md").read_text(encoding="utf-8")
    assert f"{BEGIN}\n\n{tables()}\n{END}" in page


def test_roles_weigh_acts_of_the_ontology() -> None:
    """The weights of roles are of PLOVER types and kinds of statements, and not negative."""
    table = load_roles()
    types = set(plover_types())
    kinds = {"threat", "demand", "accusation", "pledge", "reassurance"}
    for weights in (table.against, table.helps, table.opposes, table.mediates, table.foretold, table.said_against):
        assert set(weights) <= types | kinds
        assert all(value >= 0 for value in weights.values())
