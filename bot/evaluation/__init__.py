"""`make evaluate`: recognition measured on held-out training messages and on labelled sets (docs/recognition.md)."""

from bot.evaluation.held_out import folds
from bot.evaluation.reading import harm_of
from bot.evaluation.shares import Share

__all__ = ["Share", "folds", "harm_of"]
