"""The front door of the game room: one call for whatever holds a game, and nothing heavy before it is used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import demarche
from demarche import game as room
from demarche.errors import InputError, MissingInputError
from demarche.game import choose_solver, gambit_form, load_game, load_spec, open_game, read_efg, solve

TRADE = """EFG 2 R "trade" { "A" "B" } ""
p "" 1 1 "" { "ask" "leave" } 0
p "" 2 1 "" { "give" "refuse" } 0
t "" 1 "given" { 1 1 }
t "" 2 "refused" { -1 0 }
t "" 3 "left" { 0 0 }
"""


def plays(found: room.Solution) -> list[tuple[float, ...]]:
    return [one.probabilities for one in found.infosets]


@pytest.mark.parametrize(
    "code", ["import demarche; demarche.game.solve", "from demarche.cli import main; main(['--help'])"]
)
def test_nothing_heavy_is_loaded_before_it_is_used(code: str) -> None:
    """Neither `import demarche` with its game room nor `--help` loads Numba, SciPy or the parser."""
    asked = "print([one for one in ('numba', 'scipy', 'spacy', 'onnxruntime') if one in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; {asked}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.rstrip().endswith("[]")


def test_every_name_of_the_front_door_is_there() -> None:
    """All that `__all__` promises can be had, and `demarche.game` is the room."""
    assert {name for name in room.__all__ if getattr(room, name, None) is None} == set()
    assert demarche.game is room
    assert callable(demarche.game.solve)
    assert "load_spec" in dir(room)
    with pytest.raises(AttributeError, match="no attribute 'solvent'"):
        _ = room.solvent


def test_no_name_of_the_front_door_is_hidden_by_a_file() -> None:
    """A name that is looked up when it is used is no file of the room: importing the file would stand in its place."""
    folder = Path(str(room.__file__)).parent
    files = {path.stem for path in folder.glob("*.py")} | {path.name for path in folder.iterdir() if path.is_dir()}
    late = {name for names in room._PLACES.values() for name in names}
    assert not late & files


def test_a_game_is_the_same_however_it_is_given(tmp_path: Path) -> None:
    """Path, text, spec and compiled game of one file have one solution; so have a tree's path, text and `Tree`."""
    text = room.template_text("crisis-rounds")
    file = tmp_path / "game.yaml"
    file.write_text(text, "utf-8")
    spec = load_spec(file)
    given = [file, str(file), text, spec, room.compile_spec(spec, {"rounds": 1}), "crisis-rounds"]
    found = [solve(one, set=None if isinstance(one, room.Game) else {"rounds": 1}) for one in given]
    assert len({tuple(plays(one)) for one in found}) == 1
    tree = tmp_path / "tree.txt"
    tree.write_text("\ufeff" + TRADE, "utf-8")
    trees = [solve(one, rationality=2.0) for one in (tree, str(tree), TRADE, read_efg(TRADE))]
    assert len({tuple(plays(one)) for one in trees}) == 1


def test_a_strategic_form_is_solved_as_a_tree() -> None:
    """A Gambit .nfg goes in as well as an .efg."""
    pennies = 'NFG 1 R "pennies" { "A" "B" } { 2 2 }\n\n1 -1 -1 1 -1 1 1 -1\n'
    assert gambit_form(pennies) == "NFG"
    assert plays(solve(pennies, rationality=3.0)) == [pytest.approx((0.5, 0.5)), pytest.approx((0.5, 0.5))]


def test_auto_takes_the_tree_where_it_is_small() -> None:
    """Short games and trees go to the tree's solver, long games and any game with a grid to the belief solver."""
    short, long = load_game("crisis-rounds"), load_game("coercive-crisis")
    assert [choose_solver(short), choose_solver(long), choose_solver(read_efg(TRADE))] == ["tree", "belief", "tree"]
    assert choose_solver(short, "auto", 8) == "belief"
    assert choose_solver(short, "belief") == "belief"


def test_both_solvers_agree() -> None:
    """On a game that both can hold, the outcomes of beliefs and tree differ by less than a thousandth."""
    game = load_game("crisis-rounds", set={"rounds": 2})
    by_tree, by_belief = dict(solve(game, solver="tree").outcomes), dict(solve(game, solver="belief").outcomes)
    assert by_belief == pytest.approx(by_tree, abs=1e-3)


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ("crisis-rounds", {"rationality": 0.0}, "above 0"),
        ("crisis-rounds", {"rationality": [1.0, -1.0]}, "above 0"),
        ("crisis-rounds", {"rationality": float("nan")}, "above 0"),
        ("crisis-rounds", {"solver": "magic"}, "auto or belief or tree"),
        ("crisis-rounds", {"solver": "tree", "grid": 8}, "no grid"),
        ("crisis-rounds", {"set": {"round": 3.0}}, "rounds"),
        (TRADE, {"solver": "belief"}, "this is a tree"),
        (TRADE, {"grid": 8}, "no grid"),
        (TRADE, {"set": {"x": 1.0}}, "no parameters"),
        (TRADE, {"rationality": -2.0}, "above 0"),
        (TRADE[:60], {}, "line"),
        ("coercive-crisis", {"solver": "tree"}, "nodes"),
    ],
)
def test_what_cannot_be_solved_is_said(given: str, options: dict[str, object], words: str) -> None:
    """Wrong λ, solver, grid, parameter or file: one error that names it."""
    with pytest.raises(InputError, match=words):
        solve(given, **options)  # type: ignore[arg-type]


def test_a_missing_file_is_said() -> None:
    """What is neither a file nor a text nor a template is no such file."""
    with pytest.raises(MissingInputError, match=r"absent\.efg"):
        open_game("absent.efg")
    with pytest.raises(InputError, match="compiled game has no parameters"):
        open_game(load_game("crisis-rounds"), set={"rounds": 2.0})
