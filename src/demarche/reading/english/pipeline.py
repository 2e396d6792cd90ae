"""
The English pipeline: raw texts in, spaCy Docs out, one for each, in order.

1. cut each text into tokens, and its prose into sentences;
2. gather the sentences of some reports, so that those of one length are parsed together;
3. run the network;
4. write each report's parses into its Doc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from demarche.reading.english.docs import Scribe
from demarche.reading.english.network import WEIGHTS, Network
from demarche.reading.english.parsing import ParseInput
from demarche.reading.english.subwords import Encoded
from demarche.reading.english.tokens import make_tokeniser, tokenise
from demarche.reading.english.windows import Window, windows_of

_HALVES = re.compile("[\ud800-\udfff]")
_BUFFER_SENTENCES = 512
_BUFFER_REPORTS = 64
_FRESH_AFTER_WORDS = 60_000
"""Different words that a vocabulary may hold before the next reports get a fresh one: memory stays flat so."""


@dataclass
class _Waiting:
    """A report whose sentences wait for the network."""

    doc: Doc
    scribe: Scribe
    windows: list[Window]
    encoded: list[Encoded]


class DemarchePipeline:
    """
    The project's own pipeline.

    Parameters
    ----------
    weights : Path
        The folder of the network's files.

    Raises
    ------
    InputError
        If a file is missing there.
    """

    name = "demarche"

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._network = Network(weights)
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._tokeniser = make_tokeniser()
        self._scribe = Scribe(self._tokeniser.vocab, self._network.classes, self._network.lemmatiser)

    def parse(self, texts: Iterable[ParseInput]) -> Iterator[Doc]:
        """
        Yield one Doc for each text, in order.

        A text's parse hangs on that text alone, not on its neighbours. At most 64 reports or a few more than 512
        sentences are held at a time.
        """
        waiting: list[_Waiting] = []
        for given in texts:
            waiting.append(self._prepare(given))
            if len(waiting) >= _BUFFER_REPORTS or sum(len(w.windows) for w in waiting) >= _BUFFER_SENTENCES:
                yield from self._finish(waiting)
                waiting = []
        yield from self._finish(waiting)

    def _prepare(self, given: ParseInput) -> _Waiting:
        if len(self._tokeniser.vocab) > _FRESH_AFTER_WORDS:
            self._start_afresh()
        # Halves of characters, which broken JSON can carry, have no UTF-8; the mark for such has their length.
        doc = tokenise(self._tokeniser, _HALVES.sub("\ufffd", given.text))
        tokens, starts = [token.text for token in doc], [token.idx for token in doc]
        subwords = self._network.subwords
        windows = windows_of(given.text, given.left_out, tokens, starts, subwords.pieces)
        encoded = [subwords.encode([tokens[i] for i in w.tokens], opens_sentence=w.opens) for w in windows]
        return _Waiting(doc, self._scribe, windows, encoded)

    def _finish(self, waiting: list[_Waiting]) -> Iterator[Doc]:
        parses = iter(self._network.parse([encoded for report in waiting for encoded in report.encoded]))
        for report in waiting:
            yield report.scribe.write(report.doc, report.windows, [next(parses) for _ in report.windows])
