"""What the widget needs besides talking: its files, a message that is sent twice, and being forgotten while leaving."""

from __future__ import annotations

import json
import socket
import sqlite3
import time
import uuid

import pytest

from bot.channel import widget_files
from tests.server.conftest import Client, Conversation, RunningBot, assert_is_problem

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
    assert conversation.say("why do you need to know that?").asks == "age_group"


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


def test_leaving_in_the_middle_of_a_reply_leaves_nothing_of_it(bot: RunningBot) -> None:
    """The browser drops the call that is under way and tells the server to forget, in either order."""
    story = json.dumps({"text": "my bike was stolen by a man with a sesquipedalian scarf " * 6}).encode()
    host, port = bot.client.address.removeprefix("http://").split(":")
    for milliseconds in range(0, 120, 4):
        conversation = bot.client.begin()
        head = f"POST /webhooks/widget/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {conversation.token}\r\n"
        call = socket.create_connection((host, int(port)))
        call.sendall(f"{head}Content-Length: {len(story)}\r\n\r\n".encode() + story)
        time.sleep(milliseconds / 1000)
        if milliseconds % 8:
            call.close()
        assert bot.client.call("POST", "/forget", raw=conversation.token.encode()).status == 204
        call.close()
    time.sleep(1)
    with sqlite3.connect(bot.var_dir / "conversations.db") as database:
        kept = database.execute("select count(*) from events where data like '%sesquipedalian%'").fetchone()
    assert kept == (0,)


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


@pytest.mark.parametrize(
    "path", ["/widget-9.9.9.js", "/widget-1.0.0.js.map", "/widget-..%2f..%2fsettings.js", "/widgets.js"]
)
def test_nothing_else_is_served_as_a_script(client: Client, path: str) -> None:
    assert_is_problem(client.call("GET", path), 404)


def test_a_browser_that_has_the_script_is_not_sent_it_again(client: Client) -> None:
    name = client.call("GET", "/widget.js").headers["etag"]
    again = client.call("GET", "/widget.js", if_none_match=name)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", name)


@pytest.mark.parametrize(("path", "leads_to"), [("/demo", "demo/council"), ("/demo/", "council")])
def test_the_short_address_leads_to_the_first_demonstration(client: Client, path: str, leads_to: str) -> None:
    answer = client.call("GET", path)
    assert (answer.status, answer.headers["location"]) == (302, leads_to)


@pytest.mark.parametrize("name", ["nothing", "_page.html", "_page", "..", "texts.nothing.json"])
def test_no_other_file_is_served_as_a_demonstration(client: Client, name: str) -> None:
    assert_is_problem(client.call("GET", f"/demo/{name}"), 404)


@pytest.mark.parametrize("name", widget_files.demo_names())
def test_each_demo_page_loads_this_release_under_a_strict_policy(client: Client, name: str) -> None:
    answer = client.call("GET", f"/demo/{name}")
    assert answer.status == 200
    assert "unsafe" not in answer.headers["content-security-policy"]
    if "<support-chat" in answer.body.decode():
        assert widget_files.integrity(widget_files.versioned_name()) in answer.body.decode()
