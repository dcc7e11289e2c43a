"""`python -m ringfort_training --data DIR --packages DIR`: from public rows to sealed weights in models/."""

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from .cards import write_data_card
from .corpus import Amounts
from .pipeline import calibration_texts, fine_tune, keep, prepare, report, save, text_scores
from .data import PROJECT
from .screen import screen_scores, train_screen, write_screen
from .train import Recipe, judge

QUIET_SHARE = 0.85
"""Share of harmless requests that the screen alone lets go."""
TAUGHT_ROWS = 60_000
"""Rows that the encoder judges for the screen to learn from; the others have their label."""
SCREEN_VOICE = 0.2
"""What a step of the screen's log-odds counts beside one of the encoder's, where both answered."""


def main() -> None:
    """Runs all stages; the work folder keeps what a later stage or a look at the run needs."""
    parser = argparse.ArgumentParser(prog="ringfort_training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with text-attacks.jsonl.gz and text-benign.jsonl.gz")
    parser.add_argument("--packages", type=Path, required=True, help="folder with the wheels of training/texts.txt")
    parser.add_argument("--out", type=Path, default=PROJECT / "models", help="where the weights go")
    parser.add_argument("--work", type=Path, help="folder for what comes between; a temporary one by default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=Recipe.epochs)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--without", nargs="*", default=[], help="datasets that nothing is learned from, for leave-one-out tables")
    parser.add_argument("--no-release", action="store_true", help="stop before thresholds and signature")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {text}", flush=True)

    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        try:
            prepared = prepare(options.data, options.packages, work, options.seed, Amounts(), say, frozenset(options.without))
        except FileNotFoundError as lack:
            parser.error(str(lack))
        encoder = fine_tune(prepared, Recipe(epochs=options.epochs), options.seed, say)
        keep(encoder, work / "encoder.safetensors")
        save(encoder, prepared, options.out)
        teacher = taught(encoder, prepared, options.seed)
        screens = train_screen(prepared.texts, prepared.rows, teacher, options.seed, say)
        write_screen(screens, prepared.rows, options.out)
        (options.out / "fusion.json").write_text(json.dumps(fusion_of(prepared, screens), indent=1) + "\n", encoding="utf-8")
        (work / "report.json").write_text(json.dumps(report(encoder, screens, prepared), indent=1) + "\n", encoding="utf-8")
        calibration = work / "calibration.jsonl"
        with calibration.open("w", encoding="utf-8") as out:
            for one in calibration_texts(prepared):
                out.write(json.dumps({"text": one.text, "channel": one.channel, "source": one.source}) + "\n")
        write_data_card(prepared, options.out / "DATA-CARD.md")
        if not options.no_release:
            subprocess.run(["node", str(PROJECT / "training" / "release.mjs"), str(options.out), str(calibration)], check=True)
        say("done")


def taught(encoder, prepared, seed) -> np.ndarray:  # noqa: ANN001 - see pipeline
    """The encoder's logits of a sample of the rows; not a number where it was not asked."""
    rows = prepared.rows
    numbers = np.sort(np.random.default_rng(seed).permutation(rows.count)[:TAUGHT_ROWS])
    logits = np.full((rows.count, 2), np.nan, dtype=np.float32)
    logits[numbers] = judge(encoder, rows, numbers)
    return logits


def fusion_of(prepared, screens) -> dict:  # noqa: ANN001 - see pipeline
    """Below which log-odds the encoder is not asked, by harmless requests; and the two voices."""
    scores = screen_scores(screens, prepared.rows)
    best = np.full(len(prepared.texts), -20.0)
    np.maximum.at(best, prepared.rows.head["text"], scores[:, 0])
    calm = [best[at] for at, one in enumerate(prepared.texts) if one.role == "calibration" and one.channel == "user"]
    voices = {"encoder": 1.0, "screen": SCREEN_VOICE, "bias": 0.0}
    return {"user": {"quiet": round(float(np.quantile(calm, QUIET_SHARE)), 4), **voices}, "data": {"quiet": -20.0, **voices}}


if __name__ == "__main__":
    main()
