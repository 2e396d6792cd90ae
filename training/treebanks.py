"""The treebanks and name data as sentences; formats are CoNLL-U, UNER's IOB2 and WikiGold's two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Name = tuple[int, int, str]
"""A named thing: first word, word after the last, PER, LOC or ORG."""

KINDS = ("PER", "LOC", "ORG")
UNER, GUM, WIKIGOLD = 0, 1, 2
"""Whose idea of a name a sentence follows: the three differ, and the network is told which it sees."""
_GUM_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
_GUM_WORDS = 8  # longer GUM spans with a capital are descriptions more often than names


@dataclass
class Sentence:
    """One annotated sentence. `heads` count from 1, 0 is the root; `names` is None where nobody annotated them."""

    id: str
    document: str
    words: list[str]
    corpus: int
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)
    names: list[Name] | None = None
    new_paragraph: bool = False

    @property
    def text(self) -> str:
        """The sentence as it was printed."""
        return "".join(w + " " * s for w, s in zip(self.words, self.spaces, strict=True)).strip()


def read_conllu(path: Path, corpus: int) -> list[Sentence]:
    """Read a CoNLL-U file; multiword tokens become the spacing of their words, empty nodes are dropped."""
    sentences: list[Sentence] = []
    document = ""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        notes = [line for line in lines if line.startswith("#")]
        for note in notes:
            if note.startswith("# newdoc id = "):
                document = note[14:]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if rows:
            sentences.append(_sentence(rows, notes, document, corpus))
    return sentences


def _sentence(rows: Sequence[list[str]], notes: Sequence[str], document: str, corpus: int) -> Sentence:
    ids = [note[12:] for note in notes if note.startswith("# sent_id = ")]
    made = Sentence(
        ids[0], document, [], corpus, new_paragraph=any(n.startswith(("# newpar", "# newdoc")) for n in notes)
    )
    glued: dict[int, bool] = {}
    for row in rows:
        spaced = "SpaceAfter=No" not in row[9].split("|")
        if "-" in row[0]:
            start, end = map(int, row[0].split("-"))
            glued.update(dict.fromkeys(range(start, end), False))
            glued[end] = spaced
        elif "." not in row[0]:
            made.words.append(row[1].replace(" ", "_"))
            made.spaces.append(glued.get(int(row[0]), spaced))
            made.lemmas.append(row[1] if row[2] == "_" else row[2])
            made.upos.append(row[3])
            made.xpos.append(row[4])
            made.feats.append("" if row[5] == "_" else row[5])
            made.heads.append(int(row[6]))
            made.deps.append("root" if row[6] == "0" else row[7])
            made.misc.append(row[9])
    return made


def names_of_tags(tags: Sequence[str]) -> list[Name]:
    """Return the names of B-/I- tags; a kind outside KINDS counts as outside."""
    found: list[Name] = []
    start, kind = 0, ""
    for position, tag in enumerate([*tags, "O"]):
        label = tag[2:] if tag[2:] in KINDS else ""
        if kind and (label != kind or tag.startswith("B-")):
            found.append((start, position, kind))
            kind = ""
        if label and not kind:
            start, kind = position, label
    return found


def read_iob(path: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield (sentence id, words, tags) of a UNER file."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        ids = [line.split("= ", 1)[1] for line in lines if line.startswith("# sent_id")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if rows:
            yield ids[0], [row[1].replace(" ", "_") for row in rows], [row[2] for row in rows]


def add_uner_names(sentences: Sequence[Sentence], path: Path) -> int:
    """Lay UNER's names over treebank sentences, by id or else by letters; return how many sentences got them."""
    by_id, by_letters = {}, {}
    for key, words, tags in read_iob(path):
        by_id[key] = (words, tags)
        by_letters["".join(words)] = (words, tags)
    laid = 0
    for sentence in sentences:
        letters = "".join(sentence.words)
        words, tags = by_id.get(sentence.id, ([], []))
        if "".join(words) != letters:
            words, tags = by_letters.get(letters, ([], []))
        if words:
            sentence.names = _align(names_of_tags(tags), words, sentence.words)
            laid += 1
    return laid


def _align(names: Sequence[Name], ours: Sequence[str], theirs: Sequence[str]) -> list[Name]:
    """Move names from one cutting of the same letters to another, dropping those that begin or end inside a word."""
    starts, ends = _edges(ours)
    to_start = {letter: word for word, letter in enumerate(_edges(theirs)[0])}
    to_end = {letter: word + 1 for word, letter in enumerate(_edges(theirs)[1])}
    moved = [(to_start.get(starts[a]), to_end.get(ends[b - 1]), kind) for a, b, kind in names]
    return [(a, b, kind) for a, b, kind in moved if a is not None and b is not None]


