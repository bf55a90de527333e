"""Writing: recognition.json with every figure, out_of_scope.csv with every point, recognition.html to read."""

from __future__ import annotations

import base64
import csv
import json
from pathlib import Path
from typing import Mapping, Sequence

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.evaluation.drawing import draw_all
from bot.evaluation.figures import Figures, as_json
from bot.evaluation.mistakes import Mistake
from bot.evaluation.reading import LABELS
from bot.evaluation.shares import Share
from bot.evaluation.summary import (
    NAMES,
    SUMMARY_HEADS,
    bar_lines,
    measure_rows,
    percent,
    proposal_line,
    set_tables,
    summary_rows,
)

TEMPLATE = "report.html"
_CSV_HEADS = ("messages", "score", "threshold", "out_of_scope_recall", "in_scope_accuracy", "in_scope_kept",
              "kept_accuracy", "is_served")  # fmt: skip


def write_reports(figures: Figures, mistakes: Mapping[str, Sequence[Mistake]], folder: Path) -> Path:
    """Write everything into the folder; returns the page to open.

    `mistakes` are shown with their text, so they may only be of our own training messages.
    """
    pictures = draw_all(figures, folder)
    text = json.dumps(as_json(figures), indent=2, ensure_ascii=False)
    (folder / "recognition.json").write_text(text + "\n", encoding="utf-8")
    _write_points(figures, folder / "out_of_scope.csv")
    page = folder / "recognition.html"
    page.write_text(render(figures, mistakes, pictures), encoding="utf-8")
    return page


def render(figures: Figures, mistakes: Mapping[str, Sequence[Mistake]], pictures: Mapping[str, Path]) -> str:
    """The page: one file, pictures inside, nothing fetched."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(
        percent=percent, measure_rows=lambda m: measure_rows([m]), words=lambda name: name.replace("_", " ")
    )
    return templates.get_template(TEMPLATE).render(
        figures=figures,
        mistakes=mistakes,
        pictures={name: _data_uri(path) for name, path in pictures.items()},
        names=NAMES,
        labels=LABELS,
        summary_heads=SUMMARY_HEADS,
        summary_rows=summary_rows(figures),
        set_tables=set_tables(figures),
        bars=bar_lines(figures),
        proposals=[proposal_line(proposal) for proposal in figures.proposals],
    )


def _write_points(figures: Figures, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_CSV_HEADS)
        for name, part in (("all", figures.all), ("kept_back", figures.kept_back)):
            for score, curve in part.out_of_scope.items():
                for point, served in [*((each, "no") for each in curve.points), (curve.served, "yes")]:
                    shares = (point.recall, point.accuracy, point.kept, point.kept_accuracy)
                    writer.writerow(
                        [name, score, f"{point.threshold:.2f}", *(_digits(each) for each in shares), served]
                    )


def _digits(share: Share) -> str:
    return "" if share.value is None else f"{share.value:.4f}"


def _data_uri(path: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
