"""Which pipeline reads English, by name; spaCy is imported when one is loaded, not before."""

from __future__ import annotations

from demarche.reading.english.parsing import Pipeline


def load_pipeline(name: str = "demarche") -> Pipeline:
    """
    Return a pipeline by its name.

    Parameters
    ----------
    name : str
        "demarche" for the project's own, or the name of an installed spaCy pipeline such as "en_core_web_trf", whose
        labels are converted to Universal Dependencies.

    Raises
    ------
    InputError
        If there is none of that name, or our own weights are missing.
    """
    if name == "demarche":
        from demarche.reading.english.pipeline import DemarchePipeline

        return DemarchePipeline()
    from demarche.reading.english.adapter import load_spacy

    return load_spacy(name)
