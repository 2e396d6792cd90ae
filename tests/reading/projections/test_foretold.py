"""What no pattern codes is a forecast where the tagger finds it foretold."""

from __future__ import annotations

import pytest

from demarche.reading import PatternReader, page_from_text
from demarche.reading.events import advice
from demarche.reading.events.advice import FORETOLD
from demarche.reading.explain import Explanation
from demarche.reading.tagger import Label

TEXT = "The poets of Chad will soon be forgotten in Sudan."


class Seer:
    """A tagger that finds every word foretold with one chance, and each a concession."""

    def __init__(self, chance: float) -> None:
        self.chance = chance

    def type(self, i: int) -> Label:
        return Label("CONCEDE", 0.3)

    def foretold(self, i: int) -> float:
        return self.chance

    def nothing(self, i: int) -> float:
        return 0.7

    def modality(self, i: int) -> None:
        return None

    def kind(self, i: int) -> Label:
        return Label("NONE", 1.0)

    def parties(self, i: int, role: int) -> list[tuple[int, float]]:
        return []


@pytest.mark.parametrize(("chance", "wanted"), [(FORETOLD, ["CONCEDE"]), (FORETOLD - 0.01, [])])
def test_a_word_that_no_pattern_codes(
    reader: PatternReader, monkeypatch: pytest.MonkeyPatch, chance: float, wanted: list[str]
) -> None:
    """The tagger says whether it is foretold, and of what type; the explanation says that it decided."""
    monkeypatch.setattr(advice, "tag_sentences", lambda doc, bounds: Seer(chance))
    told = reader.explain(page_from_text(TEXT, published="2001-03-04", title="A wire report"))  # type: ignore[arg-type]
    assert isinstance(told, Explanation)
    assert [one.event.type for one in told.reading.projections] == wanted
    assert ("the tagger decides: foretold" in told.text()) == bool(wanted)
    for one in told.reading.projections:
        assert one.probability is not None
        assert one.probability.low == pytest.approx(0.8)
