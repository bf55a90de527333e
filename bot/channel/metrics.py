"""Figures for operators, without words: what Prometheus reads on a port of its own (BOT_METRICS_PORT)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Mapping, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY

from bot.privacy.placeholders import Kind

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which several processes keep their figures, as prometheus_client reads it."""

TURNS = Counter("bot_turns", "Messages that got a reply, by how it came about.", ["outcome"])
TURN_SECONDS = Histogram(
    "bot_turn_seconds", "From a message's arrival to its reply.",
    buckets=(0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 4),
)  # fmt: skip
UNDER_WAY = Gauge("bot_turns_under_way", "Messages that are waiting or being answered.", multiprocess_mode="livesum")
NOT_UNDERSTOOD = Counter("bot_not_understood", "Replies that ask what was meant.")
SAFETY_REPLIES = Counter("bot_safety_replies", "Replies that put 999 or Samaritans first.", ["kind"])
PROBLEMS = Counter("bot_problems", "Calls that were refused or failed, by HTTP status.", ["status"])
BEGUN = Counter("bot_conversations_begun", "Conversations begun.")
DELETED = Counter("bot_conversations_deleted", "Conversations deleted, by why.", ["why"])
REDACTIONS = Counter("bot_redactions", "Personal details taken out of messages, by kind.", ["kind"])
DATABASE_ERRORS = Counter("bot_database_errors", "Calls to the conversation store that failed.")
MODEL = Gauge(
    "bot_model_info", "The model that answers; always 1.", ["model_id", "version"], multiprocess_mode="livemax"
)
LOOP_LAG = Gauge("bot_loop_lag_seconds", "How late the event loop is; the worst worker's.", multiprocess_mode="livemax")

_OUTCOMES = ("answered", "fallback", "late", "failed")
_SAFETY = {"emergency_999": "danger", "samaritans": "self_harm"}
_ASKS_BACK = {"utter_did_you_mean", "utter_harm_menu"}

for _outcome in _OUTCOMES:
    TURNS.labels(outcome=_outcome)
for _kind in _SAFETY.values():
    SAFETY_REPLIES.labels(kind=_kind)
for _why in ("asked", "idle"):
    DELETED.labels(why=_why)


def count_turn(outcome: str, seconds: float, service_ids: Sequence[str], responses: Sequence[str]) -> None:
    """One reply: how it came about, how long it took, the services in it and the names of the responses."""
    TURNS.labels(outcome=outcome).inc()
    TURN_SECONDS.observe(seconds)
    if outcome == "answered":
        for service_id, kind in _SAFETY.items():
            if service_id in service_ids[:2]:
                SAFETY_REPLIES.labels(kind=kind).inc()
        if _ASKS_BACK & set(responses):
            NOT_UNDERSTOOD.inc()


def count_redactions(kinds: Mapping[Kind, int]) -> None:
    """The personal details taken out of one message, by kind."""
    for kind, number in kinds.items():
        REDACTIONS.labels(kind=kind.value).inc(number)


def share_between_processes(folder: Path) -> None:
    """Let the processes that this one starts keep their figures in `folder`; what an earlier run left there goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob("*.db"):
        left.unlink()
    os.environ[FOLDER] = str(folder)


def serve_metrics(host: str, port: int) -> None:
    """Answer on this port from a thread. Raises `OSError` when it is taken."""
    registry = REGISTRY
    if FOLDER in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    start_http_server(port, host, registry)
