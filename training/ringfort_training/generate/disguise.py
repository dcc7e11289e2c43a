"""Obfuscations that keep a text readable to a model while hiding it from plain patterns."""

from __future__ import annotations

import base64
import codecs
import html
import json
import re
import urllib.parse
from collections.abc import Callable
from random import Random

from .synonyms import FILLERS, SYNONYMS

_LEET = {"a": "4@", "b": "8", "e": "3", "g": "9", "i": "1!", "l": "1", "o": "0", "s": "5$", "t": "7", "z": "2"}
_CYRILLIC = dict(zip("aceopxyisjhABCEHKMOPTX", "асеорхуіѕјһАВСЕНКМОРТХ", strict=True))
_GREEK = dict(zip("oviuABEHIKMNOPTXYZ", "ονιυΑΒΕΗΙΚΜΝΟΡΤΧΥΖ", strict=True))
_STYLED = (0x1D400, 0x1D434, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5A0, 0x1D5D4, 0x1D608, 0x1D63C, 0x1D670)
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300\u0301\u0302\u0303\u0307\u0308\u030a\u0323\u0331\u0332\u0336"
_EMOJI = ("🔥", "✨", "👉", "🙏", "🚀", "😀", "💡", "⚡", "🌟", "🤖", "❗", "🍀")
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_MORSE = dict(
    zip(
        _LETTERS,
        (
            ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- "
            "-..- -.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."
        ).split(),
        strict=True,
    )
)


def _each(rng: Random, text: str, share: float, change: Callable[[str], str]) -> str:
    return "".join(change(char) if rng.random() < share else char for char in text)


def _typos(rng: Random, text: str) -> str:
    def change(word: str) -> str:
        if len(word) < 4 or rng.random() > 0.5:
            return word
        at = rng.randrange(1, len(word) - 1)
        return rng.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] * 2 + word[at + 1 :],
                word[:at] + rng.choice(_LETTERS[:26]) + word[at + 1 :],
            )
        )

    return " ".join(change(word) for word in text.split(" "))


def _scrambled(rng: Random, text: str) -> str:
    def change(match: re.Match[str]) -> str:
        inner = list(match[0][1:-1])
        rng.shuffle(inner)
        return match[0][0] + "".join(inner) + match[0][-1]

    return re.sub(r"[^\W\d_]{4,}", change, text)


def _dropped_vowels(rng: Random, text: str) -> str:
    share = rng.choice((0.6, 0.8, 1.0))
    return re.sub(r"(?<=\w)[aeiou]", lambda match: "" if rng.random() < share else match[0], text)


def _leet(rng: Random, text: str) -> str:
    return _each(rng, text, rng.uniform(0.5, 1), lambda char: rng.choice(_LEET.get(char.lower(), char)))


def _spaced(rng: Random, text: str) -> str:
    mark = rng.choice((" ", " ", ".", "-", "_", "*"))
    return rng.choice(("   ", "  ", " / ")).join(mark.join(word) for word in text.split())


def _random_case(rng: Random, text: str) -> str:
    return "".join(rng.choice((char.lower(), char.upper())) for char in text)


def _homoglyphs(rng: Random, text: str) -> str:
    table = rng.choice((_CYRILLIC, _GREEK, {**_GREEK, **_CYRILLIC}))
    return _each(rng, text, rng.uniform(0.4, 1), lambda char: table.get(char, char))


