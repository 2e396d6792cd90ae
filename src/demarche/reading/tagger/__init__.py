"""
The tagger: a small learned network that tells of each word whether it carries an event, of which type, and who acts.

`tag_sentences` gives a parsed report its `TextTags`; what is made of them is for the rooms above to say.
"""

from demarche.reading.tagger.labels import KINDS, MODALITIES, NO_EVENT, TYPES
from demarche.reading.tagger.network import WEIGHTS
from demarche.reading.tagger.text import SOURCE, TARGET, Label, TextTags, tag_sentences

__all__ = ["KINDS", "MODALITIES", "NO_EVENT", "SOURCE", "TARGET", "TYPES", "WEIGHTS", "Label", "TextTags",
           "tag_sentences"]  # fmt: skip
