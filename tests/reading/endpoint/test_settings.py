"""Where the endpoint is read from, and what is refused before anything leaves the machine."""

from __future__ import annotations

import pytest

from demarche.errors import InputError
from demarche.reading.endpoint import VARIABLES, read_settings

LOCAL = {"DEMARCHE_MODEL_URL": "http://localhost:8080/v1", "DEMARCHE_MODEL_NAME": "m"}
HOSTED = {"DEMARCHE_MODEL_URL": "https://api.example.org/v1", "DEMARCHE_MODEL_NAME": "m", "DEMARCHE_MODEL_KEY": "sk-1"}


def refusal(given: dict[str, str]) -> InputError:
    with pytest.raises(InputError) as caught:
        read_settings(given)
    return caught.value


@pytest.mark.parametrize("name", ["DEMARCHE_MODEL_URL", "DEMARCHE_MODEL_NAME", "DEMARCHE_MODEL_KEY"])
def test_what_is_missing_is_named_with_an_example(name: str) -> None:
    """A variable that is not set is named, with what to set it to."""
    error = refusal({key: value for key, value in HOSTED.items() if key != name})
    assert error.field == name
    assert name in error.mend or "set it to" in error.mend


def test_an_endpoint_on_this_machine_needs_no_key() -> None:
    """A local server has no key to give."""
    assert read_settings(LOCAL).key == ""
    assert read_settings(LOCAL).is_local


def test_an_empty_key_is_a_choice() -> None:
    """Where a host asks for none, the key is set to nothing, not left out."""
    assert read_settings({**HOSTED, "DEMARCHE_MODEL_KEY": ""}).key == ""


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("http://localhost:8080/v1", "http://localhost:8080/v1/chat/completions"),
        ("http://localhost:8080/v1/", "http://localhost:8080/v1/chat/completions"),
        ("http://localhost:8080/v1/chat/completions", "http://localhost:8080/v1/chat/completions"),
        ("http://[::1]:8080", "http://[::1]:8080/chat/completions"),
        ("http://127.0.0.2/d?api-version=1", "http://127.0.0.2/d/chat/completions?api-version=1"),
    ],
)
def test_the_address_is_completed(given: str, address: str) -> None:
    """The base of an endpoint, or its full address, leads to its chat completions."""
    assert read_settings({**LOCAL, "DEMARCHE_MODEL_URL": given}).url == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8080",
        "ftp://localhost/v1",
        "http://",
        "http://a b/v1",
        "http://[",
        "http://x:99999/",
        "file:///x",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """An address that cannot be one is refused by the variable's name."""
    assert refusal({**LOCAL, "DEMARCHE_MODEL_URL": url}).field == "DEMARCHE_MODEL_URL"


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    """Whoever puts a secret into the address is told where it belongs, and reads it nowhere."""
    error = refusal({**HOSTED, "DEMARCHE_MODEL_URL": "https://me:hunter2@example.org/v1"})
    assert "hunter2" not in str(error)
    assert "DEMARCHE_MODEL_KEY" in str(error)


def test_a_key_does_not_travel_in_clear_text() -> None:
    """A key goes over http to this machine alone, unless the user says so."""
    given = {**HOSTED, "DEMARCHE_MODEL_URL": "http://10.0.0.7:8000/v1"}
    error = refusal(given)
    assert "DEMARCHE_MODEL_ALLOW_HTTP=1" in error.mend
    assert "sk-1" not in str(error)
    assert read_settings({**given, "DEMARCHE_MODEL_ALLOW_HTTP": "1"}).key == "sk-1"


@pytest.mark.parametrize("key", ["two words", "line\r\nHost: evil", "schlüssel"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_repeated(key: str) -> None:
    """A key with white space or foreign letters is refused before it is sent."""
    error = refusal({**HOSTED, "DEMARCHE_MODEL_KEY": key})
    assert error.field == "DEMARCHE_MODEL_KEY"
    assert key not in str(error)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEOUT", "0"),
        ("TIMEOUT", "soon"),
        ("RETRIES", "-1"),
        ("RETRIES", "2.5"),
        ("AT_ONCE", "0"),
        ("PRICE_IN", "nan"),
        ("PIECE", "10"),
    ],
)
def test_a_number_out_of_range_is_named(name: str, value: str) -> None:
    """A bad number names its variable and what was wanted."""
    error = refusal({**LOCAL, f"DEMARCHE_MODEL_{name}": value})
    assert error.field == f"DEMARCHE_MODEL_{name}"
    assert error.got == value
    assert "from" in error.wanted


def test_the_key_is_in_no_repr() -> None:
    """Settings can be printed."""
    assert "sk-1" not in repr(read_settings(HOSTED))


def test_every_variable_is_documented() -> None:
    """Each variable stands in docs/model-reader.md."""
    from pathlib import Path

    page = (Path(__file__).parents[3] / "docs" / "model-reader.md").read_text(encoding="utf-8")
    assert [name for name in VARIABLES if f"`{name}`" not in page] == []
