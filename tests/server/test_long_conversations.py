"""A conversation may be long: what was told stays told, and no question is put a third time."""

from __future__ import annotations

import pytest

from .conftest import Conversation

pytestmark = pytest.mark.server


def test_a_question_waits_through_many_others(conversation: Conversation) -> None:
    assert conversation.say("someone broke into my flat and took my laptop").asks == "age_group"
    for _ in range(25):
        assert conversation.say("is this private").messages
    assert "victim_support_live_chat_18_or_over" in conversation.say("I am 34").services


def test_the_age_is_not_asked_again_after_many_messages(conversation: Conversation) -> None:
    conversation.say("someone broke into my flat and took my laptop")
    conversation.say("I would rather not say")
    asked = [conversation.say(text).asks for text in ["thank you", "is this private"] * 12]
    assert "age_group" not in asked
    assert conversation.say("and my bike was stolen from the yard").asks != "age_group"


def test_a_child_is_still_a_child_after_many_messages(conversation: Conversation) -> None:
    conversation.say("im 14 and a boy in my class keeps posting my pictures to get at me")
    for _ in range(25):
        conversation.say("what happens when I call")
    services = conversation.say("he hit me today as well").services
    assert "victim_support_live_chat_under_18" in services
    assert "victim_support_live_chat_18_or_over" not in services
