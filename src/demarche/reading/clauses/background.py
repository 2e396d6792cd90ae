"""Background: what was over before the events that the report is about."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from demarche.reading.clauses.operators import Operators
from demarche.reading.clauses.tree import Tree

_MONTHS: Final = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6,
    "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
    "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
_YEAR: Final = re.compile(r"(1[5-9]\d\d|20\d\d)s?$")
_LONG_UNITS: Final = frozenset({"year", "years", "decade", "decades", "century", "centuries", "months", "generations"})
_LAST: Final = frozenset({"year", "decade", "century", "summer", "winter", "spring", "autumn", "fall"})
_ADVERBS: Final = frozenset({"previously", "formerly", "historically", "originally", "once"})
_BACKGROUND_DAYS: Final = 45  # judged on the labelled reports, 2026: events dated further back are their background
_RECENT: Final = frozenset({
    "already", "earlier", "hours", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "yesterday", "week",
})  # fmt: skip
_DEEPEST: Final = 6
_TIME_DEPS: Final = ("obl", "obl:tmod", "obl:unmarked", "nmod", "nmod:tmod", "nmod:unmarked", "advmod", "nummod")


class Background:
    """Tells background from news, by tense and by the dates that hang on a clause or noun."""

    def __init__(self, tree: Tree, published: dt.date | None) -> None:
        self.tree, self.published = tree, published

    def is_past(self, i: int, operators: Operators, *, spoken: bool) -> bool:
        """
        Say whether the predicate `i` is background.

        Within speech ("said that it had …") the past perfect is mere sequence of tenses.
        """
        if operators.past_perfect and not spoken:
            return not self._is_recent(i)
        if operators.modal is not None or operators.tense in ("present", "future"):
            return False
        if operators.perfect and not operators.past_perfect and self._goes_on_since(i):
            return False
        return self._is_dated_back(i)

    def _goes_on_since(self, i: int) -> bool:
        """Say whether it has lasted, or comes for the first time, since a day: "has been under embargo since"."""
        tree = self.tree
        return any("since" in tree.words[slice(*tree.range(k))] for k in tree.kids[i] if tree.deps[k] in _TIME_DEPS)

    def _is_recent(self, i: int) -> bool:
        """Say whether what had been done was done in the days of the report: "had earlier asked", "on Friday had"."""
        tree = self.tree
        times = [k for k in tree.kids[i] if tree.deps[k] in _TIME_DEPS]
        words = {tree.words[k].removesuffix("'s") for j in times for k in range(*tree.range(j))}
        return bool(words & _RECENT) and not any(self._phrase(k) for k in times)

    def _is_dated_back(self, i: int) -> bool:
        for _ in range(_DEEPEST):
            verdict = self._own_date(i)
            if verdict is not None:
                return verdict
            above = self._same_time(i)
            if above < 0:
                return False
            i = above
        return False

    def _same_time(self, i: int) -> int:
        """Return the word whose time a clause or noun shares ("in 1991, when …", "in the wake of a coup"), or -1."""
        tree, head, dep = self.tree, self.tree.heads[i], self.tree.deps[i]
        if head == i:
            return -1
        if dep == "conj":
            return head
        if dep.startswith(("advcl", "acl")) and any(tree.words[k] == "when" for k in tree.kids[i]):
            return head
        past = tree.tags[head] in ("VBD", "VBN")
        return head if past and dep == "obl" and tree.case(i) in ("in the wake of", "during", "in") else -1

    def _own_date(self, i: int) -> bool | None:
        """Return whether the nearest date is long past, or None where no date hangs on `i`."""
        for k in self.tree.kids[i]:
            dep = self.tree.deps[k]
            if dep in ("nsubj", "nsubj:pass") and self._bears_a_year(k):
                return True
            if dep in _TIME_DEPS or (dep in ("amod", "compound", "nmod:poss") and k < i):
                if dep == "advmod" and self.tree.words[k] in _ADVERBS and self.tree.words[k - 1] != "at":
                    return True
                verdict = self._phrase(k)
                if verdict is not None:
                    return verdict
        return None

    def _bears_a_year(self, k: int) -> bool:
        """Say whether a subject is named after a year long past: "the 1988 bombing killed"."""
        years = [int(m[1]) for j in self.tree.kids[k] if j < k and (m := _YEAR.match(self.tree.words[j]))]
        return self.published is not None and any(year < self.published.year - 1 for year in years)

    def _phrase(self, k: int) -> bool | None:
        start, end = self.tree.range(k)
        if end - start > 12:
            return None
        words = self.tree.words[start:end]
        if "ago" in words or (k and words and words[-1] == "earlier"):
            return bool(_LONG_UNITS & set(words))
        if "last" in words or "previous" in words:
            after = words[words.index("last") + 1 :] if "last" in words else words
            return bool(_LAST & {w.removesuffix("'s") for w in after[:1]}) or None
        return self._date(words)

    def _date(self, words: list[str]) -> bool | None:
        if self.published is None:
            return None
        year = next((int(m[1]) for w in words if (m := _YEAR.match(w))), None)
        month = next((_MONTHS[w.rstrip(".")] for w in words if w.rstrip(".") in _MONTHS), None)
        if year is None and (month is None or set(words) & {"next", "since", "by", "until"}):
            return None
        if year is None:
            if words == ["may"]:
                return None
            year = self.published.year if (month or 0) <= self.published.month else self.published.year - 1
        last = dt.date(year, month or 12, 28)
        return (self.published - last).days > _BACKGROUND_DAYS
