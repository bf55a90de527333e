"""Danger now, from the words alone: the present counts; the past, the ruled out and stories do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.danger import danger_reason, is_ruled_out

NOW = [
    "he is outside my door",
    "someone is trying to get in the back door",
    "shes got a knife",
    "my stepdad is kicking the door",
    "im hiding in the bathroom",
    "i am locked in the cupboard",
    "they are following me home from the station now",
    "he wont let me leave",
    "my friend wont wake up",
    "there is so much blood",
    "please hurry",
    "HELP",
    "send the police now please",
    "he says hes going to kill me tonight",
    "hes on his way over",
    "they are breaking in to the shop, right now",
    "two men are fighting with bottles right now outside the pub",
    "i cant feel my legs",
    "my boyfriend locked me in",
    "he gave me ten minutes to pay or he comes in",
]

NOT_NOW = [
    "last night he was outside my door",
    "he was kicking the door on saturday",
    "not right now, he is at work",
    "years ago a man followed me home",
    "in the film he is outside her door with a knife",
    "hes gone out for now",
    "what should i do if someone is following me",
    "i was locked in a cupboard when i was nine",
    "no immediate risk, but the neighbours shout most evenings",
    "traffic was murder right now on the bridge lol",
]


@pytest.mark.parametrize("text", NOW)
def test_what_happens_now_is_danger(text: str) -> None:
    assert danger_reason(text)


@pytest.mark.parametrize("text", NOT_NOW)
def test_what_is_past_or_ruled_out_or_a_story_is_not_danger(text: str) -> None:
    assert danger_reason(text) is None


def test_a_person_who_says_they_are_not_in_danger_rules_it_out() -> None:
    assert is_ruled_out("not right now, she is at her sisters")
    assert not is_ruled_out("he is here")


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert danger_reason(text) is None or isinstance(danger_reason(text), str)
