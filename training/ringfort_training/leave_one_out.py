"""`python -m ringfort_training.leave_one_out --data DIR`: how a source that nothing learned from is found."""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from . import corpus
from .corpus import Amounts, Text
from .data import Row, load
from .pipeline import auc, fine_tune, prepare, recall_at, text_scores
from .rows import read_rows
from .screen import screen_scores, train_screen
from .train import Recipe

FEWEST = 20
"""Attacks that a source must have to be left out; fewer say nothing."""


def main() -> None:
    """One line per source of attacks: found when learned from, found when left out; the screen, and the encoder when asked."""
    parser = argparse.ArgumentParser(prog="ringfort_training.leave_one_out", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=0.0, help="also train an encoder for each, for so many epochs")
    parser.add_argument("--packages", type=Path, required=True, help="folder with the wheels of training/texts.txt")
    parser.add_argument("--only", nargs="*", default=[], help="sources to leave out; all that training learns attacks from by default")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rows = load(options.data)
    counts = {name: sum(row.attack and row.may_train for row in rows if row.dataset == name) for name in {row.dataset for row in rows}}
    names = options.only or sorted(name for name, count in counts.items() if count >= FEWEST)
    print("| left out | attacks | screen AUC | recall at 1 % | encoder AUC | recall at 1 % |\n|---|---:|---:|---:|---:|---:|")
    whole = measured(options, rows, frozenset(), names)
    for name in names:
        apart = measured(options, rows, frozenset({name}), [name])
        print(f"| {name} | {counts[name]} | {cells(whole[name], apart[name])} |", flush=True)
    print("\nEach cell: with the source in training, then without it; harmless texts of the dev split at the same crossing.")


def measured(options: argparse.Namespace, rows: list[Row], without: frozenset[str], names: list[str]) -> dict[str, list[tuple[float, float]]]:
    """Per source AUC and recall of each detector on the source's dev rows, or on all of its rows when it was left out."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        prepared = prepare(options.data, options.packages, work, 1, Amounts(), lambda _: None, without)
        found: dict[str, list[tuple[float, float]]] = {}
        screens = train_screen(prepared.texts, prepared.rows, None, 1, lambda _: None)
        encoder = None
        if options.epochs > 0:
            encoder = fine_tune(prepared, Recipe(epochs=options.epochs), 1, lambda _: None)
        for name in names:
            chosen = [row for row in rows if row.dataset == name and row.attack and (without or row.split == "dev")]
            head = 1 if chosen[0].channel in corpus.DOCUMENT_CHANNELS else 0
            calm = [row for row in prepared.dev if not row.attack and (row.channel in corpus.DOCUMENT_CHANNELS) == (head == 1)]
            calm = [row for row in calm if row.channel not in ("system", "model_output")]
            texts = [Text(row.text, "data" if head else "user", row.attack, "dev", row.dataset) for row in [*chosen, *calm]]
            read = read_rows(texts, prepared.pieces, work, "measured")
            found[name] = []
            linear = np.full((len(texts), 2), -20.0)
            np.maximum.at(linear, read.head["text"], screen_scores(screens, read))
            for scores in [linear, *([text_scores(encoder, read, len(texts))] if encoder is not None else [])]:
                attacks, benign = scores[: len(chosen), head], scores[len(chosen) :, head]
                found[name].append((auc(attacks, benign), recall_at(attacks, benign, 0.01)))
    print(f"{', '.join(sorted(without)) or 'all sources'}: {time.monotonic() - started:.0f} s", flush=True, file=sys.stderr)
    return found


def cells(whole: list[tuple[float, float]], apart: list[tuple[float, float]]) -> str:
    parts = []
    for at in range(2):
        if at >= len(whole):
            parts += ["-", "-"]
            continue
        parts += [f"{whole[at][0]:.3f} {apart[at][0]:.3f}", f"{whole[at][1]:.2f} {apart[at][1]:.2f}"]
    return " | ".join(parts)


if __name__ == "__main__":
    main()
