"""`make kill-test`: the bot is killed with -9 again and again under load (KILLS=50; three times in the ordinary suite).

Every turn that was acknowledged is in the database, nobody has another's words, and each chat goes on after the restart.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.server.conftest import Answer

from .conftest import sqlite_reader
from .people import DANGER, ROBBERY, SELF_HARM, THEFT, Measure, codeword
from .process import BotProcess

pytestmark = [pytest.mark.faults, pytest.mark.server]

KILLS = int(os.environ.get("KILLS", "3"))
CLIENTS = 8
TURNS_IN_A_CHAT = 8
SAID = ("hello", THEFT, "who can read this?", "I am 35", ROBBERY, DANGER, "thank you", SELF_HARM)
FALLBACK = "something went wrong on my side"
GIVES_UP_AFTER = 300.0


@dataclass(frozen=True)
class Acknowledged:
    """A message that was answered with 200: whose chat, its own codeword, and what the person read."""

    chat: str
    word: str
    replies: list[str]
    tries: int


@dataclass
class Client:
    """Somebody who sends each message until it is answered, in the same chat, and then the next one."""

    bot: BotProcess
    stopping: threading.Event
    acknowledged: list[Acknowledged] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Talk until told to stop."""
        try:
            while not self.stopping.is_set():
                self._hold_a_chat()
        except Exception as error:
            self.wrong.append(repr(error))

    def _hold_a_chat(self) -> None:
        chat = codeword()
        begun, _ = self._until_answered("/conversations", {}, None)
        if begun is None:
            return
        token = begun.json()["token"]
        for number in range(TURNS_IN_A_CHAT):
            word = codeword()
            body = {"text": f"{SAID[number]} {chat} {word}", "message_id": f"message-{word}"}
            answer, tries = self._until_answered("/messages", body, token)
            if answer is None:
                return
            replies = [message["text"] for message in answer.json()["messages"]]
            if not replies:
                self.wrong.append("a silent turn")
            self.acknowledged.append(Acknowledged(chat, word, replies, tries))

    def _until_answered(self, path: str, body: dict[str, str], token: str | None) -> tuple[Answer | None, int]:
        tries, gives_up = 0, time.monotonic() + GIVES_UP_AFTER
        while time.monotonic() < gives_up:
            tries += 1
            with suppress(OSError, http.client.HTTPException):
                answer = self.bot.client.call("POST", path, body, token)
                if answer.status in (200, 201):
                    return answer, tries
                if answer.status != 503:  # 503: it has just started
                    self.wrong.append(f"{answer.status} {answer.body.decode()}")
                    return None, tries
            if self.stopping.is_set():
                return None, tries
            time.sleep(0.1)
        self.wrong.append("no answer")
        return None, tries


def test_a_bot_that_is_killed_under_load_loses_nothing_it_has_acknowledged(tmp_path: Path, measure: Measure) -> None:
    patient = BotProcess(tmp_path, BOT_REPLY_TIMEOUT_SECONDS="15")  # this is about kills, not about a slow machine
    chance, bot, stopping = random.Random(9), patient, threading.Event()
    clients = [Client(bot, stopping) for _ in range(CLIENTS)]
    threads = [threading.Thread(target=client.run) for client in clients]
    bot.start()
    kills = 0
    try:
        for thread in threads:
            thread.start()
        while kills < KILLS:
            before = sum(len(client.acknowledged) for client in clients)
            while sum(len(client.acknowledged) for client in clients) < before + 2 * CLIENTS:
                assert not any(client.wrong for client in clients), [client.wrong for client in clients]
                time.sleep(0.02)
            time.sleep(chance.uniform(0.0, 0.5))
            bot.kill()
            killed = time.monotonic()
            bot.start()
            measure("ready after a kill", time.monotonic() - killed)
            kills += 1
        before = {id(client): len(client.acknowledged) for client in clients}
        deadline = time.monotonic() + 120
        while any(len(client.acknowledged) < before[id(client)] + 2 for client in clients):
            assert time.monotonic() < deadline, "not everybody was answered after the last restart"
            time.sleep(0.1)
    finally:
        stopping.set()
        for thread in threads:
            thread.join()
        bot.stop()
    assert [client.wrong for client in clients if client.wrong] == []
    turns = [turn for client in clients for turn in client.acknowledged]
    assert_everything_is_stored(turns, sqlite_reader(tmp_path)())
    fallbacks = sum(any(FALLBACK in reply for reply in turn.replies) for turn in turns)
    measure("kills", kills)
    measure("acknowledged turns", len(turns))
    measure("turns sent again after a kill", sum(turn.tries > 1 for turn in turns))
    measure("chats", len({turn.chat for turn in turns}))
    measure("late turns answered with the written fallback", fallbacks)


def assert_everything_is_stored(turns: list[Acknowledged], events: list[tuple[str, str, str]]) -> None:
    """Each acknowledged turn is there once, with the replies that were read, in the chat of its person alone."""
    said: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for name, kind, data in events:
        if kind == "user":
            said[name].append((json.loads(data)["text"] or "", []))
        elif kind == "bot" and said[name]:
            said[name][-1][1].append(json.loads(data)["text"] or "")
    where = {text: (name, replies) for name, told in said.items() for text, replies in told}
    chats = {turn.chat for turn in turns}
    for name, told in said.items():
        words = {word for text, _ in told for word in text.split() if word in chats}
        assert len(words) <= 1, f"{name} has the words of several people"
    for turn in turns:
        found = [text for text in where if turn.word in text.split()]
        if any(FALLBACK in reply for reply in turn.replies):
            continue  # the person was told that it did not work
        assert len(found) == 1, f"an acknowledged turn is {len(found)} times in the database"
        assert turn.chat in found[0].split()
        assert where[found[0]][1][: len(turn.replies)] == turn.replies, "what the person read is not what is stored"
        copies = sum(turn.word in text.split() for told in said.values() for text, _ in told)
        assert copies == 1, "a message that was sent again is stored twice"
