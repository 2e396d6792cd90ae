"""Classics: models of the literature, each with its source, solvable at any parameters of its domain."""

from __future__ import annotations

from demarche.game.classics.catalogue import classics, load_classic
from demarche.game.classics.classic import Classic, ClassicResult, Comparison, Domain, Equilibrium, Parameter, Published
from demarche.game.classics.page import classic_page, index_page, write_pages

__all__ = [
    "Classic",
    "ClassicResult",
    "Comparison",
    "Domain",
    "Equilibrium",
    "Parameter",
    "Published",
    "classic_page",
    "classics",
    "index_page",
    "load_classic",
    "write_pages",
]
