"""The clock jumps, the process stands still, the model file is deleted: one bot, and nobody's chat breaks."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.server.conftest import MODEL, Turn, assert_is_problem

from .conftest import Start, sqlite_reader
from .people import DANGER, ROBBERY, THEFT, Measure, assert_is_in_time, somebody
from .process import BotProcess

pytestmark = [pytest.mark.faults, pytest.mark.server]

FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
STANDS_STILL_SECONDS = 4.0


class Clock:
    """The wall clock of one process, which can be put forward and back. Its steady clock goes on."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.shift(0)

    def shift(self, seconds: int) -> None:
        """So many seconds away from the real time."""
        self._file.write_text(f"{seconds:+d}\n")

    @property
    def environment(self) -> dict[str, str]:
        """What makes the process believe in this clock."""
        return {
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> Clock:
    """A clock to put wrong."""
    if not FAKETIME.is_file():
        why = "libfaketime is not installed (Debian: apt-get install faketime)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(f"{why}, so clock jumps are left out")
    return Clock(tmp_path_factory.mktemp("clock") / "shift")


@pytest.fixture(scope="module")
def bot(clock: Clock, start: Start, tmp_path_factory: pytest.TempPathFactory) -> BotProcess:
    """One bot with that clock, and a model file of its own."""
    folder = tmp_path_factory.mktemp("with_a_clock")
    model = shutil.copy(MODEL, folder / "model.tar.gz")
    return start("with_a_clock", var_dir=folder, BOT_MODEL=str(model), **clock.environment)


@pytest.mark.parametrize("seconds", [600, -600, 5400, -5400], ids=lambda seconds: f"{seconds // 60}_minutes")
def test_a_chat_goes_on_when_the_clock_jumps_by(seconds: int, clock: Clock, bot: BotProcess, measure: Measure) -> None:
    person = somebody(bot.client)
    assert person.say(THEFT).asks == "age_group"
    clock.shift(seconds)
    try:
        turns = [person.say("I am 35"), person.say(ROBBERY), person.say(DANGER)]
    finally:
        clock.shift(0)
    turns.append(person.say(ROBBERY))
    for turn in turns:
        assert_is_in_time(turn)
        measure("slowest reply", turn.seconds)
    assert "victim_support_live_chat_18_or_over" in turns[0].services
    assert "victim_support_live_chat_18_or_over" in turns[1].services, "the age was forgotten"
    assert turns[2].services[0] == "emergency_999"
    assert "victim_support_live_chat_18_or_over" in turns[3].services, "the age was forgotten"
    said = [data for _, kind, data in sqlite_reader(bot.var_dir)() if kind == "user" and person.word in data]
    assert len(said) == 5


def test_a_clock_put_forward_by_days_ends_the_chats_and_says_so(clock: Clock, bot: BotProcess) -> None:
    person = somebody(bot.client)
    clock.shift(3 * 86_400)
    try:
        answer = bot.client.call("POST", "/messages", {"text": DANGER}, person.conversation.token)
        assert_is_problem(answer, 401)
        assert "999" in answer.json()["detail"]
        assert somebody(bot.client).say(THEFT).asks == "age_group"
    finally:
        clock.shift(0)


def test_who_writes_while_the_process_stands_still_is_answered_when_it_goes_on(
    bot: BotProcess, measure: Measure
) -> None:
    person, other = somebody(bot.client), somebody(bot.client)
    answers: list[Turn] = []
    os.kill(bot.pid, signal.SIGSTOP)
    writing = [
        threading.Thread(target=lambda who=who, text=text: answers.append(who.say(text)))
        for who, text in ((person, THEFT), (other, DANGER))
    ]
    try:
        for thread in writing:
            thread.start()
        time.sleep(STANDS_STILL_SECONDS)
        assert not answers
    finally:
        os.kill(bot.pid, signal.SIGCONT)
    for thread in writing:
        thread.join(30)
    assert len(answers) == 2
    for turn in answers:
        assert turn.text.strip()
        measure("reply after it goes on", turn.seconds - STANDS_STILL_SECONDS)
    assert any("emergency_999" in turn.services[:1] for turn in answers)
    assert_is_in_time(person.say("I am 35"))


def test_a_model_file_that_is_deleted_is_missed_at_the_next_start_only(bot: BotProcess) -> None:
    (bot.var_dir / "model.tar.gz").unlink()
    assert somebody(bot.client).say(DANGER).services[0] == "emergency_999"
    assert bot.is_ready()
    bot.stop()
    bot.start(wait=False)
    assert bot.wait_for_its_end(60) == 2
    assert "There is no model at" in bot.printed()
    shutil.copy(MODEL, bot.var_dir / "model.tar.gz")
    bot.start()
