"""Where what was learned decides in the reading, and where it only is shown."""

from __future__ import annotations

import pytest

from demarche.reading import PatternReader, page_from_text
from demarche.reading.events import advice
from demarche.reading.events.advice import CERTAIN, LEAST, SURE, TURNING
from demarche.reading.explain import Explanation
from demarche.reading.secondopinion import Opinion
from demarche.reading.tagger import NO_EVENT, Label


class Sure:
    """A tagger that finds one verb an assault, with a chance that it is told."""

    def __init__(self, at: int, chance: float, party: int = -1) -> None:
        self.at, self.chance, self.party = at, chance, party

    def type(self, i: int) -> Label:
        return Label("ASSAULT", self.chance) if i == self.at else Label(NO_EVENT, 0.0)

    def nothing(self, i: int) -> float:
        return 1 - self.chance if i == self.at else 1.0

    def modality(self, i: int) -> None:
        return None

    def kind(self, i: int) -> Label:
        return Label(NO_EVENT, 1.0)

    def foretold(self, i: int) -> float:
        return 0.0

    def parties(self, i: int, role: int) -> list[tuple[int, float]]:
        return [(self.party, 0.9)] if self.party >= 0 and role == 1 else []


class Pairs:
    """A second opinion on pairs that always gives one type."""

    def __init__(self, event_type: str) -> None:
        self.opinion = Opinion({event_type: 1.0})

    def of(self, traits: object, words: object) -> Opinion:
        return self.opinion


def explained(reader: PatternReader, text: str) -> Explanation:
    found = reader.explain(page_from_text(text, published="2001-03-04", title="A wire report"))  # type: ignore[arg-type]
    assert isinstance(found, Explanation)
    return found


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch) -> object:
    def put(tags: Sure, pair_type: str = "ASSAULT") -> None:
        monkeypatch.setattr(advice, "tag_sentences", lambda doc, bounds: tags)
        monkeypatch.setattr(advice, "load_opinion", lambda: Pairs(pair_type))

    return put


def test_the_explanation_shows_what_was_learned(reader: PatternReader) -> None:
    """An event that a pattern coded is shown with what was learned of it, which does not decide."""
    told = explained(reader, "Ghana accused Togo of sheltering smugglers.").text()
    assert "≈ the tagger, which does not decide here: ACCUSE " in told
    assert "; of the pair: ACCUSE ." in told
    assert "the tagger, which does not decide here: accusation ." in told


@pytest.mark.parametrize(
    ("chance", "pair_type", "wanted"),
    [
        (LEAST, "ASSAULT", ["ASSAULT"]),
        (LEAST - 0.01, "ASSAULT", []),
        (SURE - 0.01, "AID", []),
        (SURE + 0.001, "AID", ["ASSAULT"]),
    ],
)
def test_an_event_that_was_learned_says_so(
    reader: PatternReader, learned: object, chance: float, pair_type: str, wanted: list[str]
) -> None:
    """From the threshold on a verb without a pattern is an event, unless of its pair another type is thought."""
    learned(Sure(1, chance), pair_type)  # type: ignore[operator]
    told = explained(reader, "Chad photographed Sudan.")
    assert [one.type for one in told.reading.events] == wanted
    for event in told.reading.events:
        assert event.rule.endswith("+head")
        assert [side[0].country for side in (event.sources, event.targets)] == ["TCD", "SDN"]
    assert ("no pattern codes it; the tagger decides: ASSAULT ." in told.text()) == bool(wanted)


def test_the_tagger_finds_a_party_that_the_parse_does_not(reader: PatternReader, learned: object) -> None:
    """Where the parse gives nobody for a role, the phrase that likely fills it is taken."""
    learned(Sure(1, 0.99, party=6))  # type: ignore[operator]
    (event,) = explained(reader, "Chad photographed, at long last, Sudan itself.").reading.events
    assert [one.country for one in event.targets] == ["SDN"]


def test_what_it_is_unsure_of_is_no_event(reader: PatternReader, learned: object) -> None:
    """Below the threshold nothing is read, and the explanation says why."""
    learned(Sure(1, 0.3))  # type: ignore[operator]
    told = explained(reader, "Chad photographed Sudan.")
    assert not told.reading.events
    assert "no pattern codes it; the tagger is unsure: ASSAULT .30" in told.text()


@pytest.mark.parametrize(
    ("chance", "pair_type", "wanted"),
    [
        (TURNING, "ASSAULT", ("ASSAULT", "thank+head")),
        (TURNING - 0.01, "ASSAULT", ("SUPPORT", "thank")),
        (0.99, "AID", ("SUPPORT", "thank")),
        (0.99, "SUPPORT", ("SUPPORT", "thank")),
    ],
)
def test_a_pattern_gives_way_to_two_that_agree(
    reader: PatternReader, learned: object, chance: float, pair_type: str, wanted: tuple[str, str]
) -> None:
    """A coded event takes another type where the tagger and the opinion on the pair name the same one, else not."""
    learned(Sure(1, chance), pair_type)  # type: ignore[operator]
    told = explained(reader, "Ghana thanked Togo.")
    (event,) = told.reading.events
    assert (event.type, event.rule) == wanted
    assert [actor.country for actor in (*event.sources, *event.targets)] == ["GHA", "TGO"]
    turned = "the tagger and the second opinion turn SUPPORT into ASSAULT" in told.text()
    assert turned == (wanted[0] == "ASSAULT")


@pytest.mark.parametrize(
    ("text", "chance", "wanted"),
    [
        ("Chad addressed Sudan.", CERTAIN + 0.01, ["ASSAULT"]),
        ("Chad addressed Sudan.", CERTAIN - 0.01, []),
        ("Chad addressed the congress of Sudan.", 0.99, []),
    ],
)
def test_a_verb_with_idioms_needs_more_and_an_idiom_stays_one(
    reader: PatternReader, learned: object, text: str, chance: float, wanted: list[str]
) -> None:
    """Where the tables know a verb to mean nothing at times the tagger has to be certain; where they say so, it is."""
    learned(Sure(1, chance))  # type: ignore[operator]
    assert [event.type for event in explained(reader, text).reading.events] == wanted
