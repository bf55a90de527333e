"""Where Playwright is not installed, the tests in a browser are left out, and the first lines of a run say so."""

from __future__ import annotations

from importlib.util import find_spec

_HAS_PLAYWRIGHT = find_spec("playwright") is not None
collect_ignore = [] if _HAS_PLAYWRIGHT else ["browser"]


def pytest_report_header() -> list[str]:
    """What is missing, and what to do about it."""
    return (
        [] if _HAS_PLAYWRIGHT else ["tests/browser is left out: Playwright is not installed. Run `make test-browser`."]
    )
