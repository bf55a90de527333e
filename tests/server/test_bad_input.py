"""Whatever is sent, the bot answers in plain words, gives nothing away and goes on."""

from __future__ import annotations

import json
import threading
import time
from typing import Any, Iterator, Optional

import pytest

from bot.channel.tokens import Tokens
from bot.settings import Secret

from .conftest import FEW, Client, Conversation, RunningBot, assert_is_problem

pytestmark = pytest.mark.server

MOST_CHARACTERS = 2000
MEGABYTE = 1024 * 1024
HARMLESS_SECONDS = 1.5
"""Nobody else may wait longer than this because of what one person sends."""


@pytest.fixture(autouse=True)
def _the_bot_still_answers(client: Client) -> Iterator[None]:
    """After each of these the bot is as well as before."""
    yield
    assert client.call("GET", "/health").status == 200
    assert client.begin().say("hello").messages


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 400, id="an empty body"),
        pytest.param(b"{}", 400, id="neither text nor choice"),
        pytest.param(b'{"text": "hello", "choice": "refuse"}', 400, id="both text and choice"),
        pytest.param(b'{"text": ""}', 400, id="empty text"),
        pytest.param(b'{"text": " \\n\\t "}', 400, id="only blanks"),
        pytest.param(b'{"text": "\\u0000\\u0001\\u007f"}', 400, id="only control characters"),
        pytest.param(b'{"text": "\\u200b\\u202e"}', 400, id="only invisible characters"),
        pytest.param(b'{"text": "\\ud83d"}', 400, id="half a character"),
        pytest.param(b'{"text": "/"}', 400, id="only a slash"),
        pytest.param(b'{"text":', 400, id="JSON that breaks off"),
        pytest.param(b"text=hello", 400, id="a form instead of JSON"),
        pytest.param(b'{"text": "caf\xe9"}', 400, id="bytes that are not UTF-8"),
        pytest.param('{"text": "hello"}'.encode("utf-16"), 400, id="UTF-16"),
        pytest.param(b"[]", 400, id="an array"),
        pytest.param(b'"hello"', 400, id="a bare string"),
        pytest.param(b"null", 400, id="null"),
        pytest.param(b"[" * 30_000, 400, id="30,000 brackets"),
        pytest.param(b'{"text": 5}', 400, id="a number as text"),
        pytest.param(b'{"text": null}', 400, id="null as text"),
        pytest.param(b'{"text": true}', 400, id="true as text"),
        pytest.param(b'{"text": ["hello"]}', 400, id="an array as text"),
        pytest.param(b'{"text": {"text": "hello"}}', 400, id="an object as text"),
        pytest.param(b'{"choice": 1}', 400, id="a number as choice"),
        pytest.param(b'{"choice": "no_such_choice"}', 400, id="an unknown choice"),
        pytest.param(b'{"choice": "/restart"}', 400, id="a command as choice"),
        pytest.param(b'{"choice": "harm:nonsense"}', 400, id="a harm that does not exist"),
        pytest.param(json.dumps({"text": "a" * 2001}).encode(), 413, id="2,001 characters"),
        pytest.param(json.dumps({"text": "a" * MEGABYTE}).encode(), 413, id="1 MB"),
        pytest.param(json.dumps({"text": "a" * 3 * MEGABYTE}).encode(), 413, id="3 MB"),
    ],
)
def test_what_cannot_be_taken_is_a_problem_with_a_reason(body: bytes, status: int, conversation: Conversation) -> None:
    assert_is_problem(conversation.client.call("POST", "/messages", token=conversation.token, raw=body), status)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * MOST_CHARACTERS, id="2,000 characters"),
        pytest.param("robbed " * 285, id="285 times the same word"),
        pytest.param("I was \x00robbed\x1b[31m last\x7f week", id="control characters between words"),
        pytest.param("I was \ud83d robbed", id="half a character between words"),
        pytest.param("\U0001f622\U0001f494", id="only emoji"),
        pytest.param("\U0001f622" * MOST_CHARACTERS, id="2,000 emoji"),
        pytest.param("?!...", id="only punctuation"),
        pytest.param("a" + "\u0301" * 1999, id="one letter with 1,999 accents"),
        pytest.param("سرق أحدهم حقيبتي في الحافلة", id="Arabic"),
        pytest.param("昨天晚上有人抢了我的包", id="Chinese"),
        pytest.param("מישהו גנב לי את הטלפון", id="Hebrew"),
        pytest.param("Someone stole my bag <script>alert(1)</script>", id="markup"),
        pytest.param("'; DROP TABLE events; --", id="SQL"),
        pytest.param("{{7*7}} ${7*7} %s %(x)s {age_group}", id="template marks"),
        pytest.param("EXTERNAL: utter_danger_now", id="a word with a meaning inside Rasa"),
        pytest.param("NaN", id="NaN"),
    ],
)
def test_whatever_can_be_read_gets_a_visible_reply(text: str, conversation: Conversation) -> None:
    turn = conversation.say(text)
    assert turn.text.strip()
    assert turn.seconds < 4


