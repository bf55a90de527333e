"""The port that the bot listens on, and whether a host can be reached from this machine only."""

from __future__ import annotations

import ipaddress
import socket

from bot.settings import Settings


def open_door(settings: Settings) -> socket.socket:
    """A socket on the settings' port, not listening yet: whoever comes too early is told so, not left waiting."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((settings.host, settings.port))
    except OSError as error:
        door.close()
        raise OSError(
            error.errno,
            f"BOT_HOST={settings.host} and BOT_PORT={settings.port} cannot be used ({error.strerror}). "
            "Is another bot running? Stop it, or choose another port.",
        ) from None
    return door


def is_this_machine(host: str) -> bool:
    """Whether only programs on this machine reach this host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
