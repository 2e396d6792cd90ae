"""What became of the inputs: refusals are named as they come, and the exit code and the bill are known at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from demarche.cli.console import Console
from demarche.record import Reading, Refused

if TYPE_CHECKING:
    from demarche.reading import Spending

DONE, FAILED, PARTLY = 0, 1, 3
_MOST_REASONS = 6


class Tally:
    """
    Counts what was read, what was refused, what a reader did not keep, and what a model cost.

    Parameters
    ----------
    console : Console
        Where refusals are named.
    """

    def __init__(self, console: Console) -> None:
        self.console, self.read, self.refused = console, 0, 0
        self.spending: Spending | None = None
        self._kept = 0
        self._dropped: Counter[str] = Counter()

    def over(self, items: Iterable[Reading | Refused]) -> Iterator[Reading | Refused]:
        """Yield the items, naming each refusal; tell the bill at the end, also where the run breaks off."""
        try:
            for item in items:
                self._enter(item)
                yield item
        finally:
            self._tell_bill()

    def spend(self, spending: Spending) -> None:
        """Add what a request to a model cost."""
        self.spending = self.spending.plus(spending) if self.spending else spending

    def exit_code(self) -> int:
        """Return 0 when all was read, 3 when some was refused, 1 when nothing was read."""
        if not self.read:
            return FAILED
        return PARTLY if self.refused else DONE

    def _enter(self, item: Reading | Refused) -> None:
        if isinstance(item, Refused):
            self.refused += 1
            self.console.refuse(item)
            return
        self.read += 1
        self._kept += len(item.events) + len(item.statements) + len(item.projections)
        for one in item.dropped:
            self._dropped[one.reason] += one.count

    def _tell_bill(self) -> None:
        if self.spending is None:
            return
        self.console.note(_bill(self.spending))
        reasons = [f"{count} {reason}" for reason, count in self._dropped.most_common(_MOST_REASONS)]
        more = sum(self._dropped.values()) - sum(count for _, count in self._dropped.most_common(_MOST_REASONS))
        told = "; ".join([*reasons, *([f"{more} for other reasons"] if more else [])])
        self.console.note(
            f"items kept {self._kept:,}, dropped {sum(self._dropped.values()):,}{': ' + told if told else ''}"
        )


def _bill(spent: Spending) -> str:
    """Return in a line what a model was asked and what it cost."""
    calls = f"{spent.calls:,} request{'' if spent.calls == 1 else 's'}"
    parts = [f"model {spent.model}: {calls}", f"{spent.tokens_in:,} tokens in, {spent.tokens_out:,} out"]
    if spent.unmetered:
        parts.append(f"{spent.unmetered:,} answers without a count of tokens")
    parts.append("cost unknown (no price given)" if spent.cost is None else f"cost {spent.cost:.4f}")
    return "; ".join(parts + ([spent.note] if spent.note else []))
