"""The record as flat tables, a row an item: what leaves as Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from demarche.errors import InputError
from demarche.record.grid import claim_grid
from demarche.record.tables import Row, event_row
from demarche.record.weighed import Record

if TYPE_CHECKING:
    import polars


def record_table(kind: str, record: Record) -> polars.DataFrame:
    """
    Return a table of the record.

    Parameters
    ----------
    kind : str
        `findings` (a row a finding), `mentions` (a row a mention, its sentence with it), `conflicts` (a row a value of
        a field in conflict) or `grid` (a row a finding and report).
    record : Record
        The record.

    Raises
    ------
    InputError
        If there is no such kind.
    """
    if kind not in _TABLES:
        raise InputError("there is no such table", field="kind", wanted=", ".join(_TABLES), got=kind)
    import polars

    return polars.DataFrame(list(_TABLES[kind](record)), infer_schema_length=None)


def _findings(record: Record) -> Iterator[Row]:
    reports = {report.id: report for report in record.reports}
    for one in record.findings:
        row = event_row(reports[one.mentions[0].report], one.event)
        yield {
            "finding": one.id,
            "status": one.status,
            "mentions": len(one.mentions),
            "reports": len({mention.report for mention in one.mentions}),
            "origins": one.origins,
            "credibility": one.credibility,
            "why": one.why,
            **row,
        }


def _mentions(record: Record) -> Iterator[Row]:
    reports = {report.id: report for report in record.reports}
    for finding, mention in record.mentions():
        row = event_row(reports[mention.report], mention.told)
        yield {"finding": finding.id, "origin": mention.origin, **row}


def _conflicts(record: Record) -> Iterator[Row]:
    for finding in record.findings:
        for conflict in finding.conflicts:
            for value in conflict.values:
                mentions = ";".join(value.mentions)
                yield {"finding": finding.id, "field": conflict.field, "value": value.value, "mentions": mentions}


def _grid(record: Record) -> Iterator[Row]:
    for row in claim_grid(record):
        for cell in row:
            fields, mentions = ";".join(cell.fields), ";".join(cell.mentions)
            yield {
                "finding": cell.finding,
                "report": cell.report,
                "answer": cell.answer,
                "fields": fields,
                "mentions": mentions,
            }


_TABLES: dict[str, Callable[[Record], Iterator[Row]]] = {
    "findings": _findings,
    "mentions": _mentions,
    "conflicts": _conflicts,
    "grid": _grid,
}


def write_record(record: Record, path: Path, form: str) -> dict[str, Path]:
    """
    Write a record as `json`, or as `csv` or `parquet` tables; return the files by what they hold.

    As tables, `path` holds the findings, and `.mentions`, `.conflicts` and `.grid` stand beside it; the last leaves out
    the cells of reports that are silent.
    """
    if form == "json":
        path.write_bytes(msgspec.json.encode(record) + b"\n")
        return {"record": path}
    written = {}
    for kind in _TABLES:
        table = record_table(kind, record)
        if kind == "grid" and table.width:
            table = table.filter(~table["answer"].is_in(["silent", "before"]))
        written[kind] = path if kind == "findings" else path.with_name(f"{path.stem}.{kind}{path.suffix}")
        if form == "csv":
            table.write_csv(written[kind])
        else:
            table.write_parquet(written[kind])
    return written
