"""What operators and load balancers read: whether it lives, whether it answers, and figures."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable, Iterator

import pytest

from .conftest import Client, RunningBot, free_port, running_bot

pytestmark = pytest.mark.server

Figures = Callable[[], dict[str, float]]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningBot, Figures]]:
    port = free_port()

    def figures() -> dict[str, float]:
        text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
        return {name: float(value) for name, value in re.findall(r"^(bot_\S+) (\S+)$", text, re.MULTILINE)}

    with running_bot(tmp_path_factory.mktemp("figures"), BOT_METRICS_PORT=str(port)) as bot:
        yield bot, figures


def test_each_reply_is_counted_by_how_it_came_about(measured: tuple[RunningBot, Figures]) -> None:
    bot, figures = measured
    conversation, before = bot.client.begin(), figures()
    conversation.say("someone took my bicycle")
    after = figures()
    assert after['bot_turns_total{outcome="answered"}'] == before['bot_turns_total{outcome="answered"}'] + 1
    assert after["bot_turn_seconds_count"] == before["bot_turn_seconds_count"] + 1


def test_danger_and_self_harm_are_counted(measured: tuple[RunningBot, Figures]) -> None:
    bot, figures = measured
    before = figures()
    bot.client.begin().say("he is breaking down my door right now with a knife, please help")
    bot.client.begin().say("I want to kill myself")
    after = figures()
    for kind in ("danger", "self_harm"):
        name = f'bot_safety_replies_total{{kind="{kind}"}}'
        assert after[name] == before[name] + 1


def test_conversations_begun_and_deleted_are_counted(measured: tuple[RunningBot, Figures]) -> None:
    bot, figures = measured
    before = figures()
    bot.client.begin().forget()
    after = figures()
    for name in ("bot_conversations_begun_total", 'bot_conversations_deleted_total{why="asked"}'):
        assert after[name] == before[name] + 1


def test_refused_calls_are_counted_by_status(measured: tuple[RunningBot, Figures]) -> None:
    bot, figures = measured
    bot.client.call("POST", "/messages", {"text": "hello"}, "not a token")
    assert figures()['bot_problems_total{status="401"}'] >= 1


def test_the_model_that_answers_is_named(measured: tuple[RunningBot, Figures]) -> None:
    _, figures = measured
    assert [value for name, value in figures().items() if name.startswith("bot_model_info")] == [1.0]


@pytest.mark.parametrize("path", ["/health", "/health/ready", "/health/live"])
def test_health_answers(client: Client, path: str) -> None:
    assert client.call("GET", path).status == 200
    assert client.call("HEAD", path).status == 200


def test_the_figures_are_not_on_the_public_port(client: Client) -> None:
    assert client.call("GET", "/metrics").status == 404
