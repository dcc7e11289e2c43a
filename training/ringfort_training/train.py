"""Fine-tunes the encoder on rows of texts."""

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from .corpus import Text
from .model import HEADS, Encoder
from .rows import Rows

IGNORED = -1.0
AVERAGE_EVERY = 4
"""Steps between two looks of the running average at the weights."""


@dataclass(frozen=True)
class Recipe:
    """How long and how hard; a row is one window of up to 64 tokens."""

    epochs: float = 1.2
    batch_rows: int = 96
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    warm_up: float = 0.06
    smoothing: float = 0.03
    tail_weight: float = 0.25
    tail_margin: float = 2.0
    average: float = 0.998
    most_rows: int = 3
    minutes: float = math.inf


@dataclass(frozen=True)
class Bag:
    """Some rows of one text that share a label per head; a positive text needs one positive row."""

    rows: np.ndarray
    labels: tuple[float, float]
    weight: float


def bags_of(texts: list[Text], rows: Rows, rng: random.Random, most: int) -> list[Bag]:
    """
    One epoch: which rows of each text are read. Rows of an injected document are labelled one by one, since it is known
    where the injection stands; a long text of a user is a bag.
    """
    bags: list[Bag] = []
    of_text = rows.of_texts(len(texts))
    for one, numbers in zip(texts, of_text, strict=True):
        if len(numbers) == 0 or one.role != "train":
            continue
        if one.spans:
            hits = numbers[rows.head["hit"][numbers] == 1]
            clean = numbers[rows.head["hit"][numbers] == 0]
            labels = (1.0, IGNORED) if one.channel == "user" else (IGNORED, 1.0)
            for row in hits[:most]:
                bags.append(Bag(np.array([row]), labels, one.weight))
            benign = (0.0, IGNORED) if one.channel == "user" else (0.0, 0.0)
            for row in sample(rng, clean, 2):
                bags.append(Bag(np.array([row]), benign, 1.0))
        elif one.attack:
            marked = [row for row in numbers if rows.head["marks"][row] > 0]
            chosen = {numbers[0], numbers[-1]} | set(sample(rng, np.array(marked or numbers), most - 1))
            labels = (1.0, 1.0) if one.channel == "user" else (IGNORED, 1.0)
            bags.append(Bag(np.array(sorted(chosen)[:most + 1]), labels, one.weight))
        else:
            labels = (0.0, IGNORED) if one.channel == "user" else (0.0, 0.0)
            bags.append(Bag(np.array(sample(rng, numbers, most)), labels, one.weight))
    return bags


def sample(rng: random.Random, numbers: np.ndarray, most: int) -> list[int]:
    values = [int(number) for number in numbers]
    return values if len(values) <= most else rng.sample(values, most)


def batches_of(bags: list[Bag], rows: Rows, rng: random.Random, size: int) -> list[list[Bag]]:
    """Bags of like length together, so that little padding is computed; the order of batches is random."""
    longest = {id(bag): int(rows.head["tokens"][bag.rows].max()) for bag in bags}
    shuffled = bags[:]
    rng.shuffle(shuffled)
    batches: list[list[Bag]] = []
    chunk = size * 40
    for at in range(0, len(shuffled), chunk):
        part = sorted(shuffled[at : at + chunk], key=lambda bag: longest[id(bag)])
        batch: list[Bag] = []
        count = 0
        for bag in part:
            if count + len(bag.rows) > size and batch:
                batches.append(batch)
                batch, count = [], 0
            batch.append(bag)
            count += len(bag.rows)
        if batch:
            batches.append(batch)
    rng.shuffle(batches)
    return batches


def padded(rows: Rows, numbers: np.ndarray) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = rows.head["tokens"][numbers].astype(np.int64)
    longest = int(lengths.max())
    ids = np.zeros((len(numbers), longest), dtype=np.int64)
    for place, row in enumerate(numbers):
        ids[place, : lengths[place]] = rows.ids[rows.id_at[row] : rows.id_at[row + 1]]
    mask = np.arange(longest)[None, :] < lengths[:, None]
    return torch.from_numpy(ids), torch.from_numpy(mask.astype(np.int64))


