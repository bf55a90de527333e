"""With everything at DEBUG, and with everything failing, what a person typed is in no line, figure or file but the store."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import RunningBot, free_port, running_bot

pytestmark = pytest.mark.server

WORDS = [
    "zqmarker0 my boyfriend locked me in the kitchen zqmarker1 and I am 34",
    "zqmarker2 is this private",
    "zqmarker3 someone took my bicycle from the yard",
    "/intent zqmarker4 {}",
    "zqmarker5 qwrt plmk",
]
MARK = re.compile(rb"zqmarker\d")


@pytest.fixture(scope="module", params=["plain", "json"])
def talkative(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[RunningBot, str]]:
    """A bot that logs at DEBUG, with a metrics port, after a conversation that went well and one that went wrong."""
    port = free_port()
    with running_bot(
        tmp_path_factory.mktemp("debug"), BOT_LOG_LEVEL="debug", BOT_LOG_FORMAT=request.param, BOT_METRICS_PORT=str(port),
        LOG_LEVEL="DEBUG", LOG_LEVEL_LIBRARIES="DEBUG", SQLALCHEMY_ECHO="1",
        BOT_ACTION_ENDPOINT_URL=f"http://127.0.0.1:{free_port()}/webhook",
    ) as bot:  # fmt: skip
        conversation = bot.client.begin()
        for words in WORDS:
            conversation.say(words)
        bot.client.call("POST", "/messages", raw=b'{"text": "zqmarker6', token=conversation.token)
        bot.client.call("POST", "/messages", {"text": "zqmarker7 " * 400}, conversation.token)
        bot.client.call("POST", "/zqmarker8", {"text": "zqmarker9"}, conversation.token)
        bot.client.call("POST", "/pages", raw=b"step=happened&age=unknown&words=zqmarker1+hit+me")
        figures = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
        yield bot, figures


def test_no_line_of_the_log_holds_a_word(talkative: tuple[RunningBot, str]) -> None:
    bot, _ = talkative
    printed = bot.output.read_bytes()
    assert printed.count(b"\n") > 20, "at DEBUG there must be lines, or this test proves nothing"
    assert b"failed" in printed or b"reported something" in printed
    assert not MARK.findall(printed)


def test_no_line_of_the_log_holds_a_conversation_token_or_id(talkative: tuple[RunningBot, str]) -> None:
    bot, _ = talkative
    conversation = bot.client.begin()
    conversation.say("someone took my bicycle")
    printed = bot.output.read_text(errors="replace")
    assert conversation.token not in printed
    assert conversation.token.split(".")[0] not in printed


def test_no_figure_holds_a_word(talkative: tuple[RunningBot, str]) -> None:
    _, figures = talkative
    assert "bot_turns_total" in figures
    assert not MARK.findall(figures.encode())


def test_no_file_but_the_store_holds_a_word(talkative: tuple[RunningBot, str]) -> None:
    bot, _ = talkative
    holding = {path.name for path in Path(bot.var_dir).rglob("*") if path.is_file() and MARK.findall(path.read_bytes())}
    assert holding <= {"conversations.db", "conversations.db-wal"}
