"""A fold of the training data that neither system is trained on."""

from __future__ import annotations

from typing import Sequence

from bot.evaluation.held_out import folds
from bot.evaluation.reading import Labelled, labelled
from bot.understanding.examples import Example

FOLD_SET = "held-out fold"
KEPT_BACK_SET = "held-out fold, the part that the encoder was not tuned on"


def held_out(examples: Sequence[Example]) -> tuple[list[Example], dict[str, list[Labelled]]]:
    """The examples to train on, and the sets to read: one seeded fold of five, and the part of it that is kept back.

    The encoder was tuned on the rest of the fold, which flatters this bot there.
    """
    fold = set(folds(examples)[0])
    training = [example for position, example in enumerate(examples) if position not in fold]
    messages = [labelled(examples[position], f"example-{position + 1}") for position in sorted(fold)]
    scored = [message for message in messages if message.harm is not None]
    return training, {FOLD_SET: scored, KEPT_BACK_SET: [message for message in scored if message.is_kept_back]}
