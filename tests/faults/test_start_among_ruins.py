"""What is damaged when the bot starts: a model or encoder is named and refused, a database or broker is done without."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import Callable

import pytest

from tests.server.conftest import MODEL, ROOT

from .conftest import Start, sqlite_reader
from .people import DANGER, SELF_HARM, THEFT, Measure, assert_is_in_time, assert_said_once, somebody
from .process import BotProcess

pytestmark = [pytest.mark.faults, pytest.mark.model]

BROKER = """
event_broker:
  type: pika
  url: 127.0.0.1
  port: 1
  username: guest
  password: guest
  queues: [events]
"""


def cut_off(path: Path) -> None:
    """As a copy that broke off."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path: Path) -> None:
    """As a disk that lost a block."""
    middle = path.stat().st_size // 2
    with path.open("r+b") as file:
        file.seek(middle)
        file.write(bytes(4096))


def of_something_else(path: Path) -> None:
    """As a file put there by mistake."""
    path.write_bytes(b"this is no model" * 100)


def empty(path: Path) -> None:
    """As a disk that was full."""
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut_off, overwritten, of_something_else, empty, Path.unlink])
def test_a_model_that_cannot_be_read_is_named_at_the_start(damage: Callable[[Path], None], tmp_path: Path) -> None:
    from bot.understanding.model import ModelMissing, check_model

    model = Path(shutil.copy(MODEL, tmp_path / "model.tar.gz"))
    check_model(model)
    damage(model)
    with pytest.raises(ModelMissing, match=r"model\.tar\.gz.*make train"):
        check_model(model)


@pytest.mark.parametrize("name", ["encoder.onnx", "tokenizer.json"])
@pytest.mark.parametrize("damage", [cut_off, of_something_else, empty, Path.unlink])
def test_an_encoder_that_cannot_be_read_is_named_at_the_start(
    damage: Callable[[Path], None], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.understanding import model

    encoder = Path(shutil.copytree(ROOT / "models" / "encoder", tmp_path / "encoder"))
    monkeypatch.setattr(model, "ENCODER_DIR", encoder)
    model.check_model(MODEL)
    damage(encoder / name)
    with pytest.raises(model.ModelMissing, match=r"encoder.*make encoder"):
        model.check_model(MODEL)


def test_the_bot_does_not_start_with_a_damaged_model_and_says_which(tmp_path: Path) -> None:
    model = Path(shutil.copy(MODEL, tmp_path / "model.tar.gz"))
    cut_off(model)
    bot = BotProcess(tmp_path, BOT_MODEL=str(model))
    bot.start(wait=False)
    assert bot.wait_for_its_end(60) == 2
    assert "error: " in bot.printed()
    assert "is not a readable model" in bot.printed()
    assert "Traceback" not in bot.printed()


@pytest.mark.server
def test_a_damaged_database_file_and_a_broker_that_is_down_keep_nobody_from_an_answer(
    start: Start, tmp_path: Path, measure: Measure
) -> None:
    (tmp_path / "conversations.db").write_bytes(b"this was a database once" * 1000)
    (tmp_path / "endpoints.yml").write_text((ROOT / "endpoints.yml").read_text(encoding="utf-8") + BROKER)
    bot = BotProcess(tmp_path)
    bot.command = [sys.executable, "-c", _WITH_OTHER_ENDPOINTS, str(tmp_path)]
    began = time.monotonic()
    try:
        bot.start()
        measure("start", time.monotonic() - began)
        assert "event broker" in bot.printed()
        person, in_danger, desperate = (somebody(bot.client) for _ in range(3))
        turns = [person.say(THEFT), in_danger.say(DANGER), desperate.say(SELF_HARM), person.say("I am 35")]
        for turn in turns:
            assert_is_in_time(turn)
            measure("slowest reply", turn.seconds)
        assert turns[1].services[0] == "emergency_999"
        assert turns[2].services[0] == "samaritans"
        assert "victim_support_live_chat_18_or_over" in turns[3].services
        # The operator moves the damaged file away: no restart is needed.
        (tmp_path / "conversations.db").rename(tmp_path / "damaged.db")
        moved, read = time.monotonic(), sqlite_reader(tmp_path)
        while sum(person.word in data and kind == "user" for _, kind, data in read()) < 2:
            assert time.monotonic() < moved + 15, bot.printed()
            time.sleep(0.1)
        measure("database has everything after", time.monotonic() - moved)
        assert_said_once(read(), person.word)
        assert "this was a database once" in (tmp_path / "damaged.db").read_text()
    finally:
        bot.stop()


_WITH_OTHER_ENDPOINTS = """
import pathlib, sys
import bot.rasa_adapters.server as server
from bot.cli import main
endpoints = pathlib.Path(sys.argv[1])
read = server.AvailableEndpoints.read_endpoints
server.AvailableEndpoints.read_endpoints = classmethod(lambda cls, path: read(str(endpoints / "endpoints.yml")))
sys.exit(main(["serve"]))
"""
"""`python -m bot serve` on another endpoints.yml: which file it is, is no setting."""
