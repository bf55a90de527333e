"""What the console makes of the events of one conversation."""

from __future__ import annotations

import datetime
import json
from typing import Any, Optional, Sequence

import pytest

from bot.console.conversations.ingest_reading import ConversationRead, read_conversation
from bot.console.conversations.reading_store import Row
from tests.console.conversations.bot_store import (
    LISTEN,
    MODEL,
    OPENING,
    Event,
    age_chosen,
    bare,
    bot,
    choice,
    danger,
    slot,
    theft,
    unclear,
    user,
)

NOW = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.timezone.utc)
AT = NOW.timestamp() - 3600


def rows(events: Sequence[Event], at: float = AT) -> list[Row]:
    return [
        Row(number, "somebody", kind, at + number, json.dumps(data))
        for number, (kind, _, _, data) in enumerate(events, start=1)
    ]


def read(*events: Event) -> ConversationRead:
    found = read_conversation("somebody", rows(events), NOW)
    assert found is not None
    return found


def test_a_chat_that_was_only_opened_is_no_conversation() -> None:
    assert read_conversation("somebody", rows(OPENING), NOW) is None


def test_the_opening_is_not_a_turn() -> None:
    assert [turn.text for turn in read(*OPENING, *theft()).turns] == ["Somebody took my bike"]


def test_a_turn_says_what_was_understood_and_shown() -> None:
    conversation = read(*OPENING, *theft(), *age_chosen())
    told, chosen = conversation.turns
    assert (told.intent, told.confidence, told.runner_up, told.runner_up_confidence) == (
        "acquisitive_crime",
        0.92,
        "fraud",
        0.04,
    )
    assert (told.harm, told.age_group, told.model_id) == ("acquisitive_crime", "unknown", MODEL)
    assert told.services == ["victim_support_supportline"]
    assert told.replies[0]["response"] == "utter_ask_age_group"
    assert told.replies[0]["choices"] == ["Under 18", "18 or over", "I would rather not say"]
    assert chosen.services == ["victim_support_live_chat_18_or_over", "victim_support_supportline"]
    assert chosen.reasons == [
        "victim_support_live_chat_18_or_over: age (rule 3)",
        "victim_support_supportline: affected (rule 6)",
    ]
    assert (conversation.harm, conversation.age_group, conversation.subject) == (
        "acquisitive_crime",
        "18_or_over",
        "self",
    )
    assert conversation.services == ["victim_support_supportline", "victim_support_live_chat_18_or_over"]


def test_a_choice_is_shown_by_the_words_on_its_button() -> None:
    chosen = read(*OPENING, *theft(), *age_chosen()).turns[1]
    assert (chosen.text, chosen.is_choice) == ("18 or over", True)


def test_a_choice_is_found_however_its_payload_is_spaced() -> None:
    chosen = read(*theft(), choice('/inform{"age_group":"under_18"}', "inform", age_group="under_18")).turns[1]
    assert (chosen.text, chosen.told_age) == ("Under 18", "under_18")


@pytest.mark.parametrize(
    ("payload", "intent", "entities", "words"),
    [
        ('/inform{"harm": "sexual_violence"}', "inform", {"harm": "sexual_violence"}, "sexual violence"),
        ("/none_of_these", "none_of_these", {}, "none of these"),
    ],
)
def test_a_choice_without_its_button_is_shown_by_what_it_stands_for(
    payload: str, intent: str, entities: dict[str, Any], words: str
) -> None:
    assert read(choice(payload, intent, **entities)).turns[0].text == words


def test_under_a_fallback_the_runner_up_is_the_real_reading_and_the_confidence_is_its_own() -> None:
    turn = read(*unclear()).turns[0]
    assert (turn.is_fallback, turn.intent) == (True, "nlu_fallback")
    assert (turn.runner_up, turn.runner_up_confidence, turn.confidence) == ("violence", 0.31, 0.31)
    assert turn.danger_share == 0.05


def test_services_may_be_named_alone_or_with_a_reason() -> None:
    reply = bot("You can talk to somebody.", "utter_low_mood", ["samaritans", {"id": "shout", "reason": "self_harm"}])
    turn = read(user("i feel so low", "low_mood"), reply).turns[0]
    assert turn.services == ["samaritans", "shout"]
    assert turn.reasons == ["shout: self_harm"]


