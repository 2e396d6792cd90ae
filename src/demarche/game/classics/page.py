"""The page of a classic in the documentation: written from the catalogue, so that its numbers are the program's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from demarche.game.classics.catalogue import classics
from demarche.game.classics.classic import Classic, ClassicResult

SLOT = re.compile(r"\{\{([^|}]+)\|([^}]*)\}\}")


def classic_page(classic: Classic) -> str:
    """
    Return the page as Markdown: story, game, parameters, result, numbers, known numbers, commands.

    Parameters
    ----------
    classic : Classic

    Returns
    -------
    str
    """
    solved = classic.solve()
    parts = [
        f"# {classic.title}",
        f"`{classic.name}` · source: [{classic.source}](../sources.md)",
        "## The story",
        classic.story,
        "## The game",
        f"```text\n{classic.picture}\n```",
        "## Parameters",
        _table(("name", "symbol", "default", "domain", "meaning"), _parameter_rows(classic)),
        "## What it says",
        fill(classic.result, solved.flat()),
        "## Numbers at the defaults",
        *([f"Case: {solved.regime}."] if solved.regime else []),
        *_numbers(classic, solved),
        *(f"*{note[0].upper()}{note[1:]}.*" for note in solved.notes),
        *_known_section(classic),
        "## What to try",
        "\n".join("- `{}`: {}".format(*one.split(" — ", 1)) for one in classic.suggestions),
    ]
    return "\n\n".join(parts) + "\n"


def index_page() -> str:
    """Return the list of all classics as Markdown."""
    rows = [(f"[`{one.name}`]({one.name}.md)", one.title, f"[{one.source}](../sources.md)") for one in classics()]
    head = (
        "# Classics\n\nModels of the literature, ready to be solved at any parameters: `demarche game classics` lists "
        "them, "
        "`demarche game classics NAME --set SYMBOL=VALUE` solves one and prints what was known before beside it. In "
        'Python: `load_classic("fearon1995").solve(p=0.6)`. Those that are finite trees can be had as such, too '
        "(`load_classic(…).tree()`).\n\nThese pages are written by the program from its catalogue "
        "(`python -m demarche.game.classics.page docs/classics`), and a test holds them to it.\n\n"
    )
    return head + _table(("name", "model", "source"), rows) + "\n"


def write_pages(folder: Path) -> list[Path]:
    """Write all pages and the index into a folder, and return their paths."""
    pages = {"README.md": index_page(), **{f"{one.name}.md": classic_page(one) for one in classics()}}
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


def fill(text: str, values: Mapping[str, float]) -> str:
    """
    Put numbers into a text.

    Examples
    --------
    >>> fill("war has {{war|.2f}}", {"war": 0.4})
    'war has 0.40'
    """
    return SLOT.sub(
        lambda slot: format(abs(values[slot[1]]) if values[slot[1]] == 0 else values[slot[1]], slot[2]), text
    )


def _parameter_rows(classic: Classic) -> Iterator[tuple[str, ...]]:
    for one in classic.parameters:
        yield one.name, f"`{one.symbol}`", f"{one.default:g}", str(one.domain), one.meaning


def _numbers(classic: Classic, solved: ClassicResult) -> Iterator[str]:
    """Yield the tables: what holds in any equilibrium, then the equilibria side by side."""
    if solved.quantities:
        rows = [(name, figure(value), classic.meanings.get(name, "")) for name, value in solved.quantities.items()]
        yield _table(("quantity", "value", "meaning"), rows)
    if solved.equilibria:
        names = list(dict.fromkeys(name for one in solved.equilibria for name in one.quantities))
        head = ("quantity", *(one.name for one in solved.equilibria), "meaning")
        yield _table(head, [_side_by_side(name, classic, solved) for name in names])


def _side_by_side(name: str, classic: Classic, solved: ClassicResult) -> tuple[str, ...]:
    cells = (figure(one.quantities[name]) if name in one.quantities else "" for one in solved.equilibria)
    return name, *cells, classic.meanings.get(name, "")


def _known_section(classic: Classic) -> Iterator[str]:
    rows = []
    for block in classic.known:
        ours = classic.solve(block.parameters).flat()
        symbols = {one.name: one.symbol for one in classic.parameters}
        at = ", ".join(f"{symbols[name]} = {value:g}" for name, value in block.parameters.items()) or "the defaults"
        rows += [(at, name, figure(ours[name]), f"{value:.10g}", block.where) for name, value in block.values.items()]
    if rows:
        yield "## Known numbers"
        yield _table(("at", "quantity", "ours", "known", "from"), rows)


def figure(value: float) -> str:
    """Return a number with eight decimals, without trailing zeros."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


if __name__ == "__main__":
    import sys

    write_pages(Path(sys.argv[1]))
