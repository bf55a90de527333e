"""A bot's store for tests, with the very tables and events that Rasa's SQL tracker store makes. Invented words only."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

import psycopg2

MODEL = "0123456789abcdef0123456789abcdef"
_TABLES = (
    "CREATE TABLE IF NOT EXISTS events ({id}, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL,"
    " timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT, PRIMARY KEY (id))",
    "CREATE INDEX IF NOT EXISTS ix_events_sender_id ON events (sender_id)",
    "CREATE TABLE IF NOT EXISTS forgotten_conversations (sender_id VARCHAR(255) NOT NULL, at FLOAT NOT NULL,"
    " PRIMARY KEY (sender_id))",
)
Event = tuple[str, Optional[str], Optional[str], dict[str, Any]]
"""Its kind, the names of intent and action, and what Rasa writes as JSON."""


class BotStore:
    """Writes as the bot does: one turn, one transaction."""

    def __init__(self, where: Path | str) -> None:
        self.where = where
        self.is_sqlite = isinstance(where, Path)
        if isinstance(where, Path):
            where.parent.mkdir(parents=True, exist_ok=True)
            self.connection: Any = sqlite3.connect(where, check_same_thread=False)
            self.connection.execute("PRAGMA journal_mode=WAL")
        else:
            self.connection = psycopg2.connect(where)
        self._run(
            *[(line.format(id=f"id {'INTEGER NOT NULL' if self.is_sqlite else 'SERIAL'}"), ()) for line in _TABLES]
        )

    def add(self, sender: str, events: Sequence[Event], at: float) -> None:
        """One turn."""
        self._run(*[self.insert(sender, event, at + n / 1000) for n, event in enumerate(events)])

    def forget(self, sender: str, at: float) -> None:
        """What DELETE /conversations does."""
        self._run(
            (self._marked("DELETE FROM events WHERE sender_id = ?"), (sender,)),
            (self._marked("INSERT INTO forgotten_conversations (sender_id, at) VALUES (?, ?)"), (sender, at)),
        )

    def forget_idle(self, sender: str) -> None:
        """What the bot's own clock does."""
        self._run((self._marked("DELETE FROM events WHERE sender_id = ?"), (sender,)))

    def insert(self, sender: str, event: Event, at: float, number: Optional[int] = None) -> tuple[str, tuple[Any, ...]]:
        """The statement and its values."""
        kind, intent, action, data = event
        text = json.dumps({"event": kind, "timestamp": at, **data})
        names, values = (
            "sender_id, type_name, timestamp, intent_name, action_name, data",
            (sender, kind, at, intent, action, text),
        )
        if number is not None:
            names, values = f"id, {names}", (number, *values)
        marks = ", ".join("?" * len(values))
        return self._marked(f"INSERT INTO events ({names}) VALUES ({marks})"), values

    def run(self, statement: str, *values: Any) -> list[Any]:
        """Any statement."""
        cursor = self.connection.cursor()
        cursor.execute(self._marked(statement), values)
        rows = list(cursor.fetchall()) if cursor.description else []
        self.connection.commit()
        return rows

    def close(self) -> None:
        """Let go of it."""
        self.connection.close()

    def _run(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        cursor = self.connection.cursor()
        for statement, values in statements:
            cursor.execute(statement, values)
        self.connection.commit()

    def _marked(self, statement: str) -> str:
        return statement if self.is_sqlite else statement.replace("?", "%s")


def _metadata(more: Optional[Mapping[str, Any]] = None) -> dict[str, Any]:
    return {**(more or {}), "model_id": MODEL, "assistant_id": "victim-support-signposting"}


def _entities(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"entity": name, "value": value, "start": 0, "end": 1} for name, value in values.items()]


def user(text: str, intent: str, confidence: float = 0.9, **more: Any) -> Event:
    """What a person wrote. `ranking`, `entities`, `metadata` and what was `understood` (harm, danger_now …)."""
    ranking, entities = more.pop("ranking", [(intent, confidence)]), more.pop("entities", {})
    metadata = more.pop("metadata", {})
    understood = {
        "harm": "none", "harm_share": 0.1, "age_group": "unknown", "subject": "self", "place": "unknown",
        "danger_now": False, "self_harm": False, "reasons": [], **more,
    }  # fmt: skip
    parsed = {
        "intent": {"name": intent, "confidence": confidence}, "entities": _entities(entities), "text": text,
        "intent_ranking": [{"name": name, "confidence": share} for name, share in ranking], "understood": understood,
    }  # fmt: skip
    return "user", intent, None, {"text": text, "parse_data": parsed, "metadata": _metadata(metadata)}


