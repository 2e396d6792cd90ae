"""The room's tables keep their documented formats."""

from __future__ import annotations

import pytest

from demarche.errors import LexiconError
from demarche.ontology import body_ids, country_codes, sectors
from demarche.reading.actors.tables import Phrases, nouns, offices, plural_of, rows, word_kinds

SECTOR_COLUMNS = {"offices.tsv": (5, 2), "nouns.tsv": (3, 1)}
KINDS = {
    "forces", "arms", "army", "state", "organ", "people", "rebels", "crowd", "press", "firm", "land", "again", "body",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SECTOR_COLUMNS))
def test_every_sector_is_one_of_the_ontology(name: str) -> None:
    """Sectors of titles and nouns are codes of the ontology, or none."""
    columns, at = SECTOR_COLUMNS[name]
    assert {row[at] for row in rows(name, columns)} <= {*sectors(), "-"}


def test_every_country_is_one_of_the_ontology() -> None:
    """Countries in the tables are ISO 3166 codes or bodies of the ontology."""
    named = {row[3] for row in rows("offices.tsv", 5)} | {row[0] for row in rows("islands.tsv", 2)}
    named |= set(word_kinds("combining.tsv").values()) | {code for row in rows("halves.tsv", 3) for code in row[1:]}
    named |= {code for row in rows("descriptions.tsv", 2) if row[1].startswith("IGO") for code in row[1].split("|")}
    assert named - {"-"} <= country_codes() | body_ids()


def test_every_kind_of_noun_is_documented() -> None:
    """A noun's kind is one of those that the table's head explains."""
    assert {row[2] for row in rows("nouns.tsv", 3)} <= KINDS


def test_a_row_of_the_wrong_width_is_named() -> None:
    """A row with another number of columns than documented is a LexiconError that names file and line."""
    with pytest.raises(LexiconError, match=r"roles\.tsv:\d+"):
        list(rows("roles.tsv", 3))


@pytest.mark.parametrize(
    ("one", "many"),
    [("spokesman", "spokesmen"), ("secretary of state", "secretaries of state"), ("aircraft", "aircraft"),
     ("chief of staff", "chiefs of staff"), ("marsh", "marshes")],
)  # fmt: skip
def test_plurals(one: str, many: str) -> None:
    """The word that names the office takes the plural."""
    assert plural_of(one) == many


def test_the_longest_phrase_wins() -> None:
    """Of phrases that begin together the longest is found, cut at hyphens as the tokeniser cuts."""
    finder: Phrases[str] = Phrases()
    finder.add("secretary", "short")
    finder.add("secretary-general", "long")
    assert finder.at(["secretary", "-", "general"], 0, 3) == (3, "long")
    assert finder.at(["secretary", "-", "general"], 0, 2) == (1, "short")


def test_titles_and_nouns_are_found() -> None:
    """Titles know their plural; nouns of the ontology are found beside the room's own."""
    found = offices().at(["foreign", "ministers"], 0, 2)
    assert found is not None
    assert found[1].plural
    assert found[1].role == "foreign-minister"
    assert nouns().at(["troops"], 0, 1) is not None
