"""What a caller may set about a brief: its title, what it was made with, and how much of the record is printed."""

from __future__ import annotations

import msgspec

from demarche.ontology import Body, OwnMode, OwnType


class PrintLimits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    How much is printed on the page; the JSON always holds everything, and the page says what it leaves to it.

    The defaults keep a page of 300 reports with 40 events each under about a megabyte, and print two or three dozen
    articles whole. `text_characters` is the sum over all reports beyond which only the cited passages are printed.
    """

    events: int = 250
    statements: int = 150
    predictions: int = 80
    chronology: int = 40
    conflicts: int = 24
    claims: int = 16
    left_out: int = 80
    key_points: int = 8
    text_characters: int = 250_000


class BriefSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    Settings of `build_brief`.

    Parameters
    ----------
    title : str, optional
        Printed in place of the title that is written from the record.
    generated_from : tuple of str
        The paths that were read, as the user gave them.
    version, pipeline, lexicon : str
        Printed in the method: Démarche's version, the English pipeline's name, the lexicon's name or folder.
    limits : PrintLimits
        How much is printed.
    own_types, own_modes, own_bodies : tuple of OwnType, of OwnMode, of Body
        What a researcher's lexicon adds, with its words.
    """

    title: str | None = None
    generated_from: tuple[str, ...] = ()
    version: str = ""
    pipeline: str = ""
    lexicon: str = ""
    limits: PrintLimits = PrintLimits()
    own_types: tuple[OwnType, ...] = ()
    own_modes: tuple[OwnMode, ...] = ()
    own_bodies: tuple[Body, ...] = ()
