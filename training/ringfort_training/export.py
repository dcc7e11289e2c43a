"""From trained weights to one int8 ONNX file."""

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions

from .model import Encoder

SAMPLE_ROWS = 2
SAMPLE_LENGTH = 16
OPSET = 17


def export_int8(encoder: Encoder, file: Path) -> None:
    """Writes `file`: fused graph, matrices and embeddings int8 per channel, activations quantised at run time."""
    encoder.eval()
    for layer in encoder.layers:
        layer.plain_attention = True
    ids = torch.ones(SAMPLE_ROWS, SAMPLE_LENGTH, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        fused = Path(folder) / "fused.onnx"
        torch.onnx.export(
            encoder,
            (ids, torch.ones_like(ids)),
            str(plain),
            input_names=["input_ids", "attention_mask"],
            output_names=["logits"],
            dynamic_axes={
                "input_ids": {0: "batch", 1: "length"},
                "attention_mask": {0: "batch", 1: "length"},
                "logits": {0: "batch"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        fuse(encoder, plain, fused)
        quantize_dynamic(
            str(fused),
            str(file),
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    for layer in encoder.layers:
        layer.plain_attention = False
    made = onnx.load(str(file))
    del made.metadata_props[:]
    made.producer_name, made.producer_version, made.doc_string = "ringfort-training", "", ""
    onnx.save(made, str(file))


def fuse(encoder: Encoder, source: Path, target: Path) -> None:
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    fused = optimizer.optimize_model(
        str(source),
        model_type="bert",
        num_heads=encoder.shape.attention_heads,
        hidden_size=encoder.shape.width,
        optimization_options=options,
        opt_level=0,
    )
    fused.save_model_to_file(str(target))
