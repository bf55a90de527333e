"""A line every two seconds about work that takes longer than that."""

from __future__ import annotations

import sys
import time

_EVERY = 2.0
_MEGABYTE = 1_000_000


class Progress:
    """Says on standard error how far the work is. Quick work stays quiet."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """So many bytes of so many are done."""
        now = time.monotonic()
        if now - self._said >= _EVERY and total:
            self._said = now
            share = min(100, 100 * done // total)
            sys.stderr.write(f"  {self._what}: {share} % of {total / _MEGABYTE:.1f} MB\n")
            sys.stderr.flush()
