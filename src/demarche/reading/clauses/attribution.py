"""
Attribution: what stands on someone's word, or in someone's mind, and whose.

Indirect speech by the complement of a word of speech or thought, in whatever order the parts stand; direct speech by
the quotation marks, carried over the sentences of one quotation and over paragraphs that are all quotation;
"according to", and nouns of speech ("warnings from Moscow that").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from spacy.tokens import Token

from demarche.reading.clauses.asides import breaks_off
from demarche.reading.clauses.entries import entry_of
from demarche.reading.clauses.quotations import MARKS
from demarche.reading.clauses.speakers import addressee_of, beside, nominal_speaker, speaker_of
from demarche.reading.clauses.tables import Embedder, Tables
from demarche.reading.clauses.tree import Tree, token_or_none
from demarche.record import Actor

_PREDICATES: Final = ("VERB", "ADJ", "NOUN", "AUX")
_ACCORDING: Final = frozenset({"according to", "in the words of", "per"})
_EDGE: Final = MARKS | {",", ".", ";", ":", "--", "—", "–", "-", "that"}
_PERSONAL: Final = frozenset(
    {"accuse", "blame", "urge", "criticise", "criticize", "condemn", "denounce", "praise", "thank"}
)
_TELLING: Final = frozenset({"say", "add", "tell", "warn", "write", "reply", "declare", "state", "insist", "announce"})


class ActorFinder(Protocol):
    """What the rules here need of a report's cast."""

    def of(self, token: Token, /) -> tuple[Actor, ...]:
        """Return the actors that a phrase denotes."""


@dataclass(frozen=True)
class Attribution:
    """
    Something said or thought, and by whom.

    Attributes
    ----------
    speaker, verb, addressee : Token or None
        The head of the speaker's phrase; the word of speech or thought; whom it addresses.
    actors : tuple of Actor
        The actors that the speaker's phrase denotes; empty where the cast knows none.
    lemma : str
        The word of speech or thought ("say", "according to"); "" for a bare quotation.
    content : tuple of int
        Half-open token range of what is said.
    direct : bool
        Whether the content, or its greater part, is quoted.
    voice : str
        `says`, `announces` or `thinks` (data/verbs.tsv).
    head : Token or None
        The head of the clause or noun that is the content; None for a bare quotation.
    """

    speaker: Token | None
    actors: tuple[Actor, ...]
    verb: Token | None
    lemma: str
    content: tuple[int, int]
    direct: bool
    addressee: Token | None
    voice: str = "says"
    head: Token | None = None


@dataclass(frozen=True)
class Finding:
    """An attribution before its speaker is known: tokens by index, -1 for none; `left_out` is no content."""

    verb: int
    speaker: int
    content: tuple[int, int]
    entry: Embedder | None
    head: int = -1


def find_spoken(tree: Tree, tables: Tables) -> Iterator[Finding]:
    """Yield every complement of a word of speech or thought, every aside ("X, he said") and "according to"."""
    for start, end in tree.sentences:
        for i in range(start, end):
            if tree.pos[i] in _PREDICATES or tree.words[i] in ("according",):
                yield from _at(tree, i, tables)


def _at(tree: Tree, i: int, tables: Tables) -> Iterator[Finding]:
    if tree.words[i] == "according":
        found = _according(tree, i)
        if found:
            yield found
        return
    entry = entry_of(tree, i, tables)
    if entry is None or not entry.speaks:
        return
    if tree.pos[i] in ("NOUN", "PROPN"):
        yield from _noun_contents(tree, i, entry)
        return
    contents = _contents(tree, i, entry, tables)
    speaker = speaker_of(tree, i)
    for head in contents:
        yield Finding(i, _inverted(tree, i, speaker, head), tree.range(head), entry, head)
    if not contents:
        content = _host_content(tree, i)
        if content is not None:
            yield Finding(i, _inverted(tree, i, speaker, i), content, entry, tree.heads[i])


