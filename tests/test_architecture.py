"""The house rules: which way imports run, front doors, the size of files, and who may catch everything."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "demarche"
ROOMS = ["errors", "record", "ontology", "reading", "weighing", "game", "forecasting", "briefing", "pipeline", "python",
         "cli"]  # fmt: skip
"""Lower rooms first: a room may import the rooms before it, and nothing else of the project."""
NEVER_TOGETHER = [("ontology", "record"), ("weighing", "reading"), ("game", "reading"), ("game", "weighing")]
"""Ontology is tables alone: it does not know the record. Reading, weighing and the game do not know one another."""
SUBROOMS = ["trace", "pages", "english", "dates", "actors", "clauses", "secondopinion", "tagger", "events",
            "statements", "projections", "explain", "endpoint"]  # fmt: skip
"""Inside reading; the same rule."""
CONNECTS = SOURCE / "reading" / "endpoint" / "exchange.py"
LINES_A_FILE = 400
BAD_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc"}


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield dotted names; `from a.b import c` gives a.b, and a.b.c where c is a module there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            folder = SOURCE.parent.joinpath(*node.module.split("."))
            inside = (alias.name for alias in node.names if alias.name not in exported(folder))
            yield from (f"{node.module}.{name}" for name in inside if is_module(folder / name))


def is_module(path: Path) -> bool:
    return path.with_suffix(".py").exists() or path.is_dir()


@cache
def exported(folder: Path) -> frozenset[str]:
    """The names in a package's `__all__`: a function may have the name of the file that it stands in."""
    door = folder / "__init__.py"
    if not door.exists():
        return frozenset()
    for node in ast.walk(ast.parse(door.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            return frozenset(ast.literal_eval(node.value))
    return frozenset()


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def test_imports_run_one_way() -> None:
    """A room imports only the rooms before it."""
    for path, tree in modules():
        room = room_of(path)
        if room == "__init__":
            continue
        for name in imported(tree):
            parts = name.split(".")
            if parts[0] != "demarche" or len(parts) < 2 or parts[1] == room:
                continue
            assert parts[1] in ROOMS, f"{path}: {name} is no room"
            assert ROOMS.index(parts[1]) < ROOMS.index(room), f"{path} imports {name}, a later room"
            assert (room, parts[1]) not in NEVER_TOGETHER, f"{path} imports {name}"


def test_rooms_are_entered_by_the_front_door() -> None:
    """From outside, a room is imported as `demarche.room`, never as a file inside it."""
    for path, tree in modules():
        room = room_of(path)
        for name in imported(tree):
            parts = name.split(".")
            if parts[0] == "demarche" and len(parts) > 2 and parts[1] != room:
                pytest.fail(f"{path} imports {name}, past the front door of {parts[1]}")


def test_subrooms_of_reading_run_one_way() -> None:
    """Inside reading, a sub-room imports only those before it, by their front doors."""
    for path, tree in modules():
        parts = path.relative_to(SOURCE).parts
        if parts[0] != "reading" or parts[1] not in SUBROOMS:
            continue
        for name in imported(tree):
            names = name.split(".")
            if names[:2] != ["demarche", "reading"] or len(names) < 3 or names[2] == parts[1]:
                continue
            assert SUBROOMS.index(names[2]) < SUBROOMS.index(parts[1]), f"{path} imports {name}, a later sub-room"
            assert len(names) == 3, f"{path} imports {name}, past the front door"


def test_files_are_small_and_named_by_nouns() -> None:
    """No file outgrows 400 lines, and none has a name that says nothing."""
    for path, _ in modules():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= LINES_A_FILE, f"{path} has {lines} lines: is there a second room inside?"
        assert path.stem not in BAD_NAMES, path


def test_everything_is_caught_at_the_top_alone() -> None:
    """`except Exception` stands at the top of the command line and at the border of one report, nowhere else."""
    border = (SOURCE / "reading" / name for name in ("reader.py", "model_reader.py"))
    allowed = {SOURCE / "cli" / "__init__.py", *border}
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and path not in allowed:
                caught = node.type
                assert caught is not None, f"{path}:{node.lineno} catches everything"
                names = {n.id for n in ast.walk(caught) if isinstance(n, ast.Name)}
                assert not names & {"Exception", "BaseException"}, f"{path}:{node.lineno} catches {names}"


def test_nothing_reaches_for_the_network_or_the_clock() -> None:
    """
    Below the pipeline nobody asks what time it is (a stopwatch for limits apart), and nobody opens a connection but the
    one file that asks a model when told to.
    """
    forbidden = {"socket", "urllib.request", "http.client", "requests", "httpx"}
    for path, tree in modules():
        names = set(imported(tree)) - ({"httpx", "socket"} if path == CONNECTS else set())
        assert not names & forbidden, f"{path} imports {names & forbidden}"
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}:
                pytest.fail(f"{path}:{node.lineno} reads the clock")
