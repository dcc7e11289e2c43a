"""The encoder: MiniLM-L6 with a cut vocabulary and two heads."""

import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

HEADS = ("redirects", "instructs")
"""What the two logits mean: the speaker tries to redirect the assistant; data holds an order for an assistant."""


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; the defaults are those of MiniLM-L6."""

    vocabulary: int
    width: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    positions: int = 64


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT has it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention_heads = shape.attention_heads
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.mixed = nn.Linear(shape.width, shape.width)
        self.mixed_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.wide = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.narrow_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.plain_attention = False

    def split(self, values: torch.Tensor) -> torch.Tensor:
        batch, length, width = values.shape
        return values.view(batch, length, self.attention_heads, width // self.attention_heads).transpose(1, 2)

    def forward(self, hidden: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        query, key, value = (self.split(part(hidden)) for part in (self.query, self.key, self.value))
        if self.plain_attention:  # the form that graph optimisers know
            scores = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(query.shape[-1])
            context = torch.matmul(torch.softmax(scores + bias, dim=-1), value)
        else:
            context = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
        batch, _, length, _ = context.shape
        context = context.permute(0, 2, 1, 3).contiguous().view(batch, length, -1)
        hidden = self.mixed_norm(hidden + self.dropout(self.mixed(context)))
        return self.narrow_norm(hidden + self.dropout(self.narrow(functional.gelu(self.wide(hidden)))))


class Encoder(nn.Module):
    """Token ids to two logits; the text vector is the mean over the tokens, as the base was trained."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width, padding_idx=0)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.input_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.pooled = nn.Linear(2 * shape.width, shape.width)
        self.heads = nn.Linear(shape.width, len(HEADS))
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("temperature", torch.ones(len(HEADS)))

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        places = torch.arange(input_ids.shape[1], device=input_ids.device)
        hidden = self.words(input_ids) + self.places(places)[None] + self.kind
        hidden = self.dropout(self.input_norm(hidden))
        mask = attention_mask.to(torch.float32)
        bias = (1.0 - mask[:, None, None, :]) * -10000.0
        for layer in self.layers:
            hidden = layer(hidden, bias)
        weights = mask[:, :, None]
        mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1.0)
        peak = (hidden + (weights - 1.0) * 10000.0).amax(1)
        pooled = torch.tanh(self.pooled(torch.cat([mean, peak], dim=-1).float()))
        return self.heads(self.dropout(pooled)) / self.temperature

    def load_base(self, tensors: dict[str, torch.Tensor], kept: list[int]) -> None:
        """Takes over the weights of the base; `kept` are the base's ids of the vocabulary, in our order."""
        with torch.no_grad():
            self.words.weight.copy_(tensors["embeddings.word_embeddings.weight"][kept])
            self.places.weight.copy_(tensors["embeddings.position_embeddings.weight"][: self.shape.positions])
            self.kind.copy_(tensors["embeddings.token_type_embeddings.weight"][0])
            copy(self.input_norm, tensors, "embeddings.LayerNorm")
            for index, layer in enumerate(self.layers):
                at = f"encoder.layer.{index}"
                copy(layer.query, tensors, f"{at}.attention.self.query")
                copy(layer.key, tensors, f"{at}.attention.self.key")
                copy(layer.value, tensors, f"{at}.attention.self.value")
                copy(layer.mixed, tensors, f"{at}.attention.output.dense")
                copy(layer.mixed_norm, tensors, f"{at}.attention.output.LayerNorm")
                copy(layer.wide, tensors, f"{at}.intermediate.dense")
                copy(layer.narrow, tensors, f"{at}.output.dense")
                copy(layer.narrow_norm, tensors, f"{at}.output.LayerNorm")


def copy(module: nn.Module, tensors: dict[str, torch.Tensor], name: str) -> None:
    module.weight.copy_(tensors[f"{name}.weight"])
    module.bias.copy_(tensors[f"{name}.bias"])
