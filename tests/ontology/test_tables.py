"""The reader of tables: what it takes, and how it names a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import LexiconError
from demarche.ontology.tables import DATA, once, pieces, read_table

COLUMNS = ("name", "year")


def _table(folder: Path, text: str | bytes) -> Path:
    (folder / "t.tsv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_rows_come_in_order_without_comments(tmp_path: Path) -> None:
    """Comments and empty lines are passed over, and lists are split."""
    folder = _table(tmp_path, "# why\nname\tyear\n\nA|B\t1914\n#x\nC\t\n")
    rows = list(read_table("t.tsv", COLUMNS, folder=folder))
    assert [row.many("name") for row in rows] == [("A", "B"), ("C",)]
    assert [row.year("year") for row in rows] == [1914, None]
    assert rows[0].line == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\twhen\nA\t1914\n", "line 1: wrong header"),
        ("name\tyear\nA\t1914\tB\n", "the row has 3 cells"),
        ("", "no header"),
        (b"name\tyear\n\xff\xfe\t1914\n", "not UTF-8"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, text: str | bytes, said: str) -> None:
    """A fault in the file's form names the file and the line."""
    with pytest.raises(LexiconError, match=said) as fault:
        list(read_table("t.tsv", COLUMNS, folder=_table(tmp_path, text)))
    assert "t.tsv" in str(fault.value)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    """A table that is not there is an error of the lexicon, with its path."""
    with pytest.raises(LexiconError, match=r"t\.tsv"):
        list(read_table("t.tsv", COLUMNS, folder=tmp_path))


def test_a_wrong_cell_names_line_and_field(tmp_path: Path) -> None:
    """A fault in a cell names file, line, field, what was wanted and what was got."""
    row = next(read_table("t.tsv", COLUMNS, folder=_table(tmp_path, "name\tyear\n\t19x4\n")))
    with pytest.raises(LexiconError, match=r"t\.tsv, line 2, field name: the cell is empty"):
        row.text("name")
    with pytest.raises(LexiconError, match=r"field year: not a year \(wanted four digits; got 19x4\)"):
        row.year("year")
    with pytest.raises(LexiconError, match="not a number"):
        row.number("year")
    with pytest.raises(LexiconError, match="unknown value"):
        row.choice("year", frozenset({"A"}))
    with pytest.raises(LexiconError, match="not a flag"):
        row.flag("year")


def test_a_key_stands_once(tmp_path: Path) -> None:
    """A key that stands twice is a fault."""
    rows = read_table("t.tsv", COLUMNS, folder=_table(tmp_path, "name\tyear\nA\t1\nA\t2\n"))
    with pytest.raises(LexiconError, match="line 3, field name: stands twice"):
        list(once(rows, "name"))


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.name)
def test_the_tables_keep_their_form(path: Path) -> None:
    """No cell of a table begins or ends with a space, no list has an empty or doubled value."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for cell in line.split("\t"):
            assert cell == cell.strip(), line
            values = cell.split("|")
            assert len(set(values)) == len(values), line
            assert cell == "" or all(values), line


def test_every_table_is_in_the_readme() -> None:
    """The README of the data folder describes each table and each of its columns."""
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    for path in DATA.glob("*.tsv"):
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{path.name}`"))
        header = next(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        assert all(f"`{column}`" in row for column in header.split("\t")), path.name


def test_pieces_are_the_same_for_every_cut() -> None:
    """Accents, full stops, apostrophes and hyphens make no difference; capitals do."""
    assert pieces("Côte d’Ivoire") == pieces("Cote d'Ivoire") == ("Cote", "d", "Ivoire")
    assert pieces("U.S.") == pieces("US") == ("US",)
    assert pieces("Nagorno‑Karabakh") == pieces("Nagorno Karabakh")
    assert pieces("People’s") == (*pieces("People"), *pieces("'s"))
    assert pieces("us") != pieces("US")
    assert pieces("—") == pieces(".") == ()
