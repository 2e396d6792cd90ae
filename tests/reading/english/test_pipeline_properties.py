from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demarche.reading.english import ParseInput, Pipeline, prose_sents

PIECES = st.sampled_from(
    [
        "Macron",
        " ",
        "  ",
        "\n",
        "\n\n",
        "met",
        "Putin",
        ".",
        "“",
        "”",
        "U.S.",
        "-",
        "\u200b",
        "\u2028",
        "😀",
        "de-escalate",
        "é",
        "\t",
        "$5bn",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join))
RANGES = st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=3).map(tuple)
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(TEXTS, RANGES)
def test_a_doc_is_its_text(pipeline: Pipeline, text: str, left_out: tuple[tuple[int, int], ...]) -> None:
    """doc.text is the text that was given, whatever it is and whatever is left out of it."""
    (doc,) = pipeline.parse([ParseInput(text, left_out)])
    assert doc.text == text


@quick
@given(TEXTS, RANGES)
def test_prose_is_trees_outside_what_is_left_out(
    pipeline: Pipeline, text: str, left_out: tuple[tuple[int, int], ...]
) -> None:
    """Each prose sentence is one rooted tree of its own words, and no word of it lies in a left-out range."""
    (doc,) = pipeline.parse([ParseInput(text, left_out)])
    for sent in prose_sents(doc):
        words = [t for t in sent if t.dep_ not in {"dep", ""} or not t.is_space]
        assert sum(t.dep_ == "root" for t in words) == 1
        assert all(sent.start <= t.head.i < sent.end for t in words)
        assert all(not (a < t.idx + len(t) and t.idx < b) for t in words for a, b in left_out if a < b)


@quick
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_neighbours_change_nothing(pipeline: Pipeline, texts: list[str]) -> None:
    """Reading texts together is reading each alone."""
    together = list(pipeline.parse(ParseInput(text) for text in texts))
    for text, doc in zip(texts, together, strict=True):
        (alone,) = pipeline.parse([ParseInput(text)])
        assert [(t.head.i, t.dep_, t.lemma_, t.ent_type_) for t in alone] == [
            (t.head.i, t.dep_, t.lemma_, t.ent_type_) for t in doc
        ]
