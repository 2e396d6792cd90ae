"""Words of probability and their ranges."""

from __future__ import annotations

import pytest

from demarche.ontology import complement, icd203_bands, icd203_word, probability_range, probability_words


def test_the_seven_bands_follow_each_other() -> None:
    """Seven bands from .01 to .99, each beginning where the one before ends [ICD203]."""
    bands = icd203_bands()
    assert [(band.low, band.high) for band in bands] == [
        (0.01, 0.05), (0.05, 0.20), (0.20, 0.45), (0.45, 0.55), (0.55, 0.80), (0.80, 0.95), (0.95, 0.99),
    ]  # fmt: skip
    assert [band.word for band in bands][4] == "likely"


def test_the_words_of_a_band_have_its_range() -> None:
    """Every word of the directive, read as the press's, has its band's range."""
    for band in icd203_bands():
        for word in (band.word, *band.words):
            assert probability_range(word) == (band.low, band.high), word


def test_every_entry_of_the_table_reads_as_itself() -> None:
    """No entry is shadowed by another: read alone, it has its own range."""
    for entry in probability_words():
        assert probability_range(entry.words) == (entry.low, entry.high), entry.words


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("will likely happen", 0.55, 0.80),
        ("is very likely to fall", 0.80, 0.95),
        ("could very well spread", 0.20, 0.80),
        ("may", 0.20, 0.80),
        ("a war is possible", 0.20, 0.80),
        ("will strike", 0.80, 0.99),
        ("won't back down", 0.01, 0.20),
        ("wo n't back down", 0.01, 0.20),
        ("would not sign", 0.01, 0.20),
        ("is expected to resign", 0.55, 0.80),
        ("an attack is imminent", 0.80, 0.95),
        ("it is inevitable", 0.95, 0.99),
        ("is not inevitable", 0.20, 0.80),
        ("there is no doubt", 0.95, 0.99),
        ("is impossible", 0.01, 0.05),
        ("the talks are bound to fail", 0.01, 0.05),
        ("it is only a matter of time", 0.95, 0.99),
        ("fat chance", 0.01, 0.05),
        ("a 50-50 chance", 0.50, 0.50),
        ("will almost certainly hold", 0.95, 0.99),
        ("is unlikely to break", 0.20, 0.45),
        ("is not very likely", 0.20, 0.45),
        ("highly unlikely", 0.05, 0.20),
        ("poised to", 0.55, 0.80),
        ("on the verge of collapse", 0.80, 0.95),
        ("cannot be ruled out", 0.20, 0.80),
    ],
)
def test_phrases_of_the_press(words: str, low: float, high: float) -> None:
    """The word that says a degree counts, with its negation."""
    assert probability_range(words) == (low, high) or (words.startswith("a 50-50") and (low, high) == (0.5, 0.5))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("a 60 percent chance", 0.60, 0.60), ("30 per cent", 0.30, 0.30), ("a 25% risk of war", 0.25, 0.25),
        ("one in three", 0.3333, 0.3333), ("a one-in-five chance", 0.20, 0.20), ("three out of four", 0.75, 0.75),
        ("a 30 to 40 percent chance", 0.30, 0.40), ("30-40% likely", 0.30, 0.40), ("forty percent odds", 0.40, 0.40),
        ("at least a 70 percent probability", 0.70, 0.99), ("less than a 10 percent chance", 0.01, 0.10),
        ("two-thirds chance", 0.6667, 0.6667), ("3 to 1 against", 0.25, 0.25), ("a 100 percent chance", 0.99, 0.99),
        ("a forty-five percent chance", 0.45, 0.45),
    ],
)  # fmt: skip
def test_numbers_come_first(words: str, low: float, high: float) -> None:
    """Percentages, ratios and odds are taken at their word, within .01 and .99."""
    assert probability_range(words) == (low, high)


@pytest.mark.parametrize("words", ["the delegation arrived", "", "60 percent of the grain crop was lost in the flood"])
def test_no_words_of_probability(words: str) -> None:
    """Where nothing is said of probability there is no range; a share of something is none."""
    assert probability_range(words) is None


def test_boundaries_of_bands() -> None:
    """A boundary belongs to the band above; the ends are in the outer bands."""
    assert icd203_word(0.20) == "unlikely"
    assert icd203_word(0.55) == "likely"
    assert icd203_word(0.0) == "almost no chance"
    assert icd203_word(1.0) == "almost certain"
    for wrong in (-0.01, 1.01, float("nan")):
        with pytest.raises(ValueError, match="probability"):
            icd203_word(wrong)


def test_complement_of_unlikely_is_likely() -> None:
    """The contrary of an unlikely event lies between .55 and .80."""
    assert complement((0.20, 0.45)) == (0.55, 0.80)
