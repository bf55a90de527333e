"""The comparison as JSON and as a Markdown table. Figures and names of sets only, never a message."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional

from bot.evaluation.shares import Share

from .figures import Score, Speed
from .project import STOCK_EPOCHS
from .systems import OURS, STOCK
from .training import span

STOCK_UNSURE_TOO, OURS_ALONE = "stock_unsure_too", "ours_alone"
COLUMNS = {STOCK: "stock Rasa", STOCK_UNSURE_TOO: "stock Rasa, its fallback ignored", OURS: "this bot"}
_MEASURES = {"accuracy": "harm right", "macro_f1": "macro F1", "missed": "harm missed", "false_alarm": "false alarm"}


@dataclass(frozen=True)
class Cost:
    """What one system needs: bytes and seconds. `memory` is that of the reading process at most."""

    seconds_to_train: float
    processor_seconds_to_train: float
    environment: int
    memory: int


@dataclass(frozen=True)
class Report:
    """Everything that is told about both systems; the scores by set and column."""

    epochs: int
    examples: int
    longest_words: int
    training_accuracy: Optional[float]
    scores: Mapping[str, Mapping[str, Score]]
    speeds: Mapping[str, Speed]
    costs: Mapping[str, Cost]
    messages_timed: int
    answered_otherwise_alone: int
    """Messages that our recogniser reads otherwise alone than within Rasa: must be 0."""


def write(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write stock.json and stock.md into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    as_json, as_table = folder / "stock.json", folder / "stock.md"
    as_json.write_text(json.dumps(_plain(report), indent=2) + "\n", encoding="utf-8")
    as_table.write_text(markdown(report), encoding="utf-8")
    return as_json, as_table


def markdown(report: Report) -> str:
    """Both systems side by side."""
    lines = ["# Stock Rasa beside this bot", "", *_about(report), "", "## Recognition", ""]
    lines += [_row("set", "measure", *COLUMNS.values()), _row(*["---"] * (2 + len(COLUMNS)))]
    for name, by_column in report.scores.items():
        for measure, words in _MEASURES.items():
            values = [_value(getattr(by_column[column], measure)) for column in COLUMNS]
            if any(value != "-" for value in values):
                lines.append(_row(f"{name} ({by_column[STOCK].accuracy.all})", words, *values))
    lines += ["", "Shares with their 95 % Wilson intervals.", "", "## Cost", "", *_costs(report), "", *_notes(report)]
    return "\n".join(lines) + "\n"


def _about(report: Report) -> Iterator[str]:
    yield (
        f"Both were trained on the same {report.examples} messages of up to {report.longest_words} words. Stock Rasa 3.6.21 "
        f"has the pipeline of `rasa init` (DIET), {report.epochs} epochs, and a seed."
    )
    if report.training_accuracy is not None:
        yield f"At the end it gave {report.training_accuracy:.1%} of its own training messages their intent."
    if report.epochs < STOCK_EPOCHS:
        yield ""
        yield f"**Not stock Rasa's best:** `rasa init` trains {STOCK_EPOCHS} epochs."


def _costs(report: Report) -> Iterator[str]:
    both = (STOCK, OURS)
    yield _row("", *(COLUMNS[name] for name in both), "this bot's recogniser, without Rasa")
    yield _row(*["---"] * 4)
    timed = (*both, OURS_ALONE)
    yield _row("a message, median", *(f"{report.speeds[name].median:.1f} ms" for name in timed))
    yield _row("a message, 95 of 100 within", *(f"{report.speeds[name].p95:.1f} ms" for name in timed))
    yield _row(
        "a message, processor time, median", *(f"{report.speeds[name].processor_median:.1f} ms" for name in timed)
    )
    costs = [report.costs[name] for name in both]
    yield _row("training", *(span(cost.seconds_to_train) for cost in costs), "")
    yield _row("training, processor time", *(span(cost.processor_seconds_to_train) for cost in costs), "")
    yield _row("environment", *(_size(cost.environment) for cost in costs), "")
    yield _row("memory while reading, at most", *(_size(report.costs[name].memory) for name in timed))


def _notes(report: Report) -> Iterator[str]:
    yield "How it was measured:"
    yield ""
    yield "- An answer counts as right when it is among the labels that are acceptable. An intent that is no harm is “none”."
    yield (
        "- Stock Rasa answers `nlu_fallback` when it is unsure, which is “none” here; the second column takes its likeliest "
        "intent instead. This bot is scored before its own fallback."
    )
    yield (
        f"- Times: {report.messages_timed} messages, each read once by every system, in turns of a few, one thread "
        "each, models loaded and warm. Stock Rasa and this bot both parse through Rasa's `Agent`."
    )
    if report.answered_otherwise_alone:
        yield f"- **{report.answered_otherwise_alone} messages were read otherwise without Rasa than with it: a fault.**"
    yield "- This bot's training fits its heads. The sentence encoder, made once by `make encoder` (10 to 30 minutes), comes on top."
    yield "- This bot's environment holds the tools of its tests, too."
    yield "- Whoever looked at a set while improving this bot flatters it there. Stock Rasa was tuned on none of them."


def _value(value: Share | float | None) -> str:
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _size(size: int) -> str:
    return f"{size / 1e9:.2f} GB"


def _plain(report: Report) -> dict[str, Any]:
    plain = asdict(report)
    for name, by_column in report.scores.items():
        for column, score in by_column.items():
            for measure in ("accuracy", "missed", "false_alarm"):
                share: Share = getattr(score, measure)
                plain["scores"][name][column][measure].update(value=share.value, interval=share.interval())
    return plain
