"""Trains the linear screen on what the encoder says, so that its order predicts the encoder's."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from .corpus import Text
from .rows import Rows

CHANNELS = ("user", "data")
LARGEST = 127
FEWEST_BUCKETS = 120
"""A text with fewer buckets counts as if it had so many; the same number stands in src/inference/screen.ts."""


@dataclass(frozen=True)
class ScreenRecipe:
    """`taught` is the share of the target that comes from the encoder; the rest is the label."""

    epochs: int = 4
    batch: int = 1024
    rate: float = 0.02
    decay: float = 2e-7
    taught: float = 0.7
    drop: float = 0.1


@dataclass(frozen=True)
class Screen:
    """Weights of one channel."""

    buckets: np.ndarray
    marks: np.ndarray
    bias: float


def targets_of(texts: list[Text], rows: Rows, head: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Numbers of the rows that a channel learns from, their labels, their weights; calibration rows are never among them."""
    own_channel = CHANNELS[head]
    numbers, labels, weights = [], [], []
    for number, text_number in enumerate(rows.head["text"]):
        one = texts[text_number]
        if one.role != "train":
            continue
        hit = rows.head["hit"][number] == 1
        if one.channel == own_channel:
            if one.spans:
                label = 1.0 if hit else 0.0
            else:
                label = 1.0 if one.attack else 0.0
        elif one.channel == "data" and own_channel == "user" and not one.attack:
            label = 0.0
        elif one.channel == "user" and own_channel == "data" and one.attack and not one.spans:
            label = 1.0
        else:
            continue
        numbers.append(number)
        labels.append(label)
        weights.append(one.weight)
    return np.array(numbers), np.array(labels, dtype=np.float32), np.array(weights, dtype=np.float32)


def train_screen(
    texts: list[Text],
    rows: Rows,
    teacher: np.ndarray | None,
    seed: int,
    say: Callable[[str], None],
    recipe: ScreenRecipe = ScreenRecipe(),
) -> list[Screen]:
    """One linear model per channel; `teacher` are the encoder's logits, not a number where it was not asked."""
    screens = []
    for head, channel in enumerate(CHANNELS):
        torch.manual_seed(seed)
        rng = np.random.default_rng(seed)
        numbers, labels, weights = targets_of(texts, rows, head)
        target = labels
        if teacher is not None:
            said = teacher[numbers, head]
            soft = np.where(np.isnan(said), labels, 1 / (1 + np.exp(-np.nan_to_num(said))))
            target = (recipe.taught * soft + (1 - recipe.taught) * labels).astype(np.float32)
        table = torch.nn.EmbeddingBag(rows.bucket_count, 1, mode="sum", sparse=False)
        marks = torch.nn.EmbeddingBag(len(rows.mark_names), 1, mode="sum")
        bias = torch.nn.Parameter(torch.tensor([-2.0]))
        with torch.no_grad():
            table.weight.zero_()
            marks.weight.zero_()
        optimiser = torch.optim.Adagrad([{"params": table.parameters(), "lr": recipe.rate * 10}, {"params": [*marks.parameters(), bias], "lr": recipe.rate}])
        for epoch in range(recipe.epochs):
            order = rng.permutation(len(numbers))
            running = 0.0
            for at in range(0, len(order), recipe.batch):
                part = order[at : at + recipe.batch]
                score = scores_of(rows, numbers[part], table, marks, bias, recipe.drop, rng)
                loss = functional.binary_cross_entropy_with_logits(score, torch.from_numpy(target[part]), reduction="none")
                loss = (loss * torch.from_numpy(weights[part])).mean() + recipe.decay * table.weight.pow(2).sum()
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                running = 0.95 * running + 0.05 * loss.item() if at else loss.item()
            say(f"screen {channel}, epoch {epoch + 1} of {recipe.epochs}, {len(numbers)} rows, loss {running:.4f}")
        screens.append(
            Screen(table.weight.detach().numpy()[:, 0].copy(), marks.weight.detach().numpy()[:, 0].copy(), float(bias.detach()))
        )
    return screens


def scores_of(
    rows: Rows,
    numbers: np.ndarray,
    table: torch.nn.EmbeddingBag,
    marks: torch.nn.EmbeddingBag,
    bias: torch.Tensor,
    drop: float,
    rng: np.random.Generator,
) -> torch.Tensor:
    """Log-odds of rows: hashed weights over the root of their count, marks, bias."""
    flat, lengths = gathered(rows.buckets, rows.bucket_at, numbers)
    each = np.repeat(1 / np.sqrt(np.maximum(lengths, FEWEST_BUCKETS)), lengths)
    if drop > 0:
        each = each * (rng.random(len(each), dtype=np.float32) > drop) / (1 - drop)
    weights = torch.from_numpy(each.astype(np.float32))
    hashed = table(torch.from_numpy(flat), starts(lengths), per_sample_weights=weights)[:, 0]
    mark_flat, mark_lengths = gathered(rows.marks, rows.mark_at, numbers)
    return hashed + marks(torch.from_numpy(mark_flat), starts(mark_lengths))[:, 0] + bias


def gathered(values: np.ndarray, at: np.ndarray, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The lists of some rows one behind the other, and how long each is."""
    lengths = at[numbers + 1] - at[numbers]
    before = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    places = np.repeat(at[numbers] - before, lengths) + np.arange(lengths.sum())
    return values[places].astype(np.int64), lengths


def starts(lengths: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64))


def screen_scores(screens: list[Screen], rows: Rows) -> np.ndarray:
    """Log-odds of all rows, per channel, by the quantised weights that are shipped."""
    out = np.zeros((rows.count, len(screens)), dtype=np.float32)
    lengths = rows.head["buckets"].astype(np.int64)
    owner = np.repeat(np.arange(rows.count), lengths)
    mark_owner = np.repeat(np.arange(rows.count), rows.head["marks"].astype(np.int64))
    for head, screen in enumerate(screens):
        scale, steps = quantised(screen)
        sums = np.bincount(owner, weights=steps[rows.buckets].astype(np.float64), minlength=rows.count)
        own = sums * scale / np.sqrt(np.maximum(lengths, FEWEST_BUCKETS)) + screen.bias
        own += np.bincount(mark_owner, weights=screen.marks[rows.marks], minlength=rows.count)
        out[:, head] = own
    return out


def quantised(screen: Screen) -> tuple[float, np.ndarray]:
    top = float(np.quantile(np.abs(screen.buckets), 0.9999)) or 1.0
    scale = top / LARGEST
    return scale, np.clip(np.rint(screen.buckets / scale), -LARGEST, LARGEST).astype(np.int8)


def write_screen(screens: list[Screen], rows: Rows, target: Path) -> None:
    """`screen.bin` and `screen.json`, as the gateway reads them."""
    parts = [quantised(screen) for screen in screens]
    (target / "screen.bin").write_bytes(b"".join(steps.tobytes() for _, steps in parts))
    facts = {
        "buckets": rows.bucket_count,
        "marks": list(rows.mark_names),
        "scales": [float(f"{scale:.8g}") for scale, _ in parts],
        "biases": [round(screen.bias, 5) for screen in screens],
        "markWeights": [[round(float(weight), 5) for weight in screen.marks] for screen in screens],
    }
    (target / "screen.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
