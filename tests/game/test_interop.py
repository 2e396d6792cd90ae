"""Gambit's formats: every way of writing a tree that Gambit takes, and errors that say where and what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game.interop import read_efg, read_nfg, tree_of_bimatrix, write_efg
from demarche.game.interop.efg_writer import exact_probabilities

HEAD = 'EFG 2 R "t" { "A" "B" }\n'
GOOD = (
    HEAD + '"said \\"once\\"; a back\\\\slash"\n'
    'c "" 1 "draw" { "x" 1/3 "y" 0.333333 "z" .333334 } 0\n'
    'p "" 1 4 "one" { "l" "r" } 7 "toll" { -1, 1/2 }\n'
    't "" 1 "war" { 1e2 -2.5 }\n'
    't "" 2 "peace" { 3, 4, }\n'
    "p 1 4 0\n"
    't "" 1\n'
    't "" 0\n'
    't "" 2 "peace" { 3 4 }\n'
)


def test_what_is_said_once_need_not_be_said_again() -> None:
    """Labels, actions and payoffs may stand at the first appearance alone; numbers come in every form."""
    tree = read_efg(GOOD)
    assert tree.comment == 'said "once"; a back\\slash'
    assert len(tree.infosets) == 1
    assert (tree.infosets[0].number, tree.infosets[0].actions) == (4, ("l", "r"))
    assert tree.payoffs[2].tolist() == tree.payoffs[5].tolist() == [100.0, -2.5]
    assert tree.payoffs[1].tolist() == [-1.0, 0.5]  # paid on the way
    assert tree.outcomes == ("war", "peace")
    assert tree.outcome.tolist() == [-1, -1, 0, 1, -1, 0, -1, 1]
    assert tree.chance[[1, 4, 7]].sum() == pytest.approx(1, abs=1e-15)


def test_line_ends_and_marks_of_windows(tmp_path: Path) -> None:
    """A byte order mark and Windows' line ends change nothing."""
    path = tmp_path / "g.efg"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_efg(path).infosets == read_efg(GOOD).infosets


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hello\n", ["line 1, column 1", "no extensive game", "EFG 2 R"]),
        ('NFG 1 R "x" { "a" "b" }\n', ["no extensive game", "read_nfg"]),
        ('EFG 1 R "x" { "a" }\n', ["version", "wanted 2"]),
        (HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 0\n', ["line 4", "cut off: branch 2", "the end of the file"]),
        (HEAD + 'p "" 1 1 "" { "l" "r', ["line 2, column 19", "never closed"]),
        (HEAD + 't "" 1 "x" { 1 }\n', ["line 2, column 12", "wrong number of payoffs", "wanted 2", "got 1"]),
        (HEAD + 't "" 1 "x" { 1 2 3 }\n', ["wrong number of payoffs", "got 3"]),
        (HEAD + 't "" 1 "x" { 1 NaN }\n', ["column 16", "got NaN"]),
        (HEAD + 't "" 1 "x" { 1 1/0 }\n', ["got 1/0"]),
        (HEAD + 't "" 1 "x" { 1 1e999 }\n', ["too large"]),
        (HEAD + 't "" 5\n', ["outcome 5 has not been said"]),
        (HEAD + 'p "" 3 1 "" { "l" } 0\nt "" 0\n', ["no such player", "1 to 2", "got 3"]),
        (HEAD + 'p "" 1 1 0\n', ["no actions where it first appears"]),
        (HEAD + 'c "" 1 "" { "x" 0.5 "y" 0.4 } 0\nt "" 0 t "" 0\n', ["line 2", "do not sum to 1", "got 0.9"]),
        (HEAD + 'c "" 1 "" { "x" 1.5 "y" -0.5 } 0\nt "" 0 t "" 0\n', ["below 0"]),
        (
            HEAD + 'p "" 1 1 "" { "l" "r" } 0\np "" 2 1 "" { "a" "b" } 0\nt "" 0 t "" 0\n'
            'p "" 2 1 "" { "a" "b" "c" } 0\nt "" 0 t "" 0 t "" 0\n',
            ["line 5", "another number of actions"],
        ),
        (
            HEAD + 'p "" 1 1 "" { "l" "r" } 0\nt "" 1 "x" { 1 2 }\nt "" 1 "x" { 1 3 }\n',
            ["line 4", "paid otherwise before", "wanted 1 2", "got 1 3"],
        ),
        (
            HEAD + 'p "" 1 1 "" { "l" "r" } 0\np "" 1 1 0\nt "" 0 t "" 0\nt "" 0\n',
            ["line 3", "twice on one path"],
        ),
        (
            HEAD + 'p "" 1 1 "" { "l" "r" } 0\np "" 1 2 "" { "a" "b" } 0\nt "" 0 t "" 0\np "" 1 2 0\nt "" 0 t "" 0\n',
            ["line 5", "does not remember"],
        ),
        (HEAD + 't "" 0\nt "" 0\n', ["line 3", "the file goes on"]),
        (HEAD, ["there is no node"]),
    ],
)
def test_errors_say_where_and_what(text: str, parts: list[str]) -> None:
    """A broken file is refused with line, column, what was wanted and what was got."""
    with pytest.raises(InputError) as caught:
        read_efg(text)
    for part in parts:
        assert part in str(caught.value)


