"""A short run of `make fuzz` with every run of the tests."""

from __future__ import annotations

import asyncio

import pytest

from tests.load.fuzz import run, unanswered
from tests.load.nasty import DANGERS, NOISE, nasty_texts
from tests.server.conftest import Client, RunningBot

pytestmark = pytest.mark.server

TURNS, SEED = 300, 11


def test_nasty_text_is_always_answered_and_never_slow_by_itself(bot: RunningBot) -> None:
    turns, slow = asyncio.run(run(f"{bot.client.address}/webhooks/widget", TURNS, SEED))
    assert len(turns) == TURNS
    assert unanswered(turns) == []
    assert [turn.nasty.kind for turn in slow] == []


@pytest.mark.parametrize("danger", DANGERS)
def test_danger_told_plainly_gets_999_first(danger: str, client: Client) -> None:
    assert client.begin().say(danger).services[0] == "emergency_999"


def test_the_texts_are_the_same_for_the_same_seed_and_of_many_kinds() -> None:
    texts = list(nasty_texts(3000, 1))
    assert [each.kind for each in texts] == [each.kind for each in nasty_texts(3000, 1)]
    assert all(len(each.text) <= 2000 for each in texts)
    assert {f"danger, {noise}" for noise in NOISE} <= {each.kind for each in texts}
