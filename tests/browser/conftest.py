"""A real Chromium, the real bot, and a stub for what a real bot does not do on demand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Iterator

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed. Run `make test-browser`.")

from tests.browser.chromium import ARGUMENTS, DESKTOP, chromium_path  # noqa: E402
from tests.browser.site import answer_for_the_neutral_site  # noqa: E402
from tests.browser.stub import Stub, running_stub  # noqa: E402


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
    with sync_api.sync_playwright() as playwright:
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
