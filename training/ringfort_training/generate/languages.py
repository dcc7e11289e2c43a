"""Attacks, injections and ordinary texts in many languages.

Each file in ``phrases/`` holds one language, named by its BCP 47 tag. A line is
a one-letter family, a space and a template. A template may offer choices,
``{one|other|}``, nested if wanted, and shared slots such as ``<mail>``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

_FOLDER = Path(__file__).parent / "phrases"

_ATTACKS = {
    "o": "override",
    "s": "prompt_extraction",
    "p": "persona",
    "t": "forged_turn",
    "r": "refusal_suppression",
    "h": "task_hijack",
}
_INJECTIONS = {
    "F": "forward_data",
    "C": "recommend",
    "D": "hide",
    "U": "tool_call",
    "W": "answer_otherwise",
    "Y": "stray_task",
}
_BENIGN = {"q": "user_text", "d": "document", "n": "hard_negative"}

_SLOTS = {
    "mail": (
        "billing@kestrel-mail.example",
        "j.moreau@northgate.example",
        "inbox77@fastdrop.example",
        "audit@brightpath.example",
        "k.lund@harbourline.example",
        "data@quickrelay.example",
        "office@tamarind.example",
    ),
    "url": (
        "https://relay.example/in",
        "http://collect.example/q?d=",
        "https://pixel.example/a.png",
        "https://forms.example/x91",
        "https://hook.example/post",
        "www.bluegate.example",
    ),
    "bot": ("NOVA", "Rex", "OMEGA", "Luna", "Zeta", "VIPER", "Max", "Orion", "ECHO", "Kairo"),
    "firm": ("Altura", "Nordwind", "Velora", "Kestrel", "Brightpath", "Tamarind", "Solvex", "Meridia"),
    "person": ("Anna", "Marco", "Elif", "Jonas", "Priya", "Chen", "Sofia", "David", "Amina", "Lukas", "Luna", "Max", "Rex", "Nova", "Orion"),
    "city": ("Berlin", "Lyon", "Porto", "Oslo", "Nairobi", "Osaka", "Praha", "Milano", "Hanoi", "Lima"),
    "tool": ("send_email", "delete_file", "http_post", "transfer_funds", "run_shell", "update_user", "share_document"),
}
_ROLE_MARKS = ("[SYSTEM]", "System:", "<|system|>", "### System:", "<system>", "[INST]", "SYSTEM >>")
_INNERMOST = re.compile(r"\{([^{}]*)\}")
_KNOWN_SLOTS = frozenset(_SLOTS) | {"num", "mark"}
_SLOT = re.compile(r"<([a-z]+)>")


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    languages = {}
    for path in sorted(_FOLDER.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        languages[path.stem] = [(line[0], line[2:].strip()) for line in lines if line[1:2] == " "]
    return languages


def tags() -> tuple[str, ...]:
    """The language tags that have phrases, sorted."""
    return tuple(_phrases())


def _fill_slot(rng: Random, match: re.Match[str]) -> str:
    name = match[1]
    if name == "num":
        return str(rng.choice((rng.randint(2, 40), rng.randint(100, 9999))))
    if name == "mark":
        return rng.choice(_ROLE_MARKS)
    return rng.choice(_SLOTS[name])


def _fill(rng: Random, template: str) -> str:
    text, count = template, 1
    while count:
        text, count = _INNERMOST.subn(lambda match: rng.choice(match[1].split("|")), text)
    text = re.sub(r" +([,.?!])", r"\1", re.sub(r" {2,}", " ", text)).strip()
    text = text[:1].upper() + text[1:]
    return _SLOT.sub(lambda match: _fill_slot(rng, match) if match[1] in _KNOWN_SLOTS else match[0], text)


def _sentence(rng: Random, lang: str, families: str) -> tuple[str, str]:
    letters = [letter for letter in families if any(line[0] == letter for line in _phrases()[lang])]
    letter = rng.choice(letters)
    template = rng.choice([line[1] for line in _phrases()[lang] if line[0] == letter])
    return letter, _fill(rng, template)


def _casual(rng: Random, text: str) -> str:
    """The text as a hurried person may type it: lower case, no full stop, more marks."""
    chance = rng.random()
    if chance < 0.1:
        return text.lower()
    if chance < 0.2:
        return text.rstrip(".!\u3002\u0964")
    if chance < 0.25:
        return text.rstrip(".") + rng.choice(("!!", "...", " :)", "?!"))
    return text


def attacks(rng: Random, count: int) -> list[dict[str, str]]:
    """Direct attacks by a user on an assistant; some follow an ordinary question."""
    rows = []
    for _ in range(count):
        lang = rng.choice(tags())
        letter, text = _sentence(rng, lang, "".join(_ATTACKS))
        text = _casual(rng, text)
        chance = rng.random()
        if chance < 0.12:
            text = f"{_sentence(rng, lang, 'q')[1]} {text}"
        elif chance < 0.24:
            text = f"{text} {_sentence(rng, lang, ''.join(_ATTACKS))[1]}"
        rows.append({"text": text, "family": _ATTACKS[letter], "lang": lang})
    return rows


def injections(rng: Random, count: int) -> list[dict[str, str]]:
    """Orders to an assistant inside documents, alone or among document sentences."""
    rows = []
    for _ in range(count):
        lang = rng.choice(tags())
        letter, text = _sentence(rng, lang, "".join(_INJECTIONS))
        before = [_sentence(rng, lang, "d")[1] for _ in range(rng.choice((0, 0, 1, 1, 2)))]
        after = [_sentence(rng, lang, "d")[1] for _ in range(rng.choice((0, 0, 1)))]
        text = rng.choice((" ", " ", "\n", "\n\n")).join([*before, text, *after])
        rows.append({"text": text, "family": _INJECTIONS[letter], "lang": lang})
    return rows


def benign(rng: Random, count: int) -> list[dict[str, str]]:
    """Ordinary user texts and document sentences, many with an attack's words in innocent use."""
    rows = []
    for _ in range(count):
        lang = rng.choice(tags())
        letter, text = _sentence(rng, lang, rng.choice(("q", "d", "n")))
        more = [_sentence(rng, lang, "d" if letter == "d" else "qn")[1] for _ in range(rng.choice((0, 0, 1, 2)))]
        if letter == "d":
            text = rng.choice((" ", " ", "\n")).join([text, *more])
            if rng.random() < 0.15:
                text = f"{text} ({rng.choice(_SLOTS['url'])})"
        else:
            text = _casual(rng, " ".join([text, *more[:1]]))
        rows.append({"text": text, "family": _BENIGN[letter], "lang": lang})
    return rows