def _fullwidth(_rng: Random, text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def _styled(rng: Random, text: str) -> str:
    base = rng.choice(_STYLED)

    def change(char: str) -> str:
        if "A" <= char <= "Z":
            return chr(base + ord(char) - 65)
        if char == "h" and base == 0x1D434:
            return "\u210e"
        return chr(base + 26 + ord(char) - 97) if "a" <= char <= "z" else char

    return "".join(change(char) for char in text)


def _zero_width(rng: Random, text: str) -> str:
    return _each(rng, text, rng.uniform(0.2, 0.7), lambda char: char + rng.choice(_ZERO_WIDTH))


def _diacritics(rng: Random, text: str) -> str:
    def change(char: str) -> str:
        return char + "".join(rng.choices(_MARKS, k=rng.randint(1, 2))) if char.isalpha() else char

    return _each(rng, text, rng.uniform(0.3, 0.8), change)


def _punctuation(rng: Random, text: str) -> str:
    mark = rng.choice((".", ",", "...", "/", "|", "-", "_", "~", ";", "*", "+"))
    return rng.choice((mark, f" {mark} ")).join(text.split())


def _hyphenated(rng: Random, text: str) -> str:
    def change(word: str) -> str:
        if len(word) < 5:
            return word
        at = rng.randrange(2, len(word) - 2)
        return f"{word[:at]}-{word[at:]}"

    return " ".join(change(word) for word in text.split(" "))


def _reversed(rng: Random, text: str) -> str:
    if rng.random() < 0.6:
        return text[::-1]
    return " ".join(word[::-1] for word in text.split(" "))


def _rot13(_rng: Random, text: str) -> str:
    return codecs.encode(text, "rot13")


def _base64(_rng: Random, text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _hex(rng: Random, text: str) -> str:
    data = text.encode()
    return rng.choice((data.hex(), data.hex(" "), "".join(f"\\x{byte:02x}" for byte in data)))


def _percent(rng: Random, text: str) -> str:
    if rng.random() < 0.5:
        return urllib.parse.quote(text)
    return "".join(f"%{byte:02X}" for byte in text.encode())


def _entities(rng: Random, text: str) -> str:
    form = rng.choice(("&#{};", "&#x{:x};"))
    return "".join(form.format(ord(char)) if char != " " else char for char in text)


def _unicode_escapes(_rng: Random, text: str) -> str:
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _morse(_rng: Random, text: str) -> str:
    words = (" ".join(_MORSE.get(char, char) for char in word) for word in text.lower().split())
    return " / ".join(words)


def _markdown(rng: Random, text: str) -> str:
    form = rng.choice(("**{}**", "> {}", "# {}", "- {}", "*{}*", "~~{}~~", "[{}](#)", "| {} |\n|---|", "<!-- {} -->"))
    return form.format(text)


def _html(rng: Random, text: str) -> str:
    form = rng.choice(
        (
            "<p>{}</p>",
            '<span style="display:none">{}</span>',
            '<div hidden>{}</div>',
            "<!-- {} -->",
            '<img alt="{}">',
            '<font color="white" size="1">{}</font>',
            "<title>{}</title>",
            "<li><b>{}</b></li>",
        )
    )
    return form.format(html.escape(text))


def _json(rng: Random, text: str) -> str:
    key = rng.choice(("note", "description", "message", "comment", "content", "title", "query", "body"))
    return json.dumps({"id": rng.randint(1, 9999), key: text}, ensure_ascii=rng.random() < 0.2)


def _code_fence(rng: Random, text: str) -> str:
    kind = rng.choice(("", "text", "python", "bash", "yaml", "js"))
    start = {"python": "# ", "bash": "# ", "yaml": "note: ", "js": "// "}.get(kind, "")
    return f"```{kind}\n{start}{text}\n```"


def _line_breaks(rng: Random, text: str) -> str:
    mark = rng.choice(("\n", "\n", "\r\n", "\n\n", "\n  "))
    words = text.split(" ")
    return words[0] + "".join((mark if rng.random() < 0.4 else " ") + word for word in words[1:])


def _emoji(rng: Random, text: str) -> str:
    return " ".join(f"{word} {rng.choice(_EMOJI)}" if rng.random() < 0.5 else word for word in text.split(" "))


def _synonyms(rng: Random, text: str) -> str:
    def change(match: re.Match[str]) -> str:
        others = SYNONYMS.get(match[0].lower())
        if others is None or rng.random() < 0.15:
            return match[0]
        word = rng.choice(others)
        return word[0].upper() + word[1:] if match[0][0].isupper() else word

    return re.sub(r"[A-Za-z]+", change, text)


def _filler(rng: Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(rng.randint(1, 3)):
        words.insert(rng.randrange(len(words) + 1), rng.choice(FILLERS))
    return " ".join(words)


def _all_caps(_rng: Random, text: str) -> str:
    return text.upper()


def _joined(rng: Random, text: str) -> str:
    words = re.findall(r"\w+", text)
    if not words or len(words) > 14:
        return rng.choice(("", "_")).join(text.split())
    camel = words[0].lower() + "".join(word[:1].upper() + word[1:] for word in words[1:])
    lower = [word.lower() for word in words]
    return rng.choice((camel, "_".join(lower), "-".join(lower), "".join(lower)))


_DISGUISES: dict[str, tuple[str, Callable[[Random, str], str]]] = {
    "typos": ("character", _typos),
    "scrambled": ("character", _scrambled),
    "dropped_vowels": ("character", _dropped_vowels),
    "leet": ("character", _leet),
    "spaced": ("character", _spaced),
    "random_case": ("character", _random_case),
    "all_caps": ("character", _all_caps),
    "homoglyphs": ("character", _homoglyphs),
    "fullwidth": ("character", _fullwidth),
    "styled": ("character", _styled),
    "zero_width": ("character", _zero_width),
    "diacritics": ("character", _diacritics),
    "hyphenated": ("character", _hyphenated),
    "reversed": ("encoding", _reversed),
    "rot13": ("encoding", _rot13),
    "base64": ("encoding", _base64),
    "hex": ("encoding", _hex),
    "percent": ("encoding", _percent),
    "entities": ("encoding", _entities),
    "unicode_escapes": ("encoding", _unicode_escapes),
    "morse": ("encoding", _morse),
    "punctuation": ("word", _punctuation),
    "emoji": ("word", _emoji),
    "synonyms": ("word", _synonyms),
    "filler": ("word", _filler),
    "joined": ("word", _joined),
    "line_breaks": ("word", _line_breaks),
    "markdown": ("wrapping", _markdown),
    "html": ("wrapping", _html),
    "json": ("wrapping", _json),
    "code_fence": ("wrapping", _code_fence),
}

NAMES: tuple[str, ...] = tuple(_DISGUISES)
"""The disguises that ``disguise`` knows."""

STYLE: dict[str, str] = {name: style for name, (style, _) in _DISGUISES.items()}
"""What each disguise changes: "character", "encoding", "word" or "wrapping"."""


def disguise(rng: Random, text: str, name: str | None = None) -> tuple[str, str]:
    """The disguised text and the disguise's name, drawn evenly when none is given.

    A disguise may leave a text as it is where nothing applies, such as leet on a
    text without Latin letters. Raises KeyError for an unknown name.
    """
    chosen = rng.choice(NAMES) if name is None else name
    return _DISGUISES[chosen][1](rng, text), chosen
