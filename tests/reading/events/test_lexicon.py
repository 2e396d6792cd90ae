"""The lexicon: broad, valid, layered, and clear about its faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from demarche.errors import LexiconError
from demarche.ontology import cameo_codes, modes_of, plover_contexts
from demarche.reading.events import load_lexicon

HEADER = "lemmas\tframe\ttype\tmode\tcameo\tcontext\tsources\ttargets\n"


def test_breadth() -> None:
    """At least 900 verbs and 450 nouns name events, and each of the 16 types has both."""
    lexicon = load_lexicon()
    verbs = {lemma for lemma, found in lexicon.verbs.items() if any(one.type for one in found)}
    nouns = {lemma for lemma, found in lexicon.nouns.items() if any(one.type for one in found)}
    assert len(verbs) >= 900
    assert len(nouns) >= 450
    for table in (lexicon.verbs, lexicon.nouns):
        assert len({one.type for found in table.values() for one in found if one.type}) == 16


def test_codes_are_valid() -> None:
    """Every pattern has a CAMEO code, and a mode and a context that the ontology knows."""
    lexicon = load_lexicon()
    patterns = [
        one for table in (lexicon.verbs, lexicon.nouns) for found in table.values() for one in found if one.type
    ]
    for one in patterns:
        assert one.cameo in cameo_codes(), one.line
        assert one.mode is None or one.mode in modes_of(str(one.type)), one.line
        assert one.context in plover_contexts(), one.line


def test_most_specific_first() -> None:
    """A lemma's patterns stand in the order in which they are tried."""
    for found in load_lexicon().verbs.values():
        assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)


FAULTS = [
    (HEADER + "bomb\tobj\tASSALT\t\t190\n", "verbs.tsv, line 2", "type"),
    (HEADER + "# a comment\nbomb\tobj\tASSAULT\t\t999\n", "verbs.tsv, line 3", "cameo"),
    (HEADER + "bomb\tobj\tASSAULT\tpolite\t190\n", "verbs.tsv, line 2", "mode"),
    (HEADER + "bomb\tobj\tASSAULT\t\t190\tnonsense\n", "verbs.tsv, line 2", "context"),
    (HEADER + "bomb\tobj=@nosuch\tASSAULT\t\t190\n", "verbs.tsv, line 2", "frame"),
    (HEADER + "bomb\tobj=\tASSAULT\t\t190\n", "verbs.tsv, line 2", "frame"),
    (HEADER + "bomb\twith\tASSAULT\t\t190\n", "verbs.tsv, line 2", "frame"),
    (HEADER + "bomb\troles=many\tASSAULT\t\t190\n", "verbs.tsv, line 2", "frame"),
    (HEADER + "bomb\tobj\tASSAULT\t\t190\t\tSUBJ!\n", "verbs.tsv, line 2", "sources"),
    (HEADER + ",\tobj\tASSAULT\t\t190\n", "verbs.tsv, line 2", "lemmas"),
    (HEADER + "\t".join("abcdefghij") + "\n", "verbs.tsv, line 2", "targets"),
    ("lemma\tframe\n", "verbs.tsv, line 1", "header"),
]


@pytest.mark.parametrize(("content", "where", "field"), FAULTS)
def test_faults_of_patterns(tmp_path: Path, content: str, where: str, field: str) -> None:
    """A fault names its file, line and field."""
    (tmp_path / "verbs.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(tmp_path)
    assert caught.value.where == f"{tmp_path.name}/{where}"
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("name", "content", "field"),
    [
        ("classes.tsv", "class\twords\nnew\ta, @nosuch\n", "words"),
        ("operators.tsv", "lemmas\tframe\teffect\nbomb\t\texplode\n", "effect"),
        ("types.toml", "[WAR]\ncontext = 'military'\n", "type"),
        ("types.toml", "[AGREE]\ncontext = 'nonsense'\n", "context"),
        ("types.toml", "[AGREE]\ncontext = 'military'\nhalted = 'NOTHING'\n", "halted"),
        ("types.toml", "[AGREE\n", ""),
    ],
)
def test_faults_of_other_tables(tmp_path: Path, name: str, content: str, field: str) -> None:
    """Classes, operators and types are checked too."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_lexicon(tmp_path)
    assert name in caught.value.where
    assert caught.value.field == field


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    with pytest.raises(LexiconError, match="no such folder"):
        load_lexicon(tmp_path / "nowhere")


def test_layer(tmp_path: Path) -> None:
    """A researcher's pattern is tried before the package's, and a class of the same name is added to."""
    (tmp_path / "verbs.tsv").write_text(HEADER + "bomb\tobj\tPROTEST\tdemo\t141\n", encoding="utf-8")
    (tmp_path / "classes.tsv").write_text("class\twords\nleisure\tcasino\n", encoding="utf-8")
    mine, ours = load_lexicon(tmp_path), load_lexicon()
    assert mine.verbs["bomb"][0].type == "PROTEST"
    assert mine.verbs["bomb"][1:] == ours.verbs["bomb"]
    assert mine.classes["leisure"] == ours.classes["leisure"] | {"casino"}
    assert mine.nouns == ours.nouns or set(mine.nouns) == set(ours.nouns)
