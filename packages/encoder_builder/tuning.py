"""Tuning the sentence encoder: which messages belong together, which tell of danger, of self-harm, of whom."""

from __future__ import annotations

import random
import sys
import time
from dataclasses import dataclass
from typing import Sequence

import numpy as np
import torch

from bot.signposting import Subject
from bot.understanding.examples import Example
from bot.understanding.heads import HARM_NAMES
from bot.understanding.slips import with_slips

MOST_TOKENS = 112
"""In training; the product reads up to 256."""
WIDTH = 384
WARM_UP = 0.1
SUBJECTS = [subject.value for subject in Subject]
LOSSES = ("classification", "contrastive", "both")


@dataclass(frozen=True)
class TuningOptions:
    """How to tune. `share` is how far from the weights as they came to the tuned ones; 1 is all the way.

    The messages are gone through `epochs` times in each of the `tunings`, which differ in their order; the weights are the
    mean of all tunings (Wortsman et al. 2022, "Model soups").
    """

    epochs: float = 3.0
    batch: int = 32
    rate: float = 1e-4
    share: float = 1.0
    seed: int = 20
    tunings: int = 2
    loss: str = "classification"
    slips: float = 0.35
    frozen_layers: int = 0
    threads: int = 2
    half_precision: bool = True
    """Multiply in bfloat16, which is faster on processors that have it; weights and steps stay float32."""


class Encoder(torch.nn.Module):
    """Tokens in, one unit vector of `WIDTH` numbers a text out (mean over the tokens)."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        states = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * mask).sum(1) / mask.sum(1).clamp(min=1)
        return torch.nn.functional.normalize(pooled, dim=-1)


class Targets:
    """What the heads of the tuning learn of each example; the heads are thrown away afterwards."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.intents = sorted({example.intent for example in examples})
        index = {intent: number for number, intent in enumerate(self.intents)}
        self.intent = torch.tensor([index[example.intent] for example in examples])
        counts = np.bincount(self.intent.numpy(), minlength=len(self.intents))
        self.weights = torch.tensor((counts.mean() / counts) ** 0.5, dtype=torch.float32).clamp(max=3.0)
        self.flags = torch.tensor([[float(e.danger_now), float(e.self_harm)] for e in examples])
        is_harm = [e.intent in HARM_NAMES for e in examples]
        self.harm = torch.tensor([float(harm) for harm in is_harm])
        self.is_told = torch.tensor(
            [harm or e.intent not in ("danger_now", "self_harm") for e, harm in zip(examples, is_harm)]
        )
        self.subject = torch.tensor(
            [SUBJECTS.index(e.subject.value) if harm else -100 for e, harm in zip(examples, is_harm)]
        )


class Heads(torch.nn.Module):
    """Linear heads on the scaled vector: intent, harm or none, the two flags, who was harmed."""

    def __init__(self, intents: int) -> None:
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(20.0))
        self.intent = torch.nn.Linear(WIDTH, intents)
        self.harm = torch.nn.Linear(WIDTH, 1)
        self.flags = torch.nn.Linear(WIDTH, 2)
        self.subject = torch.nn.Linear(WIDTH, len(SUBJECTS))

    def loss(self, vectors: torch.Tensor, targets: Targets, rows: torch.Tensor) -> torch.Tensor:
        scaled = torch.nn.functional.dropout(vectors, 0.1, training=True) * self.scale
        f = torch.nn.functional
        loss = f.cross_entropy(self.intent(scaled), targets.intent[rows], weight=targets.weights, label_smoothing=0.1)
        flag_weight = torch.tensor([3.0, 3.0])
        loss = loss + 0.5 * f.binary_cross_entropy_with_logits(
            self.flags(scaled), targets.flags[rows], pos_weight=flag_weight
        )
        told = targets.is_told[rows]
        if told.any():
            harm = self.harm(scaled).squeeze(1)[told]
            loss = loss + 0.5 * f.binary_cross_entropy_with_logits(harm, targets.harm[rows][told])
        subject = targets.subject[rows]
        if (subject >= 0).any():
            loss = loss + 0.3 * f.cross_entropy(self.subject(scaled), subject)
        return loss


