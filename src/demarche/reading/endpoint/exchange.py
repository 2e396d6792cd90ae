"""
One request and its answer over HTTP: the only file of the project that opens a connection.

Whatever the other side does, it ends: within a time, within a size, at the address that was asked (no redirect is
followed), and as a value. A watchdog shuts the connection when the time is up, so that a server cannot hold us by
sending a byte now and then, in its headers or in its body.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any, Self

from demarche.errors import InputError
from demarche.reading.endpoint.settings import EndpointSettings

if TYPE_CHECKING:
    import httpx

# An answer of 8,000 tokens is about 40 kB; a hundred times that is no answer.
MOST_BYTES = 4_000_000
_CONNECT_SECONDS = 15.0


@dataclass(frozen=True)
class Answered:
    """What came back: the status, the headers (names in lower case), the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Broken:
    """No answer came back: why, and whether the same request may do better in a while."""

    reason: str
    detail: str = ""
    may_pass: bool = True


@dataclass
class _Watchdog:
    """Shuts the sockets of one request when its time is up."""

    seconds: float
    fired: bool = False
    streams: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._timer = threading.Timer(self.seconds, self._bite)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """Take note of each connection that is opened for the request (httpcore's trace extension)."""
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            self.streams.append(info.get("return_value"))
            if self.fired:  # the time was up while the connection was made
                self._bite()

    def _bite(self) -> None:
        self.fired = True
        for stream in self.streams:
            sock = stream.get_extra_info("socket") if stream is not None else None
            if sock is not None:
                try:
                    sock.shutdown(SHUT_RDWR)
                except OSError:
                    continue  # closed meanwhile, which is what was wanted


class Exchange:
    """
    Sends requests to one endpoint; safe to use from several threads.

    Parameters
    ----------
    settings : EndpointSettings
        The endpoint, its key, and how long one request may take.

    Raises
    ------
    InputError
        If httpx, the extra `demarche[model]`, is not installed.
    """

    def __init__(self, settings: EndpointSettings) -> None:
        try:
            import httpx
        except ImportError as exc:
            mend = "pip install 'demarche[model]'"
            raise InputError("the model reader needs httpx", field="--reader", got="model", mend=mend) from exc
        self._settings = settings
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if settings.key:
            headers["Authorization"] = f"Bearer {settings.key}"
        seconds = settings.timeout_seconds
        self._client = httpx.Client(
            headers=headers,
            follow_redirects=False,
            timeout=httpx.Timeout(seconds, connect=min(_CONNECT_SECONDS, seconds)),
            # A connection a request: the watchdog must know whose socket it shuts.
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=not settings.is_local,
            # Clear text on this machine: no certificate to check, none to load (a tenth of a second).
            verify=not (settings.is_local and settings.url.startswith("http:")),
        )

    def post(self, body: bytes) -> Answered | Broken:
        """Send one request and return its answer, or why there is none."""
        import httpx

        with _Watchdog(self._settings.timeout_seconds) as watchdog:
            try:
                with self._client.stream(
                    "POST", self._settings.url, content=body, extensions={"trace": watchdog.trace}
                ) as response:
                    return self._received(response)
            except httpx.TimeoutException:
                return self._late()
            except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError, ValueError) as exc:
                if watchdog.fired:
                    return self._late()
                detail = self._settings.redact(str(exc) or type(exc).__name__)
                return Broken("the connection to the endpoint failed", detail[:200])

    def _received(self, response: httpx.Response) -> Answered | Broken:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if headers.get("content-encoding", "identity").lower() != "identity":
            return Broken("the endpoint packed its answer, which was not asked for", may_pass=False)
        received = bytearray()
        for part in response.iter_raw():
            received += part
            if len(received) > MOST_BYTES:
                return Broken("the endpoint's answer is too long", f"over {MOST_BYTES:,} bytes", may_pass=False)
        return Answered(response.status_code, headers, bytes(received))

    def _late(self) -> Broken:
        return Broken("the endpoint did not answer in time", f"{self._settings.timeout_seconds:g} seconds")
