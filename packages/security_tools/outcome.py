"""How a check went: clean, something found, or nothing learnt."""

from __future__ import annotations

import subprocess  # nosec B404: tools that this project locks, with arguments written here
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


class State(Enum):
    """`NOT_LEARNT` is never shown as clean."""

    CLEAN = "clean"
    FOUND = "FOUND"
    NOT_LEARNT = "NOT LEARNT"


@dataclass(frozen=True)
class Outcome:
    """One check's result; `lines` say what was found and what to do, or why nothing was learnt."""

    state: State
    summary: str
    lines: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, found: list[str], summary: str) -> Outcome:
        """Clean without findings; `summary` says what is so then."""
        return cls(State.FOUND, f"{len(found)} to look at", found) if found else cls(State.CLEAN, summary)


def tracked_files() -> list[Path]:
    """Every file that git would publish, new ones included."""
    listed = subprocess.run(  # nosec B603 B607: git, wherever it is installed
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file()]
