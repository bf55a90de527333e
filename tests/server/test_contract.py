"""Every call answers in the shape that its clients rely on."""

from __future__ import annotations

import datetime
import re
import threading
import time
from typing import Any

import pytest

from bot.directory import load_directory
from bot.signposting import ContactKind, Question

from .conftest import Client, Conversation, Message, RunningBot, assert_is_problem

pytestmark = pytest.mark.server

MESSAGE_KEYS = {"text", "services", "choices", "asks"}
SERVICE_KEYS = {"id", "name", "why", "contacts", "hours", "cost", "note"}
CONTACT_KEYS = {"kind", "label", "href"}
ASKED = {None, *(question.value for question in Question)}
SCHEMES = ("tel:", "sms:", "mailto:", "https://")


def assert_is_service(service: Any) -> None:
    """All keys are there; what may be missing is null, not absent."""
    assert service.keys() >= SERVICE_KEYS
    assert service["id"] in load_directory()
    assert service["name"].strip()
    assert service["why"].strip()
    assert all(service[key] is None or service[key].strip() for key in ("hours", "cost", "note"))
    assert service["contacts"], f"{service['id']} is shown without a way to reach it"
    for contact in service["contacts"]:
        assert contact.keys() >= CONTACT_KEYS
        assert contact["kind"] in {kind.value for kind in ContactKind}
        assert contact["label"].strip()
        assert contact["href"].startswith(SCHEMES)


def assert_is_message(message: Message) -> None:
    """The shape of a message."""
    assert message.keys() >= MESSAGE_KEYS
    assert isinstance(message["text"], str)
    assert message["text"].strip()
    assert message["asks"] in ASKED
    for choice in message["choices"]:
        assert set(choice) >= {"id", "label"}
        assert choice["id"].strip()
        assert choice["label"].strip()
    for service in message["services"]:
        assert_is_service(service)


def test_a_conversation_begins_with_a_token_its_end_and_a_greeting(client: Client) -> None:
    answer = client.call("POST", "/conversations", {})
    assert answer.status == 201
    assert answer.headers["content-type"] == "application/json"
    assert answer.json().keys() >= {"token", "expires_at", "messages"}
    assert answer.json()["messages"]
    for message in answer.json()["messages"]:
        assert_is_message(message)
        assert message["services"] == []


def test_the_end_of_a_token_is_a_moment_in_utc_within_a_day(client: Client) -> None:
    written = client.call("POST", "/conversations", {}).json()["expires_at"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", written)
    end = datetime.datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=datetime.timezone.utc)
    left = end - datetime.datetime.now(datetime.timezone.utc)
    assert datetime.timedelta(minutes=5) < left < datetime.timedelta(days=1)


def test_every_conversation_has_a_token_of_its_own(client: Client) -> None:
    tokens = [client.begin().token for _ in range(20)]
    assert len(set(tokens)) == 20
    assert min(map(len, tokens)) >= 40


def test_nothing_has_to_be_sent_to_begin(client: Client) -> None:
    assert client.call("POST", "/conversations", raw=b"").status == 201


@pytest.mark.parametrize(
    "body",
    [
        {"text": "hello"},
        {"text": "I was robbed on my way home"},
        {"text": "I was robbed on my way home, I am 30"},
        {"text": "he is hitting me right now"},
        {"text": "who reads this?"},
        {"choice": "harm:fraud"},
        {"choice": "not_what_i_meant"},
        {"choice": "ask_human"},
        {"choice": "start_again"},
    ],
    ids=str,
)
def test_a_reply_is_at_least_one_message_of_the_agreed_shape(body: dict[str, str], conversation: Conversation) -> None:
    answer = conversation.client.call("POST", "/messages", body, conversation.token)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["messages"]
    for message in answer.json()["messages"]:
        assert_is_message(message)


def test_services_come_with_everything_needed_to_reach_them(conversation: Conversation) -> None:
    turn = conversation.say("Two men robbed me at the cash machine. I am 41.")
    assert len(turn.services) >= 2
    assert len(turn.services) == len(set(turn.services))


def test_every_choice_that_is_offered_may_be_taken(client: Client) -> None:
    offered = set(client.begin().say("I was robbed on my way home").choices) | set(
        client.begin().choose("not_what_i_meant").choices
    )
    assert len(offered) > 10
    for choice in sorted(offered):
        conversation = client.begin()
        conversation.say("I was robbed on my way home")
        assert conversation.choose(choice).messages


def test_a_question_is_marked_as_one_and_an_answer_is_not(conversation: Conversation) -> None:
    assert conversation.say("I was robbed on my way home").asks == "age_group"
    assert conversation.say("I am 41").asks is None


def test_forgetting_answers_with_nothing_and_ends_the_conversation(conversation: Conversation) -> None:
    conversation.say("I was robbed on my way home")
    answer = conversation.forget()
    assert (answer.status, answer.body) == (204, b"")
    assert_is_problem(conversation.client.call("POST", "/messages", {"text": "hello"}, conversation.token), 401)


def test_what_was_forgotten_is_gone_from_the_disk_too(bot: RunningBot) -> None:
    said = "somebody took my quincuncial heirloom teapot"
    conversation = bot.client.begin()
    conversation.say(said)
    assert _is_kept(bot, b"quincuncial"), "the test looks in the wrong place"
    conversation.forget()
    assert not _is_kept(bot, b"quincuncial")


def test_forgetting_while_a_reply_is_under_way_forgets_that_too(client: Client) -> None:
    long_story = "My bike was stolen and my neighbour shouted at me. " * 8
    for milliseconds in range(5, 85, 5):
        conversation = client.begin()
        turn = threading.Thread(
            target=client.call, args=("POST", "/messages", {"text": long_story}, conversation.token)
        )
        turn.start()
        time.sleep(milliseconds / 1000)
        assert conversation.forget().status == 204
        turn.join()
        assert_is_problem(client.call("POST", "/messages", {"text": "hello"}, conversation.token), 401)


def test_nothing_that_was_said_is_printed_or_logged(bot: RunningBot) -> None:
    bot.client.begin().say("a man with a zygomorphic umbrella robbed me")
    printed = bot.output.read_bytes()
    assert b"zygomorphic" not in printed, printed[-1500:].decode(errors="replace")


def test_a_healthy_bot_says_so(client: Client) -> None:
    answer = client.call("GET", "/health")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("path", ["/conversations", "/messages", "/health"])
def test_no_answer_is_kept_by_a_cache(path: str, conversation: Conversation) -> None:
    method = "GET" if path == "/health" else "POST"
    body = {"text": "hello"} if path == "/messages" else {}
    answer = conversation.client.call(method, path, body, conversation.token)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def _is_kept(bot: RunningBot, word: bytes) -> bool:
    return any(word in path.read_bytes() for path in bot.var_dir.glob("conversations.db*"))
