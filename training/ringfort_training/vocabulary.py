"""Cuts the vocabulary of the base to the pieces that pay."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
SIZE = 16_384
SEEN_OFTEN = 3
"""A rare word of the base is kept when the training texts have it at least this often."""


def folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def cut(base: list[str], texts: Iterable[str], size: int = SIZE) -> tuple[list[str], list[int]]:
    """
    The pieces that are kept, special ones first, and the ids that they have in the base. Single characters and the pieces
    that continue words stay, since every word can then still be written; the base lists words from frequent to rare.
    """
    number = {piece: index for index, piece in enumerate(base)}
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(re.findall(r"[^\W\d_]+", folded(text)))
    plain = [piece for piece in base if not piece.startswith("[")]
    kept: dict[str, None] = {}
    for piece in plain:
        if len(piece.removeprefix("##")) == 1:
            kept[piece] = None
    for piece in plain:
        if counts[piece] >= SEEN_OFTEN * 4:
            kept[piece] = None
    for piece in plain:
        if piece.startswith("##") and piece.isascii():
            kept[piece] = None
    for piece in plain:
        if len(kept) >= size - len(SPECIAL):
            break
        if piece.isascii() or counts[piece] >= SEEN_OFTEN:
            kept[piece] = None
    pieces = list(SPECIAL) + sorted(kept, key=lambda piece: number[piece])[: size - len(SPECIAL)]
    return pieces, [number[piece] for piece in pieces]
