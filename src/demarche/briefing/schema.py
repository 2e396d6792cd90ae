"""The brief as JSON, and the JSON Schema of it, made from the struct itself."""

from __future__ import annotations

from typing import Any

import msgspec

from demarche.briefing.model import Brief


def render_json(brief: Brief) -> str:
    """Return the brief as JSON: all that is printed, and all that the page left to it."""
    return brief.to_json()


def brief_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `render_json`."""
    schema: dict[str, Any] = msgspec.json.schema(Brief)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "brief", **schema}
