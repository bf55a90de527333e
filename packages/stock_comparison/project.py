"""What `rasa train nlu` needs, written into a folder: the same examples for stock Rasa and for this bot."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Optional, Sequence

import yaml

from bot.signposting import Subject
from bot.understanding.examples import Example

STOCK_CONFIG = Path(__file__).with_name("config.yml")
STOCK_EPOCHS = 100


def write_examples(examples: Sequence[Example], path: Path, *, with_flags: bool) -> None:
    """The examples in their order as Rasa's training data; stock Rasa has no use for the flags beside the intent."""
    lines = ['version: "3.1"', "nlu:"]
    for (intent, *flags), block in groupby(examples, key=lambda e: (e.intent, e.danger_now, e.self_harm, e.subject)):
        lines.append(f"- intent: {intent}")
        if with_flags:
            danger, self_harm, subject = flags
            lines += ["  metadata:", f"    danger_now: {_yaml(danger)}", f"    self_harm: {_yaml(self_harm)}"]
            lines += [f"    subject: {Subject(subject).value}"]
        lines.append("  examples: |")
        lines += [f"    - {example.text}" for example in block]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_domain(examples: Sequence[Example], path: Path) -> None:
    """A domain of the examples' intents and nothing else."""
    intents = sorted({example.intent for example in examples})
    path.write_text(yaml.safe_dump({"version": "3.1", "intents": intents}, sort_keys=False), encoding="utf-8")


def write_stock_config(path: Path, epochs: Optional[int] = None) -> None:
    """Stock Rasa's pipeline; fewer epochs only prove that everything works."""
    config = yaml.safe_load(STOCK_CONFIG.read_text(encoding="utf-8"))
    for component in config["pipeline"]:
        if "epochs" in component and epochs is not None:
            component["epochs"] = epochs
    path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")


def _yaml(value: object) -> str:
    return "true" if value else "false"
