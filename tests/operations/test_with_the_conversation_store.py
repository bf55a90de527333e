"""The real conversation store: its tables are those that copies know, and its deletions hold after a restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operations.backup_command import back_up
from bot.operations.databases import databases
from bot.operations.restore_command import restore
from bot.settings import read_settings
from tests.operations.conftest import free_port

pytestmark = pytest.mark.rasa


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_what_a_person_deleted_stays_deleted_and_the_rest_goes_on(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    import sqlalchemy as sa
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.events import UserUttered

    from bot.rasa_adapters.conversation_store import ConversationStore

    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("BOT_PORT", str(free_port()))
    if kind == "postgresql":
        monkeypatch.setenv("BOT_DATABASE_URL", request.getfixturevalue("postgres"))
    settings = read_settings()

    async def say(store: ConversationStore, name: str) -> None:
        tracker = await store.get_or_create_tracker(name)
        tracker.update(UserUttered("an invented sentence"))
        await store.save(tracker)

    store = ConversationStore(domain=Domain.empty())
    (database,) = databases(settings)
    assert set(database.tables) == set(sa.inspect(store.engine).get_table_names())
    await say(store, "stays")
    await say(store, "deleted later")
    assert back_up(settings, tmp_path / "copies") == 0
    await store.forget("deleted later")
    store.engine.dispose()

    (copy,) = (path for path in (tmp_path / "copies").iterdir() if path.suffix != ".json")
    assert restore(settings, copy, replace=True) == 0

    store = ConversationStore(domain=Domain.empty())
    assert not (await store.standing("stays")).is_forgotten
    assert (await store.standing("deleted later")).is_forgotten
    assert await store.is_forgotten("deleted later")
    await say(store, "stays")
    await say(store, "a new one")
    said = [event for event in (await store.retrieve("stays")).events if isinstance(event, UserUttered)]
    assert len(said) == 2
    store.engine.dispose()
