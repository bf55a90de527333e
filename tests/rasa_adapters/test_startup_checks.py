"""The bot refuses to start when what is set does not go together, and names it."""

from pathlib import Path

import pytest

from bot.rasa_adapters.startup_checks import CHANNEL, STORE, UnsafeSetup, refuse_unsafe
from bot.settings import ROOT, Settings


def _root(
    folder: Path, credentials: str = f"{CHANNEL}:\n", endpoints: str = f"tracker_store:\n  type: {STORE}\n"
) -> Path:
    (folder / "credentials.yml").write_text(credentials)
    (folder / "endpoints.yml").write_text(endpoints)
    return folder


def test_what_is_in_the_project_is_safe() -> None:
    refuse_unsafe(Settings(), ROOT, {})


@pytest.mark.parametrize("channel", ["rest", "socketio", "callback", "rasa"])
def test_a_stock_channel_is_refused_by_name(tmp_path: Path, channel: str) -> None:
    with pytest.raises(UnsafeSetup, match=f"credentials.yml opens the channel '{channel}'"):
        refuse_unsafe(Settings(), _root(tmp_path, f"{CHANNEL}:\n{channel}:\n"), {})


@pytest.mark.parametrize("name", ["event_broker", "nlg", "models"])
def test_a_door_for_words_to_leave_by_is_refused(tmp_path: Path, name: str) -> None:
    endpoints = f"tracker_store:\n  type: {STORE}\n{name}:\n  url: http://elsewhere\n"
    with pytest.raises(UnsafeSetup, match=f"endpoints.yml sets '{name}'"):
        refuse_unsafe(Settings(), _root(tmp_path, endpoints=endpoints), {})


def test_a_store_that_cannot_delete_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSetup, match="keeps conversations in 'SQL'"):
        refuse_unsafe(Settings(), _root(tmp_path, endpoints="tracker_store:\n  type: SQL\n"), {})


def test_plain_http_on_the_network_is_refused() -> None:
    with pytest.raises(UnsafeSetup, match=r"BOT_HOST=0\.0\.0\.0"):
        refuse_unsafe(Settings(host="0.0.0.0"), ROOT, {})
    refuse_unsafe(Settings(host="0.0.0.0", trusted_proxies=1), ROOT, {})


def test_a_site_without_https_is_refused_unless_it_is_this_machine() -> None:
    with pytest.raises(UnsafeSetup, match=r"http://www\.council\.example"):
        refuse_unsafe(Settings(allowed_origins=("http://www.council.example",)), ROOT, {})
    refuse_unsafe(Settings(allowed_origins=("http://localhost:8080", "http://127.0.0.1:3000")), ROOT, {})


def test_figures_on_the_public_port_are_refused() -> None:
    with pytest.raises(UnsafeSetup, match="BOT_METRICS_PORT and BOT_PORT are both 5005"):
        refuse_unsafe(Settings(metrics_port=5005), ROOT, {})


@pytest.mark.parametrize("name", ["SANIC_DEBUG", "SANIC_REQUEST_MAX_SIZE", "SANIC_PROXIES_COUNT"])
def test_a_variable_that_changes_the_web_server_is_refused(name: str) -> None:
    with pytest.raises(UnsafeSetup, match=name):
        refuse_unsafe(Settings(), ROOT, {name: "1"})


def test_more_processes_than_locks_are_refused() -> None:
    with pytest.raises(UnsafeSetup, match="SANIC_WORKERS"):
        refuse_unsafe(Settings(), ROOT, {"SANIC_WORKERS": "4"})


def test_every_reason_is_given_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSetup) as refused:
        refuse_unsafe(Settings(host="0.0.0.0"), _root(tmp_path, "rest:\nsocketio:\n"), {"SANIC_WORKERS": "2"})
    assert len(str(refused.value).splitlines()) == 4


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSetup, match=r"credentials\.yml cannot be read"):
        refuse_unsafe(Settings(), _root(tmp_path, "rest: ["), {})
