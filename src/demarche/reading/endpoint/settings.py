"""
Where the model is and how it is asked: read from the environment, checked before a single byte leaves the machine.

The key is in no message, no `repr` and no output.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit, urlunsplit

from demarche.errors import InputError

PREFIX = "DEMARCHE_MODEL_"
_PATH = "/chat/completions"
_EXAMPLES = {
    "URL": "http://127.0.0.1:8080/v1",
    "NAME": "qwen2.5-7b-instruct",
    "KEY": "the key that the service gave you; set it to nothing (DEMARCHE_MODEL_KEY=) where it asks for none",
}
_LONGEST_NAME = 120


@dataclass(frozen=True)
class EndpointSettings:
    """
    An endpoint, and the limits within which it is asked.

    Parameters
    ----------
    url : str
        Full address of the chat completions.
    model : str
        The model's name, as the endpoint knows it.
    key : str
        Sent as a bearer token; "" sends none.
    timeout_seconds : float
        For one request, from the connection to the last byte.
    retries : int
        How often a request is sent again after a failure that may pass.
    at_once : int
        Requests on the way at the same time.
    per_minute : float
        Requests a minute at most; 0 sets no such limit.
    most_calls : int
        Requests in one run at most; 0 sets no such limit.
    piece_characters : int
        How much of a report goes into one request.
    answer_tokens : int
        The longest answer that is asked for.
    price_in, price_out : float, optional
        Price of a million tokens read and written, in whatever currency; None where unknown.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_seconds: float = 120.0
    retries: int = 3
    at_once: int = 4
    per_minute: float = 0.0
    most_calls: int = 0
    piece_characters: int = 6_000
    answer_tokens: int = 8_000
    price_in: float | None = None
    price_out: float | None = None

    @property
    def is_local(self) -> bool:
        """Whether the endpoint is on this machine."""
        return _is_loopback(urlsplit(self.url).hostname or "")

    @property
    def rule(self) -> str:
        """What items that this model read name as their rule."""
        return f"model:{self.model}"

    def redact(self, text: str) -> str:
        """Return a text of a server's, without the key if it holds it."""
        return text.replace(self.key, "[key]") if self.key else text


# name of the variable → field, lowest, highest, whether it is a whole number
_NUMBERS: dict[str, tuple[str, float, float, bool]] = {
    "TIMEOUT": ("timeout_seconds", 0.05, 3_600, False),
    "RETRIES": ("retries", 0, 20, True),
    "AT_ONCE": ("at_once", 1, 64, True),
    "PER_MINUTE": ("per_minute", 0, 100_000, False),
    "CALLS": ("most_calls", 0, 10_000_000, True),
    "PIECE": ("piece_characters", 500, 200_000, True),
    "ANSWER_TOKENS": ("answer_tokens", 100, 200_000, True),
    "PRICE_IN": ("price_in", 0, 1_000_000, False),
    "PRICE_OUT": ("price_out", 0, 1_000_000, False),
}
VARIABLES = tuple(PREFIX + name for name in ("URL", "NAME", "KEY", "ALLOW_HTTP", *_NUMBERS))


def read_settings(environment: Mapping[str, str]) -> EndpointSettings:
    """
    Return the endpoint that the environment names.

    Parameters
    ----------
    environment : mapping of str to str
        As `os.environ`; the variables are `VARIABLES`, each explained in docs/model-reader.md.

    Raises
    ------
    InputError
        Naming the variable that is missing or bad; never with the key.

    Examples
    --------
    >>> given = {"DEMARCHE_MODEL_URL": "http://localhost:8080/v1", "DEMARCHE_MODEL_NAME": "qwen2.5-7b-instruct"}
    >>> read_settings(given).url
    'http://localhost:8080/v1/chat/completions'
    """
    url = _url(_wanted(environment, "URL"))
    model = _model(_wanted(environment, "NAME"))
    host = url.hostname or ""
    key = environment.get(PREFIX + "KEY", "") if _is_loopback(host) else _wanted(environment, "KEY", may_be_empty=True)
    _check_key(key)
    if key and url.scheme == "http" and not _is_loopback(host) and environment.get(PREFIX + "ALLOW_HTTP") != "1":
        raise InputError(
            "the key would travel in clear text",
            field=PREFIX + "URL",
            wanted="https, or a host on this machine",
            got=f"http to {host}",
            mend=f"set {PREFIX}ALLOW_HTTP=1 if you trust every machine on the way",
        )
    numbers = {name: _number(environment, name, *bounds) for name, bounds in _NUMBERS.items()}
    given = {_NUMBERS[name][0]: value for name, value in numbers.items() if value is not None}
    return EndpointSettings(urlunsplit(url), model, key.strip(), **given)  # type: ignore[arg-type]


def _wanted(environment: Mapping[str, str], name: str, *, may_be_empty: bool = False) -> str:
    value = environment.get(PREFIX + name)
    if value is None or not (value.strip() or may_be_empty):
        mend = f"for example {PREFIX}{name}={_EXAMPLES[name]}" if name != "KEY" else f"set it to {_EXAMPLES[name]}"
        raise InputError("the model reader needs this variable, and it is not set", field=PREFIX + name, mend=mend)
    return value.strip()


def _url(value: str) -> SplitResult:
    def bad(why: str, got: str = "") -> InputError:
        return InputError(why, field=PREFIX + "URL", wanted=f"an address such as {_EXAMPLES['URL']}", got=got)

    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as exc:
        raise bad("this is no address") from exc
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise bad(f"the address holds a name or password: give the key in {PREFIX}KEY")
    if parts.scheme not in ("http", "https") or not host:
        raise bad("this is no address", f"{parts.scheme or 'no scheme'}")
    if parts.fragment or any(letter.isspace() or not letter.isprintable() for letter in value):
        raise bad("the address holds what an address cannot")
    path = parts.path.rstrip("/")
    return parts._replace(path=path if path.endswith(_PATH) else path + _PATH)


def _model(value: str) -> str:
    if len(value) > _LONGEST_NAME or not value.isprintable():
        raise InputError("this is no model's name", field=PREFIX + "NAME", wanted=f"up to {_LONGEST_NAME} letters")
    return value


def _check_key(key: str) -> None:
    if not all("!" <= letter <= "~" for letter in key.strip()):
        raise InputError("the key holds white space or letters that no key has", field=PREFIX + "KEY")


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _number(
    environment: Mapping[str, str], name: str, _field: str, low: float, high: float, whole: bool
) -> float | int | None:
    value = environment.get(PREFIX + name, "").strip()
    if not value:
        return None
    convert: Callable[[str], float] = int if whole else float
    try:
        number = convert(value)
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        kind = "a whole number" if whole else "a number"
        raise InputError("out of range", field=PREFIX + name, wanted=f"{kind} from {low:g} to {high:g}", got=value)
    return number
