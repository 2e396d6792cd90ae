"""Explaining: a reading's trace as text, sentence by sentence, for those who ask why something was read or was not."""

from __future__ import annotations

from demarche.reading.explain.explanation import Explanation, Line, Piece, explain_reading

__all__ = ["Explanation", "Line", "Piece", "explain_reading"]