def _contents(tree: Tree, i: int, entry: Embedder, tables: Tables) -> list[int]:
    """Return the heads of the complements of a verb of speech that hold what is said."""
    found = []
    for k in tree.kids[i]:
        dep = tree.deps[k]
        if breaks_off(tree, k, tables) or (tree.tags[k] == "VBG" and _marked(tree, k, ("by",))):
            continue
        if (
            dep in ("ccomp", "xcomp", "ccomp:obj")
            or (dep == "parataxis" and _says_quote(tree, i, k) and not _is_apart(tree, i, k))
            or (dep in ("obl", "advcl") and tree.tags[k] == "VBG" and tree.case(k) in ("of", "for", "with", "as"))
            or (dep == "advcl" and tree.tags[k] == "VBG" and _marked(tree, k, ("of", "for", "with", "as", "against")))
            or (dep == "obj" and entry.frames.get("noun") and entry.frames["noun"].plain in ("reported", "denied"))
        ):
            found.append(k)
    return found


def _marked(tree: Tree, k: int, words: tuple[str, ...]) -> bool:
    return any(tree.words[m] in words for m in tree.by(k, "mark", "case"))


def _says_quote(tree: Tree, i: int, k: int) -> bool:
    """Say whether the parataxis of a verb of saying is what was said: it is the longer part, with a clause."""
    return tree.is_clause(k) and tree.lemmas[i] in ("say", "add", "write", "tell", "ask", "reply", "tweet", "declare")


def _is_apart(tree: Tree, i: int, k: int) -> bool:
    """Say whether a semicolon sets a clause off from what was said: "told Wang that it was planned; Wang replied"."""
    start = tree.range(k)[0]
    return i < start and ";" in tree.words[start - 1 : start + 1] and tree.kid(i, "ccomp") >= 0


def _noun_contents(tree: Tree, i: int, entry: Embedder) -> Iterator[Finding]:
    speaker = nominal_speaker(tree, i)
    for k in tree.by(i, "acl", "ccomp", "acl:relcl", "nmod"):
        bare = not tree.by(k, "mark") and tree.subject(k) < 0
        if tree.deps[k] == "nmod":
            frame = entry.frames.get(tree.case(k))
            if frame is None or frame.plain not in ("reported", "denied"):
                continue
        elif (tree.deps[k] == "acl:relcl" and not _marked(tree, k, ("that",))) or (
            tree.tags[k] in ("VBN", "VBG", "VBD") and bare
        ):
            continue
        yield Finding(i, speaker, tree.range(k), entry, k)


_WILLED: Final = frozenset({"agree", "promise", "pledge", "vow", "demand", "order", "request", "propose"})


def _host_content(tree: Tree, i: int) -> tuple[int, int] | None:
    """Return the clause that a verb of speech is an aside to: "the talks failed, diplomats say"."""
    head = tree.heads[i]
    if tree.deps[i] == "acl:relcl" and _is_between_commas(tree, i):
        host = next((k for k in tree.ancestors(i) if tree.is_clause(k)), -1)
        return tree.range(host) if host >= 0 else None
    if head == i or tree.deps[i] not in ("parataxis", "advcl", "conj", "discourse"):
        return None
    if tree.deps[i] in ("advcl", "conj") and not _is_aside(tree, i):
        return None
    if tree.pos[i] != "VERB" or (tree.subject(i) < 0 and tree.kid(i, "obj", "iobj") < 0):
        return None
    if tree.lemmas[i] in _WILLED and any(tree.words[k] == "as" for k in tree.kids[i]):
        return None  # "they stepped back, as their commanders agreed"
    return _without(tree.range(head), tree.range(i))


def _is_between_commas(tree: Tree, i: int) -> bool:
    """Say whether a clause without "which" stands between commas: "the strike, Kyiv said, hit …" has no relative."""
    subject, (low, high) = tree.subject(i), tree.range(i)
    if subject < 0 or tree.tags[subject] in ("WP", "WDT") or tree.words[subject] == "that" or tree.kid(i, "obj") >= 0:
        return False
    start = low if tree.words[low] == "," else low - 1
    if start < 0 or tree.words[start] != "," or high - low > 10:
        return False
    # "in a statement" may hang on the other verb: the comma closes it all the same.
    after = next((k for k in range(high, min(high + 6, len(tree))) if tree.pos[k] in ("VERB", "AUX", "PUNCT")), -1)
    return tree.words[high - 1] == "," or (after >= 0 and tree.words[after] == ",")


