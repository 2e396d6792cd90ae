"""Actors: who is named in a report, and who is who. Enter by `read_cast`."""

from __future__ import annotations

from demarche.reading.actors.cast import Cast, Mention, read_cast

__all__ = ["Cast", "Mention", "read_cast"]
