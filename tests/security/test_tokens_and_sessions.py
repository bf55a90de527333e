"""Session fixation, other people's conversations, replayed and made-up tokens, and other sites that act in a visitor's name."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
import zlib
from typing import Any, Iterator

import pytest
from itsdangerous import Signer, TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer

from tests.security.raw import request, send
from tests.server.conftest import PROBLEM, SITE, Client, Conversation, RunningBot, assert_is_problem

pytestmark = pytest.mark.server

SALT = "widget-conversation"
SIGNING: dict[str, Any] = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
EVIL = "https://evil.example"


def secret_of(bot: RunningBot) -> str:
    """The secret of the bot of these tests."""
    return (bot.var_dir / "token_secret").read_text().strip()


def id_of(token: str) -> Any:
    """The conversation id that anybody can read in a token."""
    return json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))


def refused(client: Client, token: str) -> None:
    """No call takes this token."""
    for method, path, body in (("POST", "/messages", {"text": "hello"}), ("DELETE", "/conversations", None)):
        assert_is_problem(client.call(method, path, body, token), 401)
    assert_is_problem(client.call("POST", "/forget", raw=token.encode()), 401)


# ── session fixation ────────────────────────────────────────────────────────────────────────────────


def test_a_client_cannot_choose_the_name_of_its_conversation(client: Client) -> None:
    chosen = "a-name-that-the-attacker-knows"
    named = dict.fromkeys(
        ("token", "sender", "sender_id", "session_id", "conversation_id", "id", "metadata", "input_channel"), chosen
    )
    ways = [
        client.call("POST", "/conversations", named),
        client.call("POST", f"/conversations?token={chosen}&sender={chosen}", {}),
        client.call("POST", "/conversations", {}, chosen),
        client.call("POST", "/conversations", {}, cookie=f"token={chosen}; session={chosen}", x_session_id=chosen),
    ]
    ids = [id_of(answer.json()["token"]) for answer in ways]
    assert len(set(ids)) == len(ids)
    assert all(chosen not in each and len(each) >= 24 for each in ids)


def test_beginning_with_an_old_token_does_not_continue_its_conversation(client: Client) -> None:
    old = client.begin()
    old.say("i am 15")
    new = client.call("POST", "/conversations", {}, old.token).json()["token"]
    assert id_of(new) != id_of(old.token)
    answer = client.call("POST", "/messages", {"text": "someone stole my bike"}, new)
    assert "victim_support_live_chat_under_18" not in answer.body.decode()


def test_a_token_of_the_clients_own_making_is_refused(client: Client, bot: RunningBot) -> None:
    mine = client.begin()
    name = id_of(mine.token)
    plain = base64.urlsafe_b64encode(json.dumps(name).encode()).decode().rstrip("=")
    middle = mine.token.split(".")[1]
    other = "a-secret-of-the-attackers-own-making-1234"
    for made in (
        plain,
        f"{plain}.{middle}.",
        f"{plain}..",
        URLSafeTimedSerializer(other, salt=SALT).dumps(name),
        URLSafeTimedSerializer(other, salt=SALT, signer_kwargs=SIGNING).dumps(name),
        URLSafeTimedSerializer("", salt=SALT, signer_kwargs=SIGNING).dumps(name),
        TimestampSigner(other, salt=SALT).sign(plain).decode(),
        f"{plain}.{middle}.{hashlib.sha1(plain.encode()).hexdigest()}",
        f"eyJhbGciOiJub25lIn0.{plain}.",
    ):
        refused(client, made)


def test_only_the_right_salt_and_kind_of_signature_count_even_with_the_secret(client: Client, bot: RunningBot) -> None:
    name, secret = id_of(client.begin().token), secret_of(bot)
    packed = "." + base64.urlsafe_b64encode(zlib.compress(json.dumps([name]).encode())).decode().rstrip("=")
    for made in (
        URLSafeTimedSerializer(secret, salt="another-purpose", signer_kwargs=SIGNING).dumps(name),
        URLSafeTimedSerializer(secret, signer_kwargs=SIGNING).dumps(name),
        URLSafeSerializer(secret, salt=SALT, signer_kwargs=SIGNING).dumps(name),
        URLSafeTimedSerializer(secret, salt=SALT, signer_kwargs=SIGNING).dumps([name]),
        URLSafeTimedSerializer(secret, salt=SALT, signer_kwargs=SIGNING).dumps({"id": name}),
        URLSafeTimedSerializer(secret, salt=SALT, signer_kwargs=SIGNING).dumps(None),
        URLSafeTimedSerializer(secret, salt=SALT, signer_kwargs=SIGNING).dumps(7),
        URLSafeTimedSerializer(secret, salt=SALT).dumps(name),
        URLSafeTimedSerializer(secret, salt=SALT, signer_kwargs={"digest_method": hashlib.md5}).dumps(name),
        Signer(secret, salt=SALT).sign(packed).decode(),
    ):
        refused(client, str(made))


# ── other people's conversations (IDOR) ─────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def two(bot: RunningBot) -> tuple[Conversation, Conversation]:
    """Two people, each in the middle of a conversation."""
    mine, yours = bot.client.begin(), bot.client.begin()
    mine.say("i am 30")
    yours.say("i am 15")
    return mine, yours


def _mixtures(mine: str, yours: str) -> Iterator[str]:
    a, b = mine.split("."), yours.split(".")
    yield from (".".join([b[0], a[1], a[2]]), ".".join([a[0], b[1], a[2]]), ".".join([a[0], a[1], b[2]]))
    yield from (".".join([b[0], b[1], a[2]]), ".".join([b[0], a[1], b[2]]))
    yield from (mine[:-1], mine[:-4], mine[1:], mine.rpartition(".")[0], f"{mine}.", f".{mine}", f"{mine}.{a[2]}")
    yield from (mine + yours, f"{mine},{yours}", f"{mine} {yours}", mine.replace(".", ":"), mine.swapcase(), mine[::-1])
    for place in (2, len(a[0]) // 2, len(a[0]) - 2):
        changed = "A" if a[0][place] != "A" else "B"
        yield ".".join([a[0][:place] + changed + a[0][place + 1 :], a[1], a[2]])
    yield from (
        "%2e".join(a),
        "null",
        "undefined",
        "[object Object]",
    )


def test_no_mixture_of_two_tokens_opens_anything(two: tuple[Conversation, Conversation]) -> None:
    mine, yours = two
    made = set(_mixtures(mine.token, yours.token)) - {mine.token, yours.token}  # begun in one second, they share a part
    assert len(made) >= 20
    for mixture in sorted(made):
        refused(mine.client, mixture)
    assert mine.say("someone stole my bike").services
    assert "victim_support_live_chat_under_18" in yours.say("someone stole my bike").services


def test_naming_another_conversation_beside_the_own_token_changes_nothing(
    two: tuple[Conversation, Conversation],
) -> None:
    mine, yours = two
    other = id_of(yours.token)
    extra = dict.fromkeys(
        ("sender", "sender_id", "conversation_id", "conversation", "token", "id", "recipient_id"), other
    )
    for path in ("/messages", f"/messages?sender={other}&token={yours.token}&conversation_id={other}"):
        answer = mine.client.call(
            "POST",
            path,
            {"text": "someone stole my bike", **extra},
            mine.token,
            x_conversation_id=other,
            cookie=f"token={yours.token}",
        )
        assert "victim_support_live_chat_18_or_over" in answer.body.decode()
    assert mine.client.call("DELETE", f"/conversations?token={yours.token}&sender={other}", extra).status == 401
    for path in (f"/conversations/{other}", f"/conversations/{yours.token}", f"/messages/{other}"):
        assert mine.client.call("DELETE", path, token=mine.token).status in (404, 405)
    assert yours.say("hello").messages


def test_two_authorization_headers_open_no_more_than_one(two: tuple[Conversation, Conversation]) -> None:
    mine, yours = two
    lines = [f"Authorization: Bearer {mine.token}", f"Authorization: Bearer {yours.token}", "Connection: close"]
    said = send(mine.client.address, request("DELETE /webhooks/widget/conversations HTTP/1.1", lines))
    assert said.statuses[0] in (204, 400, 401)
    alive = [each.client.call("POST", "/messages", {"text": "hello"}, each.token).status for each in two]
    assert alive.count(200) >= 1


# ── replay after forgetting ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("way", ["DELETE", "forget"])
def test_nothing_replays_after_forgetting_not_even_a_message_sent_before(
    way: str, client: Client, conversation: Conversation
) -> None:
    body = {"text": "someone stole my bike", "message_id": str(uuid.uuid4())}
    assert client.call("POST", "/messages", body, conversation.token).status == 200
    if way == "DELETE":
        assert conversation.forget().status == 204
    else:
        assert client.call("POST", "/forget", raw=conversation.token.encode()).status == 204
    for again in (body, {**body, "message_id": str(uuid.uuid4())}, {"text": "hello"}, {"choice": "start_again"}):
        answer = client.call("POST", "/messages", again, conversation.token)
        assert_is_problem(answer, 401)
        assert "bike" not in answer.body.decode()
        assert "999" in answer.json()["detail"]


def test_a_message_id_of_somebody_else_gives_their_reply_to_nobody(client: Client) -> None:
    mine, yours = client.begin(), client.begin()
    body = {"text": "i am 15 and someone stole my bike", "message_id": str(uuid.uuid4())}
    assert client.call("POST", "/messages", body, yours.token).status == 200
    answer = client.call("POST", "/messages", {"text": "hello", "message_id": body["message_id"]}, mine.token)
    assert "victim_support_live_chat_under_18" not in answer.body.decode()


# ── other sites (CSRF) ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_a_form_on_another_site_can_neither_speak_in_a_conversation_nor_delete_it(
    kind: str, client: Client, conversation: Conversation
) -> None:
    """A form can send these three kinds of body, cookies and no header of its own: nothing here goes by cookies."""
    for body in (b'{"text": "hello"}', b"text=hello", f'{{"text": "x", "token": "{conversation.token}"}}'.encode()):
        cookie = f"token={conversation.token}; Authorization=Bearer {conversation.token}"
        answer = client.call("POST", "/messages", raw=body, content_type=kind, origin=EVIL, cookie=cookie)
        assert_is_problem(answer, 401)
    for name in ("_method", "X-HTTP-Method-Override"):
        answer = client.call("POST", f"/conversations?{name}=DELETE", raw=b"{}", content_type=kind, origin=EVIL)
        assert answer.status in (201, 400)
    assert conversation.say("hello").messages


def test_another_sites_page_may_not_even_ask_to_send_a_token(client: Client) -> None:
    for path in ("/conversations", "/messages", "/forget", "/health", "/pages", "/nothing"):
        for origin in (EVIL, "null", f"{SITE}.evil.example", SITE.replace("https", "http"), "file://", ""):
            asked = {
                "access_control_request_method": "POST",
                "access_control_request_headers": "authorization,content-type",
            }
            answer = client.call("OPTIONS", path, origin=origin, **asked)
            assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_no_answer_of_any_kind_sets_a_cookie(client: Client, conversation: Conversation) -> None:
    for method, path, body in (
        ("POST", "/conversations", {}), ("POST", "/messages", {"text": "hello"}), ("GET", "/health", None), ("GET", "/pages", None),
        ("POST", "/pages", None), ("GET", "/widget.js", None), ("GET", "/demo/council", None), ("GET", "/nothing", None), ("PUT", "/messages", None),
        ("DELETE", "/conversations", None),
    ):  # fmt: skip
        assert "set-cookie" not in client.call(method, path, body, conversation.token).headers


def test_a_form_on_another_site_leaves_no_state_behind_on_the_plain_pages(client: Client) -> None:
    before = client.call("GET", "/pages").body
    form = b"step=happened&age=under_18&harm=fraud"
    posted = client.call("POST", "/pages", raw=form, content_type="application/x-www-form-urlencoded", origin=EVIL)
    assert posted.status == 200
    assert not [name for name in posted.headers if name.startswith("access-control-")]
    assert "frame-ancestors 'none'" in posted.headers["content-security-policy"]
    assert client.call("GET", "/pages").body == before


# ── scripts in answers (XSS) ────────────────────────────────────────────────────────────────────────


def test_no_answer_can_be_taken_for_a_page(client: Client, conversation: Conversation) -> None:
    script = "<script>alert(1)</script>"
    answers = [
        client.call("POST", "/messages", {"text": script}, conversation.token, accept="text/html"),
        client.call("POST", "/messages", {"choice": script}, conversation.token, accept="text/html"),
        client.call("POST", "/messages", raw=script.encode(), token=conversation.token, accept="text/html"),
        client.call("GET", f"/{script.replace('<', '%3C')}", accept="text/html"),
        client.call("PUT", "/messages", accept="text/html"),
    ]
    for answer in answers:
        assert answer.headers["content-type"] in ("application/json", PROBLEM)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert b"<script>" not in answer.body
