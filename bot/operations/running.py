"""Whether the bot runs: a copy is only put back while it does not."""

from __future__ import annotations

import socket

from bot.operations.refused import Refused
from bot.settings import Settings

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104: compared with, never listened on
STOP_FIRST = "Stop every bot that uses this database, then restore."


def refuse_while_running(settings: Settings) -> None:
    """Raise `Refused` when something answers where the bot would listen."""
    address = (_EVERYWHERE.get(settings.host, settings.host), settings.port)
    try:
        with socket.create_connection(address, timeout=2):
            pass
    except OSError:
        return
    raise Refused(f"Something answers on {address[0]} port {address[1]}: the bot seems to run. {STOP_FIRST}")
