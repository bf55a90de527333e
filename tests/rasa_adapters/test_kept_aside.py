"""What is kept in memory is bounded, goes with its conversation, and gives up what the database has first."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.rasa


def row(data: str = "x", type_name: str = "user"):  # type: ignore[no-untyped-def]
    from bot.rasa_adapters.kept_aside import Row

    return Row(type_name, 1.0, None, None, data)


def kept_aside(**limits: object):  # type: ignore[no-untyped-def]
    from bot.rasa_adapters.kept_aside import KeptAside

    return KeptAside(**limits)  # type: ignore[arg-type]


def test_what_was_added_is_unsaved_until_it_is_said_to_be_saved() -> None:
    aside = kept_aside()
    aside.remember("one", [row("before")])
    assert aside.unsaved() == []
    aside.add("one", [row("now"), row("and now")])
    assert aside.unsaved() == ["one"]
    aside.saved("one", 1)
    assert aside.has_unsaved("one")
    aside.saved("one", 1)
    assert aside.unsaved() == []
    assert [each.data for each in aside.get("one").rows] == ["before", "now", "and now"]


def test_a_conversation_that_is_dropped_is_gone_with_what_was_unsaved() -> None:
    aside = kept_aside()
    aside.add("one", [row("words")])
    aside.drop("one")
    assert aside.get("one") is None
    assert aside.unsaved() == []


def test_of_too_much_the_longest_idle_goes_and_what_the_database_has_goes_first() -> None:
    aside = kept_aside(most_characters=30)
    aside.add("unsaved", [row("u" * 10)])
    aside.remember("saved", [row("s" * 10)])
    aside.add("other", [row("o" * 10)])
    aside.add("newest", [row("n" * 10)])
    assert aside.get("saved") is None
    assert aside.unsaved() == ["unsaved", "other", "newest"]
    aside.add("more", [row("m" * 10)])
    assert aside.unsaved() == ["other", "newest", "more"]


def test_memory_stays_bounded_however_long_the_database_is_away() -> None:
    aside = kept_aside(most_characters=1000)
    for number in range(500):
        aside.add(f"conversation-{number}", [row("w" * 90)])
    assert len(aside) <= 11


def test_words_that_the_database_has_are_not_kept_longer_than_needed() -> None:
    now = [0.0]
    aside = kept_aside(idle_seconds=60.0, clock=lambda: now[0])
    aside.remember("idle", [row("words")])
    aside.add("unsaved", [row("words")])
    now[0] = 61.0
    aside.tidy()
    assert aside.get("idle") is None
    assert aside.has_unsaved("unsaved")


def test_a_session_is_what_came_since_it_began() -> None:
    aside = kept_aside()
    aside.add("one", [row("old"), row("s", "session_started"), row("new")])
    assert [each.data for each in aside.get("one").session()] == ["s", "new"]
