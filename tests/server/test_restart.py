"""Stopping finishes what was begun; a restart drops nobody; a full bot says so with the emergency lines."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from .conftest import MODEL, RunningBot, assert_is_problem, running_bot

pytestmark = pytest.mark.server


def test_a_restart_drops_nobody(tmp_path: Path) -> None:
    with running_bot(tmp_path, "supervise") as bot:
        began = bot.client.begin()
        began.say("someone took my bicycle")
        seen, errors, stop = [], [], threading.Event()

        def keep_talking() -> None:
            conversation = bot.client.begin()
            while not stop.is_set():
                try:
                    seen.append(conversation.say("is this private"))
                except (OSError, AssertionError) as error:
                    errors.append(error)

        talkers = [threading.Thread(target=keep_talking) for _ in range(3)]
        for talker in talkers:
            talker.start()
        os.kill(bot.process_id, signal.SIGHUP)
        _wait_for(lambda: bot.output.read_text().count("answers after") == 2)
        time.sleep(2)
        stop.set()
        for talker in talkers:
            talker.join()
        assert errors == []
        assert len(seen) > 10
        assert "victim_support_live_chat_18_or_over" in began.say("34").services, "the conversation went on"


def test_a_turn_that_is_under_way_is_finished_before_the_bot_stops(tmp_path: Path) -> None:
    with running_bot(tmp_path) as bot:
        conversation = bot.client.begin()
        replies = []
        talkers = [
            threading.Thread(target=lambda: replies.append(conversation.say("someone took my bicycle")))
            for _ in range(5)
        ]
        for talker in talkers:
            talker.start()
        time.sleep(0.05)
        os.kill(bot.process_id, signal.SIGTERM)
        for talker in talkers:
            talker.join()
        assert len(replies) == 5
        assert all(reply.messages for reply in replies)


def test_a_port_that_is_taken_is_named(bot: RunningBot, tmp_path: Path) -> None:
    import subprocess
    import sys

    port = str(urlsplit(bot.client.address).port)
    environment = {**os.environ, "BOT_PORT": port, "BOT_VAR_DIR": str(tmp_path), "BOT_MODEL": str(MODEL)}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "serve"], env=environment, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 2
    assert f"BOT_PORT={port}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_whoever_finds_no_room_is_told_999_and_the_supportline(tmp_path: Path) -> None:
    with running_bot(tmp_path, BOT_MOST_WAITING="1", BOT_TURNS_AT_ONCE="1") as bot:
        conversation = bot.client.begin()
        host = urlsplit(bot.client.address).netloc
        calls = [http.client.HTTPConnection(host, timeout=30) for _ in range(12)]
        for call in calls:
            call.request(
                "POST", "/webhooks/widget/messages", json.dumps({"text": "someone took my bicycle"}),
                {"Authorization": f"Bearer {conversation.token}"},
            )  # fmt: skip
        answers = [call.getresponse() for call in calls]
        read = [json.loads(answer.read()) for answer in answers]
        for call in calls:
            call.close()
        full = [body for body in read if body.get("status") == 503]
        assert full, "twelve at once must be more than one and one that waits"
        assert all(answer.status in (200, 503) for answer in answers)
        assert {"emergency_999", "victim_support_supportline"} <= {service["id"] for service in full[0]["services"]}
        assert_is_problem(bot.client.call("POST", "/messages", {"text": ""}, conversation.token), 400)


def _wait_for(is_so: object, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_so():  # type: ignore[operator]
            return
        time.sleep(0.2)
    raise AssertionError("it did not come about in time")
