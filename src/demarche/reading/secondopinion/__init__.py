"""The learned opinion on what a source does to a target: docs/second-opinion.md."""

from demarche.reading.secondopinion.evidence import Evidence
from demarche.reading.secondopinion.opinion import (
    VECTORS_COUNT,
    WEIGHTS,
    Opinion,
    SecondOpinion,
    load_opinion,
    pack_names,
)
from demarche.reading.secondopinion.pair import Pair, make_pair, phrase_of
from demarche.reading.secondopinion.senses import Senses
from demarche.reading.secondopinion.vectors import PLACES, WordVectors

__all__ = [
    "PLACES",
    "VECTORS_COUNT",
    "WEIGHTS",
    "Evidence",
    "Opinion",
    "Pair",
    "SecondOpinion",
    "Senses",
    "WordVectors",
    "load_opinion",
    "make_pair",
    "pack_names",
    "phrase_of",
]
