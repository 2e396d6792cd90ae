"""Where the second opinion decides in the reading, and where it only is shown."""

from __future__ import annotations

import pytest

from demarche.reading import PatternReader, page_from_text
from demarche.reading.actors import read_cast
from demarche.reading.english import ParseInput
from demarche.reading.events import Candidates, Frames
from demarche.reading.explain import Explanation


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


def test_an_event_of_the_second_opinion_says_so(reader: PatternReader) -> None:
    """Every event without a pattern's rule carries the mark of the second opinion, and the others do not."""
    text = "Chad photographed Sudan. Ghana accused Togo. Kenya badmouthed Uganda. Peru outfoxed Chile."
    told = explained(reader, text)
    for event in told.reading.events:
        word = event.rule.partition("+")[0]
        assert event.rule.endswith("+head") == (word not in reader.lexicon.verbs and word not in reader.lexicon.nouns
                                                and "." not in word)  # fmt: skip
    assert "no pattern codes it; the second opinion" in told.text()
