"""Countries and bodies as they stand inside a sentence: "the United States", "Russia", "NATO", "the UN"."""

from __future__ import annotations

from functools import cache

from demarche.ontology.bodies import BODY_PREFIX, bodies, body_ids
from demarche.ontology.countries import country_codes, country_name
from demarche.ontology.tables import once, read_table

_MARKS = ("the", "letters")


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Return the marks of spoken.tsv: takes "the"; is called by its letters."""
    table: dict[str, tuple[str, ...]] = {}
    for row in once(read_table("spoken.tsv", ("id", "marks")), "id"):
        code, marks = row.text("id"), row.many("marks")
        if code not in country_codes() and code not in body_ids():
            raise row.fault("id", "no such country or body", wanted="a code of countries.tsv or bodies.tsv", got=code)
        if not marks or not set(marks) <= set(_MARKS):
            raise row.fault("marks", "no such mark", wanted=" or ".join(_MARKS), got="|".join(marks))
        table[code] = marks
    return table


@cache
def _names() -> dict[str, str]:
    return {body.id: body.name for body in bodies()}


def spoken_name(code: str) -> str:
    """
    Return a country or body as it stands inside a sentence; an unknown body by its letters.

    Examples
    --------
    >>> spoken_name("USA"), spoken_name("RUS"), spoken_name("IGO:NATO"), spoken_name("IGO:UN")
    ('the United States', 'Russia', 'NATO', 'the UN')
    """
    marks = _spoken().get(code, ())
    article = "the " if "the" in marks else ""
    if not code.startswith(BODY_PREFIX):
        return article + country_name(code)
    name = _names().get(code)
    if name is None or "letters" in marks:
        return article + code.removeprefix(BODY_PREFIX)
    return f"the {name}" if " " in name else name