def test_no_such_file(tmp_path: Path) -> None:
    """A path that is not there, a folder and a file that is no text are each named."""
    for path in (tmp_path / "none.efg", tmp_path):
        with pytest.raises(InputError, match=tmp_path.name):
            read_efg(path)
    (tmp_path / "b.efg").write_bytes(b"EFG\xff\x00")
    with pytest.raises(InputError, match="no text"):
        read_efg(tmp_path / "b.efg")


def test_thousands_of_levels_are_read_and_written() -> None:
    """Reading and writing a path of 6,000 nodes needs no recursion."""
    step = 'p "" 1 {0} "" {{ "stop" "go" }} 0\nt "" 0\n'
    text = 'EFG 2 R "deep" { "a" }\n' + "".join(step.format(number) for number in range(1, 3_001)) + 't "" 0\n'
    tree = read_efg(text)
    assert len(tree.infoset) == 6_001
    assert read_efg(write_efg(tree)).parent.tolist() == tree.parent.tolist()


@pytest.mark.parametrize("shares", [[1 / 3] * 3, [0.1] * 10, [0.3, 0.2, 0.3, 0.2], [1e-9, 1 - 1e-9], [1 / 7] * 7])
def test_written_chance_sums_to_exactly_one(shares: list[float]) -> None:
    """Gambit wants fractions that sum to 1 without rounding; each stays the number that it was."""
    exact = exact_probabilities(shares)
    assert sum(exact) == 1
    assert [float(one) for one in exact] == pytest.approx(shares, rel=1e-15)


def test_strategic_form() -> None:
    """In `.nfg` the first player's strategy changes fastest; outcomes and payoffs say the same."""
    by_payoffs = read_nfg('NFG 1 R "g" { "a" "b" } { { "u" "d" } { "l" "r" } } "c" 1 5 2 6 3 7 4 8')
    by_outcomes = read_nfg(
        'NFG 1 R "g" { "a" "b" } { 2 2 } { { "" 1, 5 } { "" 2, 6 } { "" 3, 7 } { "" 4, 8 } } 1 2 3 4'
    )
    table = tree_of_bimatrix([[1, 3], [2, 4]], [[5, 7], [6, 8]])
    assert np.array_equal(by_payoffs.payoffs, table.payoffs)
    assert np.array_equal(by_outcomes.payoffs, table.payoffs)
    assert by_payoffs.infosets[0].actions == ("u", "d")
    with pytest.raises(InputError, match="the table needs 8"):
        read_nfg('NFG 1 R "g" { "a" "b" } { 2 2 } 1 2 3')
    with pytest.raises(InputError, match="finite"):
        tree_of_bimatrix([[float("nan")]], [[1.0]])
    with pytest.raises(InputError, match="same shape"):
        tree_of_bimatrix([[1.0, 2.0]], [[1.0]])


def test_repeated_labels_are_told_apart() -> None:
    """Gambit refuses two sets of a player with one label: the second is written with its number."""
    text = 'EFG 2 R "l" { "a" } p "" 1 1 "x" { "l" "r" } 0 p "" 1 2 "x" { "l" "r" } 0 t "" 0 t "" 0 t "" 0'
    assert [one.label for one in read_efg(write_efg(read_efg(text))).infosets] == ["x", "x #2"]
