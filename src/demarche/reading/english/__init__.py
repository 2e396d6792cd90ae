"""
English: raw text to spaCy Docs with Universal Dependencies labels, by a small network of the project's own.

`load_pipeline()` gives the default; `load_pipeline("en_core_web_trf")` any installed spaCy pipeline, its labels
converted.
"""

from demarche.reading.english.batching import length_batches, padded
from demarche.reading.english.loading import load_pipeline
from demarche.reading.english.parsing import ParseInput, Pipeline, prose_sents
from demarche.reading.english.sentences import split_sentences
from demarche.reading.english.subwords import MAX_PIECES, Encoded, Subwords, load_subwords

__all__ = ["MAX_PIECES", "Encoded", "ParseInput", "Pipeline", "Subwords", "length_batches", "load_pipeline",
           "load_subwords", "padded", "prose_sents", "split_sentences"]  # fmt: skip
