"""Predictions in print: whose, of what, by when, how likely, on what condition."""

from demarche.reading.projections.reader import read_projections

__all__ = ["read_projections"]
