"""Reading conversations from the bot's store, on both databases."""

from __future__ import annotations

import dataclasses
import datetime
import logging
import threading
import time
from typing import Callable

import pytest
from django.db import connection
from django.utils import timezone

from bot.console.conversations import ingest
from bot.console.conversations.forgetting import delete, forget, is_forgotten
from bot.console.conversations.ingest import Poller, read_once, run_forever
from bot.console.conversations.models import Conversation, Gone, Position, ReviewState, Turn
from bot.console.conversations.reading_store import StoreAway, open_store
from bot.settings import Settings
from tests.console.conversations.bot_store import (
    OPENING,
    BotStore,
    age_chosen,
    bare,
    danger,
    theft,
    unclear,
    user,
)

NOW = time.time


def everything() -> tuple[list[object], list[object]]:
    """All that was read, as values."""
    return (
        list(Conversation.objects.order_by("key").values_list("key", "turns_count", "harm", "priority", "concerns", "last_at")),
        list(Turn.objects.order_by("conversation__key", "number").values_list("conversation__key", "number", "event_id", "text", "replies")),
    )  # fmt: skip


def quietly(_line: str) -> None:
    """No progress is shown."""


def test_a_conversation_comes_in_whole(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    store.add("ann", age_chosen(), NOW() - 30)
    assert read_once(quietly) == 2
    found = Conversation.objects.get(key="ann")
    assert (found.turns_count, found.harm, found.age_group, found.priority) == (
        2,
        "acquisitive_crime",
        "18_or_over",
        found.in_sample,
    )
    assert found.services == ["victim_support_supportline", "victim_support_live_chat_18_or_over"]
    assert found.expires_at == found.last_at + datetime.timedelta(days=console.console_keep_days)
    assert [turn.text for turn in found.turns.all()] == ["Somebody took my bike", "18 or over"]


def test_reading_again_changes_nothing(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    store.add("bob", [*OPENING, *unclear(), bare("rewind")], NOW() - 50)
    read_once(quietly)
    before = everything()
    read_once(quietly)
    Position.objects.all().delete()
    read_once(quietly)
    assert everything() == before


def test_what_is_said_later_is_added(console: Settings, store: BotStore) -> None:
    poller = Poller(console)
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    assert poller.read(quietly) == 1
    store.add("ann", age_chosen(), NOW() - 30)
    store.add("bob", [*OPENING, *danger()], NOW() - 20)
    assert poller.read(quietly, compares=False) == 2
    assert poller.read(quietly, compares=False) == 0
    assert Conversation.objects.get(key="bob").danger


def test_a_fallback_that_was_rewound_is_visible(console: Settings, store: BotStore) -> None:
    poller = Poller(console)
    store.add("ann", [*OPENING, *unclear("it was him again")], NOW() - 60)
    poller.read(quietly)
    store.add("ann", [bare("rewind"), *theft()], NOW() - 50)
    poller.read(quietly)
    first, second = Turn.objects.filter(conversation__key="ann")
    assert (first.text, first.is_fallback, first.is_undone, first.runner_up) == (
        "it was him again",
        True,
        True,
        "violence",
    )
    assert not second.is_undone


def test_an_id_that_is_committed_late_is_read(console: Settings, store: BotStore) -> None:
    poller = Poller(console)
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    later = store.run("SELECT max(id) FROM events")[0][0] + 500
    store._run(*[store.insert("bob", event, NOW() - 40, later + n) for n, event in enumerate(danger())])
    poller.read(quietly, compares=False)
    store._run(*[store.insert("eve", event, NOW() - 41, later - 300 + n) for n, event in enumerate(theft())])
    poller.read(quietly, compares=False)
    assert set(Conversation.objects.values_list("key", flat=True)) == {"ann", "bob", "eve"}


def test_an_id_that_is_committed_very_late_is_found_when_all_is_compared(console: Settings, store: BotStore) -> None:
    poller = Poller(console)
    store._run(*[store.insert("bob", event, NOW() - 40, 50_000 + n) for n, event in enumerate(danger())])
    poller.read(quietly)
    store._run(*[store.insert("eve", event, NOW() - 41, 10 + n) for n, event in enumerate(theft())])
    poller.read(quietly, compares=False)
    assert not Conversation.objects.filter(key="eve").exists()
    poller.read(quietly)
    assert Conversation.objects.filter(key="eve").exists()


def test_the_ids_of_deleted_events_may_be_given_out_again(console: Settings, store: BotStore) -> None:
    """SQLite does that: one person's words must never be taken for another's."""
    poller = Poller(console)
    store._run(*[store.insert("ann", event, NOW() - 60, 1 + n) for n, event in enumerate(theft("my bike is gone"))])
    poller.read(quietly)
    store.forget_idle("ann")
    store._run(*[store.insert("bob", event, NOW() - 30, 1 + n) for n, event in enumerate(theft("my phone is gone"))])
    poller.read(quietly, compares=False)
    assert [turn.text for turn in Turn.objects.filter(conversation__key="ann")] == ["my bike is gone"]
    assert [turn.text for turn in Turn.objects.filter(conversation__key="bob")] == ["my phone is gone"]


def test_a_store_that_begins_again_at_one_is_read(console: Settings, store: BotStore) -> None:
    store._run(*[store.insert("ann", event, NOW() - 60, 90_000 + n) for n, event in enumerate(theft())])
    read_once(quietly)
    store.forget_idle("ann")
    read_once(quietly)
    assert Position.objects.get().last_event_id == 0
    store._run(*[store.insert("bob", event, NOW() - 30, 1 + n) for n, event in enumerate(theft())])
    read_once(quietly)
    assert Conversation.objects.count() == 2


def test_days_off_are_caught_up_in_steps(console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "IDS_AT_ONCE", 50)
    monkeypatch.setattr(ingest, "CONVERSATIONS_AT_ONCE", 3)
    monkeypatch.setattr(ingest, "_LONG_WAY", 100)
    monkeypatch.setattr(ingest, "_SAY_EVERY_SECONDS", 0.0)
    for day in range(5, 0, -1):
        for number in range(10):
            store.add(f"{day}-{number}", [*OPENING, *theft()], NOW() - day * 86_400 + number)
        for number in range(10):
            store.add(f"{day}-{number}", age_chosen(), NOW() - day * 86_400 + 60 + number)
    lines: list[str] = []
    assert read_once(lines.append) == 100
    assert set(Conversation.objects.values_list("turns_count", flat=True)) == {2}
    assert Conversation.objects.count() == 50
    assert "Catching up: about 900 events" in lines[0]
    assert "900 of about 900 events read (100 %), 100 messages kept." in lines[-1]


def test_what_the_bots_clock_deletes_stays_in_the_console(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    read_once(quietly)
    store.forget_idle("ann")
    read_once(quietly)
    assert Conversation.objects.get(key="ann").turns.count() == 1


def test_what_a_person_deletes_goes_from_the_console_too(console: Settings, store: BotStore) -> None:
    poller = Poller(console)
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    store.add("bob", [*OPENING, *theft()], NOW() - 60)
    poller.read(quietly)
    store.forget("ann", NOW())
    assert is_forgotten("ann")
    assert not is_forgotten("bob")
    poller.read(quietly, compares=False)
    assert list(Conversation.objects.values_list("key", flat=True)) == ["bob"]
    assert Turn.objects.count() == 1


def test_a_turn_that_was_under_way_does_not_bring_a_deleted_conversation_back(
    console: Settings, store: BotStore
) -> None:
    poller = Poller(console)
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    poller.read(quietly)
    store.forget("ann", NOW())
    store.add("ann", age_chosen(), NOW())
    poller.read(quietly, compares=False)
    assert not Conversation.objects.exists()
    assert not Turn.objects.exists()


def test_a_conversation_that_was_forgotten_long_ago_goes_at_the_next_start(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    read_once(quietly)
    store.forget("ann", NOW() - 5_000_000)
    read_once(quietly)
    assert not Conversation.objects.exists()


def test_a_hold_does_not_keep_what_the_person_deletes(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    read_once(quietly)
    Conversation.objects.update(held_until=timezone.localdate() + datetime.timedelta(days=30))
    store.forget("ann", NOW())
    read_once(quietly)
    assert not Conversation.objects.exists()


def test_what_was_deleted_in_the_console_does_not_come_back(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    read_once(quietly)
    forget(Conversation.objects.get(key="ann"))
    store.add("ann", age_chosen(), NOW() - 30)
    read_once(quietly)
    Position.objects.all().delete()
    read_once(quietly)
    assert not Conversation.objects.exists()
    assert not Turn.objects.exists()
    assert "ann" not in Gone.objects.get().digest


def test_a_conversation_whose_time_is_over_is_not_taken_in(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - (console.console_keep_days * 86_400 + 60))
    read_once(quietly)
    assert not Conversation.objects.exists()


def test_what_a_reviewer_masked_stays_masked_and_what_they_did_stays_done(console: Settings, store: BotStore) -> None:
    store.add("ann", [*OPENING, *theft("Tom Example took my bike")], NOW() - 60)
    read_once(quietly)
    Turn.objects.update(text="[masked] took my bike", reasons=["age: [masked]"], is_masked=True)
    hold = timezone.localdate() + datetime.timedelta(days=30)
    Conversation.objects.update(state=ReviewState.REVIEWED, held_until=hold, hold_reason="a court")
    number = Turn.objects.get().pk
    store.add("ann", age_chosen(), NOW() - 30)
    Position.objects.all().delete()
    read_once(quietly)
    turn, found = Turn.objects.get(number=1), Conversation.objects.get()
    assert (turn.pk, turn.text, turn.reasons, turn.is_masked) == (
        number,
        "[masked] took my bike",
        ["age: [masked]"],
        True,
    )
    assert (found.state, found.held_until, found.hold_reason, found.turns_count) == (
        ReviewState.REVIEWED,
        hold,
        "a court",
        2,
    )


def test_conversations_of_our_own_are_marked_and_never_drawn(console: Settings, store: BotStore) -> None:
    for number in range(60):
        store.add(f"own-{number}", [*OPENING, user("hello", "greet", metadata={"is_test": True})], NOW() - 60)
    read_once(quietly)
    assert Conversation.objects.filter(is_test=True, in_sample=False).count() == 60


def test_one_conversation_that_cannot_be_kept_does_not_keep_out_the_others(
    console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.add("ann", [*OPENING, *theft("my secret words")], NOW() - 60)
    store.add("bob", [*OPENING, *theft()], NOW() - 60)
    written = ingest.write

    def fails_for_ann(batch: ingest.Batch, *others: object) -> int:
        if any(each.key == "ann" for each in batch.conversations):
            raise ValueError("my secret words")
        return written(batch, *others)

    monkeypatch.setattr(ingest, "write", fails_for_ann)
    read_once(quietly)
    assert list(Conversation.objects.values_list("key", flat=True)) == ["bob"]
    assert "could not be kept (ValueError at " in caplog.text
    assert "secret" not in caplog.text


def test_damaged_events_do_not_stop_the_reading(
    console: Settings, store: BotStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    store.add("bob", theft(), NOW() - 60)
    store.run("UPDATE events SET data = '{\"text\": \"my secret' WHERE sender_id = 'bob' AND type_name = 'bot'")
    read_once(quietly)
    assert Conversation.objects.count() == 2
    assert "1 events of a conversation are damaged" in caplog.text
    assert "secret" not in caplog.text


def test_words_with_zero_bytes_and_halves_of_characters_are_kept(console: Settings, store: BotStore) -> None:
    store.add("ann", theft("my bike\x00 \ud83d is gone"), NOW() - 60)
    read_once(quietly)
    assert Turn.objects.get().text == "my bike ? is gone"


def test_the_store_is_opened_for_reading_only(console: Settings, store: BotStore) -> None:
    with open_store(console) as opened, pytest.raises(StoreAway) as refused:
        opened._ask("DELETE FROM events")
    assert refused.value.kind in ("OperationalError", "ReadOnlySqlTransaction")


def test_a_store_that_is_not_there_yet_is_no_fault_and_is_found_later(
    console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    store.run("DROP TABLE events")
    store.run("DROP TABLE forgotten_conversations")
    running = _Running(monkeypatch)
    running.until(lambda: "no conversations yet" in _note())
    assert not is_forgotten("ann")
    again = BotStore(store.where)
    again.add("ann", [*OPENING, *theft()], NOW() - 60)
    running.until(lambda: Conversation.objects.exists() and not _note())
    running.stop()
    again.close()
    assert "New conversations are read again." in caplog.text
    assert caplog.text.count("no conversations yet") == 1


def test_a_fault_of_our_own_is_logged_without_words_and_tried_again(
    console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    written, failures = ingest.write, 2

    def fails_at_first(*arguments: object) -> int:
        nonlocal failures
        failures -= 1
        if failures >= 0:
            raise RuntimeError("my secret words")
        return written(*arguments)

    monkeypatch.setattr(ingest, "write", fails_at_first)
    running = _Running(monkeypatch)
    running.until(Conversation.objects.exists)
    running.stop()
    assert "New conversations could not be read (RuntimeError at " in caplog.text
    assert "secret" not in caplog.text


def test_a_locked_store_is_waited_for(console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    monkeypatch.setattr("bot.console.conversations.reading_store.PATIENCE_SECONDS", 0.2 if store.is_sqlite else 2)
    if store.is_sqlite:
        store.connection.isolation_level = None
        store.connection.execute("PRAGMA journal_mode=DELETE")
    lock = "BEGIN EXCLUSIVE" if store.is_sqlite else "LOCK TABLE events IN ACCESS EXCLUSIVE MODE"
    store.connection.cursor().execute(lock)
    running = _Running(monkeypatch)
    time.sleep(0.6)
    assert not Conversation.objects.exists()
    store.connection.rollback()
    running.until(Conversation.objects.exists)
    running.stop()


def test_a_store_that_is_a_damaged_file_does_not_end_the_reading(
    console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not store.is_sqlite:
        pytest.skip("only a file can be damaged so")
    kept = console.conversations_path
    aside = kept.with_suffix(".aside")
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    aside.write_bytes(kept.read_bytes())
    kept.rename(kept.with_suffix(".good"))
    kept.write_bytes(b"not a database at all" * 1000)
    running = _Running(monkeypatch)
    running.until(lambda: "cannot be read (DatabaseError)" in _note())
    assert not is_forgotten("ann")
    kept.with_suffix(".good").rename(kept)
    running.until(Conversation.objects.exists)
    running.stop()


def test_while_the_store_is_gone_nobody_is_forgotten_and_the_pages_say_why(
    console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    if store.is_sqlite:
        pytest.skip("a file is not reached over the network")
    away = dataclasses.replace(console, database_url="postgresql://nobody:my-secret@127.0.0.1:1/away")
    monkeypatch.setattr("django.conf.settings.SETTINGS", away)
    assert not is_forgotten("ann")
    running = _Running(monkeypatch)
    running.until(lambda: "The bot's store cannot be read (OperationalError)." in _note())
    running.stop()
    assert "my-secret" not in caplog.text
    assert caplog.text.count("cannot be read") == 1


def test_a_connection_that_was_cut_is_made_again(console: Settings, store: BotStore) -> None:
    if store.is_sqlite:
        pytest.skip("a file has no connection that lasts")
    store.forget("ann", NOW())
    assert is_forgotten("ann")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = ?"
    assert store.run(cut, "review console") == [(True,)]
    assert is_forgotten("ann")


def test_a_broken_database_of_the_consoles_own_is_waited_for(
    console: Settings, store: BotStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store.add("ann", [*OPENING, *theft("my secret words")], NOW() - 60)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE conversations_turn RENAME TO aside")
    running = _Running(monkeypatch)
    try:
        running.until(lambda: "The console's database cannot be used (" in caplog.text)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE aside RENAME TO conversations_turn")
    running.until(Turn.objects.exists)
    running.stop()
    assert "secret" not in caplog.text


def test_two_that_read_at_once_double_nothing(console: Settings, store: BotStore) -> None:
    for number in range(40):
        store.add(f"person-{number}", [*OPENING, *theft()], NOW() - 60)
    faults: list[Exception] = []

    def read() -> None:
        try:
            for _ in range(5):
                Poller(console).read(quietly)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert Conversation.objects.count() == Turn.objects.count() == 40


def test_deleting_while_it_is_written_leaves_no_orphan_and_nothing_comes_back(
    console: Settings, store: BotStore
) -> None:
    people = [f"person-{number}" for number in range(15)]
    for person in people:
        store.add(person, [*OPENING, *theft()], NOW() - 60)
    read_once(quietly)
    stop, faults = threading.Event(), []

    def keep_reading() -> None:
        try:
            while not stop.is_set():
                Poller(console).read(quietly)
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    readers = [threading.Thread(target=keep_reading) for _ in range(2)]
    for thread in readers:
        thread.start()
    for person in people:
        store.add(person, age_chosen(), NOW() - 30)
        delete(list(Conversation.objects.filter(key=person).values_list("pk", flat=True)))
        assert not Conversation.objects.filter(key=person).exists()
    stop.set()
    for thread in readers:
        thread.join()
    read_once(quietly)
    assert not faults
    assert not Conversation.objects.exists()
    assert not Turn.objects.exists()


def _note() -> str:
    return str(Position.objects.filter(pk=1).values_list("note", flat=True).first() or "")


class _Running:
    """`run_forever` in a thread, quick."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ingest, "POLL_SECONDS", 0.05)
        monkeypatch.setattr(ingest, "AGAIN_SECONDS", 0.05)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=run_forever, args=[self._stop])
        self._thread.start()

    def until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + 30
        try:
            while not is_so():
                assert time.monotonic() < end, "it never came to that"
                time.sleep(0.05)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(20)
        assert not self._thread.is_alive()


def test_what_was_read_is_counted_for_the_overview(console: Settings, store: BotStore) -> None:
    from bot.console.overview.models import Day

    Day.objects.all().delete()
    store.add("ann", [*OPENING, *theft()], NOW() - 60)
    Poller(console).round(quietly)
    assert Day.objects.filter(date=timezone.localdate()).exists()
    Day.objects.all().delete()
