"""The training messages of data/nlu.yml, read without Rasa."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Mapping

import yaml

from bot.settings import ROOT
from bot.signposting import Subject

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader in C where PyYAML has it: ten times as fast."""
NLU_FILE = ROOT / "data" / "nlu.yml"
DANGER_INTENT, SELF_HARM_INTENT = "danger_now", "self_harm"
FLAGGED_INTENTS = frozenset({DANGER_INTENT, SELF_HARM_INTENT})
"""What these say comes before everything else, so only the flags may set them: a weak guess would frighten."""


@dataclass(frozen=True)
class Example:
    """One training message: what was typed, what it means, and what it says besides.

    `subject` is who was harmed; it counts only where the intent is a kind of harm.
    """

    text: str
    intent: str
    danger_now: bool = False
    self_harm: bool = False
    subject: Subject = Subject.SELF


def example_of(text: str, intent: str, flags: Mapping[str, Any]) -> Example:
    """One example; the intents `danger_now` and `self_harm` carry their own flag."""
    return Example(
        text,
        intent,
        danger_now=bool(flags.get(DANGER_INTENT)) or intent == DANGER_INTENT,
        self_harm=bool(flags.get(SELF_HARM_INTENT)) or intent == SELF_HARM_INTENT,
        subject=Subject(flags.get("subject", Subject.SELF.value)),
    )


def read_examples(path: Path = NLU_FILE) -> Iterator[Example]:
    """Every example in the file, in its order."""
    for block in yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)["nlu"]:
        for line in block["examples"].splitlines():
            if line.startswith("- "):
                yield example_of(line[2:].strip(), block["intent"], block.get("metadata") or {})


def is_kept_back(text: str) -> bool:
    """Whether the encoder is never tuned on this message: a fixed tenth, told by the text itself.

    What is measured on it flatters nobody. It stays the same when messages are added or moved.
    """
    return zlib.crc32(" ".join(text.lower().split()).encode("utf-8")) % 10 == 0
