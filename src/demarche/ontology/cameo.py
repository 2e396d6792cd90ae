"""CAMEO: the event codes, and the code that says best what a PLOVER event says [CAMEO2012]."""

from __future__ import annotations

from functools import cache

import msgspec

from demarche.ontology.plover import plover_contexts, plover_modes, plover_types
from demarche.ontology.tables import Row, once, read_table

# The root of appeals: softer than the demands of root 10. PLOVER has one type for both.
_APPEAL, _DEMAND = "02", "10"


class CameoCode(msgspec.Struct, frozen=True):
    """
    A CAMEO code. `plover`, `mode`, `context` are what it is in PLOVER, None where that says nothing.

    `goldstein` is from -10 (worst conflict) to 10 (best cooperation).
    """

    code: str
    label: str
    plover: str | None
    mode: str | None
    context: str | None
    goldstein: float

    @property
    def root(self) -> str:
        """The first two digits."""
        return self.code[:2]


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All codes of two to four digits, in order."""
    columns = ("code", "label", "plover", "mode", "context", "goldstein")
    return {row.text("code"): _code(row) for row in once(read_table("cameo.tsv", columns), "code")}


def _code(row: Row) -> CameoCode:
    code = row.text("code")
    if not (code.isdigit() and 2 <= len(code) <= 4):
        raise row.fault("code", "not a CAMEO code", wanted="two to four digits", got=code)
    kind = row.choice("plover", frozenset(plover_types())) if row.optional("plover") else None
    mode, context = row.optional("mode"), row.optional("context")
    if mode is not None and (kind, mode) not in plover_modes():
        raise row.fault("mode", f"{kind} has no such mode", got=mode)
    if context is not None:
        row.choice("context", frozenset(plover_contexts()))
    return CameoCode(code, row.text("label"), kind, mode, context, row.number("goldstein"))


@cache
def _by_meaning() -> dict[tuple[str | None, str | None, str | None], str]:
    """The first code for each meaning; roots and appeals are passed over."""
    found: dict[tuple[str | None, str | None, str | None], str] = {}
    for code in cameo_codes().values():
        if len(code.code) > 2 and code.root != _APPEAL:
            found.setdefault((code.plover, code.mode, code.context), code.code)
    return found


@cache
def cameo_code(event_type: str, mode: str | None = None, context: str | None = None, *, appeal: bool = False) -> str:
    """
    Return the CAMEO code that says best what a PLOVER event says.

    Parameters
    ----------
    event_type, mode, context : str
        As in `plover_types`, `modes_of` and `plover_contexts`.
    appeal : bool
        For a REQUEST that urges or asks rather than demands: the code under 02 instead of 10.

    Raises
    ------
    KeyError
        If the type, or the mode of that type, or the context is unknown.

    Notes
    -----
    The code of the very type, mode and context if there is one; else the mode's; else that of type and context;
    else the type's.

    Examples
    --------
    >>> cameo_code("CONSULT", "visit"), cameo_code("AID", context="military"), cameo_code("REQUEST", "meet")
    ('042', '072', '106')
    """
    narrower = plover_modes()[event_type, mode] if mode else None
    if context is not None:
        plover_contexts()[context]
    exact = _by_meaning().get((event_type, mode, context)) if context else None
    code = exact or (narrower.cameo if narrower else plover_types()[event_type].cameo)
    # A demand and its appeal differ in their first two digits alone.
    return _APPEAL + code[2:] if appeal and code.startswith(_DEMAND) else code


def plover_of(code: str) -> CameoCode | None:
    """
    Return what a CAMEO code is in PLOVER, taking the wider code where a narrower one is unknown.

    Examples
    --------
    >>> plover_of("1999").plover, plover_of("042").mode, plover_of("99")
    ('ASSAULT', 'visit', None)
    """
    while len(code) >= 2:
        if found := cameo_codes().get(code):
            return found
        code = code[:-1]
    return None


def goldstein(code: str) -> float | None:
    """Return the Goldstein score of a code (-10 to 10), or None where the code is unknown."""
    found = plover_of(code)
    return found.goldstein if found else None
