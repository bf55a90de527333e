"""Every setting of the product, read once from the environment. The table is in docs/operators.md."""

from __future__ import annotations

import math
import os
import re
import secrets
import tempfile
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Callable, Mapping, Optional

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "BOT_"
FROM_FILE = "_FILE"
"""After a variable that may hold a secret: the value is in the file that is named, as containers hand secrets over."""
MAY_BE_SECRET = frozenset({"token_secret", "database_url", "redis_url"})
VERSION = "0.1.0"
"""The product's version, as in pyproject.toml."""
SHORTEST_SECRET = 32
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?")
_WEB_ADDRESS = re.compile(r"https://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"'<>\\]*)?")


class SettingsError(ValueError):
    """A setting is unknown or malformed; the message names it and says what to write."""


@dataclass(frozen=True)
class Secret:
    """A value that never shows in a repr, a log or a traceback."""

    value: str

    def __repr__(self) -> str:
        return "Secret('***')"


@dataclass(frozen=True)
class Settings:
    """What an operator may choose. Every field is the environment variable BOT_ + its name in capitals."""

    host: str = "127.0.0.1"
    port: int = 5005
    var_dir: Path = ROOT / "var"
    model: Optional[Path] = None
    database_url: Optional[str] = field(default=None, repr=False)
    action_endpoint_url: Optional[str] = None
    redis_url: Optional[str] = field(default=None, repr=False)
    token_secret: Optional[Secret] = None
    token_lifetime_seconds: int = 7200
    allowed_origins: tuple[str, ...] = ()
    reply_timeout_seconds: float = 3.0
    messages_per_minute: int = 300
    messages_per_minute_per_address: int = 12_000
    messages_per_minute_in_all: int = 60_000
    conversations_per_minute_per_address: int = 3_000
    conversations_per_minute_in_all: int = 12_000
    turns_at_once: int = 2
    most_waiting: int = 4_000
    most_waiting_per_address: int = 1_500
    trusted_proxies: int = 0
    metrics_port: Optional[int] = None
    metrics_host: str = "127.0.0.1"
    log_level: str = "info"
    log_format: str = "plain"
    keep_hours: int = 24
    chat_under_18_url: Optional[str] = None
    chat_18_or_over_url: Optional[str] = None
    community_safety_email: Optional[str] = None
    exit_url: str = "https://www.bbc.co.uk/weather"

    @property
    def model_path(self) -> Path:
        """The model file that the bot serves."""
        return self.model or self.var_dir / "models" / "current.tar.gz"

    @property
    def conversations_path(self) -> Path:
        """The SQLite file with the conversations, used while `database_url` is not set."""
        return self.var_dir / "conversations.db"

    def contact_setting(self, variable: str) -> Optional[str]:
        """The address that the directory asks for by its environment variable's name."""
        value = getattr(self, variable[len(PREFIX) :].lower(), None)
        return str(value) if value else None

    def signing_secret(self) -> Secret:
        """The secret that signs tokens: the setting, or one made once and kept in `var_dir`, readable by its owner."""
        if self.token_secret is not None:
            return self.token_secret
        path = self.var_dir / "token_secret"
        if not path.exists():
            _make_secret(path)
        kept = path.read_text(encoding="utf-8").strip()
        if len(kept) < SHORTEST_SECRET:
            raise SettingsError(
                f"{path} holds fewer than {SHORTEST_SECRET} characters, so anyone could guess the tokens. Delete the file "
                "and start again (a new one is made, and people start a new chat), or set BOT_TOKEN_SECRET."
            )
        return Secret(kept)


def _make_secret(path: Path) -> None:
    """Put a new secret there, whole or not at all. Of two workers that start together both keep the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # mkstemp gives mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"{path} cannot be made ({error.strerror}). Set BOT_TOKEN_SECRET instead.") from None
    finally:
        os.unlink(unfinished)


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("it must not be negative")
    return number


def _at_least(least: int, otherwise: str) -> Callable[[str], int]:
    """Reads a whole number that is not below `least`; `otherwise` says what a smaller one would do."""

    def read(text: str) -> int:
        number = _whole(text)
        if number < least:
            raise ValueError(f"it must be at least {least}, or {otherwise}")
        return number

    return read


def _port(text: str) -> int:
    number = _whole(text)
    if not 1 <= number <= 65535:
        raise ValueError("it must be from 1 to 65535")
    return number


def _patience(text: str) -> float:
    number = float(text)
    if not (math.isfinite(number) and number > 0):
        raise ValueError("it must be a number above 0, or no reply would ever be in time")
    return number


def _origins(text: str) -> tuple[str, ...]:
    sites = tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if not all(map(_ORIGIN.fullmatch, sites)):
        raise ValueError("it must be sites such as https://www.example.org with commas between, without a path or a *")
    return sites


def _secret(text: str) -> Secret:
    if len(text) < SHORTEST_SECRET:
        raise ValueError(f"it must have at least {SHORTEST_SECRET} characters")
    return Secret(text)


def _one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in names:
            raise ValueError(f"it must be one of {', '.join(names)}")
        return text.lower()

    return read


def _web_address(text: str) -> str:
    if not _WEB_ADDRESS.fullmatch(text):
        raise ValueError("it must be an address that starts with https://")
    return text


def _email(text: str) -> str:
    name, _, host = text.partition("@")
    if not name or "." not in host or any(c.isspace() for c in text):
        raise ValueError("it must be an e-mail address")
    return text


_per_minute = _at_least(1, "nobody could use the bot")

_READERS: Mapping[str, Callable[[str], object]] = {
    "host": str,
    "port": _port,
    "var_dir": Path,
    "model": Path,
    "database_url": str,
    "action_endpoint_url": str,
    "redis_url": str,
    "token_secret": _secret,
    "token_lifetime_seconds": _at_least(60, "every token would be too old to use"),
    "allowed_origins": _origins,
    "reply_timeout_seconds": _patience,
    "messages_per_minute": _per_minute,
    "messages_per_minute_per_address": _per_minute,
    "messages_per_minute_in_all": _per_minute,
    "conversations_per_minute_per_address": _per_minute,
    "conversations_per_minute_in_all": _per_minute,
    "turns_at_once": _at_least(1, "nobody would be answered"),
    "most_waiting": _at_least(1, "nobody could wait for a reply"),
    "most_waiting_per_address": _at_least(1, "nobody could wait for a reply"),
    "trusted_proxies": _whole,
    "metrics_port": _port,
    "metrics_host": str,
    "log_level": _one_of("debug", "info", "warning", "error"),
    "log_format": _one_of("plain", "json"),
    "keep_hours": _at_least(1, "a chat would be deleted while somebody is in it"),
    "chat_under_18_url": _web_address,
    "chat_18_or_over_url": _web_address,
    "community_safety_email": _email,
    "exit_url": _web_address,
}


def _content(variable: str, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{variable} names a file that cannot be read ({error.strerror}): {path}.") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{variable} names a file that is not text: {path}.") from None


def read_settings(environment: Optional[Mapping[str, str]] = None) -> Settings:
    """The settings in this environment (by default the process's own).

    Raises `SettingsError` for a BOT_ variable that no setting has, or a value that cannot be read.
    """
    environment = os.environ if environment is None else environment
    known = {field.name for field in fields(Settings)}
    chosen: dict[str, object] = {}
    for variable, text in environment.items():
        if not variable.startswith(PREFIX) or text == "":
            continue
        name = variable[len(PREFIX) :].lower()
        if variable.endswith(FROM_FILE) and name[: -len(FROM_FILE)] in MAY_BE_SECRET:
            name = name[: -len(FROM_FILE)]
            if environment.get(PREFIX + name.upper()):
                raise SettingsError(f"{PREFIX}{name.upper()} and {variable} are both set. Remove one of them.")
            text = _content(variable, Path(text))
        if name not in known:
            raise SettingsError(f"{variable} is not a setting. Remove it, or see the table in docs/operators.md.")
        try:
            chosen[name] = _READERS[name](text)
        except ValueError as error:
            reason = error if name != "token_secret" else f"it must have at least {SHORTEST_SECRET} characters"
            raise SettingsError(f"{variable} cannot be read: {reason}. See the table in docs/operators.md.") from None
    return Settings(**chosen)  # type: ignore[arg-type]
