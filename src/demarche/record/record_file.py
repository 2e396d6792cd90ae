"""A record read back from the JSON that `demarche weigh` wrote."""

from __future__ import annotations

from pathlib import Path

import msgspec

from demarche.errors import EvidenceError, InputError
from demarche.record.weighed import Record
from demarche.record.weighed_laws import check_record

_BEGINNING = 4_096
"""Bytes in which the first key of a record stands."""


def holds_record(path: str | Path) -> bool:
    """Whether a file begins as a record does: one JSON object whose first key is `reports`."""
    file = Path(path)
    if str(path) == "-" or not file.is_file():
        return False
    with file.open("rb") as stream:
        beginning = stream.read(_BEGINNING).lstrip(b"\xef\xbb\xbf").split()
    return b"".join(beginning).startswith(b'{"reports":')


def read_record(path: str | Path) -> Record:
    """
    Read a record.

    Raises
    ------
    InputError
        If the file is no record, or breaks one of a record's laws: with the field that is wrong.
    """
    try:
        record = msgspec.json.decode(Path(path).read_bytes(), type=Record)
        check_record(record)
    except (msgspec.DecodeError, EvidenceError) as exc:
        raise InputError(
            "this is no record", where=str(path), wanted="what `demarche weigh` writes", got=str(exc)
        ) from exc
    return record
