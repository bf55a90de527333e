"""The conversation store forgets when told to, and lets others read while it writes. SQLite and real PostgreSQL."""

import asyncio
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.rasa

POSTGRES = "postgresql://postgres@127.0.0.1:5432/test"


def _postgres_answers() -> bool:
    import sqlalchemy as sa

    try:
        with sa.create_engine(POSTGRES, connect_args={"connect_timeout": 2}).connect():
            return True
    except sa.exc.OperationalError:
        return False


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    from rasa.shared.core.domain import Domain

    from bot.rasa_adapters.conversation_store import ConversationStore

    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    if request.param == "postgresql":
        if not os.environ.get("CI") and not _postgres_answers():
            pytest.skip("PostgreSQL does not answer at 127.0.0.1:5432, so this test is left out")
        monkeypatch.setenv("BOT_DATABASE_URL", POSTGRES)
    made = ConversationStore(domain=Domain.empty())
    yield made
    made.engine.dispose()


async def _say(store: object, conversation_id: str, text: str) -> None:
    from rasa.shared.core.events import UserUttered
    from rasa.shared.core.trackers import DialogueStateTracker

    tracker = await store.get_or_create_tracker(conversation_id)  # type: ignore[attr-defined]
    assert isinstance(tracker, DialogueStateTracker)
    tracker.update(UserUttered(text))
    await store.save(tracker)  # type: ignore[attr-defined]


async def _is_known(store: object, conversation_id: str) -> bool:
    return await store.retrieve(conversation_id) is not None  # type: ignore[attr-defined, no-any-return]


async def test_a_conversation_is_known_until_it_is_forgotten(store: object) -> None:
    one = uuid.uuid4().hex
    assert not await _is_known(store, one)
    await _say(store, one, "an invented sentence")
    assert await _is_known(store, one)
    await store.forget(one)  # type: ignore[attr-defined]
    assert not await _is_known(store, one)


async def test_forgetting_one_conversation_leaves_the_others(store: object) -> None:
    one, other = uuid.uuid4().hex, uuid.uuid4().hex
    await _say(store, one, "an invented sentence")
    await _say(store, other, "another invented sentence")
    await store.forget(one)  # type: ignore[attr-defined]
    assert await _is_known(store, other)
    await store.forget(other)  # type: ignore[attr-defined]


async def test_nothing_of_a_forgotten_conversation_is_left_in_the_sqlite_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rasa.shared.core.domain import Domain

    from bot.rasa_adapters.conversation_store import ConversationStore

    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    store = ConversationStore(domain=Domain.empty())
    marker = f"marker{uuid.uuid4().hex}"
    await _say(store, "one", marker)
    await store.forget("one")
    store.engine.dispose()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("conversations.db"))
    assert marker.encode() not in left


async def test_a_conversation_in_which_nobody_wrote_for_long_is_deleted(store: object) -> None:
    import sqlalchemy as sa

    idle, lively = uuid.uuid4().hex, uuid.uuid4().hex
    for name in (idle, lively):
        await _say(store, name, "an invented sentence")
    table = store.SQLEvent.__table__  # type: ignore[attr-defined]
    with store.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(
            sa.update(table).where(table.c.sender_id == idle).values(timestamp=table.c.timestamp - 25 * 3600)
        )
    assert await store.forget_idle(24) >= 1  # type: ignore[attr-defined]
    assert not await _is_known(store, idle)
    assert await _is_known(store, lively)


async def test_the_reply_to_a_message_is_found_again_under_its_name(store: object) -> None:
    from rasa.shared.core.events import BotUttered, UserUttered

    name = uuid.uuid4().hex
    tracker = await store.get_or_create_tracker(name)  # type: ignore[attr-defined]
    tracker.update(UserUttered("first", metadata={"message_id": "one-one-one"}))
    tracker.update(BotUttered("an old answer"))
    tracker.update(UserUttered("second", metadata={"message_id": "two-two-two"}))
    tracker.update(BotUttered("an answer", data={"buttons": [], "custom": {"asks": "harm"}}))
    tracker.update(BotUttered("and another"))
    await store.save(tracker)  # type: ignore[attr-defined]
    assert await store.standing(name) == (False, [])  # type: ignore[attr-defined]
    assert await store.standing(name, "one-one-one") == (False, [])  # type: ignore[attr-defined]
    _, replies = await store.standing(name, "two-two-two")  # type: ignore[attr-defined]
    assert [reply["text"] for reply in replies] == ["an answer", "and another"]
    assert replies[0]["custom"] == {"asks": "harm"}
    assert await store.standing(uuid.uuid4().hex, "two-two-two") == (False, [])  # type: ignore[attr-defined]
    await store.forget(name)  # type: ignore[attr-defined]
    assert await store.standing(name, "two-two-two") == (True, [])  # type: ignore[attr-defined]


