"""From Rasa's responses to messages: every service complete, and a gap never silences a reply."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.channel.choices import PAYLOADS
from bot.channel.problems import texts
from bot.channel.replies import ReplyWriter
from bot.directory import load_directory
from bot.signposting import ContactKind, Question

DIRECTORY = load_directory()
WRITER = ReplyWriter(DIRECTORY)
AGE_BUTTONS = [
    {"title": "Under 18", "payload": PAYLOADS["age_group:under_18"]},
    {"title": "18 or over", "payload": PAYLOADS["age_group:18_or_over"]},
]
HREFS = {
    ContactKind.PHONE.value: "tel:",
    ContactKind.SMS.value: "sms:",
    ContactKind.EMAIL.value: "mailto:",
    ContactKind.WEB.value: "https://",
    ContactKind.CHAT.value: "https://",
}


def written(response: dict[str, Any]) -> dict[str, Any]:
    """The message for a response that has something to show."""
    message = WRITER.from_response(response)
    assert message is not None
    return message


def test_a_plain_text_has_nothing_else() -> None:
    assert written({"text": " Hello. "}) == {"text": "Hello.", "services": [], "choices": [], "asks": None}


def test_a_question_keeps_its_buttons_and_what_it_asks_for() -> None:
    message = written({"text": "How old?", "buttons": AGE_BUTTONS, "custom": {"asks": "age_group"}})
    assert message["asks"] == "age_group"
    assert message["choices"] == [
        {"id": "age_group:under_18", "label": "Under 18"},
        {"id": "age_group:18_or_over", "label": "18 or over"},
    ]


@pytest.mark.parametrize("question", list(Question))
def test_every_question_may_be_asked(question: Question) -> None:
    assert WRITER.message("What?", asks=question.value)["asks"] == question.value


def test_a_question_that_is_not_known_is_an_error_in_the_domain() -> None:
    with pytest.raises(ValueError, match="colour"):
        WRITER.message("What?", asks="colour")


def test_services_keep_their_order_and_get_the_sentence_for_their_reason() -> None:
    mentions = [{"id": "emergency_999", "reason": "danger_now"}, "victim_support_supportline", {"id": "samaritans"}]
    shown = written({"text": "Here:", "custom": {"services": mentions}})["services"]
    assert [each["id"] for each in shown] == ["emergency_999", "victim_support_supportline", "samaritans"]
    assert shown[0]["why"] == DIRECTORY["emergency_999"].why["danger_now"]
    assert shown[2]["why"] == DIRECTORY["samaritans"].why["default"]


def test_a_reason_without_words_of_its_own_gets_the_services_default() -> None:
    shown = WRITER.message("", [{"id": "shout", "reason": "no such reason"}])["services"]
    assert shown[0]["why"] == DIRECTORY["shout"].why["default"]


@pytest.mark.parametrize("service", sorted(DIRECTORY))
def test_every_service_is_complete(service: str) -> None:
    (shown,) = WRITER.message("", [service])["services"]
    assert set(shown) == {"id", "name", "why", "contacts", "hours", "cost", "note"}
    assert shown["id"] == service
    assert shown["name"].strip()
    assert shown["why"].strip()
    assert shown["contacts"]
    assert all(each is None or each.strip() for each in (shown["hours"], shown["cost"], shown["note"]))
    for contact in shown["contacts"]:
        assert set(contact) == {"kind", "label", "href"}
        assert contact["label"].strip()
        assert contact["href"].startswith(HREFS[contact["kind"]])


def test_a_service_that_is_not_known_is_left_out_and_logged_by_id(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        message = written({"text": "Call 999.", "custom": {"services": ["moon_patrol", "emergency_999"]}})
    assert message["text"] == "Call 999."
    assert [each["id"] for each in message["services"]] == ["emergency_999"]
    assert "moon_patrol" in caplog.text
    assert "bot/directory/services.yml" in caplog.text


def test_a_button_that_is_not_a_known_choice_is_left_out_and_its_payload_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    buttons = [{"title": "Restart", "payload": "/restart"}, *AGE_BUTTONS, {"title": "No payload"}]
    with caplog.at_level(logging.ERROR):
        message = written({"text": "How old?", "buttons": buttons})
    assert [each["id"] for each in message["choices"]] == ["age_group:under_18", "age_group:18_or_over"]
    assert "/restart" not in caplog.text
    assert "bot/channel/choices.py" in caplog.text


@pytest.mark.parametrize(
    "response",
    [
        {},
        {"text": None},
        {"text": " "},
        {"text": "", "custom": None, "buttons": None},
        {"custom": {"services": ["moon_patrol"]}},
    ],
)
def test_a_response_with_nothing_to_show_is_no_message(response: dict[str, Any]) -> None:
    assert WRITER.from_response(response) is None


def test_services_alone_are_a_message() -> None:
    assert written({"custom": {"services": ["samaritans"]}})["text"] == ""


def test_the_reasons_for_staff_do_not_reach_the_client() -> None:
    message = written({"text": "Here:", "custom": {"services": ["shout"], "reasons": ["shout: self_harm (rule 2)"]}})
    assert "rule 2" not in str(message)


def test_the_fallback_shows_999_and_the_supportline() -> None:
    fallback = texts()["fallback"]
    message = WRITER.message(fallback["text"], fallback["services"])
    assert [each["id"] for each in message["services"]] == ["emergency_999", "victim_support_supportline"]
    assert "999" in message["text"]
    assert "08 08 16 89 111" in message["text"]
