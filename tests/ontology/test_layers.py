"""A researcher's folder over the ontology: what it adds, and how its faults are told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from demarche.errors import LexiconError
from demarche.ontology import FILES, intensity, load_ontology

PEOPLE = "name\tsurname\taliases\tcountry\tsector\toffice\tstart\tend\n"
NEW = "[CYBER]\ndescription = 'computers'\nquad = 'material conflict'\n"


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def test_names_are_added(tmp_path: Path) -> None:
    """A person, a body and a demonym of one's own are known, within the years of office, beside the package's."""
    found = load_ontology(written(
        tmp_path,
        people_tsv=PEOPLE + "Jaan Kask\t\tJ. Kask\tIGO:BSF\tGOV\thead\t1995\t1999\n",
        bodies_tsv="id\tname\tnames\torgans\nIGO:BSF\tBaltic Sea Forum\tBSF\n",
        former_tsv="name\tnames\tadjectives\tpeople\tcapitals\tcountry\tstart\tend\nGagauzia\t\tGagauz\t\tComrat\tMDA\t1990\n",
    ))  # fmt: skip
    assert [one.country for one in found.find_person("Kask", dt.date(1996, 5, 1))] == ["IGO:BSF"]
    assert found.find_person("Kask", dt.date(2015, 5, 1)) == ()
    assert found.find_person("Willy Brandt")[0].country == "DEU"
    assert [found.gazetteer.find(name).country for name in ("BSF", "Gagauz", "French")] == [  # type: ignore[union-attr]
        "IGO:BSF", "MDA", "FRA",
    ]  # fmt: skip
    assert load_ontology().find_person("Kask") == (), "the package's own ontology is as it was"


def test_types_are_added(tmp_path: Path) -> None:
    """A type takes what it does not say from the one that it is like, and a mode may be added to PLOVER's own."""
    text = NEW + "like = 'ASSAULT'\n[CYBER.modes.deface]\nintensity = -2\n[COERCE.modes.leak]\ndescription = 'x'\n"
    found = load_ontology(written(tmp_path, types_toml=text))
    assert found.own_types["CYBER"].intensity == intensity("ASSAULT")
    assert found.own_types["CYBER"].cameo == ""
    assert found.modes_of("CYBER") == ("deface",)
    assert found.modes_of("COERCE")[-1] == "leak"
    assert found.is_type("CYBER")
    assert not load_ontology().is_type("CYBER")


FAULTS = [
    ("people_tsv", PEOPLE + "A B\t\t\tESP\tGOVT\thead\t1990\n", "line 2", "sector", ""),
    ("people_tsv", PEOPLE + "A B\t\t\tESQ\tGOV\thead\t1990\n", "line 2", "country", ""),
    ("people_tsv", PEOPLE + "A B\t\t\tESP\tGOV\thead\tninety\n", "line 2", "start", ""),
    ("people_tsv", PEOPLE + "A B\t\t\tESP\tGOV\thead\t1990\t1980\n", "line 2", "end", ""),
    ("people_tsv", "name\tcountry\n", "line 1", "", ""),
    ("bodies_tsv", "id\tname\tnames\torgans\nBSF\tBaltic Sea Forum\n", "line 2", "id", ""),
    (
        "offices_tsv",
        "name\tsector\tkind\tbefore_name\tplural\tcountry\nwarden\tGOV\ttitel\n",
        "line 2",
        "kind",
        "title",
    ),
    ("places_tsv", "name\tnames\tcountry\tkind\nNarva\t\tEST\ttown\n", "line 2", "kind", ""),
    ("people_tvs", "", "", "", "people.tsv"),
    ("types_toml", "[CYBRE]\nquad = 'material conflict'\n", "line 1", "type", ""),
    ("types_toml", "[ASSUALT]\ncontext = 'military'\n", "line 1", "type", "ASSAULT"),
    ("types_toml", "[Cyber]\ndescription = 'x'\nquad = 'material conflict'\n", "line 1", "type", ""),
    ("types_toml", "[CYBER]\ndescription = 'x'\nquad = 'material conflit'\n", "line 3", "quad", "material conflict"),
    ("types_toml", NEW + "intensity = -40\n", "line 4", "intensity", ""),
    ("types_toml", NEW + "cameo = '9'\n", "line 4", "cameo", ""),
    ("types_toml", NEW + "like = 'COERSE'\n", "line 4", "like", "COERCE"),
    ("types_toml", NEW + "intensty = -4\n", "line 4", "intensty", "intensity"),
    ("types_toml", NEW + "verb = ['attack']\n", "line 4", "verb", ""),
    ("types_toml", NEW + "[CYBER.modes.Deface]\n", "", "Deface", ""),
    ("types_toml", "[COERCE.modes.seize]\n", "", "seize", ""),
    ("types_toml", "word = 1\n", "line 1", "word", ""),
]


@pytest.mark.parametrize(("name", "text", "line", "field", "meant"), FAULTS)
def test_faults(tmp_path: Path, name: str, text: str, line: str, field: str, meant: str) -> None:
    """A fault names the folder's file, the line and the field, and the known word that was nearly written."""
    with pytest.raises(LexiconError) as caught:
        load_ontology(written(tmp_path, **{name: text}))
    assert f"{tmp_path.name}/{name.replace('_', '.')}" in caught.value.where
    assert line in caught.value.where
    assert caught.value.field == field
    assert not meant or caught.value.mend == f"did you mean '{meant}'?"


def test_files_for_people_are_let_be(tmp_path: Path) -> None:
    """A README beside the tables is no fault; a folder that is not there is one."""
    assert load_ontology(written(tmp_path, README_md="# mine")).own_types == {}
    with pytest.raises(LexiconError, match="no such folder"):
        load_ontology(tmp_path / "nowhere")
    assert len(FILES) == 13
