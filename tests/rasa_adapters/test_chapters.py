"""A long conversation is cut into chapters, and nobody notices."""

import uuid
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.rasa


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    from rasa.shared.core.domain import Domain

    from bot.rasa_adapters.conversation_store import ConversationStore

    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    made = ConversationStore(domain=Domain.load("domain.yml"))
    yield made
    made.engine.dispose()


async def _say(store: Any, conversation: str, *more: Any, now: float | None = None) -> Any:
    """One turn, with these events after the message; returns what the store reads for the next one."""
    from rasa.shared.core.events import ActionExecuted, UserUttered

    tracker = await store.get_or_create_tracker(conversation)
    for event in (UserUttered("invented words", timestamp=now), *more, ActionExecuted("action_listen")):
        tracker.update(event)
    await store.save(tracker)
    return await store.retrieve(conversation)


async def test_what_is_read_for_a_turn_stops_growing(store: Any) -> None:
    conversation = uuid.uuid4().hex
    read = [len((await _say(store, conversation)).events) for _ in range(60)]
    assert max(read[30:]) <= max(read[:30])


async def test_slots_and_an_open_form_live_on_in_the_next_chapter(store: Any) -> None:
    from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet

    from bot.rasa_adapters.chapters import TURNS

    conversation = uuid.uuid4().hex
    tracker = await _say(
        store, conversation, SlotSet("harm", "fraud"), ActionExecuted("situation_form"),
        ActiveLoop("situation_form"), SlotSet("requested_slot", "age_group"),
    )  # fmt: skip
    for _ in range(2 * TURNS):
        tracker = await _say(store, conversation)
    assert tracker.get_slot("harm") == "fraud"
    assert tracker.get_slot("requested_slot") == "age_group"
    assert tracker.active_loop_name == "situation_form"
    assert tracker.latest_action_name == "action_listen"


async def test_every_message_stays_in_the_store(store: Any) -> None:
    conversation = uuid.uuid4().hex
    for _ in range(25):
        await _say(store, conversation)
    full = await store.retrieve_full_tracker(conversation)
    assert sum(event.type_name == "user" for event in full.events) == 25


async def test_a_clock_that_is_set_back_hides_no_message(store: Any) -> None:
    import time

    conversation = uuid.uuid4().hex
    for _ in range(12):
        await _say(store, conversation)
    tracker = await _say(store, conversation, now=time.time() - 3600)
    assert sum(event.type_name == "user" for event in tracker.events) == 3