class _Broken:
    """An event broker that is down."""

    def publish(self, event: object) -> None:
        raise ConnectionError


async def test_a_broker_that_is_down_loses_no_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.shared.core.domain import Domain

    from bot.rasa_adapters.conversation_store import ConversationStore

    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    store = ConversationStore(domain=Domain.empty(), event_broker=_Broken())  # type: ignore[arg-type]
    await _say(store, "one", "an invented sentence")
    assert await _is_known(store, "one")


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """A store whose SQLite file is damaged, in the fail-safe that Rasa puts around it."""
    from rasa.core.tracker_store import FailSafeTrackerStore
    from rasa.shared.core.domain import Domain

    from bot.rasa_adapters.conversation_store import ConversationStore

    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    (tmp_path / "conversations.db").write_bytes(b"no database" * 1000)
    return FailSafeTrackerStore(ConversationStore(domain=Domain.empty()))


async def test_rasas_own_memory_is_never_used(away: object) -> None:
    await _say(away, "one", "an invented sentence")
    tracker = await away.retrieve("one")  # type: ignore[attr-defined]
    assert "an invented sentence" in [getattr(event, "text", None) for event in tracker.events]
    assert away._fallback_tracker_store is None  # type: ignore[attr-defined]


async def test_a_chat_deleted_while_the_database_is_away_is_out_of_memory_and_out_of_the_database_once_it_is_back(
    away: object, tmp_path: Path
) -> None:
    from bot.rasa_adapters.conversation_store import TRY_AGAIN_SECONDS, DatabaseAway

    store = away._tracker_store  # type: ignore[attr-defined]
    await _say(away, "one", "words to forget")
    await _say(away, "other", "words to keep")
    with pytest.raises(DatabaseAway):
        await store.forget("one")
    assert await away.retrieve("one") is None  # type: ignore[attr-defined]
    assert not await _is_known(store, "one")
    (tmp_path / "conversations.db").unlink()
    for _ in range(100):
        if not store.is_away:
            break
        await asyncio.sleep(TRY_AGAIN_SECONDS / 5)
    assert await _is_known(store, "other")
    assert not await _is_known(store, "one")
    assert await store.is_forgotten("one")
    left = b"".join(path.read_bytes() for path in tmp_path.glob("conversations.db*"))
    assert b"words to forget" not in left


async def test_a_conversation_that_was_not_readable_for_a_while_stays_in_one_piece(store: object) -> None:
    from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered

    name = uuid.uuid4().hex
    await _say(store, name, "before")
    store.is_away = True  # type: ignore[attr-defined]
    store._aside.drop(name)  # type: ignore[attr-defined]
    tracker = await store.get_or_create_tracker(name, append_action_listen=False)  # type: ignore[attr-defined]
    for event in (ActionExecuted("action_session_start"), SessionStarted(), UserUttered("while away")):
        tracker.update(event)
    await store.save(tracker)  # type: ignore[attr-defined]
    for _ in range(100):
        if not store.is_away:  # type: ignore[attr-defined]
            break
        await asyncio.sleep(0.1)
    again = await store.retrieve(name)  # type: ignore[attr-defined]
    said = [event.text for event in again.events if isinstance(event, UserUttered)]
    assert said == ["before", "while away"]
    await store.forget(name)  # type: ignore[attr-defined]


async def test_a_clock_that_is_set_back_hides_nothing_that_is_said_from_then_on(store: object) -> None:
    from rasa.shared.core.events import SessionStarted, UserUttered

    name = uuid.uuid4().hex
    tracker = await store.get_or_create_tracker(name)  # type: ignore[attr-defined]
    for event in (SessionStarted(timestamp=5000.0), UserUttered("first", timestamp=5001.0)):
        tracker.update(event)
    await store.save(tracker)  # type: ignore[attr-defined]
    for text, at in (("second", 1000.0), ("third", 1001.0)):
        tracker = await store.retrieve(name)  # type: ignore[attr-defined]
        tracker.update(UserUttered(text, timestamp=at))
        await store.save(tracker)  # type: ignore[attr-defined]
    again = await store.retrieve(name)  # type: ignore[attr-defined]
    assert [event.text for event in again.events if isinstance(event, UserUttered)] == ["first", "second", "third"]
    await store.forget(name)  # type: ignore[attr-defined]
