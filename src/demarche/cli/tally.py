"""What became of the inputs: refusals are named as they come, and the exit code is known at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from demarche.cli.console import Console
from demarche.record import Reading, Refused

DONE, FAILED, PARTLY = 0, 1, 3


class Tally:
    """
    Counts what was read and what was refused.

    Parameters
    ----------
    console : Console
        Where refusals are named.
    """

    def __init__(self, console: Console) -> None:
        self.console, self.read, self.refused = console, 0, 0

    def over(self, items: Iterable[Reading | Refused]) -> Iterator[Reading | Refused]:
        """Yield the items, naming each refusal."""
        for item in items:
            if isinstance(item, Refused):
                self.refused += 1
                self.console.refuse(item)
            else:
                self.read += 1
            yield item

    def exit_code(self) -> int:
        """Return 0 when all was read, 3 when some was refused, 1 when nothing was read."""
        if not self.read:
            return FAILED
        return PARTLY if self.refused else DONE
