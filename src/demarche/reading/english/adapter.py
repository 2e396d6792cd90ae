"""Any installed spaCy pipeline in the place of ours: its trees, labels and names converted, its text kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from demarche.errors import InputError
from demarche.reading.english.clearnlp import KINDS, Tree, is_clearnlp, to_universal
from demarche.reading.english.parsing import ParseInput
from demarche.reading.english.windows import prose_ranges


def load_spacy(name: str) -> SpacyPipeline:
    """
    Return an installed spaCy pipeline by its name.

    Raises
    ------
    InputError
        If it is not installed, or does not parse.
    """
    try:
        language = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise InputError(
            f"there is no English pipeline named {name!r} here",
            field="--pipeline", wanted="'demarche', or an installed spaCy pipeline", got=repr(name),
            mend=f"install it with `python -m spacy download {name}`, or leave the option out",
        ) from error  # fmt: skip
    return SpacyPipeline(name, language)


class SpacyPipeline:
    """
    A spaCy pipeline as the rooms above want one.

    Parameters
    ----------
    name : str
        The name by which it was loaded.
    language : Language
        A pipeline that parses; ClearNLP labels are converted, others taken for Universal Dependencies.

    Raises
    ------
    InputError
        If the pipeline has no parser.
    """

    def __init__(self, name: str, language: Language) -> None:
        if "parser" not in language.pipe_names and name != "":
            raise InputError(
                f"the spaCy pipeline {name!r} has no parser",
                wanted="a pipeline with a parser",
                got=str(language.pipe_names),
            )
        self.name, self._language = name, language

    def parse(self, texts: Iterable[ParseInput]) -> Iterator[Doc]:
        """Yield one Doc for each text, in order."""
        for given in texts:
            parts = self._parts(given)
            yield joined(given.text, parts, self._language)

    def _parts(self, given: ParseInput) -> list[tuple[Doc, bool]]:
        parts, at = [], 0
        for start, end in prose_ranges(len(given.text), given.left_out):
            if start > at:
                parts.append((self._language.make_doc(given.text[at:start]), False))
            parts += [
                (self._language(piece), True) for piece in _pieces(given.text[start:end], self._language.max_length)
            ]
            at = end
        if at < len(given.text):
            parts.append((self._language.make_doc(given.text[at:]), False))
        return parts


def _pieces(text: str, longest: int) -> Iterator[str]:
    """Cut a text that is longer than spaCy takes, at white space where there is some."""
    while len(text) > longest:
        cut = text.rfind(" ", 0, longest) + 1 or longest
        yield text[:cut]
        text = text[cut:]
    yield text


def joined(text: str, parts: Iterable[tuple[Doc, bool]], language: Any) -> Doc:
    """
    Join the Docs of a text's parts into one with our labels.

    Parameters
    ----------
    text : str
        The whole text.
    parts : iterable of (Doc, bool)
        Docs that cover it in order, and whether each was parsed (prose) or only tokenised.
    language : Language or Vocab holder
        Whose `vocab` the new Doc has.
    """
    tree, spaces = Tree([], [], [], [], [], []), []
    prose: list[tuple[int, int]] = []
    morphs: list[str] = []
    for part, is_prose in parts:
        offset = len(tree.words)
        _append(tree, part, is_prose=is_prose)
        spaces += [bool(token.whitespace_) for token in part]
        morphs += [str(token.morph) if is_prose else "" for token in part]
        if is_prose:
            prose += [span for sent in part.sents if (span := _bare(sent, offset)) is not None]
    left_out = [dep == "" for dep in tree.deps]
    universal = to_universal(tree)
    doc = Doc(
        language.vocab, words=universal.words, spaces=spaces, tags=universal.tags, pos=universal.pos, morphs=morphs,
        lemmas=universal.lemmas, heads=universal.heads,
        deps=["" if out else dep for dep, out in zip(universal.deps, left_out, strict=True)],
    )  # fmt: skip
    doc.set_ents([Span(doc, start, end, label=kind) for start, end, kind in universal.names])
    doc.spans["prose"] = [Span(doc, start, end) for start, end in prose]
    if doc.text != text:
        raise InputError(
            "the spaCy pipeline changed the text", wanted="a tokeniser that keeps it", mend="use another pipeline"
        )
    return doc


def _bare(sent: Span, offset: int) -> tuple[int, int] | None:
    """A sentence without the white space at its ends; None if it is nothing else."""
    words = [token.i for token in sent if not token.is_space]
    return (offset + words[0], offset + words[-1] + 1) if words else None


def _append(tree: Tree, part: Doc, *, is_prose: bool) -> None:
    offset = len(tree.words)
    labels = [token.dep_ for token in part]
    needs_conversion = is_clearnlp(labels) or not any(label in {"obj", "obl", "root"} for label in labels)
    for token in part:
        tree.words.append(token.text)
        tree.pos.append("SPACE" if token.is_space else token.pos_ if is_prose else "X")
        tree.tags.append(token.tag_ if is_prose else "")
        tree.lemmas.append(_lemma(token) if is_prose else token.text)
        tree.heads.append(offset + (token.head.i if is_prose else 0))
        tree.deps.append((token.dep_ if needs_conversion else token.dep_.lower()) or "dep" if is_prose else "")
    if is_prose:
        tree.names += [(offset + e.start, offset + e.end, KINDS[e.label_]) for e in part.ents if e.label_ in KINDS]


def _lemma(token: Any) -> str:
    lemma: str = token.lemma_ or token.text
    return lemma if token.pos_ == "PROPN" or token.text == "I" else lemma.lower()
