from __future__ import annotations

import re

import pytest

from demarche.reading.english.sentences import split_sentences

# Each case is a text with a bar at every place where a sentence ends; where no white space stands there, it is a space.
CASES = [
    "He left.|She stayed.",
    "Gen. Mark Milley spoke.|He left.",
    "Lt. Gen. Rao met Maj. Gen. Liu at Moldo.|Both sides agreed.",
    "Sen. Graham and Rep. Cheney objected.|The bill passed.",
    "Mr. Lavrov and Mrs. Albright dined.|Dr. Rice joined.",
    "The U.S. President met him.|He left.",
    "He lives in the U.S.|The talks failed.",
    "The U.N. Security Council met.|It voted.",
    "Officials from the U.K. and the E.U. met in Washington, D.C. on Friday.|Nothing came of it.",
    "The U.S.-led coalition struck.|Raqqa fell.",
    "Troops left the U.S.S.R. in 1990.|Others stayed.",
    "George W. Bush spoke.|John F. Kennedy had spoken before.",
    "J. K. Paasikivi signed.|Stalin smiled.",
    "Plan B.|The end.",
    "The talks began at 5 p.m. Tuesday.|They went on until 2 a.m. GMT.|Nobody slept.",
    "They met at 5 p.m.|He spoke first.",
    "On Feb. 24 Russia invaded.|On Sept. 1 it ended.",
    "It happened in Oct. 1962, at sea.|Ships turned back.",
    "Resolution No. 1441 passed.|So did No. 687.",
    "He said no.|They left.",
    "Art. 5 was invoked.|See Fig. 3 and pp. 12-14.|That is all.",
    "Lockheed Martin Corp. won the contract.|Boeing Co. lost.",
    "The deal went to Rosneft Inc.|The price is unknown.",
    "Iran vs. Iraq was a long war, i.e. eight years, e.g. at Basra.|Nobody won.",
    "St. Petersburg hosted it.|Ft. Meade listened.",
    "It cost $3.5 million.|20 people died.",
    "Shares fell 3.2 percent.|Oil rose 1.5%.",
    '"We stay," he said.|"They go."|The crowd cheered.',
    "“We will not go.”|He sat down.",
    "“Will it hold?” Mr. Low asked.|“Yes!”|He smiled.",
    '"Will they invade?" Blinken asked reporters.|No one answered.',
    '"Never!" President Assad said.|He left the hall.',
    "“Why?” she asked.|He said nothing.",
    "``We hold.''|They did.",
    "He said ``no.''|Then he left.",
    "‘It is over.’|The guns fell silent.",
    "(He left.)|She stayed.",
    "He left (by car).|She stayed.",
    "The treaty was signed.[1]|It held. [2]|Then came war.",
    "Really?!|Yes.|No!",
    "Troops landed…|Then they left.",
    "He waited … and waited.|Nobody came.",
    "He paused... then spoke.|They heard him.",
    "Talks fail\n\n|Moscow said nothing.",
    "Talks fail\n \n|moscow said nothing",
    "This is a line that was\nwrapped by a mailer at some width\nand goes on to the end.|Next one follows it\nhere.",
    "1. Withdraw the troops\n|2. Open the border\n|3. Hold elections",
    "- a ceasefire\n|- a corridor\n|- an exchange of prisoners",
    "• a ceasefire\n|• a corridor",
    "Kremlin denies plan\n|"
    + "Officials in Moscow said on Monday that there was no plan to send more troops to the border, " * 2
    + "he said.",
    "Visit www.kremlin.ru for more.|It is slow.",
    "The iPhone was banned.|iPhone sales fell.",
    "Who knew?|Nobody.",
    "He asked: “Why now?” and left.|She stayed.",
    "The Jan. 6 attack shook Washington.|Pence fled.",
    "Adm. Gorshkov, Col. Penkovsky and Capt. Arkhipov served.|All are dead.",
    "Ban Ki-moon, then U.N. Secretary-General, agreed.|Assad did not.",
    "She arrived at 9 a.m.|By noon she had gone.",
    "Messrs. Begin and Sadat signed.|Carter watched.",
    "The so-called D.P.R. was recognised.|The L.P.R. was too.",
    "It was 10 km. off the coast.|The ship sank.",
    "The clash left 20 dead, etc.|The army withdrew.",
    "India's P.M. spoke.|Xi listened.",
    "The Hon. Lester Pearson won the prize.|Suez was over.",
    "The end。|新しい",
    "Rebels hold the iron ore.|Officials deny it.|The men were ill.|Doctors came.|It was a near miss.|Nobody spoke.",
    "In the mine they lay en masse.|Miners wept at mass.|Priests prayed.",
    "Line one ends here.\u2028|Line two begins.",
    "A page ends.\f|Another begins",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_a_reader_would_end_them(marked: str) -> None:
    """A text is split at its bars and nowhere else."""
    text = re.sub(r"(?<=[^\s。])\|", " ", marked).replace("|", "")
    assert [text[a:b] for a, b in split_sentences(text)] == [part.strip() for part in marked.split("|")]


def test_only_the_given_range_is_split() -> None:
    """Sentences lie inside the range that was asked for."""
    text = "One is here. Two is here. Three is here."
    assert [text[a:b] for a, b in split_sentences(text, 13, 25)] == ["Two is here."]


@pytest.mark.parametrize("text", ["", " ", "\n\n \t", "\u200b"])
def test_nothing_but_white_space_has_no_sentence(text: str) -> None:
    """White space has no sentences."""
    assert [text[a:b] for a, b in split_sentences(text) if text[a:b].strip("\u200b")] == []


def test_a_long_line_without_stops_is_one_sentence() -> None:
    """Length alone ends no sentence here, and takes no more than linear time."""
    text = "word " * 10_000
    assert split_sentences(text) == [(0, len(text) - 1)]
