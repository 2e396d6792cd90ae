"""Explaining a sentence: which rules were tried, which one fired, and why the others did not."""

from __future__ import annotations

from spacy.tokens import Doc
from tests.reading.events.test_reader_properties import VOCAB, FakeCast

from demarche.reading import Trace
from demarche.reading.events import Frames, event_at, load_lexicon


def struck(thing: str, dep: str = "obj") -> Doc:
    """Return the parse of "Russia struck" and a thing."""
    words, deps, lemmas = ["Russia", "struck", thing], ["nsubj", "root", dep], ["Russia", "strike", thing]
    pos, tags = ["PROPN", "VERB", "PROPN"], ["NNP", "VBD", "NNP"]
    return Doc(VOCAB, words=words, heads=[1, 1, 1], deps=deps, pos=pos, tags=tags, lemmas=lemmas)


def test_object_decides() -> None:
    """To strike a country is an assault, to strike a deal an agreement, to strike a chord nothing."""
    found = [event_at(struck(thing)[1], FakeCast(), load_lexicon()) for thing in ("Ukraine", "deal", "chord")]
    assert [frame.type if frame else None for frame in found] == ["ASSAULT", "AGREE", None]


def test_explained() -> None:
    """The trace names the rule that fired, and for each that did not the demand that failed."""
    trace = Trace()
    Frames(struck("Ukraine"), FakeCast(), load_lexicon(), trace).sentence((0, 3))
    fired = [one for one in trace.attempts if not one.failed]
    assert [one.type for one in fired] == ["ASSAULT"]
    assert all(one.failed and one.line.startswith("verbs.tsv, line") for one in trace.attempts if one not in fired)
    assert any(one.rule == "strike.deal" for one in trace.attempts if one.failed) or fired[0].rule
    assert {one.verdict for one in trace.notes} <= {"weighed"}, "nothing happens to it afterwards"
