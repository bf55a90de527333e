"""What the widget needs besides talking: its files, a message that is sent twice, and being forgotten while leaving."""

from __future__ import annotations

import uuid

import pytest

from bot.channel import widget_files
from tests.server.conftest import Client, Conversation, assert_is_problem

pytestmark = pytest.mark.server


def test_a_message_that_is_sent_again_under_its_name_is_answered_again_and_said_once(
    client: Client, conversation: Conversation
) -> None:
    body = {"text": "someone broke into my flat and took my laptop", "message_id": str(uuid.uuid4())}
    first = client.call("POST", "/messages", body, conversation.token).json()
    again = client.call("POST", "/messages", body, conversation.token).json()
    assert again == first
    assert first["messages"]
    # Were it said twice, the age would have been asked twice, and would not be asked any more.
    assert conversation.say("what do you mean").asks == "age_group"


def test_the_same_words_under_another_name_are_a_new_message(client: Client, conversation: Conversation) -> None:
    for _ in range(2):
        body = {"text": "hello", "message_id": str(uuid.uuid4())}
        assert client.call("POST", "/messages", body, conversation.token).status == 200


@pytest.mark.parametrize("name", ["", "short", "x" * 65, "with space", "<b>bold-bold</b>", 12345678, ["a"], {}])
def test_a_name_that_could_be_anything_is_refused(client: Client, conversation: Conversation, name: object) -> None:
    assert_is_problem(client.call("POST", "/messages", {"text": "hello", "message_id": name}, conversation.token), 400)


def test_a_page_that_is_being_left_has_the_chat_forgotten_without_a_header(
    client: Client, conversation: Conversation
) -> None:
    conversation.say("my ex follows me to work")
    assert client.call("POST", "/forget", raw=conversation.token.encode()).status == 204
    assert_is_problem(client.call("POST", "/messages", {"text": "hello"}, conversation.token), 401)


@pytest.mark.parametrize("body", [b"", b"not a token", b"\xff\xfe", b"x" * 5000])
def test_nobody_is_forgotten_without_their_token(client: Client, body: bytes) -> None:
    assert_is_problem(client.call("POST", "/forget", raw=body), 401)


def test_any_site_may_load_the_script_and_keep_a_release(client: Client) -> None:
    current, release = client.call("GET", "/widget.js"), client.call("GET", f"/{widget_files.versioned_name()}")
    assert current.status == release.status == 200
    assert current.body == release.body
    assert current.headers["cache-control"] == "no-cache"
    assert "immutable" in release.headers["cache-control"]
    for answer in (current, release):
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/widget-9.9.9.js", "/widget-1.0.0.js.map", "/widget-..%2f..%2fsettings.js", "/widgets.js"])
def test_nothing_else_is_served_as_a_script(client: Client, path: str) -> None:
    assert_is_problem(client.call("GET", path), 404)


@pytest.mark.parametrize("name", widget_files.demo_names())
def test_each_demo_page_loads_this_release_under_a_strict_policy(client: Client, name: str) -> None:
    answer = client.call("GET", f"/demo/{name}")
    assert answer.status == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    if "<support-chat" in answer.body.decode():
        assert widget_files.integrity(widget_files.versioned_name()) in answer.body.decode()
