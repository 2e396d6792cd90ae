"""Statements: attributed speech and attributed thought, with speaker, kind, stance and subject."""

from __future__ import annotations

from demarche.reading.statements.statements import read_statements

__all__ = ["read_statements"]
