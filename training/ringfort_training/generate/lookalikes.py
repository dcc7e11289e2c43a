"""Look-alikes: harmless user texts that share words and shapes with attacks."""

import random

from . import lookalike_shapes, lookalike_triggers
from .grammar import expand, join, roughen, sentence
from .ordinary import ORDINARY
from .ordinary import WORDS as ORDINARY_WORDS

_EMBEDDED = 0.30
_CONTEXT = 0.35
_PARAGRAPH = 0.12
_TRIES = 20
"""Draws before a repeated text is kept."""

FAMILIES = lookalike_triggers.FAMILIES | lookalike_shapes.FAMILIES | {"ordinary": ORDINARY}
WORDS = ORDINARY_WORDS | lookalike_shapes.WORDS


def _one(rng: random.Random, family: str) -> str:
    words = ORDINARY_WORDS if family == "ordinary" else WORDS
    return expand(rng, rng.choice(FAMILIES[family]), words)


def _context(rng: random.Random, most: int) -> list[str]:
    chosen = rng.sample(lookalike_shapes.CONTEXT, rng.randint(1, most))
    return [expand(rng, template, WORDS) for template in chosen]


def _text(rng: random.Random, family: str) -> str:
    """Returns one text: a sentence, a sentence with context, a paragraph, or two requests in one message."""
    text = _one(rng, family)
    roll = rng.random()
    if roll < _PARAGRAPH:
        other = _one(rng, rng.choice(sorted(FAMILIES)))
        parts = [text, *_context(rng, 3), other]
        text = rng.choice([" ", " ", "\n", "\n\n"]).join(sentence(part) for part in parts)
    elif roll < _PARAGRAPH + _CONTEXT:
        parts = [text, *_context(rng, 2)]
        if rng.random() < 0.3:
            parts.reverse()
        text = " ".join(sentence(part) for part in parts)
    if rng.random() < _EMBEDDED:
        request = expand(rng, rng.choice(ORDINARY), ORDINARY_WORDS)
        text = join(rng, [request, text] if rng.random() < 0.6 else [text, request])
    return roughen(rng, text)


def benign(rng: random.Random, count: int) -> list[dict]:
    """Returns `count` rows of harmless texts, spread evenly over the families."""
    names = sorted(FAMILIES)
    seen: set[str] = set()
    rows = []
    for index in range(count):
        family = names[index % len(names)]
        text = _text(rng, family)
        for _ in range(_TRIES):
            if text not in seen:
                break
            text = _text(rng, family)
        seen.add(text)
        rows.append({"text": text, "family": family, "lang": "en"})
    rng.shuffle(rows)
    return rows
