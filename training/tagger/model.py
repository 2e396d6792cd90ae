"""The tagger in PyTorch: every second layer of the pretrained encoder, and a head for each thing told of a word."""

from __future__ import annotations

from dataclasses import dataclass

import torch.nn.functional as F  # noqa: N812 - the name by which PyTorch's users know it
from torch import Tensor, nn

from demarche.reading.tagger import KINDS, MODALITIES, TYPES
from training.network import WIDTH, WORD_DROPOUT, Encoder, drop

TAKEN = (0, 2, 4)
"""Which of the encoder's six layers are taken over: with all six the reader would be slow (MODEL_CARD.md)."""
INNER, PARTY = 256, 64


@dataclass
class Told:
    """What the heads say of each word: logits, and the vectors of which the parties are made."""

    types: Tensor
    modalities: Tensor
    kinds: Tensor
    foretold: Tensor
    acts: Tensor
    party: Tensor


class Tagger(nn.Module):
    """Encoder and heads; a party's score is the product of the act's vector for that role and the word's own."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.encoder = Encoder(pieces, len(TAKEN))
        self.inner = nn.Linear(WIDTH, INNER)
        self.types, self.modalities = nn.Linear(INNER, len(TYPES)), nn.Linear(INNER, len(MODALITIES))
        self.kinds, self.foretold = nn.Linear(INNER, len(KINDS)), nn.Linear(INNER, 1)
        self.acts, self.party = nn.Linear(WIDTH, 2 * (PARTY + 1)), nn.Linear(WIDTH, PARTY)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None, first: Tensor) -> Told:
        """Tell of a batch; `first` holds the first piece of each word, the root's before them."""
        last = self.encoder(pieces, shapes, mask)[-1]
        words = last.gather(1, first[:, 1:, None].expand(-1, -1, WIDTH)).float()
        words = drop(words, WORD_DROPOUT, self.training)
        inner = drop(F.gelu(self.inner(words)), WORD_DROPOUT, self.training)
        return Told(self.types(inner), self.modalities(inner), self.kinds(inner), self.foretold(inner)[..., 0],
                    self.acts(words), self.party(words))  # fmt: skip
