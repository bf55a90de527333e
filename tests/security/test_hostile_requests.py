"""Calls that no browser makes: broken, endless, enormous, ambiguous. The bot refuses them in its own words and goes on."""

from __future__ import annotations

import gzip
import html
import socket
from contextlib import ExitStack
from html.parser import HTMLParser
from typing import Iterator, Optional
from urllib.parse import urlencode, urlsplit

import pytest

from tests.browser.hostile import STRINGS
from tests.security.raw import request, send
from tests.server.conftest import PROBLEM, Client, Conversation, RunningBot, assert_is_problem

pytestmark = pytest.mark.server

CHANNEL = "/webhooks/widget"
SAY = f"POST {CHANNEL}/messages HTTP/1.1"


@pytest.fixture(autouse=True)
def _the_bot_still_answers(client: Client) -> Iterator[None]:
    yield
    assert client.call("GET", "/health").status == 200


def say(conversation: Conversation, body: bytes, *lines: str, has_length: bool = True, close: bool = True) -> bytes:
    """A message as bytes, with these header lines more."""
    more = ["Connection: close"] if close else []
    headers = [f"Authorization: Bearer {conversation.token}", "Content-Type: application/json", *more, *lines]
    return request(SAY, headers, body, has_length=has_length)


# ── bodies ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_body_in_chunks_without_a_length_is_bounded_too(conversation: Conversation) -> None:
    address = conversation.client.address
    good = b'11\r\n{"text": "hello"}\r\n0\r\n\r\n'
    said = send(address, say(conversation, good, "Transfer-Encoding: chunked", has_length=False))
    assert said.statuses == [200]
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    said = send(address, say(conversation, b"", "Transfer-Encoding: chunked", has_length=False), *[chunk] * 80)
    assert said.statuses in ([413], [])


@pytest.mark.parametrize("length", ["-1", "abc", "1e3", "0x10", "99999999999999999999", "3.5"])
def test_a_length_that_is_none_is_refused(length: str, conversation: Conversation) -> None:
    said = send(
        conversation.client.address,
        say(conversation, b'{"text": "hello"}', f"Content-Length: {length}", has_length=False),
    )
    assert not said.statuses or 400 <= said.statuses[0] < 500


def test_a_body_shorter_than_it_says_is_no_message(conversation: Conversation) -> None:
    said = send(
        conversation.client.address,
        say(conversation, b'{"text": "hello"}', "Content-Length: 500", has_length=False),
        patience=1.5,
    )
    assert 200 not in said.statuses


def test_callers_that_send_drop_by_drop_hold_nobody_up(client: Client, conversation: Conversation) -> None:
    where = urlsplit(client.address)
    with ExitStack() as stack:
        slow = [stack.enter_context(socket.create_connection((where.hostname, where.port))) for _ in range(150)]
        for number, connection in enumerate(slow):
            head = say(conversation, b"", "Content-Length: 60000", has_length=False)
            connection.sendall(head[: len(head) // 2] if number % 2 else head + b"{")
        waits = []
        for _ in range(5):
            for connection in slow:
                connection.sendall(b"X")
            waits.append(client.call("GET", "/health").seconds)
        assert conversation.say("hello").messages
    assert sorted(waits)[2] < 1.5


def test_a_packed_body_is_not_unpacked(conversation: Conversation) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    for kind in ("gzip", "deflate", "br", "gzip, gzip"):
        answer = conversation.client.call(
            "POST", "/messages", raw=bomb[:60_000], token=conversation.token, content_encoding=kind
        )
        assert_is_problem(answer, 400)


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        pytest.param(b'{"text": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", {400}, id="deep arrays"),
        pytest.param(b'{"a":' * 10_000 + b"1" + b"}" * 10_000, {400}, id="deep objects"),
        pytest.param(b'{"text": "hello", "text": ["x"]}', {400}, id="a name twice, the second wrong"),
        pytest.param(b'{"text": "hello", "x": ' + b"9" * 40_000 + b"}", {200, 400}, id="a number of 40,000 digits"),
        pytest.param(b'{"text": "hello", "x": 1e999999}', {200, 400}, id="a number without end"),
        pytest.param(b'{"text": NaN}', {400}, id="not a number as text"),
        pytest.param(b'{"text": "a\xff\xfe"}', {400}, id="bytes that are not UTF-8"),
        pytest.param(b'{"text": "\xed\xa0\x80 x"}', {400}, id="half a character as bytes"),
        pytest.param(b'{"text": "\xc0\xaf restart"}', {400}, id="an overlong slash"),
        pytest.param(b'\xef\xbb\xbf{"text": "hello"}', {200, 400}, id="a byte order mark"),
        pytest.param(b'{"text": "hello"}{"text": "/restart"}', {400}, id="two objects"),
        pytest.param(b'{"text": "hello"}\x00', {400}, id="a zero byte after it"),
        pytest.param(
            b"{" + b",".join(b'"k%d":1' % n for n in range(6000)) + b',"text":"hello"}',
            {200, 400, 413},
            id="6,000 names",
        ),
        pytest.param(b'{"__proto__": {"text": "x"}, "text": "hello"}', {200}, id="a name with a meaning elsewhere"),
    ],
)
def test_json_that_is_meant_to_hurt(body: bytes, statuses: set[int], conversation: Conversation) -> None:
    answer = conversation.client.call("POST", "/messages", raw=body, token=conversation.token)
    assert answer.status in statuses, answer.body.decode()
    assert answer.seconds < 3.5
    if answer.status != 200:
        assert_is_problem(answer, answer.status)


# ── lines and headers ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["Authorization", "Origin", "X-Forwarded-For", "Host", "Content-Type", "If-None-Match", "Message-Id"]
)
@pytest.mark.parametrize(
    "value",
    ["x\rSet-Cookie: a=b", "x\nSet-Cookie: a=b", "x%0d%0aSet-Cookie: a=b", "x\\r\\nSet-Cookie: a=b", "\xe9\xff\x80", "\x00", "x" * 6000,
     "\u560a\u560dSet-Cookie: a=b".encode().decode("latin-1")],
    ids=["CR", "LF", "encoded", "written out", "Latin-1", "zero byte", "6,000 letters", "letters that end in CR and LF"],
)  # fmt: skip
def test_nothing_in_a_header_becomes_a_header_of_the_answer(name: str, value: str, client: Client) -> None:
    lines = [f"{name}: {value}", "Connection: close"]
    for call in (
        f"GET {CHANNEL}/health HTTP/1.1",
        f"GET {CHANNEL}/widget.js HTTP/1.1",
        f"POST {CHANNEL}/messages HTTP/1.1",
    ):
        said = send(client.address, request(call, lines))
        assert b"set-cookie" not in said.data.lower()
        assert not said.statuses or said.statuses[0] < 500
        assert b"Traceback" not in said.data


