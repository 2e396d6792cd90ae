"""A description as plain text, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from demarche.game.pictures.words import Description, MoveWords

WIDTH = 110


def tell_description(told: Description) -> str:
    """Return a game in words, as plain text."""
    return "\n".join(_lines(told))


def _lines(told: Description) -> Iterator[str]:
    yield told.title
    yield ""
    yield f"Time: {told.calendar}. {told.states} public states; it starts in: {told.start}."
    yield ""
    yield "Players"
    wide = max(len(name) for name, _, _ in told.players)
    for name, kinds, numbers in told.players:
        yield f"  {name:<{wide}}  {kinds} ({numbers})"
    yield ""
    yield "In each period, in this order"
    for place, stage in enumerate(told.stages, start=1):
        yield f"  {place}. {stage.mover}" + (f" ({stage.name})" if stage.name != stage.mover else "")
        for move in stage.moves:
            yield from _wrapped(_move(move, chance=stage.mover == "chance"), "       ", "         ")
    yield ""
    if told.flows:
        yield "Each period in which the game goes on pays"
        for flow in told.flows:
            yield from _wrapped(flow, "  ", "      ")
        yield ""
    yield "Ends, and what they pay (the last move included)"
    for end in told.ends:
        named = zip(told.players, end.pays, strict=True)
        same = end.pays[0] if len(set(end.pays)) == 1 else ""
        pays = f"{same} to all" if same.startswith("−") else same or "; ".join(f"{one[0]} {pay}" for one, pay in named)
        yield from _wrapped(f"{end.name}: {pays}", "  ", "      ")
    yield f"  ({told.ends[-1].name}: what it is called when the game is still open after the last period)"


def _move(move: MoveWords, chance: bool) -> str:
    parts = [f"when {move.when}" if move.when else "", "leads to " + ", ".join(move.leads) if move.leads else ""]
    parts.append(f"pays {move.pays}" if move.pays else "")
    rest = "; ".join(part for part in parts if part)
    if chance:
        return rest or "nothing happens"
    return f"{move.name}: {rest}" if rest else move.name


def _wrapped(text: str, first: str, later: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)
