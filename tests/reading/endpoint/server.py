"""A server on loopback that speaks the protocol of chat completions, and does as it is told: well, late, or badly."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Request = dict[str, Any]
Act = Callable[["Handler", Request], None]
KEY = "sk-test-0123456789-secret"
MODEL = "test/model-1"


class Handler(BaseHTTPRequestHandler):
    """Notes each request, and acts the next part of the script."""

    protocol_version = "HTTP/1.1"
    server: Desk

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = json.loads(body)
        with self.server.lock:
            self.server.requests.append(request)
            self.server.headers.append(dict(self.headers))
            self.server.paths.append(self.path)
            at = min(len(self.server.requests), len(self.server.script)) - 1
        try:
            self.server.script[at](self, request)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Desk(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *script: Act) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = list(script)
        self.requests: list[Request] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, *_: object) -> None:
        """A client that hung up is no error here."""


@contextmanager
def serving(*script: Act) -> Iterator[Desk]:
    """Serve a script: its parts in turn, the last again and again."""
    desk = Desk(*script)
    thread = threading.Thread(target=desk.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield desk
    finally:
        desk.shutdown()
        desk.server_close()


def envelope(content: str | None, finish: str = "stop", usage: Any = None, **message: Any) -> bytes:
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content, **message}}
    used = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110} if usage is None else usage
    return json.dumps({"id": "x", "object": "chat.completion", "choices": [choice], "usage": used}).encode()


def say(content: Any, finish: str = "stop", usage: Any = None) -> Act:
    """Answer with a text, or with an object as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return lambda handler, _: handler.reply(200, envelope(text, finish, usage))


def status(code: int, message: str = "no", headers: dict[str, str] | None = None) -> Act:
    body = json.dumps({"error": {"message": message}}).encode()
    return lambda handler, _: handler.reply(code, body, headers)


def late(seconds: float) -> Act:
    def act(handler: Handler, _: Request) -> None:
        time.sleep(seconds)
        handler.reply(200, envelope("{}"))

    return act


def drip_body(handler: Handler, _: Request) -> None:
    """Send a byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler: Handler, _: Request) -> None:
    """Never come to the end of the headers."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def header_bomb(handler: Handler, _: Request) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Bomb: " + b"a" * 2_000_000 + b"\r\n\r\n")


def flood(handler: Handler, _: Request) -> None:
    """Ten megabytes of an answer, well formed to the end."""
    handler.reply(200, envelope("a" * 10_000_000))


def endless(handler: Handler, _: Request) -> None:
    """A stream in chunks that never ends."""
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for _ in range(2_000):
        handler.wfile.write(b"10000\r\n" + b"a" * 0x10000 + b"\r\n")


def truncated(handler: Handler, _: Request) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(envelope("{}")[:40])
    handler.wfile.flush()
    handler.close_connection = True


def packed(handler: Handler, _: Request) -> None:
    import gzip

    handler.reply(200, gzip.compress(envelope("{}")), {"Content-Encoding": "gzip"})


def refuses(*fields: str) -> Act:
    """A server that refuses requests that hold certain fields, and else is a good one."""

    def act(handler: Handler, request: Request) -> None:
        held = [name for name in fields if name in request]
        if held:
            status(400, f"Unsupported parameter: {held[0]}")(handler, request)
        else:
            good(handler, request)

    return act


_LINE = re.compile(r"^(\d+)\| (.*)$")


def sentences_of(request: Request) -> dict[int, str]:
    """The sentences of a request that are to be coded, by number."""
    user = request["messages"][-1]["content"]
    material = user.rsplit("<<<material ", 1)[1]
    found = (_LINE.match(line) for line in material.splitlines())
    return {int(one[1]): one[2] for one in found if one}


_CODES = {"Greek": "GRC", "Turkish": "TUR", "Turkey": "TUR", "French": "FRA", "Russian": "RUS", "Russia": "RUS"}
_PERSON = r"(?:\w+ )+?(?P<{}>[A-Z]\w+ [A-Z]\w+)"
_MET = re.compile(rf"(?P<a>Greek|French) {_PERSON.format('n')} met (?P<b>Turkish|Russian) {_PERSON.format('m')}\b")
_THREAT = re.compile(r"(?P<a>Turkey|Russia) threatened .*")


def good_answer(request: Request) -> dict[str, Any]:
    """What an honest, simple model makes of the sentences: who met whom, and who threatened."""
    events = []
    for number, words in sentences_of(request).items():
        met, threat = _MET.search(words), _THREAT.search(words)
        if met:
            sides = [actor(_CODES[met["a"]], met["n"], "GOV"), actor(_CODES[met["b"]], met["m"], "GOV")]
            when = {"words": "on 10 December 1999", "start": "1999-12-10", "end": "1999-12-10"}
            events.append(
                event(
                    number,
                    met[0],
                    "CONSULT",
                    sides[:1],
                    sides[1:],
                    mode="meet",
                    when=when if when["words"] in words else None,
                )
            )
        if threat:
            events.append(event(number, threat[0].rstrip("."), "THREATEN", [actor(_CODES[threat["a"]])], []))
    return {"events": events, "statements": [], "projections": []}


def good(handler: Handler, request: Request) -> None:
    handler.reply(200, envelope(json.dumps(good_answer(request))))


def actor(country: str | None, name: str | None = None, sector: str | None = None) -> dict[str, Any]:
    return {"country": country, "sector": sector, "name": name}


def event(sentence: int, quote: str, kind: str, sources: list[Any], targets: list[Any], **more: Any) -> dict[str, Any]:
    blank = {"mode": None, "context": None, "attributed_to": None, "when": None, "where": None, "condition": None}
    given = {
        "sentence": sentence,
        "quotes": [quote],
        "type": kind,
        "modality": "asserted",
        "sources": sources,
        "targets": targets,
    }
    return {**given, **blank, **more}


def statement(sentence: int, quote: str, speaker: Any, about: str, **more: Any) -> dict[str, Any]:
    given = {"sentence": sentence, "quotes": [quote], "speaker": speaker, "about": about, "addressee": None}
    return {**given, "kind": "claim", "stance": "neutral", "direct": False, **more}


def projection(sentence: int, quote: str, kind: str, **more: Any) -> dict[str, Any]:
    author = {"kind": "author", "name": None, "country": None}
    blank = {"sources": [], "targets": [], "window": None, "probability": None, "condition": None}
    return {"sentence": sentence, "quotes": [quote], "forecaster": author, "type": kind, **blank, **more}


def answer(events: Any = (), statements: Any = (), projections: Any = ()) -> dict[str, Any]:
    return {"events": list(events), "statements": list(statements), "projections": list(projections)}


def environment(desk: Desk, **more: str) -> dict[str, str]:
    """The variables that lead to a server."""
    given = {f"DEMARCHE_MODEL_{name}": value for name, value in more.items()}
    return {"DEMARCHE_MODEL_URL": desk.url, "DEMARCHE_MODEL_NAME": MODEL, "DEMARCHE_MODEL_KEY": KEY, **given}
