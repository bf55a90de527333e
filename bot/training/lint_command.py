"""`python -m bot training lint` and `… fingerprints`: the checks of the training data, for people and for CI."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Iterable, Iterator

from bot.training.lint import FINGERPRINTS_FILE, fingerprint_line, lint, read_fingerprints, rule_leaks
from bot.understanding.examples import read_examples

_HEAD = """\
# Messages kept for measuring, as fingerprints (CRC-32 of each whole message and of each run of five words).
# `python -m bot training lint` compares the training data and the rules with them. Nobody can read them back.
# Made by `python -m bot training fingerprints FILE …`.
"""
MOST_SHOWN = 60


def check_training_data() -> int:
    """Print what is wrong with the training data; 1 when anything is."""
    kept = read_fingerprints()
    examples = list(read_examples())
    print(f"Checking {len(examples)} training messages against each other and against {len(kept)} kept for measuring …")
    found = [*lint(examples, kept), *rule_leaks(kept)]
    for finding in found[:MOST_SHOWN]:
        print(f"  {finding}")
    if len(found) > MOST_SHOWN:
        print(f"  … and {len(found) - MOST_SHOWN} more.")
    for kind, count in Counter(finding.kind for finding in found).most_common():
        print(f"{count:6} {kind}")
    print("The training data is in order." if not found else f"{len(found)} to mend.")
    return 1 if found else 0


def write_fingerprints(files: Iterable[Path], target: Path = FINGERPRINTS_FILE) -> int:
    """Keep the fingerprints of every message in the JSONL files ({"id", "text"} or scenarios with "opening")."""
    lines: list[str] = []
    for path in files:
        try:
            for number, row in _rows(path):
                texts = _texts(row)
                lines += [
                    fingerprint_line(f"{path.stem}:{row.get('id', number)}", text) for text in texts if text.strip()
                ]
        except (OSError, ValueError) as error:
            print(f"error: {path}: {error}", file=sys.stderr)
            return 2
    if not lines:
        print("error: no messages there. Give JSONL files with a message a line.", file=sys.stderr)
        return 2
    target.write_text(_HEAD + "\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(f"{len(lines)} messages kept as fingerprints in {target}.")
    return 0


def _rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError(f"line {number} is not a JSON object")
            yield number, row


def _texts(row: dict[str, object]) -> list[str]:
    """What a person types in this row: a message, or what opens and continues a scenario."""
    answers, script = row.get("answers"), row.get("script")
    said = [row.get("text"), row.get("opening")]
    said += list(answers.values()) if isinstance(answers, dict) else []
    said += script if isinstance(script, list) else []
    return [text for text in said if isinstance(text, str)]
