"""Direct attacks: what a user types into a chat to take an assistant over."""

import random

from .direct_families import FAMILIES
from .direct_words import WORDS
from .grammar import Lexicon, expand, join, roughen, sentence
from .ordinary import ORDINARY
from .ordinary import WORDS as ORDINARY_WORDS

_EMBEDDED = 0.30
_LONG = 0.14
_TRIES = 20
"""Draws before a repeated text is kept."""


def _bound(rng: random.Random) -> Lexicon:
    """Returns the lexicon with one name, code word and mode, so that a text agrees with itself."""
    return WORDS | {key: [rng.choice(WORDS[key])] for key in ("name", "word", "modename")}


def _long(rng: random.Random, template: str, family: str, words: Lexicon) -> str:
    """Returns a long attack: the template, filler talk and one more attack."""
    parts = [expand(rng, template, words)]
    parts += [expand(rng, "{pad}", words) for _ in range(rng.randint(1, 3))]
    other = family if rng.random() < 0.5 else rng.choice(sorted(FAMILIES))
    parts.append(expand(rng, rng.choice(FAMILIES[other]), words))
    if rng.random() < 0.4:
        parts.insert(0, expand(rng, "{pad}", words))
    return rng.choice([" ", " ", "\n", "\n\n"]).join(
        sentence(part if part[-1:] in ".!?:>}" else part + ".") for part in parts
    )


def _embed(rng: random.Random, attack: str) -> str:
    """Returns the attack behind, in front of or between ordinary requests."""
    requests = [expand(rng, template, ORDINARY_WORDS) for template in rng.sample(ORDINARY, 2)]
    roll = rng.random()
    if roll < 0.5:
        return join(rng, [requests[0], attack])
    if roll < 0.85:
        return join(rng, [attack, requests[0]])
    return join(rng, [requests[0], attack, requests[1]])


def _attack(rng: random.Random, family: str) -> str:
    template = rng.choice(FAMILIES[family])
    words = _bound(rng)
    if rng.random() < _LONG:
        text = _long(rng, template, family, words)
    else:
        text = expand(rng, template, words)
    if rng.random() < _EMBEDDED:
        text = _embed(rng, text)
    return roughen(rng, text)


def attacks(rng: random.Random, count: int) -> list[dict]:
    """Returns `count` rows of attacks, spread evenly over the families."""
    names = sorted(FAMILIES)
    seen: set[str] = set()
    rows = []
    for index in range(count):
        family = names[index % len(names)]
        text = _attack(rng, family)
        for _ in range(_TRIES):
            if text not in seen:
                break
            text = _attack(rng, family)
        seen.add(text)
        rows.append({"text": text, "family": family, "lang": "en"})
    rng.shuffle(rows)
    return rows
