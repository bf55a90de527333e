"""Train both systems, let both read the same messages in turns, and put the figures side by side."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional, Sequence

from bot.evaluation.held_out import sample
from bot.evaluation.reading import Labelled
from bot.evaluation.sets import read_sets
from bot.settings import ROOT
from bot.understanding.examples import Example, read_examples

from .figures import Score, score, speed
from .held_out import held_out
from .project import STOCK_EPOCHS
from .report import OURS_ALONE, STOCK_UNSURE_TOO, Cost, Report
from .rounds import Answer, Reader, read_in_rounds
from .systems import OURS, STOCK, System, ours, stock
from .training import Say, Trained, expected_seconds, shown, span, train

FOLDER = ROOT / "var" / "stock"
Sets = Mapping[str, Sequence[Labelled]]


@dataclass(frozen=True)
class Plan:
    """What to compare on. 0 examples, words or epochs stand for no limit; limits hold for both systems."""

    labelled: Optional[Path]
    fold: bool = False
    epochs: int = 0
    examples: int = 0
    words: int = 0


@dataclass(frozen=True)
class Part:
    """Both systems trained on the same examples, and what they answered: one list of answers a reader."""

    trained: Mapping[str, Trained]
    answers: Mapping[str, Sequence[Answer]]
    memory: Mapping[str, int]
    scores: Mapping[str, Mapping[str, Score]]


def compare(plan: Plan, say: Say) -> Report:
    """The whole comparison. Raises `SetError`, `TrainingFailed` or `ReaderFailed`."""
    sets = _scored(read_sets(plan.labelled)) if plan.labelled else {}
    examples = chosen(list(read_examples()), plan)
    systems = {STOCK: stock(), OURS: ours()}
    parts: list[Part] = []
    if sets:
        parts.append(_part(systems, examples, sets, FOLDER, plan, say))
    if plan.fold:
        say("== The same on a held-out fold of the training messages")
        training, fold_sets = held_out(examples)
        parts.append(_part(systems, training, fold_sets, FOLDER / "fold", plan, say))
    return _report(parts, systems, examples, plan)


def chosen(examples: Sequence[Example], plan: Plan) -> list[Example]:
    """The examples that both systems may learn from."""
    short = [example for example in examples if not plan.words or len(example.text.split()) <= plan.words]
    return sample(short, plan.examples) if 0 < plan.examples < len(short) else short


def _part(
    systems: Mapping[str, System], examples: Sequence[Example], sets: Sets, folder: Path, plan: Plan, say: Say
) -> Part:
    epochs, cores = plan.epochs or STOCK_EPOCHS, os.cpu_count() or 1
    trained: dict[str, Trained] = {}
    for name, system in systems.items():
        about = f" ({epochs} epochs)" if name == STOCK else ""
        say(f"== Training {name} on {len(examples)} messages{about}; log: {shown(_log(folder, name))}")
        if name == STOCK:
            say(f"  about {span(expected_seconds(examples, epochs, cores))} on {cores} cores that do nothing else")
        trained[name] = train(system, examples, _log(folder, name).parent, say, plan.epochs or None)
    texts = [message.text for messages in sets.values() for message in messages]
    say(f"== Loading both, then reading {len(texts)} messages in turns")
    answers, memory = _read(systems, trained, texts, folder, say)
    return Part(trained, answers, memory, _scores(sets, answers))


def _log(folder: Path, name: str) -> Path:
    return (folder if name == STOCK else folder / name) / "train.log"


def _read(
    systems: Mapping[str, System], trained: Mapping[str, Trained], texts: Sequence[str], folder: Path, say: Say
) -> tuple[dict[str, list[Answer]], dict[str, int]]:
    with ExitStack() as stack:
        readers = {
            name: stack.enter_context(Reader(system, trained[name].model, folder / f"reader-{name}.log"))
            for name, system in systems.items()
        }
        alone = Reader(systems[OURS], trained[OURS].model, folder / f"reader-{OURS_ALONE}.log", without_rasa=True)
        readers[OURS_ALONE] = stack.enter_context(alone)
        answers = read_in_rounds(readers, texts, say)
    return answers, {name: reader.peak_memory for name, reader in readers.items()}


def _scored(sets: Sets) -> Sets:
    """The messages with a label of harm; sets without any are left out."""
    scored = {name: [message for message in messages if message.harm is not None] for name, messages in sets.items()}
    return {name: messages for name, messages in scored.items() if messages}


def _scores(sets: Sets, answers: Mapping[str, Sequence[Answer]]) -> dict[str, dict[str, Score]]:
    found: dict[str, dict[str, Score]] = {}
    start = 0
    for name, messages in sets.items():
        here = slice(start, start + len(messages))
        start += len(messages)
        found[name] = {
            STOCK: score(messages, [answer.harm for answer in answers[STOCK][here]]),
            STOCK_UNSURE_TOO: score(messages, [answer.guess for answer in answers[STOCK][here]]),
            OURS: score(messages, [answer.harm for answer in answers[OURS][here]]),
        }
    return found


def _report(parts: Sequence[Part], systems: Mapping[str, System], examples: Sequence[Example], plan: Plan) -> Report:
    first = parts[0]
    costs = {
        name: Cost(
            first.trained[name].seconds, first.trained[name].processor_seconds, system.size(), first.memory[name]
        )
        for name, system in systems.items()
    }
    costs[OURS_ALONE] = Cost(0.0, 0.0, costs[OURS].environment, first.memory[OURS_ALONE])
    pairs = [(a.harm, b.harm) for part in parts for a, b in zip(part.answers[OURS], part.answers[OURS_ALONE])]
    return Report(
        epochs=plan.epochs or STOCK_EPOCHS,
        examples=len(examples),
        longest_words=max(len(example.text.split()) for example in examples),
        training_accuracy=first.trained[STOCK].accuracy,
        scores={name: by_column for part in parts for name, by_column in part.scores.items()},
        speeds={
            name: speed([a.ms for a in found], [a.processor_ms for a in found]) for name, found in first.answers.items()
        },
        costs=costs,
        messages_timed=len(first.answers[STOCK]),
        answered_otherwise_alone=sum(one != other for one, other in pairs),
    )
