"""
Words as the network sees them: pieces of the encoder's vocabulary, and the shape of each word.

The vocabulary is uncased, so that case travels beside it as a shape. Training uses this very file, so that the network
is run on what it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

LOWER, TITLE, UPPER, MIXED, DIGIT, PUNCTUATION, FIRST_TITLE = 1, 2, 3, 4, 5, 6, 7
"""Word shapes; 0 is for the marks at a sentence's ends, FIRST_TITLE for a capital that may be the sentence's."""

MAX_PIECES_OF_WORD = 12
MAX_PIECES = 192
"""Pieces in one sentence, its two end marks included; longer sentences are cut into windows by `windows`."""
_MAX_LETTERS = 60  # of a word that is cut into pieces: the first letters tell enough of a 5,000-letter token
_CACHE_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence as numbers: `pieces` and `shapes` in step; `first` is each word's first piece."""

    pieces: list[int]
    shapes: list[int]
    first: list[int]
    word_shapes: list[int]


def shape_of(word: str, *, opens_sentence: bool = False) -> int:
    """Return the shape of a word: lower, Title, UPPER, mixed, digit or punctuation."""
    if word.islower():
        return LOWER
    if not any(map(str.isalpha, word)):
        return DIGIT if any(map(str.isdigit, word)) else PUNCTUATION
    if word.isupper() and len(word) > 1:
        return UPPER
    if word[0].isupper() and word[1:] == word[1:].lower():
        return FIRST_TITLE if opens_sentence else TITLE
    return MIXED


class Subwords:
    """
    The encoder's vocabulary, and words cut by it.

    Parameters
    ----------
    vocabulary : sequence of str
        Pieces in the order of their ids; `##` begins a piece inside a word. Must hold [UNK], [CLS] and [SEP].
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._open, self._close, self._unknown = ids["[CLS]"], ids["[SEP]"], ids["[UNK]"]
        self._cutter = Tokenizer(WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
        self._cutter.normalizer = BertNormalizer(
            clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
        )
        self._cutter.pre_tokenizer = BertPreTokenizer()
        self._known: dict[str, list[int]] = {}

    @classmethod
    def from_file(cls, path: Path) -> Subwords:
        """Read a vocabulary of one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def pieces(self, word: str) -> list[int]:
        """Return the ids of a word's pieces: at least one, at most MAX_PIECES_OF_WORD."""
        found = self._known.get(word)
        if found is None:
            cut = self._cutter.encode(word[:_MAX_LETTERS], add_special_tokens=False).ids
            found = cut[:MAX_PIECES_OF_WORD] or [self._unknown]
            if len(self._known) >= _CACHE_WORDS:
                self._known.clear()
            self._known[word] = found
        return found

    def encode(self, words: Sequence[str], *, opens_sentence: bool = True) -> Encoded:
        """
        Encode one sentence, or a window of one, whose pieces fit into the network's length.

        Parameters
        ----------
        words : sequence of str
            The words, none of them white space.
        opens_sentence : bool
            False for the later windows of a sentence that was cut.
        """
        pieces, shapes, first, word_shapes = [self._open], [0], [0], [0]
        for position, word in enumerate(words):
            cut = self.pieces(word)
            shape = shape_of(word, opens_sentence=opens_sentence and position == 0)
            first.append(len(pieces))
            pieces += cut
            shapes += [shape] * len(cut)
            word_shapes.append(shape)
        pieces.append(self._close)
        shapes.append(0)
        return Encoded(pieces, shapes, first, word_shapes)


@lru_cache(maxsize=1)
def load_subwords() -> Subwords:
    """Return the vocabulary of the package's networks."""
    return Subwords.from_file(Path(__file__).parent / "weights" / "vocabulary.txt")
