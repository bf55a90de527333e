"""nginx with deploy/nginx/bot.conf in front of the bot: nothing is smuggled past it, and its own answers help too."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
import urllib.request
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Iterator

import pytest

from bot.channel.problems import texts
from bot.channel.replies import ReplyWriter
from bot.directory import load_directory
from bot.settings import Settings
from tests.security.nginx import FOLDER, NAME, need_nginx, proxied
from tests.security.raw import Said, request, send
from tests.server.conftest import SITE, Answer, Client, RunningBot, assert_is_problem, running_bot

pytestmark = pytest.mark.server

CHANNEL = "/webhooks/widget"
HIDDEN = f"GET {CHANNEL}/demo/council HTTP/1.1\r\nHost: {NAME}\r\nX-Rest: ".encode()
"""What an attacker would like the bot to take for a call: nginx forwards it for nobody."""


class Visitor(Client):
    """A client that names the server as the configuration does."""

    def call(self, *arguments: Any, **headers: Any) -> Answer:
        """One call with the right `Host`."""
        return super().call(*arguments, **{"host": NAME, **headers})


@pytest.fixture(scope="module")
def bot_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """A bot that trusts one proxy."""
    need_nginx()
    settings = {"BOT_ALLOWED_ORIGINS": SITE, "BOT_TRUSTED_PROXIES": "1"}
    with running_bot(tmp_path_factory.mktemp("behind"), **settings) as started:
        yield started


@pytest.fixture
def proxy(bot_behind: RunningBot) -> Iterator[str]:
    """A fresh nginx in front of it, with all its counters at nought."""
    with proxied(f"{bot_behind.client.address}{CHANNEL}") as running:
        yield running.base


@pytest.fixture(scope="module")
def shared_proxy(bot_behind: RunningBot) -> Iterator[str]:
    """One nginx for the many tests that come nowhere near its limits."""
    with proxied(f"{bot_behind.client.address}{CHANNEL}") as running:
        yield running.base


@pytest.fixture
def visitor(proxy: str) -> Visitor:
    """A client that comes through nginx."""
    return Visitor(proxy)


# ── smuggling ───────────────────────────────────────────────────────────────────────────────────────


def _post(headers: list[str], body: bytes) -> bytes:
    return request(f"POST {CHANNEL}/messages HTTP/1.1", headers, body, has_length=False)


_CHUNKED_END = b"0\r\n\r\n" + HIDDEN
_IN_A_CHUNK = f"{len(HIDDEN):x}\r\n".encode() + HIDDEN + b"\r\n0\r\n\r\n"
_OBFUSCATED = {
    "a space before the colon": "Transfer-Encoding : chunked",
    "a tab after the colon": "Transfer-Encoding:\tchunked",
    "a vertical tab": "Transfer-Encoding:\x0bchunked",
    "a zero byte": "Transfer-Encoding: chunked\x00",
    "quotes": 'Transfer-Encoding: "chunked"',
    "another word": "Transfer-Encoding: xchunked",
    "a list": "Transfer-Encoding: identity, chunked",
    "chunked twice": "Transfer-Encoding: chunked, chunked",
    "two lines": "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
    "a folded line": "Transfer-Encoding:\r\n chunked",
    "a bare line feed before it": "X-Any: x\nTransfer-Encoding: chunked",
    "a bare carriage return before it": "X-Any: x\rTransfer-Encoding: chunked",
    "an underscore": "Transfer_Encoding: chunked",
    "capitals": "TRANSFER-ENCODING: CHUNKED",
    "a blank in front": " Transfer-Encoding: chunked",
}
_LENGTHS = {
    "two different": f"Content-Length: 0\r\nContent-Length: {len(HIDDEN)}",
    "two the other way": f"Content-Length: {len(HIDDEN)}\r\nContent-Length: 0",
    "a list": f"Content-Length: 0, {len(HIDDEN)}",
    "a plus": "Content-Length: +0",
    "negative": "Content-Length: -1",
    "hexadecimal": "Content-Length: 0x0",
    "with an underscore": "Content-Length: 1_0",
    "enormous": "Content-Length: 18446744073709551616",
    "a space before the colon": f"Content-Length : {len(HIDDEN)}",
    "empty": "Content-Length: ",
    "after a bare line feed": f"X-Any: x\nContent-Length: {len(HIDDEN)}",
    "folded": f"Content-Length:\r\n {len(HIDDEN)}",
}
_CHUNKS = {
    "an extension with a line feed": b"1;\nx\r\nA\r\n0\r\n\r\n" + HIDDEN,
    "a size that overflows": b"10000000000000000\r\n" + HIDDEN,
    "a negative size": b"-1\r\n" + HIDDEN,
    "a size with 0x": b"0x0\r\n\r\n" + HIDDEN,
    "bare line feeds": b"0\n\n" + HIDDEN,
    "a size with a blank": b"0 \r\n\r\n" + HIDDEN,
    "a trailer that is a call": b"0\r\n" + HIDDEN + b"\r\n\r\n",
    "a chunk that is longer than it says": b"1\r\nAA\r\n0\r\n\r\n" + HIDDEN,
}
ATTACKS: dict[str, bytes] = {
    "CL.TE": _post([f"Content-Length: {len(_CHUNKED_END)}", "Transfer-Encoding: chunked"], _CHUNKED_END),
    "TE.CL": _post(["Content-Length: 4", "Transfer-Encoding: chunked"], _IN_A_CHUNK),
    "TE.CL, the length after": _post(["Transfer-Encoding: chunked", "Content-Length: 4"], _IN_A_CHUNK),
    "CL.CL, the same twice": _post([f"Content-Length: {len(HIDDEN)}"] * 2, HIDDEN),
    **{f"TE.TE, {name}": _post(["Content-Length: 4", line], _IN_A_CHUNK) for name, line in _OBFUSCATED.items()},
    **{
        f"CL.TE, {name}": _post([f"Content-Length: {len(_CHUNKED_END)}", line], _CHUNKED_END)
        for name, line in _OBFUSCATED.items()
    },
    **{f"length, {name}": _post([line], HIDDEN) for name, line in _LENGTHS.items()},
    **{f"chunks, {name}": _post(["Transfer-Encoding: chunked"], chunks) for name, chunks in _CHUNKS.items()},
    **{
        f"CL.0, {method} {path}": request(f"{method} {CHANNEL}{path} HTTP/1.1", [], HIDDEN)
        for method, path in [("GET", "/health"), ("GET", "/pages"), ("GET", "/widget.js"), ("HEAD", "/health"),
                             ("OPTIONS", "/messages"), ("DELETE", "/conversations"), ("POST", "/forget"), ("PUT", "/messages")]
    },
    "HTTP/1.0 with chunks": request(f"POST {CHANNEL}/messages HTTP/1.0", ["Transfer-Encoding: chunked"], _CHUNKED_END, has_length=False),
    "HTTP/0.9": f"GET {CHANNEL}/demo/council\r\n\r\n".encode(),
    "a version that does not exist": request(f"POST {CHANNEL}/messages HTTP/1.9", [], HIDDEN),
    "an upgrade to h2c": request(
        f"POST {CHANNEL}/messages HTTP/1.1", ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"], HIDDEN
    ),
    "an upgrade to a web socket": request(
        f"GET {CHANNEL}/messages HTTP/1.1", ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"], HIDDEN
    ),
    "an expectation": request(f"POST {CHANNEL}/messages HTTP/1.1", ["Expect: 100-continue"], HIDDEN),
    "line breaks in the address": f"GET {CHANNEL}/health%0d%0aHost:%20x%0d%0a%0d%0a{HIDDEN.decode()} HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode(),
    "the length named as a hop": request(f"POST {CHANNEL}/messages HTTP/1.1", ["Connection: Content-Length, close"], HIDDEN),
    "a whole address": request(f"GET http://127.0.0.1{CHANNEL}/demo/council HTTP/1.1"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_no_second_call_is_smuggled_past_the_proxy(name: str, shared_proxy: str) -> None:
    """Were one, its answer would come to the attacker or to whoever is next on the same connection to the bot."""
    visitor = Visitor(shared_proxy)
    said = send(shared_proxy, ATTACKS[name], patience=0.7)
    assert b"<title>Help after crime or abuse</title>" not in said.data
    assert b"Hello from Rasa" not in said.data
    for _ in range(3):
        answer = visitor.call("GET", "/health")
        assert (answer.status, answer.json()["status"]) == (200, "ready")


def test_what_the_attacks_look_for_is_really_there_without_the_proxy(bot_behind: RunningBot) -> None:
    said = send(bot_behind.client.address, HIDDEN + b"x\r\n\r\n")
    assert said.statuses == [200]
    assert b"<title>Help after crime or abuse</title>" in said.data


# ── what is forwarded ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "/", "/version", "/status", "/metrics", "/webhooks/rest/webhook", "/webhooks/widget", "/webhooks/widget/",
        "/webhooks/widget/demo", "/webhooks/widget/demo/council", "/webhooks/widget//demo/council", "/webhooks/widget/%64emo/council",
        "/webhooks/widget/./demo/council", "/webhooks/widget/pages/../demo/council", "/webhooks/widget/%2e%2e/%2e%2e/version",
        "/webhooks/widget/metrics", "/webhooks/widget/health/live", "/webhooks/widget/health/ready", "/webhooks/widget/widget.js.map",
        "/webhooks/widget/messages%00", "/webhooks/widget/messages/", "/webhooks/widget/..;/version", "/webhooks/widget/demo%2fcouncil",
        "/bot-answers/out_of_service.json", "/bot-answers/../nginx.conf", "/conversations/x/tracker", "/model", "/socket.io/",
    ],
)  # fmt: skip
def test_nothing_else_is_forwarded(path: str, shared_proxy: str) -> None:
    said = send(shared_proxy, request(f"GET {path} HTTP/1.1"), patience=1.5)
    assert said.statuses[0] in (400, 404)
    assert b"Hello from Rasa" not in said.data
    assert b"<support-chat" not in said.data


def test_another_name_gets_no_answer(shared_proxy: str) -> None:
    for host in ("evil.example", "127.0.0.1", ""):
        assert send(shared_proxy, request(f"GET {CHANNEL}/health HTTP/1.1", host=host), patience=1.5).statuses in (
            [],
            [400],
        )


def test_a_conversation_goes_through_with_every_header_of_the_bot(visitor: Visitor) -> None:
    conversation = visitor.begin()
    answer = visitor.call("POST", "/messages", {"text": "someone stole my bike"}, conversation.token, origin=SITE)
    assert answer.json()["messages"][0]["text"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == SITE
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert conversation.forget().status == 204


def test_plain_http_is_sent_to_https_under_the_written_name(bot_behind: RunningBot) -> None:
    text = (FOLDER / "bot.conf").read_text()
    assert f"return 301 https://{NAME}$request_uri;" in text
    assert "$host$request_uri" not in text


def test_the_configuration_speaks_tls(bot_behind: RunningBot) -> None:
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    with proxied(f"{bot_behind.client.address}{CHANNEL}", is_tls=True) as proxy:
        call = urllib.request.Request(f"{proxy.base}/health", headers={"Host": NAME})
        with urllib.request.urlopen(call, context=unchecked, timeout=10) as answer:
            assert answer.status == 200


# ── whose address counts ────────────────────────────────────────────────────────────────────────────


def test_a_made_up_address_does_not_escape_the_bots_limits(tmp_path: Path) -> None:
    need_nginx()
    settings = {"BOT_TRUSTED_PROXIES": "1", "BOT_CONVERSATIONS_PER_MINUTE_PER_ADDRESS": "5"}
    with running_bot(tmp_path, **settings) as bot, proxied(f"{bot.client.address}{CHANNEL}") as proxy:
        answers = []
        for number in range(8):
            made_up = f"203.0.113.{number}"
            headers = {"x_forwarded_for": made_up, "x_real_ip": made_up, "forwarded": f"for={made_up}"}
            answers.append(Visitor(proxy.base).call("POST", "/conversations", {}, **headers))
    assert [answer.status for answer in answers] == [201] * 5 + [429] * 3
    assert "services" not in answers[-1].json(), "the proxy's own limit came first"


def test_a_flood_stops_at_the_proxy_with_words_that_help(visitor: Visitor) -> None:
    answers = [visitor.call("POST", "/messages", {"text": "hello"}) for _ in range(120)]
    slowed = [answer for answer in answers if answer.status == 429]
    assert slowed
    assert_is_problem(slowed[0], 429)
    assert "999" in slowed[0].json()["detail"]
    assert slowed[0].headers["retry-after"] == "5"
    assert visitor.call("GET", "/pages").status == 200


# ── answers of its own ──────────────────────────────────────────────────────────────────────────────


def _contacts(answer: Answer) -> list[str]:
    return [service["contacts"][0]["label"] for service in answer.json()["services"]]


def test_a_bot_that_is_down_is_answered_for_with_999_and_the_supportline() -> None:
    need_nginx()
    with proxied(f"http://127.0.0.1:9{CHANNEL}") as proxy:
        visitor = Visitor(proxy.base)
        for method, path in (
            ("POST", "/conversations"),
            ("POST", "/messages"),
            ("DELETE", "/conversations"),
            ("GET", "/health"),
        ):
            answer = visitor.call(method, path, origin="https://www.council.example")
            assert_is_problem(answer, 503)
            assert _contacts(answer) == ["999", "08 08 16 89 111"]
            assert "999" in answer.json()["detail"]
            assert answer.headers["retry-after"] == "5"
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["access-control-allow-origin"] == "https://www.council.example"
        for method in ("GET", "POST"):
            page = visitor.call(method, "/pages", raw=b"step=age")
            assert page.status == 503
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert b"tel:999" in page.body
            assert b"tel:08081689111" in page.body


def test_a_bot_that_hangs_is_answered_for_after_the_time_limit() -> None:
    need_nginx()
    with ExitStack() as stack:
        silent = stack.enter_context(closing(socket.create_server(("127.0.0.1", 0))))
        proxy = stack.enter_context(proxied(f"http://127.0.0.1:{silent.getsockname()[1]}{CHANNEL}", patience="2s"))
        answer = Visitor(proxy.base).call("POST", "/messages", {"text": "hello"})
    assert_is_problem(answer, 503)
    assert _contacts(answer)[0] == "999"


def test_a_body_that_is_too_large_is_refused_with_the_contacts(visitor: Visitor) -> None:
    answer = visitor.call("POST", "/messages", raw=b"x" * 70_000)
    assert_is_problem(answer, 413)
    assert _contacts(answer) == ["999", "08 08 16 89 111"]
    page = visitor.call("POST", "/pages", raw=b"x" * 70_000)
    assert page.status == 413
    assert b"tel:999" in page.body


def test_the_proxy_waits_longer_than_the_bots_own_time_limit() -> None:
    seconds = re.search(r"proxy_read_timeout +(\d+)s;", (FOLDER / "forward.conf").read_text(encoding="utf-8"))
    assert seconds
    assert int(seconds[1]) >= 3 * Settings.reply_timeout_seconds


def test_the_proxys_answers_are_the_bots_own_words() -> None:
    fallback = texts()["fallback"]
    services = ReplyWriter(load_directory()).message(fallback["text"], fallback["services"])["services"]
    for path in sorted((FOLDER / "answers").glob("*.json")):
        written = json.loads(path.read_text(encoding="utf-8"))
        problem = texts()["problems"][path.stem]
        assert {name: written[name] for name in ("status", "title", "detail")} == problem, path.name
        if problem["status"] in (413, 429, 503):
            assert written["services"] == services, path.name


# ── nothing twice, nothing kept ─────────────────────────────────────────────────────────────────────


class _Counting:
    """An upstream that takes each call, notes it, and hangs up without an answer."""

    def __init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listening.getsockname()[1]}{CHANNEL}"
        self.calls: list[bytes] = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            with connection:
                self.calls.append(connection.recv(65536))


def test_a_message_that_was_sent_is_never_sent_to_another_process_as_well() -> None:
    need_nginx()
    upstreams = [_Counting(), _Counting()]
    with proxied(*(each.address for each in upstreams)) as proxy:
        assert_is_problem(
            Visitor(proxy.base).call("POST", "/messages", {"text": "hello", "message_id": "12345678"}), 503
        )
    assert sum(len(each.calls) for each in upstreams) == 1
    for each in upstreams:
        each.listening.close()


def test_with_one_of_two_processes_gone_everybody_is_answered_by_the_other(bot_behind: RunningBot) -> None:
    with proxied(f"http://127.0.0.1:9{CHANNEL}", f"{bot_behind.client.address}{CHANNEL}") as proxy:
        visitor = Visitor(proxy.base)
        conversation = visitor.begin()
        for text in ("hello", "someone stole my bike", "i am 30"):
            assert conversation.say(text).messages


def test_the_logs_hold_no_address_no_query_and_no_words(bot_behind: RunningBot) -> None:
    with proxied(f"{bot_behind.client.address}{CHANNEL}") as proxy:
        visitor = Visitor(proxy.base)
        conversation = visitor.begin()
        conversation.say("a man in a callipygian coat took my purse")
        visitor.call("GET", "/pages?words=callipygian")
        visitor.call("GET", "/callipygian")
        written = proxy.written()
    assert f"POST {CHANNEL}/messages 200" in written
    for hidden in ("callipygian", "127.0.0.1", conversation.token):
        assert hidden not in written


def test_a_body_sent_drop_by_drop_never_reaches_the_bot() -> None:
    need_nginx()
    upstream = _Counting()
    with proxied(upstream.address) as proxy:
        head = request(f"POST {CHANNEL}/messages HTTP/1.1", ["Content-Length: 1000"], b"", has_length=False)
        said: Said = send(proxy.base, head, b"{", b'"', patience=2, pause=0.2)
    assert upstream.calls == []
    assert 200 not in said.statuses
    upstream.listening.close()
