"""Settings are read once, named in every error, and keep their secrets."""

from __future__ import annotations

import dataclasses
import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.settings import ROOT, Secret, Settings, SettingsError, read_settings

SECRET = "an-invented-secret-of-forty-characters-x"


def test_without_any_variable_everything_has_its_default() -> None:
    assert read_settings({}) == Settings()
    assert read_settings({"PATH": "/bin", "RASA_TELEMETRY_ENABLED": "false"}) == Settings()


def test_the_defaults_serve_this_machine_only_and_trust_nobody() -> None:
    settings = Settings()
    assert settings.host == "127.0.0.1"
    assert settings.port == 5005
    assert settings.allowed_origins == ()
    assert settings.trusted_proxies == 0
    assert settings.reply_timeout_seconds == 3.0
    assert settings.var_dir == ROOT / "var"
    assert settings.model_path == ROOT / "var" / "models" / "current.tar.gz"
    assert settings.conversations_path == ROOT / "var" / "conversations.db"


SETTINGS = [
    ("BOT_HOST", "0.0.0.0", "host", "0.0.0.0"),
    ("BOT_PORT", "8080", "port", 8080),
    ("BOT_VAR_DIR", "/srv/bot", "var_dir", Path("/srv/bot")),
    ("BOT_MODEL", "/srv/model.tar.gz", "model", Path("/srv/model.tar.gz")),
    ("BOT_DATABASE_URL", "postgresql://db/bot", "database_url", "postgresql://db/bot"),
    ("BOT_ACTION_ENDPOINT_URL", "http://actions:5055", "action_endpoint_url", "http://actions:5055"),
    ("BOT_REDIS_URL", "redis://cache/0", "redis_url", "redis://cache/0"),
    ("BOT_TOKEN_SECRET", SECRET, "token_secret", Secret(SECRET)),
    ("BOT_TOKEN_LIFETIME_SECONDS", "60", "token_lifetime_seconds", 60),
    ("BOT_ALLOWED_ORIGINS", "https://a.example, https://b.example,", "allowed_origins", ("https://a.example", "https://b.example")),
    ("BOT_REPLY_TIMEOUT_SECONDS", "1.5", "reply_timeout_seconds", 1.5),
    ("BOT_MESSAGES_PER_MINUTE", "7", "messages_per_minute", 7),
    ("BOT_MESSAGES_PER_MINUTE_PER_ADDRESS", "8", "messages_per_minute_per_address", 8),
    ("BOT_MESSAGES_PER_MINUTE_IN_ALL", "10", "messages_per_minute_in_all", 10),
    ("BOT_CONVERSATIONS_PER_MINUTE_IN_ALL", "11", "conversations_per_minute_in_all", 11),
    ("BOT_TURNS_AT_ONCE", "4", "turns_at_once", 4),
    ("BOT_MOST_WAITING", "12", "most_waiting", 12),
    ("BOT_MOST_WAITING_PER_ADDRESS", "13", "most_waiting_per_address", 13),
    ("BOT_METRICS_PORT", "9100", "metrics_port", 9100),
    ("BOT_METRICS_HOST", "10.0.0.5", "metrics_host", "10.0.0.5"),
    ("BOT_LOG_LEVEL", "DEBUG", "log_level", "debug"),
    ("BOT_LOG_FORMAT", "json", "log_format", "json"),
    ("BOT_CONVERSATIONS_PER_MINUTE_PER_ADDRESS", "9", "conversations_per_minute_per_address", 9),
    ("BOT_TRUSTED_PROXIES", "1", "trusted_proxies", 1),
    ("BOT_KEEP_HOURS", "48", "keep_hours", 48),
    ("BOT_CHAT_UNDER_18_URL", "https://chat.example/u18", "chat_under_18_url", "https://chat.example/u18"),
    ("BOT_CHAT_18_OR_OVER_URL", "https://chat.example/18", "chat_18_or_over_url", "https://chat.example/18"),
    ("BOT_COMMUNITY_SAFETY_EMAIL", "team@council.example", "community_safety_email", "team@council.example"),
    ("BOT_EXIT_URL", "https://news.example/sport?x=1", "exit_url", "https://news.example/sport?x=1"),
]  # fmt: skip


@pytest.mark.parametrize(("variable", "text", "name", "value"), SETTINGS)
def test_every_setting_is_read_from_its_variable(variable: str, text: str, name: str, value: object) -> None:
    assert read_settings({variable: text}) == dataclasses.replace(Settings(), **{name: value})


def test_every_setting_is_in_the_table_above() -> None:
    assert {name for _, _, name, _ in SETTINGS} == {field.name for field in dataclasses.fields(Settings)}