def test_only_emoji_is_asked_for_words_and_reminded_of_999(conversation: Conversation) -> None:
    turn = conversation.say("\U0001f622\U0001f494")
    assert "999" in turn.text
    assert turn.asks == "harm"
    assert turn.services == []


@pytest.mark.parametrize(
    "text",
    ["robbed " * 285, "1 " * 1000, "my son is " * 200, "\ufdfa" * MOST_CHARACTERS],
    ids=["words", "digits", "half sentences", "letters that unfold into eighteen"],
)
def test_a_long_message_holds_nobody_else_up(text: str, conversation: Conversation, client: Client) -> None:
    waits: list[float] = []

    def somebody_else() -> None:
        time.sleep(0.1)
        waits.append(client.call("GET", "/health").seconds)

    other = threading.Thread(target=somebody_else)
    other.start()
    answer = conversation.client.call("POST", "/messages", {"text": text[:MOST_CHARACTERS]}, conversation.token)
    other.join()
    assert answer.status in (200, 413)
    assert waits[0] < HARMLESS_SECONDS


def test_messages_sent_at_the_same_time_are_all_answered(conversation: Conversation) -> None:
    replies: list[str] = []
    people = [threading.Thread(target=lambda: replies.append(conversation.say("hello").text)) for _ in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert len(replies) == 6
    assert all(replies)


def test_a_flood_is_slowed_down_for_its_sender_only(strict_bot: RunningBot) -> None:
    client = strict_bot.client
    flooder, other = client.begin(), client.begin()
    answers = [client.call("POST", "/messages", {"text": "?!"}, flooder.token) for _ in range(FEW + 1)]
    slowed = next(answer for answer in answers if answer.status == 429)
    assert_is_problem(slowed, 429)
    assert 1 <= int(slowed.headers["retry-after"]) <= 60
    assert other.say("hello").messages


# ── nothing typed is a command ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text", ['/inform{"harm": "fraud"}', "/danger_now", "//self_harm", "/ /session_start", "@/restart"]
)
def test_a_slash_gives_words_no_power(text: str, client: Client) -> None:
    with_slash, without = client.begin().say(text), client.begin().say(text.lstrip("/@ "))
    assert with_slash.messages == without.messages


def test_a_typed_payload_tells_no_harm(conversation: Conversation) -> None:
    assert "report_fraud" not in conversation.say('/inform{"harm": "fraud", "age_group": "18_or_over"}').services
    assert "report_fraud" not in conversation.say("I am 30").services


def test_a_typed_slot_setting_changes_nothing(conversation: Conversation) -> None:
    conversation.say('/inform{"age_group": "18_or_over"}')
    turn = conversation.say("someone stole my bike at school, I am 14")
    assert "victim_support_live_chat_under_18" in turn.services
    assert "victim_support_live_chat_18_or_over" not in turn.services


def test_two_slashes_and_a_word_are_only_a_word(conversation: Conversation) -> None:
    assert conversation.say("//x").services == []


# ── tokens ──────────────────────────────────────────────────────────────────────────────────────────


def _server_tokens(bot: RunningBot, lifetime_seconds: int = 7200) -> Tokens:
    return Tokens(Secret((bot.var_dir / "token_secret").read_text().strip()), lifetime_seconds)


@pytest.mark.parametrize("token", [None, "garbage", "a.b.c", "ImFiYyI.aaaaaa.bbbb", "é" * 20], ids=str)
@pytest.mark.parametrize(("method", "path"), [("POST", "/messages"), ("DELETE", "/conversations")])
def test_without_a_good_token_nothing_is_answered(method: str, path: str, token: Optional[str], client: Client) -> None:
    assert_is_problem(client.call(method, path, {"text": "hello"}, token), 401)


def test_a_token_with_one_letter_more_is_not_taken(conversation: Conversation) -> None:
    answer = conversation.client.call("POST", "/messages", {"text": "hello"}, f"{conversation.token}x")
    assert_is_problem(answer, 401)


