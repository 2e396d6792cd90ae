"""What kind of source a page comes from, guessed from the outlet's name and address where the metadata are silent."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import cast
from urllib.parse import urlsplit

from demarche.errors import LexiconError
from demarche.ontology import find_outlet, find_outlet_by_url
from demarche.record import SourceKind

_HOSTS: tuple[tuple[re.Pattern[str], SourceKind], ...] = (
    (re.compile(r"(?:^|\.)(?:wordpress|blogspot|blogger|medium|substack|tumblr|ghost|typepad)\.\w+$"), "blog"),
    (re.compile(r"(?:^|\.)(?:twitter|x|facebook|t\.me|telegram|reddit|instagram|threads|bsky)(?:\.\w+)?$"), "social"),
    (re.compile(r"\.(?:gov|mil|gouv|gob|(?:gov|gouv|gob|mil)\.\w\w|gc\.ca|go\.jp|go\.kr)$"), "government"),
    (re.compile(r"(?:^|\.)(?:state|kremlin|whitehouse|nato|europa|un)\.(?:gov|ru|int|eu|org)$"), "government"),
)  # fmt: skip


@cache
def _words() -> tuple[tuple[re.Pattern[str], SourceKind], ...]:
    """Return the patterns of `data/outlet-words.tsv`, in order."""
    patterns: list[tuple[re.Pattern[str], SourceKind]] = []
    lines = (files(__package__) / "data" / "outlet-words.tsv").read_text(encoding="utf-8").splitlines()
    for row, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        kind, _, pattern = line.partition("\t")
        known = source_kind(kind)
        if known is None:
            raise LexiconError("unknown kind of source", where=f"outlet-words.tsv:{row}", wanted=SOURCE_KINDS, got=kind)
        patterns.append((re.compile(pattern), known))
    return tuple(patterns)


def outlet_name(name: str | None, url: str | None) -> str | None:
    """
    Return the name of an outlet in full, or that of the address's outlet where no name is given.

    A platform (WordPress, Facebook) is a host and no outlet.

    Examples
    --------
    >>> outlet_name("AP", None), outlet_name(None, "https://www.reuters.com/world/")
    ('Associated Press', 'Reuters')
    """
    if name:
        known = find_outlet(name)
        return known.name if known else name
    host = find_outlet_by_url(url) if url else None
    return host.name if host and host.kind not in ("blog", "social") else None


def guess_kind(name: str | None, url: str | None) -> SourceKind:
    """Return the kind of a source by its name, its address, or words in its name; `unknown` where none tells."""
    known = (find_outlet(name) if name else None) or (find_outlet_by_url(url) if url else None)
    if known:
        return cast(SourceKind, known.kind)
    host = _host(url or "")
    by_host = next((kind for pattern, kind in _HOSTS if pattern.search(host)), None)
    by_word = next((kind for pattern, kind in _words() if name and pattern.search(name)), None)
    return by_host or by_word or "unknown"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # no address at all, such as an open bracket
        return ""


def source_kind(words: str) -> SourceKind | None:
    """
    Return the kind of source that a user's word names, or None.

    Examples
    --------
    >>> source_kind("news agency")
    'agency'
    """
    return _KINDS.get(re.sub(r"[\s_-]+", " ", words.strip().casefold()))


_KINDS: dict[str, SourceKind] = {
    "agency": "agency", "news agency": "agency", "press agency": "agency", "wire": "agency", "wire service": "agency",
    "newspaper": "newspaper", "paper": "newspaper", "magazine": "newspaper", "newspaper column": "newspaper",
    "press": "newspaper", "broadcaster": "broadcaster", "television": "broadcaster", "tv": "broadcaster",
    "radio": "broadcaster",
    "government": "government", "ministry": "government", "official": "government",
    "think tank": "think tank", "student press": "student press", "student newspaper": "student press",
    "student paper": "student press", "student": "student press", "blog": "blog", "weblog": "blog",
    "newsletter": "blog",     "social": "social", "social media": "social", "unknown": "unknown",
}  # fmt: skip
SOURCE_KINDS = "agency, newspaper, broadcaster, government, think tank, student press, blog, social or unknown"