def test_an_empty_variable_is_an_unset_one() -> None:
    assert read_settings({"BOT_PORT": "", "BOT_TOKEN_SECRET": ""}) == Settings()


@pytest.mark.parametrize("variable", ["BOT_PROT", "BOT_", "BOT_TOKEN", "BOT_CHAT_URL", "BOT_port_"])
def test_a_variable_that_is_no_setting_is_named_in_the_error(variable: str) -> None:
    with pytest.raises(SettingsError, match=f"^{variable} is not a setting"):
        read_settings({variable: "x"})


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("BOT_PORT", "http"),
        ("BOT_PORT", "-1"),
        ("BOT_PORT", "1.5"),
        ("BOT_TOKEN_LIFETIME_SECONDS", "two hours"),
        ("BOT_REPLY_TIMEOUT_SECONDS", "soon"),
        ("BOT_MESSAGES_PER_MINUTE", "many"),
        ("BOT_MESSAGES_PER_MINUTE", "0"),
        ("BOT_MESSAGES_PER_MINUTE_PER_ADDRESS", "0"),
        ("BOT_CONVERSATIONS_PER_MINUTE_PER_ADDRESS", "0"),
        ("BOT_TRUSTED_PROXIES", "yes"),
        ("BOT_KEEP_HOURS", "0"),
        ("BOT_KEEP_HOURS", "a day"),
        ("BOT_ALLOWED_ORIGINS", "*"),
        ("BOT_ALLOWED_ORIGINS", "null"),
        ("BOT_ALLOWED_ORIGINS", "www.example.org"),
        ("BOT_ALLOWED_ORIGINS", "https://*.example.org"),
        ("BOT_ALLOWED_ORIGINS", "https://www.example.org/"),
        ("BOT_ALLOWED_ORIGINS", "https://www.example.org/help"),
        ("BOT_ALLOWED_ORIGINS", "https://a.example https://b.example"),
        ("BOT_ALLOWED_ORIGINS", "https://a.example, b.example"),
        ("BOT_TOKEN_SECRET", "short"),
        ("BOT_CHAT_UNDER_18_URL", "http://chat.example"),
        ("BOT_CHAT_18_OR_OVER_URL", "javascript:alert(1)"),
        ("BOT_EXIT_URL", "http://news.example"),
        ("BOT_EXIT_URL", "javascript:alert(1)"),
        ("BOT_EXIT_URL", "//news.example"),
        ("BOT_EXIT_URL", "https://"),
        ("BOT_EXIT_URL", "https:///weather"),
        ("BOT_EXIT_URL", "https://news.example/a b"),
        ("BOT_COMMUNITY_SAFETY_EMAIL", "team at council"),
        ("BOT_COMMUNITY_SAFETY_EMAIL", "@council.example"),
        ("BOT_COMMUNITY_SAFETY_EMAIL", "a b@council.example"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_variable_and_where_to_look(variable: str, text: str) -> None:
    with pytest.raises(SettingsError, match=f"^{variable} cannot be read: .+ See the table in docs/operators.md"):
        read_settings({variable: text})


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("BOT_REPLY_TIMEOUT_SECONDS", "-1"),
        ("BOT_REPLY_TIMEOUT_SECONDS", "0"),
        ("BOT_REPLY_TIMEOUT_SECONDS", "nan"),
        ("BOT_REPLY_TIMEOUT_SECONDS", "inf"),
        ("BOT_REPLY_TIMEOUT_SECONDS", "1e999"),
        ("BOT_PORT", "0"),
        ("BOT_PORT", "65536"),
        ("BOT_PORT", "70000"),
        ("BOT_TOKEN_LIFETIME_SECONDS", "0"),
        ("BOT_TOKEN_LIFETIME_SECONDS", "59"),
    ],
)
def test_a_number_that_would_silence_the_bot_is_refused(variable: str, text: str) -> None:
    with pytest.raises(
        SettingsError, match=f"^{variable} cannot be read: it must be .+ See the table in docs/operators.md"
    ):
        read_settings({variable: text})


@pytest.mark.parametrize(
    ("variable", "texts"), [("BOT_PORT", ("1", "65535")), ("BOT_REPLY_TIMEOUT_SECONDS", ("0.01", "60"))]
)
def test_the_last_number_that_works_is_taken(variable: str, texts: tuple[str, ...]) -> None:
    for text in texts:
        read_settings({variable: text})


def test_sites_are_compared_as_browsers_write_them() -> None:
    read = read_settings({"BOT_ALLOWED_ORIGINS": "HTTPS://Www.Example.ORG,http://localhost:8000"})
    assert read.allowed_origins == ("https://www.example.org", "http://localhost:8000")


