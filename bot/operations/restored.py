"""What came of a restore."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Optional


@dataclass(frozen=True)
class Restored:
    """Conversations left out and why, where the replaced data is, and whether the list of deleted ones was known."""

    left_out: Mapping[str, int]
    aside: Optional[str]
    deletions_known: bool
