"""What a spec's author is told: each case is a spec that is refused, with the refusal as its last comment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from demarche.errors import InputError, MissingInputError
from demarche.game.spec import load_spec

CASES = sorted((Path(__file__).parents[1] / "golden" / "game-errors").glob("*.yaml"))
MARK = "# Refused:"


def refusal(text: str) -> str:
    with pytest.raises(InputError) as caught:
        load_spec(text)
    return str(caught.value)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden(case: Path) -> None:
    """Every refusal reads as written in tests/golden/game-errors (remade with DEMARCHE_REMAKE_GOLDEN=1)."""
    spec, _, told = case.read_text(encoding="utf-8").partition(MARK)
    found = refusal(spec)
    if os.environ.get("DEMARCHE_REMAKE_GOLDEN"):
        case.write_text(f"{spec}{MARK} {found}\n", encoding="utf-8")
    else:
        assert found == told.strip()


def test_every_refusal_names_its_line() -> None:
    """A refusal names the line, but for files that have none."""
    for case in CASES:
        told = case.read_text(encoding="utf-8").partition(MARK)[2]
        assert ", line " in told or case.stem == "empty", case.stem


def test_aliases_unfold_within_limits() -> None:
    """A file of a few lines that unfolds to millions of values is refused at once."""
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "unfolds to too many values" in refusal("\n".join(lines))


def test_an_alias_cannot_hold_itself() -> None:
    """An alias inside what it names is refused."""
    assert "names nothing complete" in refusal("title: &a\n  - *a\n")


def test_depth_is_limited() -> None:
    """A file nested ten thousand deep is refused, not a crash."""
    assert "nested too deeply" in refusal("title: " + "[" * 10_000 + "]" * 10_000 + "\n")


@pytest.mark.parametrize(
    "text", ["1 " + "+ 1 " * 400, "-" * 150 + "1", "(" * 250 + "1" + ")" * 250, "9 ** 9 ** 9 ** 9"]
)
def test_expressions_are_limited(text: str) -> None:
    """An expression that is deep, or whose value overflows, is refused with its place."""
    spec = (CASES[0].parent / "unknown-key.yaml").read_text(encoding="utf-8").replace("whan", "when")
    assert "field flows.sender" in refusal(spec.replace("-0.01 * (posture == massed)", f"'{text}'"))


def test_size_is_limited(tmp_path: Path) -> None:
    """A file of more than a megabyte is refused before it is parsed."""
    path = tmp_path / "large.yaml"
    path.write_text("title: x\n" + "# filler\n" * 200_000, encoding="utf-8")
    with pytest.raises(InputError, match="too large"):
        load_spec(path)


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    """A file that is not UTF-8 is refused, with the byte."""
    path = tmp_path / "latin.yaml"
    path.write_bytes("title: Démarche\n".encode("latin-1"))
    with pytest.raises(InputError, match="byte 8"):
        load_spec(path)


def test_control_characters_are_refused(tmp_path: Path) -> None:
    """A file with a null byte in it is refused as no YAML."""
    path = tmp_path / "null.yaml"
    path.write_bytes(b"title: a\x00b\n")
    with pytest.raises(InputError, match="no YAML"):
        load_spec(path)


def test_a_missing_file_is_named() -> None:
    """A path to nothing is a missing input, and names the path."""
    with pytest.raises(MissingInputError, match=r"nowhere\.yaml"):
        load_spec("nowhere.yaml")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder is no spec."""
    with pytest.raises(InputError, match="cannot be read"):
        load_spec(tmp_path)


def test_a_game_beyond_memory_is_refused() -> None:
    """A game whose arrays would not fit is refused before they are made."""
    spec = """
calendar: {periods: 5000}
players: {one: }
variables: {a: {from: 0, to: 999}, b: {from: 0, to: 99}}
order: [{player: one, moves: {up: {when: a < 999, then: {a: a + 1}}, side: {when: b < 99, then: {b: b + 1}}, stay: }}]
"""
    assert "does not fit in memory" in refusal(spec)
