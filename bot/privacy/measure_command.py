"""`python -m bot.privacy.measure_command FILE...`: how much of what must go goes, and how much else is altered.

A line of a file is a JSON object: `text`, `secrets` (each with `kind` and `value`), and `keep`, words that must stay.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, Iterator

from bot.privacy.redaction import redact


@dataclass
class Measured:
    """Counts over a set of messages. `offenders` are the ids of messages, with what went wrong."""

    secrets: Counter[str] = field(default_factory=Counter)
    gone: Counter[str] = field(default_factory=Counter)
    clean: int = 0
    altered: int = 0
    kept_words: int = 0
    lost_words: int = 0
    offenders: list[str] = field(default_factory=list)


def measure(rows: Iterable[dict[str, Any]]) -> Measured:
    """Redact each message and compare. A secret is gone when its value is nowhere in the result."""
    found = Measured()
    for row in rows:
        text, secrets = str(row["text"]), row.get("secrets") or []
        shown = redact(text).text
        for secret in secrets:
            found.secrets[secret["kind"]] += 1
            is_gone = secret["value"].lower() not in shown.lower()
            found.gone[secret["kind"]] += is_gone
            if not is_gone:
                found.offenders.append(f"{row['id']}: {secret['kind']} left")
        if not secrets:
            found.clean += 1
            found.altered += shown != text
            if shown != text:
                found.offenders.append(f"{row['id']}: altered although clean")
        for word in row.get("keep") or []:
            found.kept_words += 1
            if word.lower() not in shown.lower():
                found.lost_words += 1
                found.offenders.append(f"{row['id']}: lost a word to keep")
    return found


def read_rows(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The messages of JSONL files."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def main(names: list[str]) -> None:
    """Print a table."""
    found = measure(read_rows(map(Path, names)))
    for kind, total in sorted(found.secrets.items()):
        print(f"{kind:20} {found.gone[kind]:4} of {total:4}  {found.gone[kind] / total:.3f}")
    structured = {kind: total for kind, total in found.secrets.items() if kind != "name"}
    if structured:
        gone, total = sum(found.gone[kind] for kind in structured), sum(structured.values())
        print(f"{'all but names':20} {gone:4} of {total:4}  {gone / total:.3f}")
    if found.clean:
        print(f"{'clean, altered':20} {found.altered:4} of {found.clean:4}  {found.altered / found.clean:.3f}")
    if found.kept_words:
        print(f"{'to keep, lost':20} {found.lost_words:4} of {found.kept_words:4}")
    print("\n".join(found.offenders))


if __name__ == "__main__":
    main(sys.argv[1:])
