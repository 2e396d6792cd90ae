"""Countries and bodies inside a sentence."""

from __future__ import annotations

import pytest

from demarche.ontology import body_ids, country_codes, spoken_name


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("GMB", "the Gambia"),
        ("PHL", "the Philippines"),
        ("ARE", "the United Arab Emirates"),
        ("EST", "Estonia"),
        ("IGO:AU", "the AU"),
        ("IGO:ASEAN", "ASEAN"),
        ("IGO:XYZ", "XYZ"),
    ],
)
def test_the_article_is_where_it_belongs(code: str, spoken: str) -> None:
    assert spoken_name(code) == spoken


def test_every_country_and_body_can_be_said() -> None:
    """Every code of the tables has words; this reads the whole table of marks, which names only real codes."""
    assert all(spoken_name(code) for code in (*country_codes(), *body_ids()))
