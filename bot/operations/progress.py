"""A line every two seconds about work that takes longer than that."""

from __future__ import annotations

import sys
import time

_EVERY = 2.0
_MEGABYTE = 1_000_000


class Progress:
    """Says on standard error how far the work is. Quick work stays quiet."""

    def __init__(self, what: str, unit: str = "MB") -> None:
        self._what, self._unit = what, unit
        self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """So many bytes (or other units) of so many are done; 0 for a total that nobody knows."""
        now = time.monotonic()
        if now - self._said < _EVERY:
            return
        self._said = now
        share = (
            f"{min(100, 100 * done // total)} % of {self._amount(total)}" if total else f"{self._amount(done)} so far"
        )
        sys.stderr.write(f"  {self._what}: {share}\n")
        sys.stderr.flush()

    def _amount(self, count: int) -> str:
        return f"{count / _MEGABYTE:.1f} MB" if self._unit == "MB" else f"{count:,} {self._unit}"
