"""The page on specs: its examples load, and it leaves no key, function, distribution or template out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from demarche.game.checks import check_game
from demarche.game.spec import load_game, spec_schema, template_names, template_text
from demarche.game.spec.terms import FUNCTIONS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "game-spec.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_load(number: int) -> None:
    """Every YAML example of the page is a lawful game."""
    check_game(load_game(EXAMPLES[number]))


def test_every_key_is_explained() -> None:
    """Every key of the schema, function of the language, distribution and template stands on the page."""
    schema = spec_schema()
    keys = set(re.findall(r'"([a-z]+)": \{', json.dumps([one.get("properties", {}) for one in parts(schema)])))
    keys -= {"items", "properties"}
    for word in [
        *keys,
        *FUNCTIONS,
        "where",
        "level",
        "next",
        "previous",
        *schema["$defs"]["parameter"]["anyOf"][1]["properties"]["distribution"]["enum"],
        *template_names(),
    ]:
        assert re.search(rf"\b{word}\b", PAGE), word


def parts(rule: object) -> list[dict[str, object]]:
    if isinstance(rule, list):
        return [found for one in rule for found in parts(one)]
    if isinstance(rule, dict):
        return [rule, *[found for one in rule.values() for found in parts(one)]]
    return []


def test_sources_of_the_templates_are_listed() -> None:
    """Every publication that a template names in brackets is a key of docs/sources.md."""
    listed = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    for name in template_names():
        for key in re.findall(r"\[[A-Z]\w+\]", template_text(name)):
            assert key in listed, f"{name}: {key}"
