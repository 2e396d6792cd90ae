"""
Who most likely stands on a side that an event's words leave open: `python -m training.sides`.

1. read the labelled whole reports (`eval/sets/wire`), and note of each event that is labelled, too, and of which the
   words leave a side open, what may fill it (`demarche.reading.events.likely`) and what the label says;
2. fit a conditional logit of each role (convex, from zero: no seed is needed);
3. print what is reached report by report (each predicted from the others), and write the weights into the package.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from eval.gold import GoldReport, load
from eval.reading import items_of, page_of
from numpy.typing import NDArray
from scipy.optimize import minimize

from demarche.reading import load_reader
from demarche.reading.events.likely import SOURCE, TARGET, WEIGHTS
from demarche.reading.reader import PatternReader
from demarche.reading.trace import Trace
from eval import match

TEXTS = Path(__file__).parents[1] / "eval" / "sets" / "wire" / "tune.jsonl"
FOLDS = 6
Choices = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Question:
    """An open side: what may fill it, and what is right (any of these; "" is nobody)."""

    text: str
    role: str
    choices: Choices
    right: frozenset[str]
    ruled: str


class Questions(Trace):
    """A trace that keeps the questions as they are asked."""

    def __init__(self) -> None:
        super().__init__()
        self.open: dict[tuple[int, str], Choices] = {}

    def asked(self, at: int, side: str, choices: Choices, chances: Mapping[str, float]) -> None:
        """Keep what may fill a side."""
        self.open[at, side] = choices


def questions_in(reader: PatternReader, texts: Sequence[GoldReport]) -> list[Question]:
    """Return the open sides of the events that are read and labelled alike in type and place."""
    found: list[Question] = []
    for text in texts:
        trace, page = Questions(), page_of(text)
        (doc,) = reader.parsed([page])
        reading = reader.read_doc(page, doc, trace)
        at = {one.item.id: one.at for one in trace.notes if one.kind == "event" and one.item is not None}
        gold = [one for one in text.items if one.kind == "event"]
        read = [one for one in items_of(reading) if one.kind == "event"]
        for i, j in match.pair(gold, read, match.same_type):
            for role, right in ((SOURCE, gold[i].sources), (TARGET, gold[i].targets)):
                choices = trace.open.get((at[reading.events[j].id], role))
                if choices is not None:
                    ruled = next((one for one in choices if choices[one].get("ruled")), "")
                    found.append(Question(text.id, role, choices, right or frozenset({""}), ruled))
    return found


class Logit:
    """A conditional logit: each choice's chance goes by the weights of its traits."""

    def __init__(self, ridge: float) -> None:
        self.ridge, self.weights = ridge, dict[str, float]()

    def fit(self, questions: Sequence[Question]) -> Logit:
        """Fit the weights on the questions whose answer is among their choices."""
        given = [one for one in questions if one.right & set(one.choices)]
        names = sorted({name for one in given for traits in one.choices.values() for name in traits})
        place = {name: i for i, name in enumerate(names)}
        tables: list[tuple[NDArray[np.float64], NDArray[np.bool_]]] = []
        for one in given:
            table = np.zeros((len(one.choices), len(names)))
            for row, traits in enumerate(one.choices.values()):
                for name, value in traits.items():
                    table[row, place[name]] = value
            tables.append((table, np.array([choice in one.right for choice in one.choices])))

        def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            total, slope = self.ridge * float(weights @ weights), 2 * self.ridge * weights
            for table, right in tables:
                scores = table @ weights
                chances = np.exp(scores - scores.max())
                chances /= chances.sum()
                good = max(float(chances[right].sum()), 1e-12)
                total -= float(np.log(good))
                slope = slope + table.T @ chances - table[right].T @ (chances[right] / good)
            return total, slope

        best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
        self.weights = {name: round(float(best.x[i]), 3) for name, i in place.items() if abs(best.x[i]) >= 0.0005}
        return self

    def answer(self, choices: Choices) -> str:
        """Return the likeliest choice."""
        return max(choices, key=lambda one: sum(self.weights.get(k, 0.0) * v for k, v in choices[one].items()))


def reached(questions: Sequence[Question], ridge: float) -> tuple[int, int]:
    """Return how many are right by the rules, and by weights fitted on the other reports."""
    texts = list(dict.fromkeys(one.text for one in questions))
    right = 0
    for fold in range(FOLDS):
        out = set(texts[fold::FOLDS])
        logit = Logit(ridge).fit([one for one in questions if one.text not in out])
        right += sum(logit.answer(one.choices) in one.right for one in questions if one.text in out)
    return sum(one.ruled in one.right for one in questions), right


def main() -> None:
    """Fit both roles and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m training.sides", description=__doc__.strip().splitlines()[0])
    parser.add_argument("--texts", type=Path, default=TEXTS, help="labelled whole reports")
    parser.add_argument("--ridge", type=float, default=3.0, help="half the weight of the squared weights")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    given = parser.parse_args()
    reader = load_reader()
    assert isinstance(reader, PatternReader)
    questions = questions_in(reader, load(given.texts))
    weights = {}
    for role in (SOURCE, TARGET):
        mine = [one for one in questions if one.role == role]
        ruled, learned = reached(mine, given.ridge)
        print(f"{role}: {len(mine)} open sides; right by the rules {ruled}, learned from the other reports {learned}")
        weights[role] = Logit(given.ridge).fit(mine).weights
    given.out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
