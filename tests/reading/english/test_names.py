from __future__ import annotations

import numpy as np

from demarche.reading.english.names import decode_tags

TAGS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]


def scores(*best: str) -> np.ndarray:
    made = np.full((1, len(best), len(TAGS)), -5.0, np.float32)
    for place, tag in enumerate(best):
        made[0, place, TAGS.index(tag)] = -0.1
    return made


def test_tags_become_names() -> None:
    """B opens a name, I goes on with it, and two names may touch."""
    found = decode_tags(scores("B-PER", "I-PER", "O", "B-LOC", "B-LOC"), [5], TAGS)
    assert found == [[(0, 2, "PER"), (3, 4, "LOC"), (4, 5, "LOC")]]


def test_a_name_never_goes_on_as_another_kind() -> None:
    """I-LOC after B-PER is read as the best sequence that breaks no rule."""
    (name,) = decode_tags(scores("B-PER", "I-LOC"), [2], TAGS)
    assert all(kind in {"PER", "LOC"} for _, _, kind in name)
    assert [(a, b) for a, b, _ in name] in ([(0, 2)], [(0, 1)], [(0, 1), (1, 2)], [(1, 2)])


def test_no_sentence_begins_inside_a_name() -> None:
    """A name that begins with I at the first word is opened there, or not at all."""
    (found,) = decode_tags(scores("I-ORG", "I-ORG", "O"), [3], TAGS)
    assert found in ([(0, 2, "ORG")], [(0, 1, "ORG")], [(1, 2, "ORG")], [])


def test_padding_has_no_say() -> None:
    """Rows past a sentence's count do not change its names."""
    long, short = scores("B-PER", "I-PER", "I-PER", "O"), scores("B-PER", "I-PER")
    assert decode_tags(long, [2], TAGS) == decode_tags(short, [2], TAGS)