def loss_of(logits: torch.Tensor, batch: list[Bag], recipe: Recipe) -> torch.Tensor:
    """Cross-entropy per bag, and a push of the highest benign rows below the lowest attacks of the batch."""
    total = logits.new_zeros(())
    sizes = [len(bag.rows) for bag in batch]
    parts = logits.split(sizes)
    for head in range(len(HEADS)):
        scores, targets, weights = [], [], []
        for part, bag in zip(parts, batch, strict=True):
            label = bag.labels[head]
            if label == IGNORED:
                continue
            own = part[:, head]
            if label == 1.0:
                scores.append(torch.logsumexp(own * 4, 0)[None] / 4 - math.log(len(own)) / 4)
                targets.append(1.0)
                weights.append(bag.weight)
            else:
                scores.append(own)
                targets.extend([0.0] * len(own))
                weights.extend([bag.weight / math.sqrt(len(own))] * len(own))
        if not scores:
            continue
        score = torch.cat(scores)
        target = torch.tensor(targets)
        weight = torch.tensor(weights)
        smooth = target * (1 - recipe.smoothing) + (1 - target) * recipe.smoothing / 2
        total = total + (functional.binary_cross_entropy_with_logits(score, smooth, reduction="none") * weight).mean()
        benign, attacks = score[target == 0], score[target == 1]
        if len(benign) > 0 and len(attacks) > 0:
            top = torch.logsumexp(benign, 0) - math.log(len(benign)) / 2
            low = -torch.logsumexp(-attacks, 0) + math.log(len(attacks)) / 2
            total = total + recipe.tail_weight * functional.softplus(top - low + recipe.tail_margin)
    return total


def parameter_groups(encoder: Encoder, recipe: Recipe) -> list[dict]:
    depth = len(encoder.layers)
    groups = [
        {"params": [*encoder.pooled.parameters(), *encoder.heads.parameters()], "lr": recipe.head_rate},
        {
            "params": [encoder.words.weight, encoder.places.weight, encoder.kind, *encoder.input_norm.parameters()],
            "lr": recipe.rate * recipe.layer_decay ** (depth + 1),
        },
    ]
    for index, layer in enumerate(encoder.layers):
        groups.append({"params": list(layer.parameters()), "lr": recipe.rate * recipe.layer_decay ** (depth - index - 1)})
    return groups


def train(
    encoder: Encoder,
    texts: list[Text],
    rows: Rows,
    recipe: Recipe,
    seed: int,
    say: Callable[[str], None],
    check: Callable[[Encoder], str] | None = None,
) -> None:
    """Trains in place; the weights at the end are a running average over the last steps."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoder.to(device)
    optimiser = torch.optim.AdamW(parameter_groups(encoder, recipe), weight_decay=0.01, fused=True)
    peaks = [group["lr"] for group in optimiser.param_groups]
    average = {name: value.detach().clone().float() for name, value in encoder.named_parameters()}
    plan: list[list[Bag]] = []
    while len(plan) == 0 or recipe.epochs > plan_epochs:
        plan_epochs = 1 if not plan else plan_epochs + 1
        plan += batches_of(bags_of(texts, rows, rng, recipe.most_rows), rows, rng, recipe.batch_rows)
    steps = round(len(plan) * recipe.epochs / plan_epochs)
    started = time.monotonic()
    seen = 0
    running = 0.0
    for step, batch in enumerate(plan[:steps]):
        share = step / steps
        factor = min(1.0, share / recipe.warm_up) if share < recipe.warm_up else (1 - share) / (1 - recipe.warm_up)
        for group, peak in zip(optimiser.param_groups, peaks, strict=True):
            group["lr"] = peak * max(factor, 0.01)
        encoder.train()
        numbers = np.concatenate([bag.rows for bag in batch])
        ids, mask = padded(rows, numbers)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            logits = encoder(ids.to(device), mask.to(device))
        loss = loss_of(logits.float().cpu(), batch, recipe)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimiser.step()
        if step % AVERAGE_EVERY == 0:
            keep = min(recipe.average**AVERAGE_EVERY, (step + 1) / (step + 10))
            with torch.no_grad():
                for name, value in encoder.named_parameters():
                    average[name].lerp_(value.float(), 1 - keep)
        seen += len(numbers)
        running = 0.98 * running + 0.02 * loss.item() if step else loss.item()
        if step % 20 == 0:
            spent = time.monotonic() - started
            left = spent / (step + 1) * (steps - step - 1)
            say(f"step {step}/{steps}, {seen} rows, loss {running:.3f}, {seen / max(spent, 1e-6):.0f} rows/s, {left / 60:.0f} min left")
        if check is not None and step > 0 and step % 600 == 0:
            say(check(encoder))
    with torch.no_grad():
        for name, value in encoder.named_parameters():
            value.copy_(average[name])
    encoder.to("cpu").eval()


@torch.no_grad()
def judge(encoder: Encoder, rows: Rows, numbers: np.ndarray, size: int = 256) -> np.ndarray:
    """Logits of the given rows, in their order."""
    encoder.eval()
    order = numbers[np.argsort(rows.head["tokens"][numbers], kind="stable")]
    out = np.zeros((rows.count, len(HEADS)), dtype=np.float32)
    for at in range(0, len(order), size):
        part = order[at : at + size]
        ids, mask = padded(rows, part)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out[part] = encoder(ids, mask).float().numpy()
    return out[numbers]
