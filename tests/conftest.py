"""The one real bot of a run. Where Playwright is not installed, the tests in a browser are left out, and the first lines say so."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Iterator

import pytest

from tests.server.conftest import FEW, SITE, Client, Conversation, RunningBot, running_bot

_HAS_PLAYWRIGHT = find_spec("playwright") is not None
collect_ignore = [] if _HAS_PLAYWRIGHT else ["browser"]


def pytest_report_header() -> list[str]:
    """What is missing, and what to do about it."""
    return (
        [] if _HAS_PLAYWRIGHT else ["tests/browser is left out: Playwright is not installed. Run `make test-browser`."]
    )


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """The bot that tests/server, tests/security and tests/load talk to, started once."""
    with running_bot(tmp_path_factory.mktemp("bot"), BOT_ALLOWED_ORIGINS=SITE) as started:
        yield started


@pytest.fixture(scope="session")
def strict_bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """A bot in which one conversation may send `FEW` messages in a minute."""
    settings = {"BOT_ALLOWED_ORIGINS": SITE, "BOT_MESSAGES_PER_MINUTE": str(FEW)}
    with running_bot(tmp_path_factory.mktemp("strict"), **settings) as started:
        yield started


@pytest.fixture
def client(bot: RunningBot) -> Client:
    """A client of that bot."""
    return bot.client


@pytest.fixture
def conversation(client: Client) -> Conversation:
    """A conversation that has just begun."""
    return client.begin()
