"""What must not be combined: the console refuses to start, and names the setting and the way out."""

from __future__ import annotations

from bot import door
from bot.settings import Settings


class UnsafeSetup(Exception):
    """The console would run, but not safely; each line of the message is one reason."""


def refuse_unsafe(settings: Settings) -> None:
    """Raises `UnsafeSetup` with every reason, or returns."""
    found = []
    names = [name for name in settings.console_hosts if not is_this_machine(name)]
    if not settings.console_https and not is_this_machine(settings.console_host):
        found.append(
            f"BOT_CONSOLE_HOST is {settings.console_host}, so other machines reach the console, and passwords would cross "
            "the network in the clear. Put a reverse proxy with HTTPS in front and set BOT_CONSOLE_HTTPS=yes, or set "
            "BOT_CONSOLE_HOST=127.0.0.1."
        )
    if not settings.console_https and names:
        found.append(
            f"BOT_CONSOLE_HOSTS names {names[0]}, and BOT_CONSOLE_HTTPS is not yes: passwords would cross the network in the "
            "clear. Put a reverse proxy with HTTPS in front and set BOT_CONSOLE_HTTPS=yes."
        )
    if settings.console_https and not names:
        found.append(
            "BOT_CONSOLE_HTTPS is yes, and BOT_CONSOLE_HOSTS does not name the host under which staff reach the console. "
            "Set it, for example BOT_CONSOLE_HOSTS=console.example.org."
        )
    if found:
        raise UnsafeSetup("\n".join(found))


def is_this_machine(host: str) -> bool:
    """Whether only programs on this machine reach this host; an IPv6 address may stand in brackets."""
    return door.is_this_machine(host.strip("[]"))


def address_of(settings: Settings) -> str:
    """Where staff reach the console, without a slash at the end."""
    if settings.console_https:
        return f"https://{next(name for name in settings.console_hosts if not is_this_machine(name))}"
    return f"http://localhost:{settings.console_port}"
