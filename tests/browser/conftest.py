"""A real Chromium, the real bot, and a stub for what a real bot does not do on demand."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Iterator

import pytest

from tests.browser.chromium import ARGUMENTS, DESKTOP, chromium_path
from tests.browser.stub import Stub, running_stub

HAS_PLAYWRIGHT = find_spec("playwright") is not None
collect_ignore_glob = [] if HAS_PLAYWRIGHT else ["test_*.py"]


def pytest_report_header() -> str:
    """Say that, and why, nothing here is run."""
    return "" if HAS_PLAYWRIGHT else "tests/browser is left out: Playwright is not installed. Run `make test-browser`."


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, or the one in BOT_TEST_CHROMIUM."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing, and here it must not be. Run `apt-get install chromium`.")
        pytest.skip("Chromium is not installed. On Debian: apt-get install chromium.")
    from playwright.sync_api import sync_playwright  # here, because it may be missing

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A stub of its own for each test."""
    with running_stub() as started:
        yield started


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    """A browser profile of its own for each test; a page that raises or breaks its policy fails the test."""
    from tests.browser.site import answer_for_the_neutral_site

    made = chromium.new_context(viewport=DESKTOP, locale="en-GB")
    made.set_default_timeout(10_000)
    answer_for_the_neutral_site(made)
    errors: list[str] = []
    made.on("weberror", lambda error: errors.append(str(error.error)))
    made.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield made
    made.close()
    assert errors == []


@pytest.fixture
def page(context: Any) -> Any:
    """An empty tab."""
    return context.new_page()
