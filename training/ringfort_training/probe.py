"""`python -m ringfort_training.probe`: which single words the shipped encoder takes for an attack."""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime

from .model import HEADS
from .data import PROJECT

START, END = 2, 3
SPECIAL = 4
CERTAIN = 0.5


def main() -> None:
    """Feeds each piece of the vocabulary alone; a piece that scores over one half teaches by its look, not by its meaning."""
    parser = argparse.ArgumentParser(prog="ringfort_training.probe", description=__doc__)
    parser.add_argument("--models", type=Path, default=PROJECT / "models")
    parser.add_argument("--show", type=int, default=40, help="how many of the worst are listed for each head")
    options = parser.parse_args()
    pieces = (options.models / "vocabulary.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    session = onnxruntime.InferenceSession(str(options.models / "encoder.onnx"))
    scores = np.concatenate([judged(session, part) for part in np.array_split(np.arange(SPECIAL, len(pieces)), 64)])
    for head, name in enumerate(HEADS):
        order = np.argsort(-scores[:, head])
        count = int((scores[:, head] > CERTAIN).sum())
        print(f"{name}: {count} of {len(scores)} pieces alone score over {CERTAIN}")
        print("  " + ", ".join(f"{pieces[at + SPECIAL]} {scores[at, head]:.2f}" for at in order[: options.show]))


def judged(session: onnxruntime.InferenceSession, numbers: np.ndarray) -> np.ndarray:
    ids = np.stack([np.full(len(numbers), START), numbers, np.full(len(numbers), END)], axis=1).astype(np.int64)
    (logits,) = session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    return 1 / (1 + np.exp(-logits))


if __name__ == "__main__":
    main()
