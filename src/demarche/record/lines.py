"""
Readings in and out: JSON Lines (the contract's form), CSV and Parquet of the events.

JSON Lines hold a reading or a refusal a line, in input order. CSV and Parquet hold the events, a row each; the
statements and projections go beside them as `NAME.statements.csv` and `NAME.projections.csv` (or `.parquet`).
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from demarche.errors import InputError
from demarche.record.model import Reading, Refused
from demarche.record.tables import COLUMNS, Row, event_row, projection_row, statement_row


class _RefusedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    refused: Refused


_READING = msgspec.json.Decoder(Reading)
_REFUSED = msgspec.json.Decoder(_RefusedLine)
_ENCODER = msgspec.json.Encoder()


def line_of(item: Reading | Refused) -> bytes:
    """Return one line of JSON, its line end included."""
    return _ENCODER.encode(_RefusedLine(item) if isinstance(item, Refused) else item) + b"\n"


def write_lines(items: Iterable[Reading | Refused], stream: IO[bytes]) -> None:
    """Write readings and refusals as JSON Lines, one at a time."""
    for item in items:
        stream.write(line_of(item))


def read_lines(path: str | Path) -> Iterator[Reading | Refused]:
    """
    Yield the readings and refusals of a JSON Lines file (`.gz` too).

    Raises
    ------
    InputError
        Naming file and line, if a line is neither.
    """
    opener: Any = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield _item(line, f"{path}, line {number}")


def write_csv(readings: Iterable[Reading], path: Path) -> list[Path]:
    """Write events to `path`, statements and projections beside it, row by row; return the paths written."""
    paths = companion_paths(path)
    streams = [open(one, "w", encoding="utf-8", newline="") for one in paths]  # noqa: SIM115 - closed below
    try:
        writers = [csv.DictWriter(s, list(COLUMNS[kind])) for s, kind in zip(streams, COLUMNS, strict=True)]
        for writer in writers:
            writer.writeheader()
        for reading in readings:
            for writer, rows in zip(writers, _rows(reading), strict=True):
                writer.writerows(rows)
    finally:
        for stream in streams:
            stream.close()
    return paths


def write_parquet(readings: Iterable[Reading], path: Path) -> list[Path]:
    """Write events to `path`, statements and projections beside it; return the paths written."""
    from demarche.record.tables import events_table, projections_table, statements_table

    kept, paths = list(readings), companion_paths(path)
    for make, one in zip((events_table, statements_table, projections_table), paths, strict=True):
        make(kept).write_parquet(one)
    return paths


def companion_paths(path: Path) -> list[Path]:
    """Return the paths of the events', statements' and projections' tables."""
    return [path, *(path.with_name(f"{path.stem}.{kind}{path.suffix}") for kind in ("statements", "projections"))]


def _rows(reading: Reading) -> tuple[list[Row], list[Row], list[Row]]:
    report = reading.report
    return (
        [event_row(report, item) for item in reading.events],
        [statement_row(report, item) for item in reading.statements],
        [projection_row(report, item) for item in reading.projections],
    )


def _item(line: bytes, where: str) -> Reading | Refused:
    try:
        if b'"refused"' in line[:40]:
            return _REFUSED.decode(line).refused
        return _READING.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise InputError("not a line of readings", where=where, wanted="a reading or a refusal", got=str(exc)) from exc
