"""What the fitted tagger reaches on the sentences kept for test."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from training.tagger.examples import UNKNOWN, Example
from training.tagger.fit import SETTINGS, batches, party_scores
from training.tagger.model import Tagger, Told


def score(tagger: Tagger, examples: Sequence[Example]) -> dict[str, float]:
    """Return F1 of events (place, type), sayings, predictions and parties, and accuracy of modalities and choices."""
    count: dict[str, list[int]] = {}

    def tally(name: str, hits: int, gold: int, read: int) -> None:
        held = count.setdefault(name, [0, 0, 0])
        count[name] = [a + b for a, b in zip(held, (hits, gold, read), strict=True)]

    for one, told in _told(tagger, examples):
        best = told.types.argmax(-1)
        for words, types in one.choices:
            carrier = words[int(told.types[words][:, types].logsumexp(-1).argmax())]
            shares = told.types[carrier].clone()
            shares[0] = -1e9
            tally("choices", int(shares.argmax()) in types, 1, 1)
        if one.choices:
            continue
        types, kinds = torch.tensor(one.types), torch.tensor(one.kinds)
        read, said = best > 0, told.kinds.argmax(-1) > 0
        tally("place", int((read & (types > 0)).sum()), int((types > 0).sum()), int(read.sum()))
        tally("type", int((read & (types == best)).sum()), int((types > 0).sum()), int(read.sum()))
        tally("saying", int((said & (kinds > 0)).sum()), int((kinds > 0).sum()), int(said.sum()))
        foretold, predicted = torch.tensor(one.foretold) > 0, told.foretold > 0
        tally("prediction", int((predicted & foretold).sum()), int(foretold.sum()), int(predicted.sum()))
        stands = torch.tensor(one.modalities)
        right = int((told.modalities.argmax(-1) == stands)[stands != UNKNOWN].sum())
        tally("modality", right, int((stands != UNKNOWN).sum()), int((stands != UNKNOWN).sum()))
        triggers = [i for i, label in enumerate(one.types) if label > 0]
        if triggers:
            likely = (party_scores(told.acts[triggers], told.party) > 0).nonzero().tolist()
            found = {(triggers[t], w, r) for t, r, w in likely}
            tally("party", len(found & set(one.parties)), len(set(one.parties)), len(found))
    return {name: round(2 * h / max(1, g + r), 3) for name, (h, g, r) in count.items()}


def _told(tagger: Tagger, examples: Sequence[Example]) -> Iterator[tuple[Example, Told]]:
    with torch.no_grad():
        for batch in batches(examples, SETTINGS, random.Random(0)):
            told = tagger(batch.pieces, batch.shapes, batch.mask, batch.first)
            for row, one in enumerate(batch.examples):
                columns: list[Tensor] = [getattr(told, name)[row, : len(one.types)] for name in Told.__annotations__]
                yield one, Told(*columns)
