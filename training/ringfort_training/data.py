"""Reads the folder of public rows: what may be learned from, and what near-duplicates of it must go."""

import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

LICENCES = frozenset({"permissive", "attribution"})
"""Terms of rows that weights may learn from; the others measure and never train."""

ATTACKS, BENIGN = "text-attacks.jsonl.gz", "text-benign.jsonl.gz"

NEAR = 0.6
"""Jaccard similarity of word 3-grams from which two texts are the same text for us."""
SHARED_RUN = 50
"""Words in a row, in two texts, that make them the same text for us."""


@dataclass(frozen=True)
class Row:
    """One text of the folder."""

    id: str
    text: str
    attack: bool
    kind: str
    channel: str
    language: str
    split: str
    dataset: str
    terms: str
    repository: str

    @property
    def may_train(self) -> bool:
        return self.split == "train" and self.terms in LICENCES


def load(folder: Path) -> list[Row]:
    """All rows of attacks and benign texts, in the order of the files. Raises FileNotFoundError with the missing name."""
    rows = []
    for name in (ATTACKS, BENIGN):
        file = folder / name
        if not file.exists():
            raise FileNotFoundError(f"{name} is not in the data folder {folder.name}")
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                raw = json.loads(line)
                rows.append(
                    Row(
                        id=str(raw["id"]),
                        text=raw["text"],
                        attack=raw["label"] != "benign",
                        kind=raw["class"],
                        channel=raw["channel"],
                        language=raw.get("lang") or "?",
                        split=raw["split"],
                        dataset=raw["dataset"],
                        terms=raw["terms"],
                        repository=raw["source"].split(":")[0],
                    )
                )
    return rows


def plain(text: str) -> str:
    """What two texts have in common when they differ in form only."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", plain(text))


def grams(words: list[str]) -> set[int]:
    if len(words) < 3:
        return {hash_of(" ".join(words))}
    return {hash_of(" ".join(words[at : at + 3])) for at in range(len(words) - 2)}


def hash_of(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


class Near:
    """Finds texts that are near-duplicates of a set of texts."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.exact: set[str] = set()
        self.sets: list[set[int]] = []
        self.holders: dict[int, list[int]] = {}
        self.runs: set[int] = set()
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        self.exact.add(plain(text))
        words = words_of(text)
        own = grams(words)
        number = len(self.sets)
        self.sets.append(own)
        for gram in own:
            holders = self.holders.setdefault(gram, [])
            if len(holders) < 200:
                holders.append(number)
        for at in range(0, max(0, len(words) - SHARED_RUN + 1)):
            self.runs.add(hash_of(" ".join(words[at : at + SHARED_RUN])))

    def holds(self, text: str) -> bool:
        if plain(text) in self.exact:
            return True
        words = words_of(text)
        for at in range(0, max(0, len(words) - SHARED_RUN + 1)):
            if hash_of(" ".join(words[at : at + SHARED_RUN])) in self.runs:
                return True
        own = grams(words)
        common: dict[int, int] = {}
        for gram in own:
            for number in self.holders.get(gram, ()):
                common[number] = common.get(number, 0) + 1
        return any(shared / (len(own) + len(self.sets[number]) - shared) > NEAR for number, shared in common.items())


def for_training(rows: list[Row]) -> list[Row]:
    """Rows that weights may learn from, without those that nearly repeat a row of the other split."""
    dev = Near(row.text for row in rows if row.split == "dev")
    return [row for row in rows if row.may_train and not dev.holds(row.text)]
