"""
Readings as files of tables, CSV or Parquet: events in the file that was named, the rest beside it.

`events.csv` comes with `events.statements.csv`, `events.projections.csv` and `events.reports.csv`; the last holds a row
a report, what was refused included. Rows are written as they come, so that memory stays bounded.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from demarche.record.model import Reading, Refused
from demarche.record.tables import COLUMNS, Row, frame_of, rows_of

_ROWS_A_PART = 50_000  # rows of one kind held in memory before they go to disk, about 50 MB


def write_csv(items: Iterable[Reading | Refused], path: Path) -> list[Path]:
    """Write the four tables as CSV; return the paths written, `path` first."""
    paths = table_paths(path)
    with ExitStack() as stack:
        streams = [stack.enter_context(one.open("w", encoding="utf-8", newline="")) for one in paths.values()]
        writers = {kind: csv.DictWriter(s, list(COLUMNS[kind])) for kind, s in zip(paths, streams, strict=True)}
        for writer in writers.values():
            writer.writeheader()
        for item in items:
            for kind, rows in rows_of(item).items():
                writers[kind].writerows(rows)
    return list(paths.values())


def write_events_csv(items: Iterable[Reading | Refused], stream: IO[str]) -> None:
    """Write the events alone as CSV, for standard output."""
    writer = csv.DictWriter(stream, list(COLUMNS["events"]))
    writer.writeheader()
    for item in items:
        writer.writerows(rows_of(item)["events"])


def write_parquet(items: Iterable[Reading | Refused], path: Path) -> list[Path]:
    """Write the four tables as Parquet; return the paths written, `path` first."""
    paths = table_paths(path)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".demarche-") as folder:
        parts = {kind: _Parts(kind, Path(folder)) for kind in paths}
        for item in items:
            for kind, rows in rows_of(item).items():
                parts[kind].extend(rows)
        for kind, one in paths.items():
            parts[kind].join(one)
    return list(paths.values())


def table_paths(path: Path) -> dict[str, Path]:
    """Return the path of each table: events at `path` itself, the others beside it."""
    return {kind: path if kind == "events" else path.with_name(f"{path.stem}.{kind}{path.suffix}") for kind in COLUMNS}


class _Parts:
    """Rows of one kind, put on disk a part at a time and joined at the end."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder, self.rows, self.written = kind, folder, list[Row](), 0

    def extend(self, rows: list[Row]) -> None:
        self.rows.extend(rows)
        if len(self.rows) >= _ROWS_A_PART:
            self._flush()

    def join(self, path: Path) -> None:
        import polars

        self._flush()
        polars.scan_parquet(self.folder / f"{self.kind}-*.parquet").sink_parquet(path)

    def _flush(self) -> None:
        frame_of(self.kind, self.rows).write_parquet(self.folder / f"{self.kind}-{self.written:06}.parquet")
        self.rows, self.written = [], self.written + 1