def contrastive(vectors: torch.Tensor, labels: torch.Tensor, temperature: float = 0.1) -> torch.Tensor:
    """Supervised contrastive loss (Khosla et al. 2020): messages of one intent closer than those of others."""
    alike = labels[:, None] == labels[None, :]
    own = torch.eye(len(labels), dtype=torch.bool)
    alike = alike & ~own
    scores = (vectors @ vectors.T / temperature).masked_fill(own, -1e9)
    logs = scores - torch.logsumexp(scores, dim=1, keepdim=True)
    counts = alike.sum(1)
    means = (logs * alike).sum(1) / counts.clamp(min=1)
    return -means[counts > 0].mean() if (counts > 0).any() else vectors.sum() * 0.0


def batches(lengths: Sequence[int], size: int, chance: random.Random) -> list[list[int]]:
    """Every position once, in batches of alike length: little time goes on padding."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    pool = size * 16
    order = [
        position
        for start in range(0, len(order), pool)
        for position in sorted(order[start : start + pool], key=lambda i: lengths[i])
    ]
    found = [order[start : start + size] for start in range(0, len(order), size)]
    chance.shuffle(found)
    return found


def tune(encoder: Encoder, tokenizer, examples: Sequence[Example], options: TuningOptions) -> float:
    """Tune the encoder in place; returns the seconds it took."""
    if options.loss not in LOSSES:
        raise ValueError(f"loss is one of {', '.join(LOSSES)}, not {options.loss!r}.")
    torch.set_num_threads(options.threads)
    encoder.transformer.embeddings.requires_grad_(False)
    for layer in encoder.transformer.encoder.layer[: options.frozen_layers]:
        layer.requires_grad_(False)
    started = time.time()
    targets = Targets(examples)
    heads = Heads(len(targets.intents))
    steps = int(options.epochs * (len(examples) // options.batch + 1))
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in encoder.parameters() if p.requires_grad], "lr": options.rate},
            {"params": heads.parameters(), "lr": 2e-3},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    chance = random.Random(options.seed)
    lengths = [len(example.text) for example in examples]
    done, total = 0, 0.0
    encoder.train()
    while done < steps:
        for batch in batches(lengths, options.batch, chance):
            if done == steps:
                break
            texts = [
                with_slips(examples[i].text, chance) if chance.random() < options.slips else examples[i].text
                for i in batch
            ]
            tokens = tokenizer(texts, padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt")
            with torch.autocast("cpu", torch.bfloat16, enabled=options.half_precision):
                vectors = encoder(tokens["input_ids"], tokens["attention_mask"])
            vectors = vectors.float()
            rows = torch.tensor(batch)
            loss = vectors.sum() * 0.0
            if options.loss != "contrastive":
                loss = loss + heads.loss(vectors, targets, rows)
            if options.loss != "classification":
                loss = loss + contrastive(vectors, targets.intent[rows])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            total = 0.98 * total + 0.02 * loss.item() if done > 1 else loss.item()
            if done % 20 == 0:
                left = (time.time() - started) / done * (steps - done)
                print(
                    f"\r  step {done} of {steps}  loss {total:.3f}  about {left:.0f} s left   ",
                    end="",
                    file=sys.stderr,
                    flush=True,
                )
    print(file=sys.stderr)
    encoder.eval()
    return time.time() - started


def mean(tuned: Sequence[dict]) -> dict:
    """Each weight's mean over several tunings from the same start: it reads strangers better than any of them."""
    return {
        name: sum(weights[name] for weights in tuned) / len(tuned) if weight.dtype.is_floating_point else weight
        for name, weight in tuned[0].items()
    }


def mixed(as_they_came: dict, tuned: dict, share: float) -> dict:
    """Each weight between where it came from and where tuning took it: part of the way back serves strangers better."""
    return {
        name: (1 - share) * came + share * tuned[name] if came.dtype.is_floating_point else came
        for name, came in as_they_came.items()
    }
