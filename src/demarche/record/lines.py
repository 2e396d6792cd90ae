"""Readings in and out as JSON Lines, the contract's form: a reading or a refusal a line, in input order."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import msgspec

from demarche.errors import InputError
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


def _item(line: bytes, where: str) -> Reading | Refused:
    try:
        if line.lstrip().startswith(b'{"refused"'):
            return _REFUSED.decode(line).refused
        return _READING.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise InputError("not a line of readings", where=where, wanted="a reading or a refusal", got=str(exc)) from exc
