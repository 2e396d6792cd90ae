"""What the tagger tells of a word, in the order of the network's outputs."""

from __future__ import annotations

from typing import Final

NO_EVENT: Final = "NONE"
TYPES: Final = (NO_EVENT, "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
MODALITIES: Final = ("asserted", "reported", "denied", "planned", "possible", "conditional", "historical")
KINDS: Final = (NO_EVENT, "claim", "assessment", "pledge", "demand", "threat", "denial", "confidence", "reassurance",
                "accusation")  # fmt: skip
