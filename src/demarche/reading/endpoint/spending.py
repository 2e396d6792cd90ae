"""What asking a model costs: requests, tokens, money."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demarche.reading.endpoint.settings import EndpointSettings

_MOST_TOKENS = 100_000_000  # a server that claims more for one answer is not believed


@dataclass(frozen=True)
class Spending:
    """
    What was spent on one request, or on many.

    Parameters
    ----------
    model : str
        The model's name.
    calls : int
        Requests sent, failed ones included.
    tokens_in, tokens_out : int
        Tokens that the endpoint says it read and wrote.
    unmetered : int
        Answers whose tokens the endpoint did not state, or not credibly.
    cost : float, optional
        At the prices of the settings, in their currency; None where no price was given.
    note : str
        What the user should know of how the endpoint was asked.
    """

    model: str
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    unmetered: int = 0
    cost: float | None = None
    note: str = ""

    def plus(self, other: Spending) -> Spending:
        """Return the sum of both."""
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return replace(
            self,
            calls=self.calls + other.calls,
            tokens_in=self.tokens_in + other.tokens_in,
            tokens_out=self.tokens_out + other.tokens_out,
            unmetered=self.unmetered + other.unmetered,
            cost=sum(costs) if costs else None,
            note=self.note or other.note,
        )


def spent_on(settings: EndpointSettings, usage: object, *, answered: bool, note: str = "") -> Spending:
    """
    Return what one request cost.

    Parameters
    ----------
    usage : object
        What the endpoint says under `usage`; anything at all.
    answered : bool
        Whether an answer came back, so that its tokens should have been stated.
    """
    stated = usage if isinstance(usage, dict) else {}
    tokens = [stated.get(name) for name in ("prompt_tokens", "completion_tokens")]
    read, written = (one if type(one) is int and 0 <= one <= _MOST_TOKENS else None for one in tokens)
    if read is None or written is None:
        return Spending(settings.model, calls=1, unmetered=int(answered), note=note)
    cost = None
    if settings.price_in is not None or settings.price_out is not None:
        cost = (read * (settings.price_in or 0) + written * (settings.price_out or 0)) / 1e6
    return Spending(settings.model, 1, read, written, 0, cost, note)