def _is_aside(tree: Tree, i: int) -> bool:
    """Say whether a clause of speech is a bare "as he said", "…, he said": nothing said in it."""
    low, high = tree.range(i)
    if tree.deps[i] == "advcl":
        return any(tree.words[k] == "as" for k in tree.by(i, "mark", "advmod")) and high - low <= 8
    return tree.kid(i, "obj", "xcomp", "ccomp", "obl") < 0 and high - low <= 8 and not tree.by(i, "cc")


def _without(whole: tuple[int, int], part: tuple[int, int]) -> tuple[int, int]:
    """Take a range off one end of another; one in the middle stays."""
    if part[0] <= whole[0] < part[1] < whole[1]:
        return part[1], whole[1]
    if whole[0] < part[0] and part[1] >= whole[1] - 1:  # a full stop may follow
        return whole[0], part[0]
    return whole


def _inverted(tree: Tree, i: int, speaker: int, head: int) -> int:
    """Find the speaker of "…, said X" where the parser made X an object, or found none."""
    entry = tree.lemmas[i]
    if speaker > i and entry in _PERSONAL:
        return _or(beside(tree, i, before_only=True), speaker)
    if speaker >= 0 and speaker != head and not (speaker < i and _closes_quotation(tree, speaker, i)):
        return speaker
    for k in tree.by(i, "obj", "iobj", "obl", "dep", "xcomp"):
        if k > i and k != head and tree.pos[k] in ("PROPN", "NOUN", "PRON") and not tree.case(k):
            return k
    return _or(beside(tree, i) if entry in _TELLING else -1, speaker)


def _closes_quotation(tree: Tree, start: int, end: int) -> bool:
    """Say whether a quotation ends between a supposed speaker and the verb: the speaker is then part of it."""
    marks = [tree.words[k] for k in range(start, end) if tree.words[k] in MARKS]
    return bool(marks) and marks[0] in ("”", "''", "»", '"') and len(marks) % 2 == 1


def _or(first: int, second: int) -> int:
    return first if first >= 0 else second


def _according(tree: Tree, i: int) -> Finding | None:
    """Return "according to X" with the clause that it qualifies."""
    source = tree.heads[i] if tree.deps[i] in ("case", "mark", "advmod") else tree.kid(i, "obl", "nmod", "obj")
    if source < 0:
        return None
    host = tree.heads[source] if tree.deps[i] in ("case", "mark", "advmod") else tree.heads[i]
    phrase = tree.range(source if tree.deps[i] in ("case", "mark") else i)
    if host in (source, i):
        return None
    for ancestor in (host, *tree.ancestors(host)):
        host = ancestor
        if tree.is_clause(ancestor):
            break
    return Finding(i, source, _without(tree.range(host), phrase), None, host)


def trim(tree: Tree, content: tuple[int, int]) -> tuple[int, int]:
    """Take punctuation, quotation marks and a leading "that" off both ends of a range."""
    start, end = content
    while start < end - 1 and (tree.words[start] in _EDGE or tree.words[start].isspace()):
        start += 1
    while end > start + 1 and (tree.words[end - 1] in _EDGE - {"that"} or tree.words[end - 1].isspace()):
        end -= 1
    return start, end


def attribution(tree: Tree, cast: ActorFinder, finding: Finding, *, direct: bool) -> Attribution:
    """Make an attribution of a finding."""
    doc, entry = tree.doc, finding.entry
    lemma = entry.word if entry is not None else "according to" if finding.verb >= 0 else ""
    speaker = token_or_none(doc, finding.speaker)
    addressee = addressee_of(tree, finding.verb) if finding.verb >= 0 and tree.pos[finding.verb] == "VERB" else -1
    return Attribution(
        speaker=speaker,
        actors=cast.of(speaker) if speaker is not None else (),
        verb=token_or_none(doc, finding.verb),
        lemma=lemma,
        content=trim(tree, finding.content),
        direct=direct,
        addressee=token_or_none(doc, addressee if addressee != finding.speaker else -1),
        voice=entry.voice if entry is not None else "says",
        head=token_or_none(doc, finding.head),
    )