@pytest.mark.parametrize("token", ["\xe9" * 20, "a\x00b", "\U0001f511".encode().decode("latin-1"), " ", "a" * 7000])
def test_a_token_of_strange_letters_is_only_wrong(token: str, client: Client) -> None:
    said = send(
        client.address, request(SAY, [f"Authorization: Bearer {token}", "Connection: close"], b'{"text": "hello"}')
    )
    assert said.statuses in ([401], [400], [413], [])
    assert b"Traceback" not in said.data


def test_very_many_headers_are_refused_or_ignored(client: Client) -> None:
    said = send(client.address, request(f"GET {CHANNEL}/health HTTP/1.1", [f"X-{n}: {n}" for n in range(2000)]))
    assert not said.statuses or said.statuses[0] in (200, 400, 413, 431)


@pytest.mark.parametrize(
    "line",
    [
        f"GET {CHANNEL}/health HTTP/1.0", f"GET {CHANNEL}/health HTTP/2.0", f"GET {CHANNEL}/health", f"GET  {CHANNEL}/health HTTP/1.1",
        f"get {CHANNEL}/health HTTP/1.1", f"BREW {CHANNEL}/messages HTTP/1.1", f"TRACE {CHANNEL}/health HTTP/1.1", f"CONNECT {CHANNEL}/health HTTP/1.1",
        "OPTIONS * HTTP/1.1", f"PROPFIND {CHANNEL}/ HTTP/1.1", f"{'A' * 3000} / HTTP/1.1", f"GET /{'a' * 6000} HTTP/1.1", "GET http://[::1 HTTP/1.1",
        "GET /\x00 HTTP/1.1", "GET /\xff\xfe HTTP/1.1", "\x16\x03\x01\x02", "PRI * HTTP/2.0", f"GET {CHANNEL}/health?{'a=b&' * 1500} HTTP/1.1",
    ],
)  # fmt: skip
def test_odd_calls_are_refused_and_give_nothing_away(line: str, client: Client) -> None:
    said = send(client.address, request(line, ["Connection: close"]), patience=1.5)
    assert not said.statuses or said.statuses[0] < 500, said.data[:300]
    for hint in (b"Traceback", b"site-packages", b"/bot/", b"Rasa"):
        assert hint not in said.data
    assert line.split(" ")[0] != "TRACE" or b"TRACE" not in said.data


# ── files ───────────────────────────────────────────────────────────────────────────────────────────

_UP = (
    "..",
    "%2e%2e",
    "%2e.",
    "..%00",
    "..;",
    "....",
    "..%5c",
    "..\\",
    "%252e%252e",
    "..%c0%af",
    "..%ef%bc%8f",
    "%uff0e%uff0e",
)
_TARGETS = ("etc/passwd", "settings.py", "domain.yml", "package.json", "var/token_secret", "bot/settings.py")


@pytest.mark.parametrize("up", _UP)
def test_no_way_of_writing_two_dots_leads_out_of_the_folders(up: str, client: Client) -> None:
    for target in _TARGETS:
        for folder in (f"{CHANNEL}/demo", CHANNEL, ""):
            for between in ("/", "%2f", "\\", "%5c"):
                path = f"{folder}/{between.join([up] * 5)}{between}{target}"
                said = send(client.address, request(f"GET {path} HTTP/1.1", ["Connection: close"]), patience=2)
                assert not said.statuses or said.statuses[0] in (400, 404), path
                for content in (b"root:", b"token_secret:", b'"version"', b"version:", b"SettingsError"):
                    assert content not in said.data, path


