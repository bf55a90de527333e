"""What must not be combined. The bot refuses to start, and names the setting and the way out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional
from urllib.parse import urlsplit

import yaml

from bot.door import is_this_machine
from bot.settings import ROOT, Settings

CHANNEL = "bot.rasa_adapters.widget_channel.WidgetChannel"
STORE = "bot.rasa_adapters.conversation_store.ConversationStore"


class UnsafeSetup(Exception):
    """The bot would run, but not safely; each line of the message is one reason."""


def refuse_unsafe(settings: Settings, root: Path = ROOT, environment: Optional[Mapping[str, str]] = None) -> None:
    """Raises `UnsafeSetup` with every reason, or returns."""
    found = [
        *_about_files(root),
        *_about_settings(settings),
        *_about_environment(os.environ if environment is None else environment),
    ]
    if found:
        raise UnsafeSetup("\n".join(found))


def _about_files(root: Path) -> Iterator[str]:
    for channel in _read(root / "credentials.yml"):
        if channel != CHANNEL:
            yield (
                f"credentials.yml opens the channel '{channel}'. It lets a caller choose whose conversation it is, and send "
                "commands. Remove it: the widget channel is the only way in."
            )
    endpoints = _read(root / "endpoints.yml")
    store = (endpoints.get("tracker_store") or {}).get("type")
    if store != STORE:
        yield (
            f"endpoints.yml keeps conversations in '{store}'. It cannot delete them. Set tracker_store.type to {STORE}; "
            "for another database set BOT_DATABASE_URL."
        )
    for name, why in _NOT_WANTED.items():
        if endpoints.get(name):
            yield f"endpoints.yml sets '{name}': {why} Remove it."


_NOT_WANTED = {
    "event_broker": "what people type would leave for a place that forgets nothing, and a broker that is down loses turns.",
    "nlg": "replies would be written by another server. Replies are fixed and reviewed.",
    "models": "a model would be taken from another server without a check.",
}


def _about_settings(settings: Settings) -> Iterator[str]:
    if not is_this_machine(settings.host) and settings.trusted_proxies == 0:
        yield (
            f"BOT_HOST={settings.host} opens the bot to the network, and no proxy is trusted: words would travel in plain "
            "HTTP, and behind a proxy all visitors would count as one. Put a proxy with HTTPS in front and set "
            "BOT_TRUSTED_PROXIES=1, or set BOT_HOST=127.0.0.1."
        )
    for origin in settings.allowed_origins:
        if origin.startswith("http://") and not is_this_machine(_host_of(origin)):
            yield (
                f"BOT_ALLOWED_ORIGINS lists {origin}: a page without HTTPS can be changed on its way, and what is typed into "
                "it read. List the https:// address."
            )
    actions = urlsplit(settings.action_endpoint_url or "")
    if actions.scheme == "http" and not is_this_machine(actions.hostname or ""):
        yield (
            f"BOT_ACTION_ENDPOINT_URL sends conversations to {actions.hostname} in plain HTTP. Use https://, or leave it out: "
            "the actions then run inside the bot."
        )
    if settings.metrics_port == settings.port:
        yield f"BOT_METRICS_PORT and BOT_PORT are both {settings.port}: the public would read the figures. Choose another."


def _about_environment(environment: Mapping[str, str]) -> Iterator[str]:
    if environment.get("SANIC_WORKERS", "1") not in ("", "1"):
        yield "SANIC_WORKERS starts processes that do not know each other's locks. Remove it."
    for name in (
        "SANIC_DEBUG",
        "SANIC_REQUEST_MAX_SIZE",
        "SANIC_FORWARDED_SECRET",
        "SANIC_PROXIES_COUNT",
        "SANIC_REAL_IP_HEADER",
    ):
        if environment.get(name):
            yield f"{name} changes the web server behind the bot's back. Remove it."


def _read(path: Path) -> Mapping[str, Any]:
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except yaml.YAMLError as error:
        raise UnsafeSetup(f"{path.name} cannot be read: {error}") from None
    return read if isinstance(read, dict) else {}


def _host_of(origin: str) -> str:
    return origin.split("://", 1)[1].rsplit(":", 1)[0]
