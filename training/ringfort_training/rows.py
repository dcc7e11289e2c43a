"""Has the house itself read the texts, and holds the rows that come of it."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .corpus import Text
from .data import PROJECT

HEAD = np.dtype(
    [
        ("text", "<u4"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("hit", "u1"),
        ("tokens", "u1"),
        ("buckets", "<u2"),
        ("marks", "u1"),
        ("decoded", "u1"),
    ]
)


@dataclass(frozen=True)
class Rows:
    """Rows of many texts; the lists of a row lie between its offset and the next in one long array."""

    head: np.ndarray
    ids: np.ndarray
    id_at: np.ndarray
    buckets: np.ndarray
    bucket_at: np.ndarray
    marks: np.ndarray
    mark_at: np.ndarray
    bucket_count: int
    mark_names: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.head)

    def of_texts(self, count: int) -> list[np.ndarray]:
        """For each text the numbers of its rows."""
        order = self.head["text"]
        edges = np.searchsorted(order, np.arange(count + 1))
        return [np.arange(edges[at], edges[at + 1]) for at in range(count)]


def read_rows(texts: list[Text], vocabulary: Path, work: Path, name: str) -> Rows:
    """Runs training/rows.mjs, which needs the compiled house (`npm run build`)."""
    source = work / f"{name}.jsonl"
    with source.open("w", encoding="utf-8") as out:
        for one in texts:
            out.write(json.dumps(one.line(), ensure_ascii=True) + "\n")
    prefix = work / name
    command = ["node", str(PROJECT / "training" / "rows.mjs"), str(vocabulary), str(source), str(prefix)]
    subprocess.run(command, check=True)
    facts = json.loads(prefix.with_suffix(".json").read_text())
    head = np.fromfile(f"{prefix}.rows", dtype=HEAD)
    return Rows(
        head=head,
        ids=np.fromfile(f"{prefix}.ids", dtype="<u2"),
        id_at=offsets(head["tokens"]),
        buckets=np.fromfile(f"{prefix}.buckets", dtype="<u4"),
        bucket_at=offsets(head["buckets"]),
        marks=np.fromfile(f"{prefix}.marks", dtype="u1"),
        mark_at=offsets(head["marks"]),
        bucket_count=facts["buckets"],
        mark_names=tuple(facts["marks"]),
    )


def offsets(lengths: np.ndarray) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(lengths.astype(np.int64))])
