"""
English: raw text to spaCy Docs with Universal Dependencies labels, by a small network of the project's own.

`load_pipeline()` gives the default; `load_pipeline("en_core_web_trf")` any installed spaCy pipeline, its labels
converted.
"""

from demarche.reading.english.loading import load_pipeline
from demarche.reading.english.parsing import ParseInput, Pipeline, prose_sents
from demarche.reading.english.sentences import split_sentences

__all__ = ["ParseInput", "Pipeline", "load_pipeline", "prose_sents", "split_sentences"]
