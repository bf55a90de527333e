"""`python -m bot console serve`: the console's web server, and beside it the process that reads new conversations.

Nothing here touches the bot. When the console's database is away, this process says so and tries again.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from importlib.util import find_spec
from types import FrameType
from typing import Any, Callable, Optional

from bot.console.logs import keep_words_out, kind_and_place
from bot.console.safety import address_of, is_this_machine, refuse_unsafe
from bot.console.staying import end_with_parent
from bot.settings import Settings

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 10.0
TIDY_SECONDS = 3600.0
STOP_SECONDS = 15.0
THREADS = 8
LARGEST_REQUEST = 5_000_000
INGEST = "bot.console.conversations.ingest"


def set_up_django() -> None:
    """What the console makes is for its own user's eyes only."""
    import django

    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bot.console.settings")
    django.setup()


def serve(settings: Settings, say: Callable[[str], None], has_lifeline: bool = False) -> None:
    """Until the process is told to end; with a lifeline, also when the one that started it is gone.

    Raises `UnsafeSetup`.
    """
    refuse_unsafe(settings)
    keep_words_out(settings.log_level, settings.log_format)
    stop = threading.Event()
    _end_on_signals(stop)
    if has_lifeline:
        end_with_parent(lambda: os.kill(os.getpid(), signal.SIGTERM))
    try:
        server = _until_ready(lambda: _prepare(settings), stop)
        if server is None:
            return
        address = address_of(settings)
        say(f"The review console answers at {address}")
        _offer_first_account(address, say)
        with _Beside(stop):
            server.run()
    except _ToldToEnd:
        pass
    finally:
        stop.set()
    logger.info("The console has stopped.")


class _ToldToEnd(SystemExit):
    """Raised in the main thread by a signal: the web server finishes its requests and goes."""


def _end_on_signals(stop: threading.Event) -> None:
    def end(_number: int, _frame: Optional[FrameType]) -> None:
        if not stop.is_set():
            stop.set()
            raise _ToldToEnd(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


def _until_ready(prepare: Callable[[], Any], stop: threading.Event) -> Any:
    """What `prepare` gives, however long it takes; None when the process is to end first."""
    while not stop.is_set():
        try:
            return prepare()
        except Exception as error:
            logger.error(
                "The console cannot start (%s): %s The bot is not affected. Next try in %.0f seconds.",
                kind_and_place(error), _what_to_do(error), AGAIN_SECONDS,
            )  # fmt: skip
            stop.wait(AGAIN_SECONDS)
    return None


def _what_to_do(error: Exception) -> str:
    from django.db import Error

    if isinstance(error, Error):
        return (
            "its database cannot be reached or changed. Look at BOT_CONSOLE_DATABASE_URL, and whether that database runs; "
            "while it is not set, at BOT_VAR_DIR and whether the disk is full."
        )
    if isinstance(error, OSError):
        return f"{error.strerror or 'a file or port is not to be had'}. Look at BOT_CONSOLE_PORT and BOT_VAR_DIR."
    return "this is a mistake of ours."


def _prepare(settings: Settings) -> Any:
    """Tables, files for browsers, and a web server that holds its port."""
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    set_up_django()
    from django.core.management import call_command
    from waitress import create_server

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from bot.console.wsgi import application

    host = settings.console_host.strip("[]")
    return create_server(
        application, host=host, port=settings.console_port, threads=THREADS, ident=None,
        max_request_body_size=LARGEST_REQUEST, clear_untrusted_proxy_headers=True, **_proxy(settings),
    )  # fmt: skip


def _proxy(settings: Settings) -> dict[str, Any]:
    """A proxy is believed only where there is one: otherwise anybody could say from where they come."""
    if not settings.console_https:
        return {}
    return {
        "trusted_proxy": "127.0.0.1" if is_this_machine(settings.console_host) else "*",
        "trusted_proxy_count": max(1, settings.trusted_proxies),
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
    }


def _offer_first_account(address: str, say: Callable[[str], None]) -> None:
    from bot.console.accounts.first_account import first_account_secret

    secret = first_account_secret()
    if secret is not None:
        say("Nobody looks after accounts yet. Make the first account with this link; it works once, today:")
        say(f"  {address}/invitation/{secret}")


class _Beside:
    """What runs beside the web server: a process that reads new conversations, and a thread that tidies up."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._watch_ingest, self._tidy)]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    def _watch_ingest(self) -> None:
        """A process of its own, so that a long catching-up does not make pages slow. Started again when it ends."""
        if find_spec(INGEST) is None:
            logger.error("New conversations are not read: %s is not part of this installation.", INGEST)
            return
        while not self._stop.is_set():
            command = [sys.executable, "-m", "bot", "console", "ingest", "--lifeline"]
            process = subprocess.Popen(command, stdin=subprocess.PIPE)
            while process.poll() is None and not self._stop.wait(0.5):
                pass
            if self._stop.is_set():
                _end(process)
                return
            logger.error("What reads new conversations ended with %s; it is started again.", process.returncode)
            self._stop.wait(AGAIN_SECONDS)

    def _tidy(self) -> None:
        """Sessions that are over are deleted."""
        from django.core.management import call_command
        from django.db import connections

        while not self._stop.is_set():
            try:
                call_command("clearsessions")
            except Exception as error:
                logger.error("Old sessions could not be deleted: %s.", kind_and_place(error))
            connections.close_all()
            self._stop.wait(TIDY_SECONDS)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The closed pipe tells it to finish; a signal does it if that is not enough."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS / 2)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def ingest(settings: Settings, has_lifeline: bool) -> int:
    """Read new conversations until told to end; with a lifeline, also when the process that started this one is gone."""
    keep_words_out(settings.log_level, settings.log_format)
    if find_spec(INGEST) is None:
        logger.error("New conversations are not read: %s is not part of this installation.", INGEST)
        return 2
    set_up_django()
    from importlib import import_module

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if has_lifeline:
        end_with_parent(stop.set)
    import_module(INGEST).run_forever(stop)
    return 0