@pytest.mark.parametrize("kind", ["rewind", "undo"])
def test_a_turn_that_was_taken_back_stays_visible(kind: str) -> None:
    turns = read(*theft(), *unclear(), bare(kind), *danger()).turns
    assert [turn.is_undone for turn in turns] == [False, True, False]


def test_two_rewinds_take_back_two_turns() -> None:
    assert [turn.is_undone for turn in read(*unclear(), *unclear(), bare("rewind"), bare("rewind")).turns] == [
        True,
        True,
    ]


def test_a_chapters_beginning_is_no_news() -> None:
    told_before = {"times_asked": {}, "harm": "acquisitive_crime", "also_harm": "unknown", "own_behaviour": False}
    chapter = (
        bare("action", "action_session_start"), bare("session_started"), slot("told_before", told_before),
        slot("harm", "acquisitive_crime"), slot("age_group", "18_or_over"), LISTEN,
    )  # fmt: skip
    before, after = read(*theft(), *age_chosen()), read(*theft(), *age_chosen(), *chapter)
    assert [turn.__dict__ for turn in after.turns] == [turn.__dict__ for turn in before.turns]
    assert (after.harm, after.age_group) == ("acquisitive_crime", "18_or_over")


def test_starting_again_does_not_hide_what_was_told_before() -> None:
    again = (choice("/start_again", "start_again"), bot("Hello.", "utter_restart", asks="harm"), bare("restart"))
    conversation = read(*theft(), *again, user("thanks", "thanks"), bot("You are welcome.", "utter_thanks"))
    assert conversation.harm == "acquisitive_crime"
    assert len(conversation.turns) == 3


def test_danger_is_known_from_any_turn() -> None:
    turn = read(*danger()).turns[0]
    assert (turn.danger, turn.services, turn.reasons) == (
        True,
        ["emergency_999"],
        ["danger: at the door (0.93)", "emergency_999: danger_now"],
    )


def test_how_likely_danger_was_is_known_also_where_it_was_not_taken_for_danger() -> None:
    seen = read(user("they said they would come", "fraud", danger_share=0.31, self_harm_share=0.02)).turns[0].seen()
    assert (seen.danger, seen.danger_share, seen.self_harm_share) == (False, 0.31, 0.02)


@pytest.mark.parametrize(("metadata", "marked"), [({"is_test": True}, True), ({"is_test": "yes"}, False), ({}, False)])
def test_a_conversation_of_our_own_is_marked_in_a_messages_metadata(metadata: dict[str, Any], marked: bool) -> None:
    assert read(user("hello", "greet", metadata=metadata)).turns[0].is_test is marked


@pytest.mark.parametrize(
    "data",
    [None, "", "{", "[]", "null", '"words"', "7", "[" * 100_000],
)
def test_a_damaged_event_is_counted_and_the_rest_is_read(data: Optional[str]) -> None:
    found = read_conversation("somebody", [Row(1, "somebody", "user", AT, data), *rows(theft())], NOW)
    assert found is not None
    assert (len(found.turns), found.unreadable) == (1, 1)


@pytest.mark.parametrize(
    "event",
    [
        {"text": None, "parse_data": None, "metadata": None},
        {"text": 7, "parse_data": {"intent": "greet", "entities": [1], "intent_ranking": {"a": 1}, "understood": []}},
        {"text": "a", "parse_data": {"intent": {"name": None, "confidence": "high"}, "intent_ranking": [None, {}]}},
        {"text": "a", "parse_data": {"understood": {"harm": ["x"], "reasons": "many"}, "entities": [{"value": 1}]}},
    ],
)
def test_an_event_in_an_unknown_form_is_still_a_turn(event: dict[str, Any]) -> None:
    assert len(read(("user", None, None, event)).turns) == 1


def test_text_that_no_database_takes_is_mended() -> None:
    turn = read(user("a\x00b \ud83d c", "greet"), bot("hel\x00lo", "utter_greet", reasons=["\udc00"])).turns[0]
    assert (turn.text, turn.replies[0]["text"], turn.reasons) == ("ab ? c", "hello", ["?"])


@pytest.mark.parametrize("at", [None, float("nan"), float("inf"), 1e300, NOW.timestamp() + 1e7])
def test_a_clock_that_is_wrong_keeps_nothing_for_ever(at: Optional[float]) -> None:
    found = read_conversation("somebody", [Row(1, "somebody", "user", at, json.dumps(user("hi", "greet")[3]))], NOW)
    assert found is not None
    assert found.turns[0].at == NOW
