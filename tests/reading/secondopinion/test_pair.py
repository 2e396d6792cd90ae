"""Which words are a phrase's, and the path between two."""

from __future__ import annotations

import pytest
from training.examples import tokens_of

from demarche.reading import PatternReader
from demarche.reading.english import ParseInput
from demarche.reading.events import Frames
from demarche.reading.secondopinion import Senses, make_pair, phrase_of


def frames_of(reader: PatternReader, text: str) -> Frames:
    (doc,) = reader.pipeline.parse([ParseInput(text)])
    return Frames(doc, None, reader.lexicon)


def test_the_path_runs_through_what_governs_both(reader: PatternReader) -> None:
    """The path holds the predicates between source and target, and none of their own words."""
    text = "The foreign minister of Chad accused the army of Sudan."
    frames = frames_of(reader, text)
    sides = [tokens_of(frames.doc, (text.index(w), text.index(w) + len(w)))
             for w in ("The foreign minister of Chad", "the army of Sudan")]  # fmt: skip
    pair = make_pair(frames.tree, (0, len(frames.doc)), *sides)
    assert frames.doc[pair.top].text == "accused"
    assert [frames.doc[i].text for i in pair.path] == ["accused"]
    assert frames.doc[pair.source_head].text == "minister"
    assert not set(pair.path) & (pair.source | pair.target)


def test_without_marks_there_is_a_pair_of_nobody(reader: PatternReader) -> None:
    """Nothing marked gives heads of -1 and a path within the sentence."""
    frames = frames_of(reader, "Chad accused Sudan.")
    pair = make_pair(frames.tree, (0, 4), [], [])
    assert (pair.source_head, pair.target_head) == (-1, -1)
    assert not pair.source | pair.target


def test_a_phrase_ends_where_a_clause_begins(reader: PatternReader) -> None:
    """A noun phrase takes its modifiers and 'of' along, not its relative clause, nor the preposition before it."""
    frames = frames_of(reader, "Rebels fired on the old airport of Goma, which the army holds.")
    head = next(token.i for token in frames.doc if token.text == "airport")
    assert [frames.doc[i].text for i in phrase_of(frames.tree, head)] == ["the", "old", "airport", "of", "Goma"]


@pytest.mark.parametrize(("lemma", "pos", "wanted"), [("arrest", "VERB", "COERCE"), ("talk", "NOUN", "CONSULT")])
def test_senses_are_the_lexicons(reader: PatternReader, lemma: str, pos: str, wanted: str) -> None:
    """A word has the types that the event lexicon's patterns give it; a word that it lacks has none."""
    senses = Senses(reader.lexicon)
    assert wanted in senses.types(lemma, pos)
    assert senses.types("yodel", "VERB") == []
    assert senses.effects("refuse") == ["refuse"]
