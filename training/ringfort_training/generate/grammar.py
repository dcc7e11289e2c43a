"""A small text grammar shared by the generators.

A template holds slots (`{name}`, filled from a lexicon) and inline choices
(`[one|two]`, which nest). Brackets without a bar and braces that name no slot
are literal, so templates can hold JSON and chat tags. `\\n` is a line break.
"""

import random
import re

_CHOICE = re.compile(r"\[([^\[\]|]*(?:\|[^\[\]|]*)+)\]")
_SLOT = re.compile(r"\{([a-z_]+)\}")

Lexicon = dict[str, list[str]]


def lines(block: str) -> list[str]:
    """Returns the non-empty lines of a block of templates."""
    return [line.strip() for line in block.splitlines() if line.strip()]


def lexicon(block: str) -> Lexicon:
    """Reads `name: a; b; c` lines into a lexicon."""
    entries = {}
    for line in lines(block):
        name, fillers = line.split(":", 1)
        entries[name.strip()] = [filler.strip() for filler in fillers.split(";") if filler.strip()]
    return entries


def expand(rng: random.Random, template: str, words: Lexicon) -> str:
    """Returns one text of the template."""
    while match := _CHOICE.search(template):
        choice = rng.choice(match.group(1).split("|"))
        template = template[: match.start()] + choice + template[match.end() :]

    def fill(match: re.Match[str]) -> str:
        fillers = words.get(match.group(1))
        return expand(rng, rng.choice(fillers), words) if fillers else match.group(0)

    text = _SLOT.sub(fill, template).replace("\\n", "\n")
    return re.sub(r"[ \t]{2,}", " ", text).strip()


def sentence(text: str) -> str:
    """Returns the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def _typo(rng: random.Random, text: str) -> str:
    """Returns the text with one or two slips of the keyboard inside words."""
    for _ in range(rng.randint(1, 2)):
        spots = [m.start() for m in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", text)]
        if not spots:
            return text
        at = rng.choice(spots)
        slip = rng.random()
        if slip < 0.4:
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif slip < 0.75:
            text = text[:at] + text[at + 1 :]
        else:
            text = text[:at] + text[at] + text[at:]
    return text


def roughen(rng: random.Random, text: str) -> str:
    """Returns the text as people type it: most stay clean, some get typos, casing or punctuation noise."""
    roll = rng.random()
    if roll < 0.55:
        text = sentence(text)
    elif roll < 0.75:
        text = text.lower()
    elif roll < 0.78:
        text = text.upper()
    if rng.random() < 0.15:
        text = _typo(rng, text)
    roll = rng.random()
    if roll < 0.12:
        text = text.rstrip(".!?")
    elif roll < 0.15:
        text = re.sub(r"[,.'](?= |$)", "", text)
    elif roll < 0.18:
        text = text.rstrip(".!?") + rng.choice(["!!", "!!!", "...", "??", " :)", " thx", " pls"])
    return text


JOINS = ["\n\n", "\n", " ", " ", " Also, ", " And ", "\n---\n", "\n\nPS: ", " Oh, and ", " One more thing: ", "\n\nNext: ", " - "]


def join(rng: random.Random, parts: list[str]) -> str:
    """Returns the parts as one message, set apart as people set apart two requests."""
    text = sentence(parts[0])
    for part in parts[1:]:
        mark = rng.choice(JOINS)
        if not mark.startswith("\n") and text[-1:].isalnum():
            text += "."
        text += mark + (sentence(part) if mark.strip(" -\n") == "" else part)
    return text