def _edges(words: Sequence[str]) -> tuple[list[int], list[int]]:
    starts, ends, at = [], [], 0
    for word in words:
        starts.append(at)
        at += len(word)
        ends.append(at)
    return starts, ends


def add_gum_names(sentences: Sequence[Sentence]) -> None:
    """Take names from GUM's entity annotation: short, capitalised spans with a proper noun in them."""
    open_spans: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    spans: list[list[Name]] = [[] for _ in sentences]
    for number, sentence in enumerate(sentences):
        for position, misc in enumerate(sentence.misc):
            marks = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
            for mark in re.findall(r"\([^()]+\)?|[^()]+\)", marks):
                group, _, rest = mark.strip("()").partition("-")
                if mark.startswith("("):
                    open_spans.setdefault((sentence.document, group), []).append((number, position, rest.split("-")[0]))
                if mark.endswith(")") and (waiting := open_spans.get((sentence.document, group))):
                    began_in, start, kind = waiting.pop()
                    if began_in == number and kind in _GUM_KINDS:
                        spans[number].append((start, position + 1, _GUM_KINDS[kind]))
    for sentence, found in zip(sentences, spans, strict=True):
        trimmed = [name for span in found if (name := _trim(span, sentence)) is not None]
        sentence.names = _longest(trimmed)


def _trim(span: Name, sentence: Sentence) -> Name | None:
    start, end, kind = span
    while start < end and sentence.upos[start] in {"DET", "PUNCT"}:
        start += 1
    while end > start and sentence.upos[end - 1] in {"PUNCT", "PART"}:
        end -= 1
    inside = range(start, end)
    is_name = (
        0 < end - start <= _GUM_WORDS
        and any(sentence.upos[i] == "PROPN" for i in inside)
        and all(sentence.upos[i] in _IN_NAMES or sentence.words[i][:1].isupper() for i in inside)
        and (sentence.upos[start] == "PROPN" or sentence.words[start][:1].isupper())
    )
    return (start, end, kind) if is_name else None


_IN_NAMES = {"PROPN", "NUM", "ADP", "DET", "PUNCT", "CCONJ"}


def _longest(names: Sequence[Name]) -> list[Name]:
    kept: list[Name] = []
    for start, end, kind in sorted(names, key=lambda name: (name[0] - name[1], name[0])):
        if all(end <= a or b <= start for a, b, _ in kept):
            kept.append((start, end, kind))
    return sorted(kept)


def read_wikigold(path: Path) -> list[Sentence]:
    """Read WikiGold: a word and a tag a line, a blank line between sentences; names alone are annotated."""
    sentences = []
    blocks = path.read_text(encoding="utf-8").replace("-DOCSTART- O", "").split("\n\n")
    for number, block in enumerate(blocks):
        rows = [line.rsplit(" ", 1) for line in block.splitlines() if line.strip()]
        if rows:
            words, tags = [row[0] for row in rows], [row[1] for row in rows]
            sentences.append(Sentence(f"wikigold-{number}", "", words, WIKIGOLD, names=names_of_tags(tags)))
    return sentences


@dataclass
class Corpora:
    """All that is trained and measured on."""

    train: list[Sentence]
    ewt_dev: list[Sentence]
    ewt_test: list[Sentence]
    gum_dev: list[Sentence]
    gum_test: list[Sentence]
    pud: list[Sentence]

    @property
    def pud_news(self) -> list[Sentence]:
        """The half of PUD that is news: the test of record."""
        return [sentence for sentence in self.pud if sentence.id.startswith("n")]


def read_corpora(folder: Path) -> Corpora:
    """Read every treebank under `folder`, laid out as `training/README.md` says; PUD stays out of `train`."""
    ewt = {part: read_conllu(folder / "ewt" / f"{part}.conllu", UNER) for part in ("train", "dev", "test")}
    for part, sentences in ewt.items():
        add_uner_names(sentences, folder / "uner" / f"{part}.iob2")
    gum = {part: read_conllu(folder / "gum" / f"{part}.conllu", GUM) for part in ("train", "dev", "test")}
    for sentences in gum.values():
        add_gum_names(sentences)
    pud = read_conllu(folder / "pud" / "test.conllu", UNER)
    add_uner_names(pud, folder / "uner" / "pud-test.iob2")
    wikigold = read_wikigold(folder / "wikigold" / "wikigold.conll.txt")
    return Corpora([*ewt["train"], *gum["train"], *wikigold], ewt["dev"], ewt["test"], gum["dev"], gum["test"], pud)
