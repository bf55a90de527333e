"""`python -m bot evaluate`: measure, print the summary, write the reports."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

import yaml

from bot.evaluation.figures import Served, figures
from bot.evaluation.held_out import QUICK, Plan, read_held_out
from bot.evaluation.mistakes import worst_mistakes
from bot.evaluation.reading import Labelled, Reading, read_all
from bot.evaluation.report import write_reports
from bot.evaluation.sets import SetError, read_sets
from bot.evaluation.summary import MarkersMissing, console, markdown, write_between_markers
from bot.settings import ROOT, Settings
from bot.understanding.classifier import ModelOutdated
from bot.understanding.examples import read_examples
from bot.understanding.model import ModelMissing, recogniser_from_model, settings_of_model
from bot.understanding.recogniser import Thresholds

DOCUMENT = ROOT / "docs" / "recognition.md"
CONFIG = ROOT / "config.yml"


@dataclass(frozen=True)
class Choice:
    """What the command line asks for."""

    sets: Optional[Path] = None
    is_quick: bool = False
    writes_docs: bool = False
    slip_sample: Optional[int] = None

    @property
    def plan(self) -> Plan:
        """How much to measure."""
        plan = QUICK if self.is_quick else Plan()
        return plan if self.slip_sample is None else replace(plan, slip_sample=self.slip_sample)


def evaluate(settings: Settings, choice: Choice) -> int:
    """Measure everything that was asked for; returns the exit code, which the figures do not change."""
    if choice.is_quick and choice.writes_docs:
        print("error: --write-docs needs the whole measurement. Leave --quick away.", file=sys.stderr)
        return 2
    try:
        heads, thresholds = settings_of_model(settings.model_path)
        sets = _read_by_served(settings, choice.sets)
        held = read_held_out(list(read_examples()), heads, thresholds, choice.plan, _progress)
        _progress("drawing and writing")
        found = figures(held, sets, _served(thresholds), choice.plan)
        page = write_reports(found, worst_mistakes(held.readings), settings.var_dir / "reports")
        print(f"\n{console(found)}\n\nThe whole report: {page}")
        if choice.writes_docs:
            write_between_markers(DOCUMENT, markdown(found))
    except (ModelMissing, ModelOutdated, SetError, MarkersMissing) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def fallback_threshold(path: Path = CONFIG) -> float:
    """The confidence below which the bot asks back, as config.yml has it; 0 where it never does."""
    pipeline = yaml.safe_load(path.read_text(encoding="utf-8"))["pipeline"]
    return next((float(part["threshold"]) for part in pipeline if part["name"] == "FallbackClassifier"), 0.0)


def _read_by_served(settings: Settings, folder: Optional[Path]) -> dict[str, list[Reading]]:
    if folder is None:
        print("No folder of labelled sets was given (EVAL=folder), so none are measured.")
        return {}
    sets: dict[str, list[Labelled]] = read_sets(folder)
    recogniser = recogniser_from_model(settings.model_path)
    found: dict[str, list[Reading]] = {}
    for name, messages in sets.items():
        _progress(f"reading {name}: {len(messages)} messages")
        found[name] = read_all(messages, recogniser)
    return found


def _served(thresholds: Thresholds) -> Served:
    return Served(thresholds.harm, thresholds.likely, fallback_threshold())


def _progress(line: str) -> None:
    print(f"  {line} …", flush=True)
