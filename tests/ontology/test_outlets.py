"""Known outlets."""

from __future__ import annotations

import pytest

from demarche.ontology import find_outlet, find_outlet_by_url, outlets, source_kinds


def test_there_are_outlets_enough_of_every_kind() -> None:
    """At least 250 outlets of at least 80 countries; every kind but unknown has some."""
    assert len(outlets()) >= 250
    assert len({outlet.country for outlet in outlets()}) >= 80
    assert {outlet.kind for outlet in outlets()} == set(source_kinds()) - {"unknown"}


def test_domains_belong_to_one_outlet() -> None:
    """No two outlets share a domain, and none is a page's path."""
    domains = [domain for outlet in outlets() for domain in outlet.domains]
    assert len(set(domains)) == len(domains)
    assert not any("/" in domain or domain.startswith("www.") for domain in domains)


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Reuters", "agency", "GBR"), ("AFP", "agency", "FRA"), ("The Associated Press", "agency", "USA"),
        ("xinhua", "agency", "CHN"), ("BBC News", "broadcaster", "GBR"), ("CNN", "broadcaster", "USA"),
        ("New York Times", "newspaper", "USA"), ("THE NEW YORK TIMES", "newspaper", "USA"),
        ("Harvard Crimson", "student press", "USA"), ("ISW", "think tank", "USA"), ("Twitter", "social", "USA"),
    ],
)  # fmt: skip
def test_outlets_by_name(name: str, kind: str, country: str) -> None:
    """An outlet is found by name or abbreviation, in any case, with or without its article."""
    outlet = find_outlet(name)
    assert outlet is not None
    assert (outlet.kind, outlet.country) == (kind, country)


def test_outlets_by_address() -> None:
    """The longest known domain of an address tells the outlet."""
    assert find_outlet_by_url("https://edition.cnn.com/2022/02/08/x.html").name == "CNN"  # type: ignore[union-attr]
    assert find_outlet_by_url("https://someone.wordpress.com/2022").kind == "blog"  # type: ignore[union-attr]
    assert find_outlet_by_url("abcnews.go.com/x").name == "ABC News"  # type: ignore[union-attr]
    for unknown in ("https://example.org", "", "not a url", "http://[::1"):
        assert find_outlet_by_url(unknown) is None


def test_state_outlets_are_told() -> None:
    """What speaks for its government says so."""
    assert find_outlet("KCNA").state  # type: ignore[union-attr]
    assert not find_outlet("Reuters").state  # type: ignore[union-attr]
