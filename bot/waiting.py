"""Waiting for the bot to answer, with a line of progress, and the addresses once it does."""

from __future__ import annotations

import sys
import time

import requests

from bot.settings import Settings

MOST_SECONDS = 180
_EVERY = 0.5


def wait_until_ready(settings: Settings) -> int:
    """Print what is being waited for, then the addresses. Returns 1 when the bot does not answer in time."""
    base = f"http://{'localhost' if settings.host in ('127.0.0.1', '0.0.0.0') else settings.host}:{settings.port}/webhooks/widget"
    started = time.monotonic()
    print("Starting the bot: it reads its model first, which takes 10 to 60 seconds.", flush=True)
    while time.monotonic() - started < MOST_SECONDS:
        if _answers(base):
            print(f"The bot answers after {time.monotonic() - started:.0f} seconds.", flush=True)
            print(f"  Talk to it in a browser:  {base}/demo", flush=True)
            print(f"  Without JavaScript:       {base}/pages", flush=True)
            print(f"  For programs:             {base}  (docs/openapi.yml)", flush=True)
            print("  Stop it with Ctrl+C.", flush=True)
            return _stay()
        time.sleep(_EVERY)
    print(f"error: the bot did not answer within {MOST_SECONDS} seconds. The lines above say why.", file=sys.stderr)
    return 1


def _answers(base: str) -> bool:
    try:
        return requests.get(f"{base}/health", timeout=1).status_code == 200
    except requests.RequestException:
        return False


def _stay() -> int:
    """Honcho stops everything when one process ends, so this one stays until it is told to go."""
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return 0
