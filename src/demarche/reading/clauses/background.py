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
            return True
        if operators.modal is not None or operators.tense in ("present", "future"):
            return False
        return self._is_dated_back(i)

    def _is_dated_back(self, i: int) -> bool:
        seen: set[int] = set()
        while i not in seen:
            seen.add(i)
            verdict = self._own_date(i)
            if verdict is not None:
                return verdict
            if self.tree.deps[i] != "conj":
                return False
            i = self.tree.heads[i]
        return False

    def _own_date(self, i: int) -> bool | None:
        """Return whether the nearest date is long past, or None where no date hangs on `i`."""
        for k in self.tree.kids[i]:
            dep = self.tree.deps[k]
            if dep in _TIME_DEPS or (dep in ("amod", "compound", "nmod:poss") and k < i):
                if dep == "advmod" and self.tree.words[k] in _ADVERBS and self.tree.words[k - 1] != "at":
                    return True
                verdict = self._phrase(k)
                if verdict is not None:
                    return verdict
        return None

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
