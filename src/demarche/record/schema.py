"""The JSON Schema of each line and file that Démarche writes, made from the data model itself."""

from __future__ import annotations

from typing import Any

import msgspec

from demarche.errors import InputError
from demarche.record.corrections import CorrectionsFile, SourcesFile
from demarche.record.model import Event, Projection, Reading, Refused, Report, Statement
from demarche.record.weighed import Finding, Record

SCHEMAS: dict[str, type] = {
    "reading": Reading,
    "report": Report,
    "event": Event,
    "statement": Statement,
    "projection": Projection,
    "refused": Refused,
    "record": Record,
    "finding": Finding,
    "corrections": CorrectionsFile,
    "sources": SourcesFile,
}


def json_schema(name: str) -> dict[str, Any]:
    """
    Return the JSON Schema (draft 2020-12) of a kind of object.

    Parameters
    ----------
    name : str
        One of `reading`, `report`, `event`, `statement`, `projection`, `refused`, `record`, `finding`, or of the
        analyst's files, `corrections` and `sources`.

    Raises
    ------
    InputError
        If there is no such kind.
    """
    if name not in SCHEMAS:
        raise InputError("there is no schema of that name", field="name", wanted=", ".join(SCHEMAS), got=name)
    schema: dict[str, Any] = msgspec.json.schema(SCHEMAS[name])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **schema}
