"""What kind of source a page comes from, guessed from the outlet's name and address where the metadata are silent."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from demarche.errors import LexiconError
from demarche.record import SourceKind

_HOSTS: tuple[tuple[re.Pattern[str], SourceKind], ...] = (
    (re.compile(r"(?:^|\.)(?:wordpress|blogspot|blogger|medium|substack|tumblr|ghost|typepad)\.\w+$"), "blog"),
    (re.compile(r"(?:^|\.)(?:twitter|x|facebook|t\.me|telegram|reddit|instagram|threads|bsky)(?:\.\w+)?$"), "social"),
    (re.compile(r"\.(?:gov|mil|gouv|gob|(?:gov|gouv|gob|mil)\.\w\w|gc\.ca|go\.jp|go\.kr)$"), "government"),
    (re.compile(r"(?:^|\.)(?:state|kremlin|whitehouse|nato|europa|un)\.(?:gov|ru|int|eu|org)$"), "government"),
)  # fmt: skip


@cache
def _table() -> tuple[dict[str, tuple[str, SourceKind]], tuple[tuple[re.Pattern[str], SourceKind], ...]]:
    """Return the names by case-folded name, and the patterns, of `data/outlets.tsv`."""
    names: dict[str, tuple[str, SourceKind]] = {}
    patterns: list[tuple[re.Pattern[str], SourceKind]] = []
    lines = (files(__package__) / "data" / "outlets.tsv").read_text(encoding="utf-8").splitlines()
    for row, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        what, kind, key, *full = line.split("\t")
        known = source_kind(kind)
        if known is None:
            raise LexiconError("unknown kind of source", where=f"outlets.tsv:{row}", got=kind)
        if what == "name":
            names[key.casefold()] = (full[0] if full else key, known)
        else:
            patterns.append((re.compile(key), known))
    return names, tuple(patterns)


def full_name(name: str) -> str:
    """
    Return the name of an outlet or agency in full, or the name itself.

    Examples
    --------
    >>> full_name("AP")
    'Associated Press'
    """
    known = _table()[0].get(_bare(name))
    return known[0] if known else name


def guess_kind(name: str | None, url: str | None) -> SourceKind:
    """Return the kind of a source by its name, its host, or words in its name; `unknown` where none tells."""
    names, patterns = _table()
    if name and (known := names.get(_bare(name))):
        return known[1]
    host = (urlsplit(url).hostname or "") if url and url.isprintable() and "[" not in url else ""
    by_host = next((kind for pattern, kind in _HOSTS if pattern.search(host)), None)
    by_word = next((kind for pattern, kind in patterns if name and pattern.search(name)), None)
    return by_host or by_word or "unknown"


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", name.strip().casefold())


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
