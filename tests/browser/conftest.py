"""A real Chromium, the real bot, and a stub for what a real bot does not do on demand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, Iterator

import pytest

from tests.browser.stub import Stub, running_stub

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed. Run `make test-browser`.")

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "bot" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1200, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, or the one in BOT_TEST_CHROMIUM."""
    path = os.environ.get("BOT_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
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
