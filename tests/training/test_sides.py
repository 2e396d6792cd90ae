"""The weights of open sides: fitting, and what is reached."""

from __future__ import annotations

from eval.gold import GoldReport, Item
from training.sides import Logit, Question, questions_in, reached

from demarche.reading.events.likely import NOBODY, SOURCE, TARGET
from demarche.reading.reader import PatternReader


def question(text: str, right: str) -> Question:
    """A question of which the trait "foe" tells the answer."""
    choices = {one: {"foe": float(one == right), "share": 1.0} for one in ("FRA", "DEU", NOBODY)}
    return Question(text, TARGET, choices, frozenset({right}), "FRA")


def test_what_tells_is_learned() -> None:
    """The trait that tells the answer gets the weight, and the others none."""
    asked = [question(f"t{i}", right) for i, right in enumerate(("FRA", "DEU", "DEU", NOBODY) * 6)]
    logit = Logit(0.1).fit(asked)
    assert logit.weights["foe"] > 2
    assert abs(logit.weights.get("share", 0.0)) < 0.01
    assert reached(asked, 0.1) == (6, 24)


def test_questions_come_from_labels(reader: PatternReader) -> None:
    """An open side of an event that is read and labelled is a question, and its label the answer."""
    text = "Thailand shelled Cambodia on Friday. It rained. Two Cambodian soldiers were killed on Saturday."
    item = Item("event", "ASSAULT", frozenset({"THA"}), frozenset({"KHM"}), 47, len(text) - 1, "asserted")
    (asked,) = questions_in(reader, [GoldReport("one", text, "2011-02-07", (item,))])
    assert (asked.role, asked.right) == (SOURCE, frozenset({"THA"}))
    assert {"THA", NOBODY} <= set(asked.choices)
