"""Readings in and out as JSON Lines, the contract's form: a reading or a refusal a line, in input order."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from demarche.errors import EvidenceError, InputError
from demarche.record.laws import check_reading
from demarche.record.model import Reading, Refused


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


def read_lines_kindly(path: str | Path) -> Iterator[Reading | Refused]:
    """Yield readings and refusals as `read_lines`, and a `Refused` for a line that is neither, or breaks a law."""
    opener: Any = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rb") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                where = f"{path}, line {number}"
                try:
                    item = _item(line, where)
                    yield check_reading(item) if isinstance(item, Reading) else item
                except InputError as exc:
                    yield Refused(where, "readings", exc.message, exc.got)
                except EvidenceError as exc:
                    yield Refused(where, "readings", exc.message, f"{exc.report} {exc.item}".strip())


def holds_readings(path: str | Path) -> bool:
    """Tell by its first line whether a file holds readings or refusals, as `demarche read` writes them."""
    if not Path(path).is_file():
        return False
    opener: Any = gzip.open if str(path).endswith(".gz") else open
    try:
        with opener(path, "rb") as stream:
            first = next((line for line in stream.readlines(1 << 16) if line.strip()), b"").lstrip()
    except (OSError, EOFError, zlib.error):
        return False
    return first.startswith((b'{"report":', b'{"refused":', b'{"report" :', b'{"refused" :'))


def _item(line: bytes, where: str) -> Reading | Refused:
    try:
        if line.lstrip().startswith(b'{"refused"'):
            return _REFUSED.decode(line).refused
        return _READING.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise InputError("not a line of readings", where=where, wanted="a reading or a refusal", got=str(exc)) from exc