def test_a_token_whose_time_is_over_is_not_taken(
    bot: RunningBot, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with monkeypatch.context() as yesterday:
        yesterday.setattr("time.time", lambda: now - 24 * 3600)
        old = _server_tokens(bot).issue()
    assert_is_problem(client.call("POST", "/messages", {"text": "hello"}, old.value), 401)
    assert client.call("DELETE", "/conversations", token=old.value).status == 204, "it still deletes what it said"


def test_a_token_signed_with_another_secret_is_not_taken(client: Client) -> None:
    forged = Tokens(Secret("not-the-secret-of-this-server-at-all"), 7200).issue()
    assert_is_problem(client.call("POST", "/messages", {"text": "hello"}, forged.value), 401)


def test_a_conversation_whose_opening_was_lost_goes_on(bot: RunningBot, client: Client) -> None:
    token = _server_tokens(bot).issue().value
    assert client.call("POST", "/messages", {"text": "hello"}, token).status == 200


def test_a_token_opens_its_own_conversation_only(client: Client) -> None:
    mine, yours = client.begin(), client.begin()
    mine.say("somebody stole my laptop at work")
    assert yours.say("I am 30").services == []
    assert mine.say("I am 16").services[0] == "victim_support_live_chat_under_18"


def test_forgetting_one_conversation_leaves_the_others(client: Client) -> None:
    mine, yours = client.begin(), client.begin()
    yours.say("somebody stole my laptop at work")
    assert mine.forget().status == 204
    assert "victim_support_supportline" in yours.say("I am 30").services


def test_a_token_is_worth_nothing_after_its_conversation_was_forgotten(conversation: Conversation) -> None:
    assert conversation.forget().status == 204
    for body in ({"text": "hello"}, {"choice": "start_again"}, {"text": "he is hitting me"}):
        answer = conversation.client.call("POST", "/messages", body, conversation.token)
        assert_is_problem(answer, 401)
        assert "999" in answer.json()["detail"]


def test_forgetting_twice_does_no_harm(conversation: Conversation) -> None:
    conversation.forget()
    assert conversation.forget().status in (204, 401)


# ── addresses and methods ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", ["/nothing", "/messages/1", "/../../etc/passwd", "/%2e%2e/%2e%2e/domain.yml", "/demo.py", "/%ff"]
)
def test_an_unknown_address_is_a_problem(path: str, client: Client) -> None:
    assert_is_problem(client.call("GET", path), 404)


@pytest.mark.parametrize(
    "path", ["/webhooks/rest/webhook", "/conversations/x/tracker/events", "/model/parse", "/version"]
)
def test_rasas_own_doors_are_shut(path: str, bot: RunningBot) -> None:
    above = Client(bot.client.address)
    for method in ("GET", "POST"):
        assert_is_problem(above.call(method, path, {"sender": "x", "message": "/restart", "text": "hello"}), 404)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/messages"),
        ("PUT", "/messages"),
        ("DELETE", "/messages"),
        ("GET", "/conversations"),
        ("PATCH", "/conversations"),
        ("POST", "/health"),
        ("POST", "/demo"),
    ],
)
def test_the_wrong_kind_of_call_is_a_problem(method: str, path: str, conversation: Conversation) -> None:
    assert_is_problem(conversation.client.call(method, path, token=conversation.token), 405)


@pytest.mark.parametrize("body", [b"[]", b"{", b'"x"', b"\xff"])
def test_a_conversation_does_not_begin_with_a_malformed_body(body: bytes, client: Client) -> None:
    assert_is_problem(client.call("POST", "/conversations", raw=body), 400)


def test_a_conversation_does_not_begin_with_three_megabytes(client: Client) -> None:
    assert_is_problem(client.call("POST", "/conversations", raw=b"x" * 3 * MEGABYTE), 413)


def test_a_client_cannot_choose_whose_conversation_it_is(client: Client) -> None:
    extra: dict[str, Any] = {"sender": "somebody", "sender_id": "somebody", "conversation_id": "somebody"}
    first = client.call("POST", "/conversations", extra).json()["token"]
    second = client.call("POST", "/conversations", extra).json()["token"]
    client.call("POST", "/messages", {"text": "somebody stole my laptop at work", **extra}, first)
    answer = client.call("POST", "/messages", {"text": "I am 30", **extra}, second)
    assert all(message["services"] == [] for message in answer.json()["messages"])
