"""Where the second opinion decides in the reading, and where it only is shown."""

from __future__ import annotations

import pytest

from demarche.reading import PatternReader, page_from_text
from demarche.reading.actors import read_cast
from demarche.reading.english import ParseInput
from demarche.reading.events import Candidates, Frames, advice
from demarche.reading.events.advice import LEAST
from demarche.reading.explain import Explanation
from demarche.reading.secondopinion import NONE, Opinion


def candidates(reader: PatternReader, text: str, *, every: bool = False) -> list[tuple[str, str, str]]:
    (doc,) = reader.pipeline.parse([ParseInput(text)])
    frames = Frames(doc, read_cast(doc), reader.lexicon)
    finder = Candidates(frames.lexicon, frames.tree, frames.grammar, frames.roles)
    (bounds,) = frames.tree.sentences
    coded = {frame.at: frame for frame in frames.matcher.frames(*bounds)}
    return [
        tuple(doc[i].text for i in (one.source, one.at, one.target)) for one in finder.of(bounds, coded, every=every)
    ]


def explained(reader: PatternReader, text: str) -> Explanation:
    found = reader.explain(page_from_text(text, published="2001-03-04", title="A wire report"))  # type: ignore[arg-type]
    assert isinstance(found, Explanation)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chad photographed Sudan.", [("Chad", "photographed", "Sudan")]),
        ("Chad attacked Sudan.", []),
        ("Chad sneezed.", []),
        ("Chad photographed Chad.", []),
    ],
)
def test_only_what_no_pattern_codes_is_asked(
    reader: PatternReader, text: str, wanted: list[tuple[str, str, str]]
) -> None:
    """A verb is asked about where it has two parties and no frame."""
    assert candidates(reader, text) == wanted


def test_what_is_not_told_as_done_is_only_learned_from(reader: PatternReader) -> None:
    """An infinitive is no candidate in reading, and one in training."""
    text = "Chad waited to photograph Sudan."
    assert candidates(reader, text) == []
    assert len(candidates(reader, text, every=True)) <= 1


def test_the_explanation_shows_the_opinion(reader: PatternReader) -> None:
    """An event that a pattern coded is shown with what the second opinion says of it, which does not decide."""
    told = explained(reader, "Ghana accused Togo of sheltering smugglers.").text()
    assert "≈ the second opinion, which does not decide here: ACCUSE ." in told


class Sure:
    """A head that is as sure of an assault as it is told to be."""

    def __init__(self, probability: float) -> None:
        self.opinion = Opinion({"ASSAULT": probability, NONE: 1 - probability})

    def of(self, traits: object, words: object) -> Opinion:
        return self.opinion


@pytest.mark.parametrize(("probability", "wanted"), [(LEAST, ["ASSAULT"]), (LEAST - 0.01, [])])
def test_an_event_of_the_second_opinion_says_so(
    reader: PatternReader, monkeypatch: pytest.MonkeyPatch, probability: float, wanted: list[str]
) -> None:
    """From the threshold on, a verb without a pattern is an event between its parties, whose rule says who decided."""
    monkeypatch.setattr(advice, "load_opinion", lambda head: Sure(probability))
    told = explained(reader, "Chad photographed Sudan.")
    assert [one.type for one in told.reading.events] == wanted
    for event in told.reading.events:
        assert event.rule.endswith("+head")
        assert [side[0].country for side in (event.sources, event.targets)] == ["TCD", "SDN"]
        assert event.cameo[:2] in ("18", "19")
    assert ("the second opinion decides: ASSAULT ." in told.text()) == bool(wanted)


def test_what_it_is_unsure_of_is_no_event(reader: PatternReader) -> None:
    """Below the threshold nothing is read, and the explanation says why."""
    told = explained(reader, "Chad photographed Sudan. Germany beat Brazil in the World Cup.")
    assert not told.reading.events
    assert "no pattern codes it; the second opinion is unsure" in told.text()
