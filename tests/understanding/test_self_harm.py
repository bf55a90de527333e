"""Suicide and self-harm, from the words alone: said outright or plainly meant counts; jokes, films and taunts do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.self_harm import self_harm_reason

SAID = [
    "i want to kill myself",
    "I want to commit suicide",
    "thinking about ending it all",
    "i dont want to be here anymore",
    "i wish i was dead",
    "everyone would be better off without me",
    "ive started cutting again",
    "i keep hurting myself",
    "no point in living",
    "i took all the tablets",
    "i want to jump off a bridge",
    "got the pills lined up in front of me",
    "i self harm",
    "dont want to wake up",
]

NOT_SAID = [
    "that exam killed me",
    "have you seen suicide squad",
    "i am writing an essay about suicide rates",
    "they keep telling me to kill myself in the group chat",
    "forty odd people were there",
    "im dead lol",
    "a man jumped the barrier at the station",
    "i would never hurt myself",
    "i cut my hair",
]


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_outright_is_heard(text: str) -> None:
    assert self_harm_reason(text)


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_a_joke_a_story_or_a_taunt_is_not(text: str) -> None:
    assert self_harm_reason(text) is None


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert self_harm_reason(text) is None or isinstance(self_harm_reason(text), str)