@pytest.mark.parametrize(
    "name",
    ["council.html%00.css", "council%00", "_page.html", "%5fpage.html", "./council", "council/", "council.html/", "COUNCIL", "council.html.", "council.yml",
     "texts.en.json%20", "con", "~root", "council.css::$DATA"],
)  # fmt: skip
def test_only_listed_files_are_demonstrations(name: str, client: Client) -> None:
    answer = client.call("GET", f"/demo/{name}")
    assert answer.status == 404 or b"<support-chat" in answer.body
    assert b"{%" not in answer.body
    assert b"{{" not in answer.body


# ── Rasa's own doors ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/version", "/status", "/domain", "/model", "/model/train", "/model/test/stories", "/model/predict", "/conversations/x/tracker",
        "/conversations/x/messages", "/conversations/x/execute", "/webhooks/rest/webhook", "/webhooks/rest/", "/webhooks/callback/webhook",
        "/webhooks/socketio/", "/socket.io/", "/socket.io/?EIO=4&transport=polling", "/webhooks/", "/docs", "/openapi.json", "/metrics", "/.git/config",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
def test_rasas_own_doors_are_shut(method: str, path: str, bot: RunningBot) -> None:
    answer = Client(bot.client.address).call(method, path, {"sender": "x", "message": "/restart", "text": "hello"})
    if method == "OPTIONS" and answer.status == 204:
        return
    assert_is_problem(answer, 404)
    assert b"asa" not in answer.body


def test_the_front_door_does_not_say_what_is_behind_it(bot: RunningBot) -> None:
    answer = Client(bot.client.address).call("GET", "/")
    assert b"Rasa" not in answer.body
    assert "server" not in answer.headers


# ── headers on every kind of answer ─────────────────────────────────────────────────────────────────

KINDS: list[tuple[str, str, Optional[bytes], int]] = [
    ("POST", "/conversations", b"{}", 201),
    ("POST", "/conversations", b"[", 400),
    ("POST", "/messages", b'{"text": "hello"}', 200),
    ("POST", "/messages", b"[", 400),
    ("POST", "/messages", b"x" * 70_000, 413),
    ("GET", "/messages", None, 405),
    ("GET", "/nothing", None, 404),
    ("GET", "/health", None, 200),
    ("HEAD", "/health", None, 200),
    ("GET", "/pages", None, 200),
    ("GET", "/pages/", None, 302),
    ("POST", "/pages", b"step=age", 200),
    ("POST", "/pages", b"zebra", 400),
    ("GET", "/pages.css", None, 200),
    ("GET", "/demo/council", None, 200),
    ("POST", "/forget", b"x", 401),
    ("DELETE", "/conversations", None, 204),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), KINDS)
def test_every_kind_of_answer_is_private_and_taken_for_what_it_is(
    method: str, path: str, body: Optional[bytes], status: int, conversation: Conversation
) -> None:
    kind = "application/x-www-form-urlencoded" if "pages" in path else "application/json"
    answer = conversation.client.call(method, path, token=conversation.token, raw=body or b"", content_type=kind)
    assert answer.status == status
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "x-powered-by" not in answer.headers
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
    if status >= 400 and "pages" not in path:
        assert answer.headers["content-type"] == PROBLEM


def test_a_file_that_may_be_kept_is_still_taken_for_what_it_is(client: Client) -> None:
    assert client.call("GET", "/widget.js").headers["x-content-type-options"] == "nosniff"


# ── the plain pages with hostile words ──────────────────────────────────────────────────────────────


class _Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        """Note each."""
        self.found.update((tag, name) for name, _ in attrs or [("", "")])


def _page(client: Client, words: str) -> str:
    form = urlencode({"step": "happened", "age": "18_or_over", "words": words}, errors="replace").encode()
    answer = client.call("POST", "/pages", raw=form, content_type="application/x-www-form-urlencoded")
    assert answer.status in (200, 400, 413)
    return answer.body.decode()


def test_words_stay_words_on_the_plain_pages(client: Client) -> None:
    """Words that tell nothing come back in the box; they open no tag and add no attribute, whatever they are."""
    assert len(STRINGS) >= 200
    usual = {
        each
        for words in ("zebra", "x" * 2100, "", "i was robbed", "he is at the door with a knife", "i want to die")
        for each in _Tags(_page(client, words)).found
    }
    came_back = 0
    for words in STRINGS:
        page = _page(client, words)
        assert _Tags(page).found <= usual, words
        came_back += (
            html.escape(words[:20], quote=False) in page
            or html.escape(words[:20]).replace("&quot;", "&#34;").replace("&#x27;", "&#39;") in page
        )
    assert came_back >= 100, "hardly anything came back, so this shows nothing"
