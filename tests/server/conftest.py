"""One real bot for the whole run, and a client that talks to it as the widget does."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "var" / "models" / "current.tar.gz"
SECONDS_TO_START = 120
PROBLEM = "application/problem+json"
FEW = 5
SITE = "https://www.council.example"
"""The website whose pages may call the bot of these tests."""

Message = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What came back from one call; header names are in lower case, and one that came twice has both values."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Turn:
    """What the bot said in reply to one message."""

    messages: list[Message]
    seconds: float

    @property
    def services(self) -> list[str]:
        """The ids of every service shown, in order."""
        return [service["id"] for message in self.messages for service in message["services"]]

    @property
    def choices(self) -> list[str]:
        """The ids of every choice offered."""
        return [choice["id"] for message in self.messages for choice in message["choices"]]

    @property
    def asks(self) -> Optional[str]:
        """What the bot now waits for."""
        return next((message["asks"] for message in reversed(self.messages) if message["asks"]), None)

    @property
    def text(self) -> str:
        """Everything the bot wrote."""
        return "\n".join(message["text"] for message in self.messages)


class Client:
    """Calls the bot at `base` over plain HTTP; keeps nothing between calls."""

    def __init__(self, base: str) -> None:
        self._host, self._prefix = urlsplit(base).netloc, urlsplit(base).path
        self.address = f"http://{self._host}"

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: Optional[str] = None,
        raw: Optional[bytes] = None,
        **headers: str,
    ) -> Answer:
        """One call. `body` is sent as JSON; `raw` is sent as it is. Headers are named with underscores for hyphens."""
        sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        headers = {name.replace("_", "-").title(): value for name, value in headers.items()}
        headers = {"Content-Type": "application/json", **headers} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        started = time.monotonic()
        with closing(http.client.HTTPConnection(self._host, timeout=30)) as connection:
            with suppress(BrokenPipeError, ConnectionResetError):  # refused before all of it was sent: read the answer
                connection.request(method, self._prefix + path, sent, headers)
            answer = connection.getresponse()
            read = answer.read()
        found: dict[str, str] = {}
        for name, value in answer.getheaders():
            found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
        return Answer(answer.status, found, read, time.monotonic() - started)

    def begin(self) -> Conversation:
        """A new conversation."""
        answer = self.call("POST", "/conversations", {})
        assert answer.status == 201, answer.body.decode()
        return Conversation(self, answer.json()["token"], Turn(answer.json()["messages"], answer.seconds))


@dataclass(frozen=True)
class Conversation:
    """One person talking to the bot."""

    client: Client
    token: str
    opening: Turn

    def say(self, text: str) -> Turn:
        """Type this and send it."""
        return self._send({"text": text})

    def choose(self, choice: str) -> Turn:
        """Press the button with this id."""
        return self._send({"choice": choice})

    def forget(self) -> Answer:
        """Delete the conversation."""
        return self.client.call("DELETE", "/conversations", token=self.token)

    def _send(self, body: Mapping[str, str]) -> Turn:
        answer = self.client.call("POST", "/messages", body, self.token)
        assert answer.status == 200, f"{answer.status} {answer.body.decode()}"
        return Turn(answer.json()["messages"], answer.seconds)


@dataclass(frozen=True)
class RunningBot:
    """A bot that answers: where, what it keeps, what it has printed so far, and its process."""

    client: Client
    var_dir: Path
    output: Path
    process_id: int = 0


@contextmanager
def running_bot(var_dir: Path, command: str = "serve", **settings: str) -> Iterator[RunningBot]:
    """Start a bot of its own on a free loopback port, with these BOT_ settings; end it by its process id."""
    if not MODEL.is_file():
        pytest.fail(f"There is no model at {MODEL}. Run `make train`.")
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    chosen = {"BOT_HOST": "127.0.0.1", "BOT_PORT": str(port), "BOT_VAR_DIR": str(var_dir), "BOT_MODEL": str(MODEL)}
    output = var_dir / "output.txt"
    bot = RunningBot(Client(f"http://127.0.0.1:{port}/webhooks/widget"), var_dir, output)
    with output.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", command],
            cwd=ROOT, env={**inherited, "RASA_TELEMETRY_ENABLED": "false", **chosen, **settings},
            stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_until_ready(process, bot)
            yield replace(bot, process_id=process.pid)
        finally:
            _end(process)


def assert_is_problem(answer: Answer, status: int) -> None:
    """Every error has one shape, and says something that a person can act on."""
    assert answer.status == status, answer.body.decode()
    assert answer.headers["content-type"] == PROBLEM
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"].strip()
    assert problem["detail"].strip()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(process: subprocess.Popen[bytes], bot: RunningBot) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            if bot.client.call("GET", "/health").status == 200:
                return
        time.sleep(0.25)
    ended = f"ended with {process.returncode}" if process.poll() is not None else "does not answer"
    pytest.fail(f"The bot {ended}. It printed:\n{bot.output.read_text(errors='replace')[-4000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(20)