def test_a_secret_that_is_too_short_is_not_repeated_in_the_error() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"BOT_TOKEN_SECRET": "hunter2"})
    assert "hunter2" not in str(caught.value)
    assert "32 characters" in str(caught.value)


def test_no_secret_is_in_a_repr() -> None:
    settings = read_settings(
        {
            "BOT_TOKEN_SECRET": SECRET,
            "BOT_DATABASE_URL": "postgresql://bot:dbpass@db/bot",
            "BOT_REDIS_URL": "redis://:redispass@cache/0",
        }
    )
    for shown in (repr(settings), str(settings), f"{settings.token_secret}", repr([settings.token_secret])):
        assert not any(secret in shown for secret in (SECRET, "dbpass", "redispass"))


def test_a_secret_that_was_set_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path, token_secret=Secret(SECRET))
    assert settings.signing_secret() == Secret(SECRET)
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = Settings(var_dir=tmp_path / "new" / "var").signing_secret()
    finally:
        os.umask(before)
    path = tmp_path / "new" / "var" / "token_secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(made.value) >= 32
    assert Settings(var_dir=tmp_path / "new" / "var").signing_secret() == made
    assert Settings(var_dir=tmp_path / "other").signing_secret() != made


@pytest.mark.parametrize("kept", ["", "\n", "x" * 31, "x" * 31 + " \n"])
def test_a_secret_file_that_is_too_short_is_refused_with_what_to_do_and_left_alone(tmp_path: Path, kept: str) -> None:
    path = tmp_path / "token_secret"
    path.write_text(kept)
    with pytest.raises(
        SettingsError, match=r"token_secret holds fewer than 32 .+ Delete the file.+ BOT_TOKEN_SECRET"
    ) as caught:
        Settings(var_dir=tmp_path).signing_secret()
    assert "xxx" not in str(caught.value)
    assert path.read_text() == kept


def test_workers_that_start_together_agree_and_leave_only_the_secret(tmp_path: Path) -> None:
    ready = threading.Barrier(8)

    def start() -> Secret:
        ready.wait()
        return Settings(var_dir=tmp_path / "var").signing_secret()

    for _ in range(5):
        with ThreadPoolExecutor(8) as workers:
            agreed = {each.result().value for each in [workers.submit(start) for _ in range(8)]}
        assert len(agreed) == 1
        assert [path.name for path in (tmp_path / "var").iterdir()] == ["token_secret"]
        (tmp_path / "var" / "token_secret").unlink()


def test_a_crash_while_the_secret_is_made_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(handle: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", crash)
        with pytest.raises(KeyboardInterrupt):
            Settings(var_dir=tmp_path).signing_secret()
    assert list(tmp_path.iterdir()) == []
    assert len(Settings(var_dir=tmp_path).signing_secret().value) >= 32


def test_a_disk_that_cannot_hold_the_secret_is_said_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(
        SettingsError, match=r"token_secret cannot be made \(Operation not permitted\).+BOT_TOKEN_SECRET"
    ):
        Settings(var_dir=tmp_path).signing_secret()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("variable", "name"),
    [
        ("BOT_CHAT_UNDER_18_URL", "chat_under_18_url"),
        ("BOT_CHAT_18_OR_OVER_URL", "chat_18_or_over_url"),
        ("BOT_COMMUNITY_SAFETY_EMAIL", "community_safety_email"),
    ],
)
def test_the_directory_finds_an_address_by_its_variable(variable: str, name: str) -> None:
    assert Settings().contact_setting(variable) is None
    assert dataclasses.replace(Settings(), **{name: "x@y.example"}).contact_setting(variable) == "x@y.example"


def test_an_address_that_no_setting_holds_is_none() -> None:
    assert Settings().contact_setting("BOT_NO_SUCH_URL") is None
    assert SECRET not in str(Settings(token_secret=Secret(SECRET)).contact_setting("BOT_TOKEN_SECRET"))


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    kept = tmp_path / "secret"
    kept.write_text(f"{SECRET}\n")
    assert read_settings({"BOT_TOKEN_SECRET_FILE": str(kept)}).token_secret == Secret(SECRET)


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BOT_DATABASE_URL_FILE names a file that cannot be read"):
        read_settings({"BOT_DATABASE_URL_FILE": str(tmp_path / "nowhere")})


def test_a_secret_given_twice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="both set"):
        read_settings({"BOT_TOKEN_SECRET_FILE": str(tmp_path), "BOT_TOKEN_SECRET": SECRET})


def test_what_is_no_secret_has_no_file() -> None:
    with pytest.raises(SettingsError, match="BOT_PORT_FILE is not a setting"):
        read_settings({"BOT_PORT_FILE": "/port"})
