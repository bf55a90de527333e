"""The online check, against a tiny server on this machine: nothing is asked of anybody else."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator

import pytest
import requests

from bot.directory import check_command
from bot.directory.contact_checks import links
from bot.directory.loader import read_entries
from bot.directory.online import LinkResult, LinkState, Timeouts, ask, ask_all, table
from bot.settings import Settings

SHORT = Timeouts(connect=0.5, read=0.2)


class _Site(BaseHTTPRequestHandler):
    """A page that is there, one that moved, one that is gone, and pages that trouble a program."""

    asked: list[str]
    let_go: threading.Event

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        if self.path == "/hangs":
            self.let_go.wait(10)
            return
        status = {"/there": 200, "/moved": 301, "/circle": 301, "/refuses": 403, "/broken": 500}.get(self.path, 404)
        if self.path == "/no-head":
            status = 405 if self.command == "HEAD" else 200
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/there" if self.path == "/moved" else "/circle")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a running site, without a slash at the end."""
    _Site.asked, _Site.let_go = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    _Site.let_go.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as opened:
        opened.trust_env = False
        opened.max_redirects = 5
        yield opened


@pytest.fixture
def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


@pytest.mark.parametrize(
    ("path", "state", "status", "final_path"),
    [
        ("/there", LinkState.ANSWERS, 200, "/there"),
        ("/moved", LinkState.ANSWERS, 200, "/there"),
        ("/no-head", LinkState.ANSWERS, 200, "/no-head"),
        ("/gone", LinkState.DEAD, 404, "/gone"),
        ("/broken", LinkState.DEAD, 500, "/broken"),
        ("/refuses", LinkState.REFUSES, 403, "/refuses"),
    ],
)
def test_every_answer_is_told_with_its_status_and_where_it_led(
    site: str, session: requests.Session, path: str, state: LinkState, status: int, final_path: str
) -> None:
    result = ask(site + path, session, SHORT)
    assert (result.state, result.status, result.final_address) == (state, status, site + final_path)
    assert result.problem is None
    assert 0 <= result.milliseconds < 5000


def test_a_page_that_answers_is_not_fetched(site: str, session: requests.Session) -> None:
    ask(f"{site}/there", session, SHORT)
    assert _Site.asked == ["HEAD /there"]


def test_a_page_that_refuses_the_head_is_asked_again_as_a_browser_would(site: str, session: requests.Session) -> None:
    ask(f"{site}/no-head", session, SHORT)
    assert _Site.asked == ["HEAD /no-head", "GET /no-head"]


def test_a_page_that_hangs_is_given_up_after_the_timeout(site: str, session: requests.Session) -> None:
    result = ask(f"{site}/hangs", session, SHORT)
    assert (result.state, result.status, result.final_address) == (LinkState.DEAD, None, None)
    assert result.problem is not None
    assert "within" in result.problem
    assert 150 < result.milliseconds < 2000


def test_a_closed_port_is_dead(session: requests.Session, closed_port: int) -> None:
    result = ask(f"http://127.0.0.1:{closed_port}/", session, SHORT)
    assert (result.state, result.status) == (LinkState.DEAD, None)
    assert "no connection" in str(result.problem)


def test_a_circle_of_redirects_is_dead(site: str, session: requests.Session) -> None:
    result = ask(f"{site}/circle", session, SHORT)
    assert (result.state, result.problem) == (LinkState.DEAD, "it redirects in a circle")


def test_an_address_that_is_none_is_dead(session: requests.Session) -> None:
    assert ask("https://", session, SHORT).state is LinkState.DEAD


def test_all_are_asked_in_order_and_progress_is_told(site: str, session: requests.Session) -> None:
    told: list[int] = []
    addresses = [f"{site}/{path}" for path in ("hangs", "there", "gone", "moved", "refuses", "no-head")]
    results = ask_all(addresses, session, SHORT, told.append)
    assert [result.address for result in results] == addresses
    assert told == [1, 2, 3, 4, 5, 6]


def test_the_table_has_a_line_a_link_and_says_where_it_led_or_what_went_wrong() -> None:
    lines = table([
        LinkResult("https://a.example", LinkState.ANSWERS, 12, 200, "https://a.example/"),
        LinkResult("https://long.example", LinkState.ANSWERS, 345, 200, "https://b.example/new"),
        LinkResult("https://c.example", LinkState.DEAD, 7, problem="no connection"),
    ]).splitlines()  # fmt: skip
    assert lines == [
        "answers   200     12 ms  https://a.example",
        "answers   200    345 ms  https://long.example  -> https://b.example/new",
        "dead        -      7 ms  https://c.example     no connection",
    ]


def test_every_link_of_the_directory_is_asked_once() -> None:
    data = read_entries()
    hrefs = [href for href in str(data).split("'") if href.startswith("https://")]
    assert sorted(links(data)) == sorted(set(hrefs))


@pytest.mark.parametrize(
    ("state", "exit_code", "ending"),
    [(LinkState.ANSWERS, 0, "0 dead links."), (LinkState.REFUSES, 0, "0 dead links."), (LinkState.DEAD, 1, "dead links.")],
)  # fmt: skip
def test_the_command_fails_on_dead_links_and_asks_the_configured_chats_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: LinkState, exit_code: int, ending: str
) -> None:
    chat = "https://chat.example.org/adults"
    monkeypatch.setattr(check_command, "check_directory", lambda *arguments: [])
    monkeypatch.setattr(check_command, "read_settings", lambda: Settings(chat_18_or_over_url=chat))
    monkeypatch.setattr(
        check_command, "ask_all", lambda addresses, on_result: [LinkResult(each, state, 1) for each in addresses]
    )
    assert check_command.check(online=True) == exit_code
    printed = capsys.readouterr().out
    assert chat in printed
    assert printed.splitlines()[-1].endswith(ending)
    assert ("open it by hand" in printed) == (state is LinkState.REFUSES)
