"""The documents say what the program does: every command and option, and every example, run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

import demarche
from demarche.cli.app import app

ROOT = Path(__file__).parents[1]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(program: object = None, path: str = "demarche") -> Iterator[tuple[str, object]]:
    """Yield every command below the program with its words; a group, then its commands."""
    for name, command in (program or typer.main.get_command(app)).commands.items():  # type: ignore[attr-defined]
        yield f"{path} {name}", command
        if hasattr(command, "commands"):
            yield from commands(command, f"{path} {name}")


def test_every_command_and_option_is_documented() -> None:
    for words, command in commands():
        assert f"`{words}" in COMMANDS, f"docs/commands.md has nothing on {words}"
        for parameter in command.params:  # type: ignore[attr-defined]
            for option in parameter.opts:
                assert not option.startswith("--") or f"`{option}" in COMMANDS, (
                    f"{words} {option} is not in docs/commands.md"
                )


def test_every_documented_option_exists() -> None:
    known = {o for _, c in commands() for p in c.params for o in p.opts} | {"--version", "--help"}  # type: ignore[attr-defined]
    assert set(re.findall(r"`(--[a-z][a-z-]*)", COMMANDS)) <= known


def test_every_help_starts_with_examples() -> None:
    for words, command in (("demarche", typer.main.get_command(app)), *commands()):
        assert command.help.lstrip().startswith("Examples:"), words  # type: ignore[attr-defined]


def test_every_limit_is_documented() -> None:
    from dataclasses import fields

    from demarche.reading import Limits

    for field in fields(Limits):
        assert f"`{field.name}`" in COMMANDS, field.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_in_the_documents_run(page: Path) -> None:
    failed, _ = doctest.testfile(str(page), module_relative=False)
    assert failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_examples_in_docstrings_run() -> None:
    attempted = 0
    for module in pkgutil.walk_packages(demarche.__path__, "demarche."):
        result = doctest.testmod(importlib.import_module(module.name))
        assert result.failed == 0, module.name
        attempted += result.attempted
    assert attempted > 20


def test_every_source_that_a_docstring_cites_is_listed() -> None:
    """Each key like [Name2000] in the source code stands in docs/sources.md."""
    key = re.compile(r"\[([A-Z][A-Za-z]*\d{4}[a-z]?)\]")
    listed = set(key.findall((ROOT / "docs" / "sources.md").read_text(encoding="utf-8")))
    files = [path for path in (ROOT / "src").rglob("*") if path.suffix in (".py", ".md", ".tsv", ".txt")]
    cited = {found: path.name for path in files for found in key.findall(path.read_text(encoding="utf-8"))}
    assert len(cited) > 2
    assert {found: name for found, name in cited.items() if found not in listed} == {}