def choice(payload: str, intent: str, **entities: Any) -> Event:
    """A button."""
    parsed = {
        "intent": {"name": intent, "confidence": 1.0}, "entities": _entities(entities), "text": payload,
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
    }  # fmt: skip
    return "user", intent, None, {"text": payload, "parse_data": parsed, "metadata": _metadata()}


def bot(text: str, response: str, services: Sequence[Any] = (), **more: Any) -> Event:
    """What the bot said: `buttons` as (title, payload), `asks`, `reasons`."""
    buttons = [{"title": title, "payload": payload} for title, payload in more.pop("buttons", ())] or None
    custom = {**({"services": list(services)} if services else {}), **more} or None
    data = {"elements": None, "quick_replies": None, "buttons": buttons, "attachment": None, "custom": custom}
    return "bot", None, None, {"text": text, "data": data, "metadata": _metadata({"utter_action": response})}


def slot(name: str, value: Any) -> Event:
    """A slot that was set."""
    return "slot", None, name, {"name": name, "value": value}


def bare(kind: str, action: Optional[str] = None) -> Event:
    """An event without content: restart, rewind, undo, session_started, action …"""
    return kind, None, action, {"name": action, "metadata": _metadata()}


LISTEN = bare("action", "action_listen")
OPENING: tuple[Event, ...] = (
    bare("action", "action_session_start"), bare("session_started"), LISTEN, choice("/restart", "restart"),
    bare("action", "action_restart"), bot("Hello. What happened?", "utter_restart", asks="harm"), bare("restart"),
    bare("session_started"), LISTEN,
)  # fmt: skip
AGE_BUTTONS = [
    ("Under 18", '/inform{"age_group": "under_18"}'), ("18 or over", '/inform{"age_group": "18_or_over"}'),
    ("I would rather not say", "/refuse"),
]  # fmt: skip
ADULT = [
    {"id": "victim_support_live_chat_18_or_over", "reason": "age"}, {"id": "victim_support_supportline", "reason": "affected"},
]  # fmt: skip


def theft(text: str = "Somebody took my bike") -> tuple[Event, ...]:
    """A theft is told, and the bot asks for the age."""
    harm = "acquisitive_crime"
    return (
        user(text, harm, 0.92, harm=harm, harm_share=0.92, entities={"harm": harm}, ranking=[(harm, 0.92), ("fraud", 0.04)]),
        slot("harm", harm), bare("action", "situation_form"),
        bot("Are you under 18, or 18 or over?", "utter_ask_age_group", ["victim_support_supportline"], buttons=AGE_BUTTONS, asks="age_group"),
        LISTEN,
    )  # fmt: skip


def age_chosen() -> tuple[Event, ...]:
    """18 or over is chosen, and the services are shown."""
    return (
        choice('/inform{"age_group": "18_or_over"}', "inform", age_group="18_or_over"), slot("age_group", "18_or_over"),
        bot("These people can help:", "utter_signpost_acquisitive_crime", ADULT, buttons=[("That is not what I meant", "/not_what_i_meant")],
            reasons=["victim_support_live_chat_18_or_over: age (rule 3)", "victim_support_supportline: affected (rule 6)"]),
        LISTEN,
    )  # fmt: skip


def unclear(text: str = "it was like that again") -> tuple[Event, ...]:
    """The bot does not understand, and offers what it may be."""
    ranking = [("nlu_fallback", 0.55), ("violence", 0.31), ("danger_now", 0.05)]
    return (
        user(text, "nlu_fallback", 0.55, ranking=ranking), bare("action", "action_did_you_mean"),
        bot("Is it about one of these?", "utter_did_you_mean", buttons=[("Attacked or threatened", '/inform{"harm": "violence"}')], asks="harm"),
        LISTEN,
    )  # fmt: skip


def danger(text: str = "he is outside my door now") -> tuple[Event, ...]:
    """Danger now, and 999 first."""
    return (
        user(text, "danger_now", 1.0, harm="violence", danger_now=True, reasons=["danger: at the door (0.93)"],
             entities={"danger_now": True, "harm": "violence"}, ranking=[("danger_now", 0.93), ("violence", 0.05)]),
        slot("harm", "violence"),
        bot("Call 999 now if you can.", "utter_danger_now", [{"id": "emergency_999", "reason": "danger_now"}]), LISTEN,
    )  # fmt: skip
