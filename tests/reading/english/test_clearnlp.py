# ruff: noqa: E501 - a case a line reads better
from __future__ import annotations

import pytest

from demarche.reading.english.clearnlp import Tree, is_clearnlp, to_universal

# A word a row: form, UPOS, tag, lemma, head (its number from 1; 0 for the root), ClearNLP relation; then what it becomes.
Row = tuple[str, str, str, str, int, str]
WANTED = list[tuple[str, int, str]]


def converted(rows: list[Row], names: list[tuple[int, int, str]] | None = None) -> WANTED:
    heads = [head - 1 if head else place for place, (*_, head, _) in enumerate(rows)]
    columns = [list(column) for column in zip(*rows, strict=True)]
    words, pos, tags, lemmas, _, deps = columns
    tree = to_universal(Tree(words, pos, tags, lemmas, heads, deps, names or []))
    return [
        (w, 0 if h == i else h + 1, d) for i, (w, h, d) in enumerate(zip(words, tree.heads, tree.deps, strict=True))
    ]


def test_prepositions_hang_on_their_objects() -> None:
    """`landed in Poland`: the place is an oblique of the verb, the preposition its case."""
    rows: list[Row] = [
        ("Troops", "NOUN", "NNS", "troop", 2, "nsubj"), ("landed", "VERB", "VBD", "land", 0, "ROOT"),
        ("in", "ADP", "IN", "in", 2, "prep"), ("Poland", "PROPN", "NNP", "Poland", 3, "pobj"),
    ]  # fmt: skip
    assert converted(rows) == [("Troops", 2, "nsubj"), ("landed", 0, "root"), ("in", 4, "case"), ("Poland", 2, "obl")]


def test_a_chain_of_prepositions_hangs_on_the_last_object() -> None:
    """`withdrew out of Kherson`: both prepositions are the town's case."""
    rows: list[Row] = [
        ("withdrew", "VERB", "VBD", "withdraw", 0, "ROOT"), ("out", "ADP", "IN", "out", 1, "prep"),
        ("of", "ADP", "IN", "of", 2, "prep"), ("Kherson", "PROPN", "NNP", "Kherson", 3, "pobj"),
    ]  # fmt: skip
    assert converted(rows) == [("withdrew", 0, "root"), ("out", 4, "case"), ("of", 4, "case"), ("Kherson", 1, "obl")]


def test_passive_agents_are_agents() -> None:
    """`was seized by rebels`: subject, auxiliary and agent carry the passive."""
    rows: list[Row] = [
        ("Goma", "PROPN", "NNP", "Goma", 3, "nsubjpass"), ("was", "AUX", "VBD", "be", 3, "auxpass"),
        ("seized", "VERB", "VBN", "seize", 0, "ROOT"), ("by", "ADP", "IN", "by", 3, "agent"),
        ("rebels", "NOUN", "NNS", "rebel", 4, "pobj"),
    ]  # fmt: skip
    wanted = [("Goma", 3, "nsubj:pass"), ("was", 3, "aux:pass"), ("seized", 0, "root"), ("by", 5, "case")]
    assert converted(rows) == [*wanted, ("rebels", 3, "obl:agent")]


def test_copulas_hang_on_their_predicates() -> None:
    """`is the leader of Syria` is headed by the leader."""
    rows: list[Row] = [
        ("Assad", "PROPN", "NNP", "Assad", 2, "nsubj"), ("is", "AUX", "VBZ", "be", 0, "ROOT"),
        ("leader", "NOUN", "NN", "leader", 2, "attr"), ("of", "ADP", "IN", "of", 3, "prep"),
        ("Syria", "PROPN", "NNP", "Syria", 4, "pobj"),
    ]  # fmt: skip
    wanted = [("Assad", 3, "nsubj"), ("is", 3, "cop"), ("leader", 0, "root"), ("of", 5, "case"), ("Syria", 3, "nmod")]
    assert converted(rows) == wanted


def test_there_is_stays_a_verb() -> None:
    """`There were talks`: the talks are the subject."""
    rows: list[Row] = [
        ("There", "PRON", "EX", "there", 2, "expl"), ("were", "VERB", "VBD", "be", 0, "ROOT"),
        ("talks", "NOUN", "NNS", "talk", 2, "attr"),
    ]  # fmt: skip
    assert converted(rows) == [("There", 2, "expl"), ("were", 0, "root"), ("talks", 2, "nsubj")]


def test_conjuncts_hang_on_the_first() -> None:
    """`A, B and C`: B and C hang on A, the conjunction on C."""
    rows: list[Row] = [
        ("Iran", "PROPN", "NNP", "Iran", 5, "nsubj"), ("Iraq", "PROPN", "NNP", "Iraq", 1, "conj"),
        ("and", "CCONJ", "CC", "and", 2, "cc"), ("Syria", "PROPN", "NNP", "Syria", 2, "conj"),
        ("met", "VERB", "VBD", "meet", 0, "ROOT"),
    ]  # fmt: skip
    wanted = [("Iran", 5, "nsubj"), ("Iraq", 1, "conj"), ("and", 4, "cc"), ("Syria", 1, "conj"), ("met", 0, "root")]
    assert converted(rows) == wanted


def test_names_of_people_hang_on_their_first_word() -> None:
    """`President Emmanuel Macron`: flat from the first name, the title its description."""
    rows: list[Row] = [
        ("President", "PROPN", "NNP", "President", 3, "compound"), ("Emmanuel", "PROPN", "NNP", "Emmanuel", 3, "compound"),
        ("Macron", "PROPN", "NNP", "Macron", 4, "nsubj"), ("spoke", "VERB", "VBD", "speak", 0, "ROOT"),
    ]  # fmt: skip
    wanted = [("President", 2, "nmod:desc"), ("Emmanuel", 4, "nsubj"), ("Macron", 2, "flat"), ("spoke", 0, "root")]
    assert converted(rows, [(1, 3, "PER")]) == wanted


@pytest.mark.parametrize(
    ("dep", "tag", "wanted"),
    [("dobj", "NN", "obj"), ("poss", "NNP", "nmod:poss"), ("neg", "RB", "advmod"), ("aux", "TO", "mark"), ("aux", "MD", "aux"),
     ("relcl", "VBD", "acl:relcl"), ("prt", "RP", "compound:prt"), ("npadvmod", "NN", "obl:unmarked"), ("acomp", "JJ", "xcomp"),
     ("csubjpass", "VB", "csubj:pass"), ("det", "DT", "det"), ("appos", "NN", "appos")],
)  # fmt: skip
def test_the_other_labels_are_renamed(dep: str, tag: str, wanted: str) -> None:
    """Each ClearNLP label has one name in Universal Dependencies."""
    rows: list[Row] = [("seized", "VERB", "VBD", "seize", 0, "ROOT"), ("x", "NOUN", tag, "x", 1, dep)]
    assert converted(rows)[1] == ("x", 1, wanted)


def test_clearnlp_is_told_by_its_labels() -> None:
    """`pobj` and `dobj` are ClearNLP's alone."""
    assert is_clearnlp(["nsubj", "pobj"])
    assert not is_clearnlp(["nsubj", "obj", "obl"])
