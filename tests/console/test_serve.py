"""`python -m bot console …` as an operator meets it: real processes, real ports."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from pathlib import Path
from typing import Optional

import pytest
import requests

from bot.console import serve as serving
from bot.console.safety import UnsafeSetup, address_of, refuse_unsafe
from bot.settings import Settings
from tests.console.running import PATIENCE, console, is_taken

NO_DATABASE = "postgresql://staff:hunter2hunter2@127.0.0.1:1/none"


def sign_in(base: str, headers: Optional[dict[str, str]] = None) -> int:
    with requests.Session() as session:
        page = session.get(f"{base}/sign-in", headers=headers, timeout=30)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token
        data = {"username": "nobody", "password": "wrong", "csrfmiddlewaretoken": token[1]}
        cookies = {cookie.name: str(cookie.value) for cookie in session.cookies}
        return requests.post(f"{base}/sign-in", data, headers=headers, cookies=cookies, timeout=30).status_code


def test_the_first_start_prints_the_address_and_a_link_that_works_and_the_second_a_new_one(tmp_path: Path) -> None:
    with console(tmp_path, "serve") as first:
        assert first.wait_for(r"The review console answers at (\S+)")[1] == f"http://localhost:{first.port}"
        link = first.wait_for(rf"http://localhost:{first.port}/invitation/\S+")[0]
        assert requests.get(link, timeout=30).status_code == 200
        page = requests.get(f"http://localhost:{first.port}/", timeout=30)
        assert page.url.endswith("/sign-in")
        assert "Server" not in page.headers
        style = re.search(r'href="(/static/console/base\.\w+\.css)"', page.text)
        assert style
        assert requests.get(f"http://localhost:{first.port}{style[1]}", timeout=30).status_code == 200
        for _ in range(4):  # where no proxy is expected, nobody can say from where they come
            sign_in(f"http://localhost:{first.port}", {"X-Forwarded-For": f"198.51.100.{_}"})
        assert sign_in(f"http://localhost:{first.port}", {"X-Forwarded-For": "198.51.100.9"}) == 429
        assert first.stop() == 0
        assert "Traceback" not in first.text
    assert (tmp_path / "console.db").stat().st_mode & 0o077 == 0
    with console(tmp_path, "serve") as second:
        new = second.wait_for(r"/invitation/\S+")[0]
        base = f"http://localhost:{second.port}"
        assert requests.get(base + new, timeout=30).status_code == 200
        assert requests.get(base + new[:12] + link.rsplit("/", 1)[1], timeout=30).status_code == 404


def test_behind_a_proxy_cookies_are_for_https_only_and_the_proxy_says_who_knocks(tmp_path: Path) -> None:
    public = {"BOT_CONSOLE_HTTPS": "yes", "BOT_CONSOLE_HOSTS": "console.example.org"}
    with console(tmp_path, "serve", **public) as running:
        assert running.wait_for(r"answers at (\S+)")[1] == "https://console.example.org"
        base = f"http://127.0.0.1:{running.port}"
        through = {
            "Host": "console.example.org",
            "X-Forwarded-Proto": "https",
            "Referer": "https://console.example.org/",
        }
        plain = requests.get(
            f"{base}/sign-in", headers={"Host": "console.example.org"}, timeout=30, allow_redirects=False
        )
        assert plain.status_code == 301
        assert plain.headers["Location"] == "https://console.example.org/sign-in"
        page = requests.get(f"{base}/sign-in", headers=through, timeout=30)
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert re.match(r"\s*__Host-console-csrf=.*; Secure", page.headers["Set-Cookie"])
        assert "Domain" not in page.headers["Set-Cookie"]
        for _ in range(6):
            code = sign_in(base, {**through, "X-Forwarded-For": "192.0.2.1, 198.51.100.1"})
        assert code == 429
        assert sign_in(base, {**through, "X-Forwarded-For": "198.51.100.1, 198.51.100.2"}) == 200
        assert requests.get(f"{base}/sign-in", headers={"X-Forwarded-Proto": "https"}, timeout=30).status_code == 400


def test_without_its_database_it_says_so_stays_and_stops_when_told(tmp_path: Path) -> None:
    with console(tmp_path, "serve", BOT_CONSOLE_DATABASE_URL=NO_DATABASE) as running:
        line = running.wait_for(r"The console cannot start.*")[0]
        assert "BOT_CONSOLE_DATABASE_URL" in line
        assert "The bot is not affected" in line
        assert running.process.poll() is None
        assert running.stop() == 0
        assert "hunter2" not in running.text


def test_a_taken_port_is_named_and_tried_again(tmp_path: Path) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        with console(tmp_path, "serve", BOT_CONSOLE_PORT=str(door.getsockname()[1])) as running:
            assert "BOT_CONSOLE_PORT" in running.wait_for(r"The console cannot start.*")[0]
            assert running.process.poll() is None


def test_it_starts_by_itself_once_what_was_missing_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "AGAIN_SECONDS", 0.01)
    tries: list[int] = []

    def third_time_lucky() -> str:
        tries.append(1)
        if len(tries) < 3:
            raise OSError("away")
        return "ready"

    assert serving._until_ready(third_time_lucky, threading.Event()) == "ready"
    assert len(tries) == 3


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (Settings(console_host="0.0.0.0"), "BOT_CONSOLE_HOST"),
        (Settings(console_host="192.0.2.10"), "BOT_CONSOLE_HOST"),
        (Settings(console_host="::"), "BOT_CONSOLE_HOST"),
        (Settings(console_host="console"), "BOT_CONSOLE_HOST"),
        (Settings(console_hosts=("console.example.org",)), "BOT_CONSOLE_HOSTS"),
        (Settings(console_https=True), "BOT_CONSOLE_HOSTS"),
    ],
)
def test_what_would_not_be_safe_is_refused_by_name(settings: Settings, named: str) -> None:
    with pytest.raises(UnsafeSetup, match=named):
        refuse_unsafe(settings)


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (Settings(), "http://localhost:8000"),
        (Settings(console_host="::1", console_port=8100), "http://localhost:8100"),
        (Settings(console_host="0.0.0.0", console_https=True, console_hosts=("localhost", "console.example.org")), "https://console.example.org"),
    ],
)  # fmt: skip
def test_what_is_safe_has_an_address(settings: Settings, address: str) -> None:
    refuse_unsafe(settings)
    assert address_of(settings) == address


def test_an_unsafe_console_ends_alone_and_stays_beside_the_bot(tmp_path: Path) -> None:
    with console(tmp_path, "serve", BOT_CONSOLE_HOST="0.0.0.0") as alone:
        assert alone.process.wait(PATIENCE) == 2
        alone.wait_for("error: BOT_CONSOLE_HOST is 0.0.0.0")
    with console(tmp_path, "serve", "--stay", BOT_CONSOLE_HOST="0.0.0.0") as beside:
        beside.wait_for("The bot is not affected")
        assert beside.process.poll() is None


def processes_below(number: int) -> list[int]:
    """The processes that this one started."""
    found = subprocess.run(["pgrep", "-P", str(number)], capture_output=True, text=True, check=False).stdout.split()
    return [int(each) for each in found]


def test_beside_the_bot_a_killed_console_is_started_again_and_none_is_left_behind(tmp_path: Path) -> None:
    with console(tmp_path, "serve", "--stay") as beside:
        beside.wait_for("/invitation/")
        (server,) = processes_below(beside.process.pid)
        os.kill(server, signal.SIGKILL)
        beside.wait_for("The console ended with -9; it is started again. The bot is not affected.")
        assert beside.process.poll() is None
        beside.wait_for(r"(?s)/invitation/.*started again.*/invitation/")
        beside.process.kill()
        end = time.monotonic() + PATIENCE
        while is_taken(beside.port) and time.monotonic() < end:
            time.sleep(0.1)
        assert not is_taken(beside.port)


def test_an_invitation_from_the_command_line_and_a_check(tmp_path: Path) -> None:
    with console(tmp_path, "invite", "--role", "administrator") as early:
        early.wait_for("error: the console's database cannot be read")
        assert early.process.wait(PATIENCE) == 2
    with console(tmp_path, "check") as before:
        before.wait_for("The database waits for .* changes")
        before.wait_for("The console can run at http://localhost")
    with console(tmp_path, "serve") as running:
        running.wait_for("/invitation/")
    with console(tmp_path, "invite", "--role", "administrator") as invite:
        secret = invite.wait_for(rf"http://localhost:{invite.port}/invitation/(\S+)")[1]
        assert invite.process.wait(PATIENCE) == 0
    with console(tmp_path, "check") as after:
        after.wait_for("Nobody looks after accounts yet")
        assert after.process.wait(PATIENCE) == 0
    with contextlib.closing(sqlite3.connect(tmp_path / "console.db")) as database:
        assert database.execute("SELECT who, what FROM accounts_accountevent").fetchall() == [("the command line", "invited")]  # fmt: skip
        assert secret not in str(database.execute("SELECT * FROM accounts_invitation").fetchall())
