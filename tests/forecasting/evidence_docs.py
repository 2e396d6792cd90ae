"""Writes the tables of docs/forecast-evidence.md from `data/moves.toml`: python -m tests.forecasting.evidence_docs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from demarche.forecasting.moves_tables import load_moves, load_roles

PAGE = Path(__file__).parents[2] / "docs" / "forecast-evidence.md"
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


def tables() -> str:
    """Return the tables in Markdown."""
    parts = [_findings(), _silence(), _states(), _statements(), _roles()]
    return "\n".join("\n".join(part) for part in parts)


def _findings() -> Iterator[str]:
    table = load_moves()
    yield f"### Findings (K = {table.loudness:g}, if no other stands below)\n"
    yield "| row | type and mode | by → to | speaks for | weight | why |"
    yield "|---|---|---|---|---|---|"
    for row in table.row:
        modes = "/".join(mode or "none" for mode in row.modes) or "any"
        kind = f"{'/'.join(row.types)}: {modes}" + (f", not {'/'.join(row.not_modes)}" if row.not_modes else "")
        notes = {True: " in a week that is told", False: " without a week"}.get(row.dated, "")  # type: ignore[call-overload]
        notes += {True: ", in the target's country", False: ", elsewhere"}.get(row.there, "")  # type: ignore[call-overload]
        to = f"{'/'.join(row.by)} → {'/'.join(row.to)}{notes}"
        yield f"| `{row.id}` | {kind} | {to} | {', '.join(row.means)} | {row.weight:g} | {row.why} |"
    grades = ", ".join(f"{grade}: {weight:g}" for grade, weight in table.credibility.items())
    yield f"\nCredibility as a weight: {grades}. Status: "
    yield ", ".join(f"{status} {weight:g}" for status, weight in table.status.items()) + "."
    yield f"Where no week is told × {table.undated:g}; on the other side's word alone × {table.rival:g};"
    yield f"by media or parties × {table.partly:g}.\n"


def _silence() -> Iterator[str]:
    yield "### How often a move would be told of\n"
    yield "| stage: move | detection | K | why |"
    yield "|---|---|---|---|"
    for row in load_moves().detection:
        yield f"| {row.stage}: {row.move} | {row.detection:g} | {row.loudness or load_moves().loudness:g} | {row.why} |"
    yield ""


def _states() -> Iterator[str]:
    yield "### What fits a report of the state\n"
    yield "| reported | fits | why |"
    yield "|---|---|---|"
    for row in load_moves().consistent:
        fits = ", ".join(f"{value} {fit:g}" for value, fit in row.fits.items())
        yield f"| {row.variable} = {row.value} | {fits} | {row.why} |"
    yield ""


def _statements() -> Iterator[str]:
    yield "### Statements\n"
    yield "| row | who says what | likelihood by type | why | source |"
    yield "|---|---|---|---|---|"
    for row in load_moves().statement:
        stances = "/".join(stance for stance in row.stances if stance)
        what = f"{row.by}: {', '.join(row.kinds)}" + (f" ({stances})" if stances else "")
        what += f"; to or about {'/'.join(row.about)}" if row.about else ""
        what += f"; with “{'”, “'.join(row.words)}”" if row.words else ""
        what += f"; without “{'”, “'.join(row.not_words)}”" if row.not_words else ""
        factors = ", ".join(f"{kind} {value:g}" for kind, value in row.likelihoods.items())
        yield f"| `{row.id}` | {what} | {factors} | {row.why} | {row.source} |"
    yield ""


def _roles() -> Iterator[str]:
    table = load_roles()
    yield "### What counts for a role\n"
    rows = {
        "challenger against target, findings": table.against,
        "the same, statements": table.said_against,
        "the same, projections": table.foretold,
        "patron, for the target": table.helps,
        "patron, against the challenger": table.opposes,
        "mediator, with each side": table.mediates,
        "by mode": table.modes,
        "least scores": table.floors,
    }
    yield "| for | weights |"
    yield "|---|---|"
    for name, weights in rows.items():
        yield f"| {name} | {', '.join(f'{kind} {weight:g}' for kind, weight in weights.items())} |"
    yield ""


def main() -> None:
    """Write the tables into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
