"""Which databases there are, and what may never come back out of an older copy of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from bot.settings import Settings


@dataclass(frozen=True)
class Deletion:
    """Rows that a restored copy must not bring back: how many conversations they are, and how they go."""

    why: str
    where: str
    """A condition on the counted table. `{before}` stands for the time before which a conversation is too old."""


@dataclass(frozen=True)
class CarriedOver:
    """A table whose rows the database that is replaced knows and an older copy does not."""

    table: str
    key: str


@dataclass(frozen=True)
class Database:
    """One database: where it is, its tables, and what is deleted again when an older copy is put back."""

    name: str
    file: Path
    url: Optional[str]
    tables: tuple[str, ...]
    counted: str
    conversation: str
    carried_over: tuple[CarriedOver, ...]
    deletions: tuple[Deletion, ...]
    keep_hours: int

    @property
    def kind(self) -> str:
        """`postgresql` or `sqlite`."""
        return "postgresql" if self.url else "sqlite"

    @property
    def place(self) -> str:
        """Where it is, in words for an operator; without the password."""
        return "the database in BOT_DATABASE_URL" if self.url else str(self.file)

    def too_old(self, now: float) -> float:
        """What was last touched before this moment must be gone."""
        return now - self.keep_hours * 3600

    def count_sql(self, deletion: Deletion, now: float) -> str:
        """How many conversations this deletion takes."""
        return f"SELECT count(DISTINCT {self.conversation}) FROM {self.counted} WHERE {self._where(deletion, now)}"  # nosec B608: names from this module

    def delete_sql(self, deletion: Deletion, now: float) -> str:
        """The deletion itself."""
        return f"DELETE FROM {self.counted} WHERE {self._where(deletion, now)}"  # nosec B608: names from this module

    def _where(self, deletion: Deletion, now: float) -> str:
        return deletion.where.format(before=f"{self.too_old(now):.3f}")


def databases(settings: Settings) -> tuple[Database, ...]:
    """Every database of the product. The one of conversations is Rasa's; bot/rasa_adapters/conversation_store.py makes it."""
    return (
        Database(
            name="conversations",
            file=settings.conversations_path,
            url=settings.database_url,
            tables=("events", "forgotten_conversations"),
            counted="events",
            conversation="sender_id",
            carried_over=(CarriedOver("forgotten_conversations", "sender_id"),),
            deletions=(
                Deletion("deleted by the person", "sender_id IN (SELECT sender_id FROM forgotten_conversations)"),
                Deletion(
                    "idle for too long",
                    "sender_id IN (SELECT sender_id FROM events GROUP BY sender_id HAVING max(timestamp) < {before})",
                ),
            ),
            keep_hours=settings.keep_hours,
        ),
    )
