"""Small reports of crises of another day, written for these tests, and the records that they give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from demarche.reading import Reader, page_from_text
from demarche.record import Reading


@dataclass(frozen=True)
class Told:
    """A report: the outlet, its kind, the day, the text."""

    source: str
    kind: str
    published: str
    text: str


CUBA = (
    Told("Potomac Gazette", "newspaper", "1962-10-23",
         "President Kennedy announced on Monday that the Soviet Union had deployed missiles in Cuba. "
         "He demanded that Moscow withdraw the missiles at once. "
         "The United States mobilised 180 ships and threatened the Soviet Union with retaliation. "
         "The American navy will blockade Cuba from Wednesday. "
         "Soviet premier Nikita Khrushchev rejected the American demand on Tuesday."),
    Told("Hudson Wire", "agency", "1962-10-25",
         "The United Nations acting secretary-general U Thant met American ambassador Adlai Stevenson on Wednesday and "
         "held talks with Soviet ambassador Valerian Zorin on Thursday. "
         "The United States threatened the Soviet Union with further military action. "
         "Americans will vote in congressional elections on November 6."),
)  # fmt: skip

KUWAIT = (
    Told("Gulf Courier", "newspaper", "1990-07-25",
         "Iraq has massed 30,000 troops on the border with Kuwait. "
         "Iraqi President Saddam Hussein threatened Kuwait with force on July 17. "
         "Iraq demanded that Kuwait pay compensation for stolen oil. "
         "Egyptian President Hosni Mubarak met Saddam Hussein in Baghdad on Tuesday and visited Kuwait on Tuesday. "
         "The United States sent two tanker aircraft to the Gulf and assured Kuwait of its support on Tuesday."),
    Told("Levant Press", "agency", "1990-07-27",
         "Iraq moved another division to the border with Kuwait on Thursday. "
         "The United States warned Iraq against the use of force on Thursday. "
         "Iraq and Kuwait will hold talks in Jeddah on July 31."),
)  # fmt: skip

KARGIL = (
    Told("Ridge Herald", "newspaper", "1999-06-14",
         "India demanded on Saturday that Pakistan withdraw its fighters from Kargil. "
         "Indian Prime Minister Atal Bihari Vajpayee threatened Pakistan with consequences. "
         "Indian aircraft bombed Pakistani positions near Dras on Friday. "
         "India moved 30,000 troops against Pakistan on Thursday. "
         "Pakistan put its troops on alert and deployed tanks on the border with India on Sunday. "
         "The passes will be snowed in by October."),
)  # fmt: skip

TAIWAN = (
    Told("Strait Journal", "newspaper", "1996-03-12",
         "China fired missiles into waters near Taiwan on Friday and began live-fire exercises against Taiwan on "
         "Tuesday. China threatened Taiwan with force if it declared independence. "
         "China has massed 150,000 troops opposite Taiwan. "
         "The United States sent the aircraft carrier Independence to waters near Taiwan on Monday and warned China of "
         "grave consequences. Taiwan will hold its presidential election on March 23."),
    Told("Pacific Desk", "broadcaster", "1996-03-14",
         "The United States sold missiles to Taiwan and pledged support to Taiwan on Wednesday. "
         "Taiwan's President Lee Teng-hui vowed to defend the island."),
)  # fmt: skip

GUYANA = (
    Told("Georgetown Star", "newspaper", "2023-12-07",
         "Venezuela threatened Guyana with annexation of the Essequibo region on Tuesday. "
         "Venezuelan President Nicolás Maduro demanded that Guyana stop oil exploration. "
         "Venezuela mobilised troops on the border with Guyana on Wednesday. "
         "The United States held joint flight exercises with Guyana and expressed support for Guyana on Thursday. "
         "Brazilian President Luiz Inácio Lula da Silva met Maduro on Wednesday and spoke by telephone with Guyanese "
         "President Irfaan Ali on Thursday."),
)  # fmt: skip

# A copy of the second report on Kuwait, and what came later, none of which may be known before.
KUWAIT_COPY = (Told("Desert Mirror", "newspaper", "1990-07-27", KUWAIT[1].text),)
KUWAIT_LATER = (
    Told("Gulf Courier", "newspaper", "1990-08-03",
         "Iraq invaded Kuwait on Thursday with 100,000 troops and killed 200 Kuwaiti soldiers. "
         "Iraq moved another division to the border with Kuwait on July 26, and Mubarak met Saddam Hussein on July 24. "
         "The United States imposed sanctions on Iraq on Thursday. An Arab summit will be held on August 10."),
)  # fmt: skip

SYRIA = (
    Told("Orontes Report", "newspaper", "2012-07-20",
         "Syrian rebels attacked government troops in Damascus on Wednesday and killed 20 soldiers. "
         "Syrian troops shelled rebels in Homs on Thursday and killed 40 rebels. "
         "The Syrian army bombed opposition fighters in Aleppo on Friday. "
         "Rebels seized a border post on Thursday. Turkey condemned Syria on Friday."),
)  # fmt: skip

TWO = (
    Told("World Ledger", "newspaper", "2024-05-10",
         "Russia threatened Estonia with force on Tuesday. Russia demanded that Estonia withdraw its troops. "
         "Russia mobilised 20,000 troops against Estonia on Wednesday. "
         "North Korea threatened South Korea with force on Tuesday. "
         "North Korea demanded that South Korea withdraw its troops. "
         "North Korea mobilised 20,000 troops against South Korea on Wednesday."),
)  # fmt: skip

WORDS_ALONE = (
    Told("Border Times", "newspaper", "2021-03-05",
         "Ethiopia said that it would never give up the dam. "
         "“We demand that Ethiopia stop filling the dam,” Egyptian President Abdel Fattah el-Sisi said on Thursday. "
         "Egypt warned that Ethiopia would pay a price if it went on."),
)  # fmt: skip


TRADE = (
    Told("Harbour News", "newspaper", "2023-03-02",
         "The trade ministers of Chile and Peru met in Lima on Wednesday. Chile and Peru agreed to lower tariffs. "
         "Bolivia praised the agreement."),
)  # fmt: skip

POLITE = (
    Told("The Morning Courier", "newspaper", "1936-03-09",
         "Britain asked France to take no step. Britain urged France to be calm. "
         "France appealed to the League of Nations."),
)  # fmt: skip

MUTUAL = (
    Told("Oxus Post", "newspaper", "2021-05-01",
         "Tajikistan threatened Kyrgyzstan with force on Thursday. Kyrgyzstan threatened Tajikistan with force on "
         "Thursday. Tajikistan moved troops to the border with Kyrgyzstan on Friday. Kyrgyzstan moved troops to the "
        "border with Tajikistan on Friday."),
)  # fmt: skip


def read(reader: Reader, told: Sequence[Told]) -> list[Reading]:
    """Return the readings of reports."""
    pages = [
        page_from_text(
            one.text, source=one.source, source_kind=one.kind, published=dt.date.fromisoformat(one.published)
        )
        for one in told
    ]
    return [found for found in reader.read(pages) if isinstance(found, Reading)]
