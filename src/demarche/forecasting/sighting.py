"""
An item of the record as evidence in the game: which move, state or type it speaks to, and how loudly.

`observation.py` makes sightings from a record by a documented table, and puts them together to the likelihoods that the
game is conditioned on.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec


class Sighting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One finding or statement as evidence.

    Parameters
    ----------
    item : str
        Id of the finding or statement.
    kind : str
        "finding" or "statement".
    role, actor : str
        Whose move it is or who speaks: the role in the game, and the actor's code.
    period : int
        Of the game; from 0. For statements the period in which it was said.
    date : date
        Day to which it is taken to belong.
    stage, move : str
        Of the game, where it speaks to a move; "" else.
    variable, value : str
        Of the public state, where it speaks to the state at the end of the period; "" else.
    weight : float
        From 0 (says nothing) to 1 (as good as seen): modality, status and credibility, copies counted once.
    type_likelihoods : dict of str to float
        Of a statement, by type of the role: how likely each type is to say so, relative to the others.
    words : str
        The item in a line, for a table ("Russia masses troops").
    why : str
        By which row of the table, and what the weight comes from, in a sentence.
    row : str
        Id of that row (`data/moves.toml`).
    """

    item: str
    kind: Literal["finding", "statement"]
    role: str
    actor: str
    period: int
    date: dt.date
    stage: str = ""
    move: str = ""
    variable: str = ""
    value: str = ""
    weight: float = 0.0
    type_likelihoods: dict[str, float] = {}
    words: str = ""
    why: str = ""
    row: str = ""
