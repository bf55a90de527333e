"""The retention clock, and deleting without orphans, on both databases."""

from __future__ import annotations

import dataclasses
import datetime
import logging
import threading
import time

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from bot.console.conversations import forgetting
from bot.console.conversations.forgetting import delete
from bot.console.conversations.ingest import read_once
from bot.console.conversations.models import Conversation, Gone, Reading, Turn
from bot.console.conversations.retention import apply_keeping_time, expire
from bot.settings import Settings
from tests.console.building import a_conversation, a_turn
from tests.console.conversations.bot_store import OPENING, BotStore, theft

DAY = datetime.timedelta(days=1)


def old(**fields: object) -> Conversation:
    """A conversation whose day has come."""
    past = timezone.now() - 91 * DAY
    return a_conversation(began_at=past, last_at=past, expires_at=past + 90 * DAY, **fields)


def test_everything_of_a_conversation_whose_day_has_come_is_deleted(
    console: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    gone, stays = old(), a_conversation()
    a_turn(gone, text="my secret words")
    a_turn(stays)
    assert expire() == 1
    assert list(Conversation.objects.all()) == [stays]
    assert [turn.conversation_id for turn in Turn.objects.all()] == [stays.pk]
    assert "1 conversations were deleted: their time was over." in caplog.text
    assert "secret" not in caplog.text


def test_who_read_it_is_still_known(console: Settings) -> None:
    gone = old()
    Reading.objects.create(who="ann", what=Reading.What.OPENED, conversation_number=gone.pk)
    expire()
    assert Reading.objects.get().conversation_number == gone.pk


def test_a_legal_hold_keeps_it_until_its_last_day(console: Settings) -> None:
    held = old(held_until=timezone.localdate())
    assert expire() == 0
    assert expire(timezone.now() + DAY) == 1
    assert not Conversation.objects.filter(pk=held.pk).exists()


def test_a_hold_that_is_over_keeps_nothing(console: Settings) -> None:
    old(held_until=timezone.localdate() - DAY)
    assert expire() == 1


def test_a_hold_that_is_put_on_at_the_last_moment_counts(console: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = old()
    removed = forgetting.remove

    def somebody_is_quicker(*arguments: object) -> int:
        Conversation.objects.update(held_until=timezone.localdate() + DAY)
        return removed(*arguments)

    monkeypatch.setattr(forgetting, "remove", somebody_is_quicker)
    assert expire() == 0
    assert Conversation.objects.filter(pk=conversation.pk).exists()


def test_many_go_in_batches(console: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.console.conversations.retention.AT_ONCE", 3)
    for _ in range(10):
        a_turn(old())
    assert expire() == 10
    assert not Turn.objects.exists()


def test_a_changed_keeping_time_counts_for_what_is_here(console: Settings) -> None:
    conversation = a_conversation()
    shorter = dataclasses.replace(console, console_keep_days=30)
    assert apply_keeping_time(shorter) == 1
    assert apply_keeping_time(shorter) == 0
    conversation.refresh_from_db()
    assert conversation.expires_at == conversation.last_at + 30 * DAY


def test_what_was_deleted_is_remembered_as_long_as_it_could_come_back(console: Settings) -> None:
    old()
    now = timezone.now()
    expire(now)
    assert Gone.objects.count() == 1
    expire(now + 91 * DAY)
    assert Gone.objects.count() == 1
    expire(now + 93 * DAY)
    assert Gone.objects.count() == 0


def test_what_expired_does_not_come_back_from_the_store(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], time.time() - 60)
    read_once(lambda _: None)
    Conversation.objects.update(expires_at=timezone.now() - DAY)
    assert expire() == 1
    read_once(lambda _: None)
    assert not Conversation.objects.exists()


def test_no_deleted_word_is_left_in_the_files_of_sqlite(console: Settings) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL frees rows later, by itself (VACUUM)")
    a_turn(old(), text="Zanzibar peppermint lighthouse")
    connection.close()
    folder = console.var_dir
    assert any(b"peppermint" in file.read_bytes() for file in folder.glob("console.db*"))
    expire()
    connection.close()
    assert not any(b"peppermint" in file.read_bytes() for file in folder.glob("console.db*"))


def test_deleting_while_somebody_reads_and_writes_leaves_no_orphan(console: Settings) -> None:
    """A second person adds to each conversation until it is gone, and reads it all the while."""
    conversations = [a_conversation() for _ in range(12)]
    for conversation in conversations:
        a_turn(conversation)
    stop, faults = threading.Event(), []

    def add_and_read() -> None:
        event = 5_000_000
        try:
            while not stop.is_set():
                for conversation in conversations:
                    event += 1
                    time.sleep(0.002)  # SQLite is not fair to whoever waits
                    try:
                        with transaction.atomic():
                            Turn.objects.create(
                                conversation_id=conversation.pk,
                                event_id=event,
                                number=2,
                                at=timezone.now(),
                                text="more",
                            )
                            list(Turn.objects.filter(conversation_id=conversation.pk))
                    except IntegrityError:
                        continue  # it is gone: what was written is refused as a whole
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=add_and_read)
    thread.start()
    try:
        for conversation in conversations:
            time.sleep(0.02)
            assert delete([conversation.pk]) == 1
    finally:
        stop.set()
        thread.join()
    assert not faults
    assert not Conversation.objects.exists()
    assert not Turn.objects.exists()
