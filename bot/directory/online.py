"""Does every link still answer? Asks over the network; the only part of bot.directory that does."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from enum import Enum
from typing import Callable, Optional, Sequence

import requests

AT_ONCE = 4
"""Links asked at the same time: few, so that no charity's site notices."""

_NAME = {"User-Agent": "victim-support-signposting link check"}
_REFUSES_PROGRAMS = frozenset({401, 403, 407, 429})


class LinkState(str, Enum):
    """What a link does. Sites that keep programs out may serve people well: somebody has to look."""

    ANSWERS = "answers"
    REFUSES = "refuses"
    DEAD = "dead"


@dataclass(frozen=True)
class Timeouts:
    """How long to wait, in seconds: for a connection, then for each piece of an answer."""

    connect: float = 5.0
    read: float = 10.0


@dataclass(frozen=True)
class LinkResult:
    """What one address did. `status` and `final_address` are None when nothing answered; `problem` then says why."""

    address: str
    state: LinkState
    milliseconds: int
    status: Optional[int] = None
    final_address: Optional[str] = None
    problem: Optional[str] = None


def ask(address: str, session: requests.Session, timeouts: Timeouts = Timeouts()) -> LinkResult:
    """Ask for the head, and for the page itself where the head is refused or fails. Redirects are followed.

    `milliseconds` is the time until the answer that counts began.
    """
    started = time.monotonic()
    status, final, problem = _request("HEAD", address, session, timeouts)
    if status is None or status >= 400:
        started = time.monotonic()
        status, final, problem = _request("GET", address, session, timeouts)
    return LinkResult(address, _state(status), round((time.monotonic() - started) * 1000), status, final, problem)


def ask_all(
    addresses: Sequence[str],
    session: Optional[requests.Session] = None,
    timeouts: Timeouts = Timeouts(),
    on_result: Callable[[int], None] = lambda done: None,
) -> list[LinkResult]:
    """Ask every address, a few at a time; the results keep their order. `on_result` is told how many are done."""
    with session or requests.Session() as shared, ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(ask, address, shared, timeouts) for address in addresses]
        for done, _ in enumerate(as_completed(asked), start=1):
            on_result(done)
        return [each.result() for each in asked]


def table(results: Sequence[LinkResult]) -> str:
    """One line a link: state, status, milliseconds, address, and where it led or what went wrong."""
    width = max((len(result.address) for result in results), default=0)
    return "\n".join(_row(result, width) for result in results)


def _row(result: LinkResult, width: int) -> str:
    took = f"{result.status or '-':>4} {result.milliseconds:>6} ms"
    return f"{result.state.value:8} {took}  {result.address:{width}}  {_end(result)}".rstrip()


def _end(result: LinkResult) -> str:
    if result.problem:
        return result.problem
    moved = result.final_address and result.final_address.rstrip("/") != result.address.rstrip("/")
    return f"-> {result.final_address}" if moved else ""


def _state(status: Optional[int]) -> LinkState:
    if status in _REFUSES_PROGRAMS:
        return LinkState.REFUSES
    return LinkState.ANSWERS if status is not None and status < 400 else LinkState.DEAD


def _request(
    method: str, address: str, session: requests.Session, timeouts: Timeouts
) -> tuple[Optional[int], Optional[str], Optional[str]]:
    """(status, final address, None), or (None, None, what went wrong). The page itself is never read."""
    try:
        with session.request(
            method, address, headers=_NAME, timeout=(timeouts.connect, timeouts.read), allow_redirects=True, stream=True
        ) as answer:
            return answer.status_code, answer.url, None
    except requests.exceptions.SSLError:
        return None, None, "its certificate is not valid"
    except requests.Timeout:
        return None, None, f"no answer within {timeouts.connect:g} + {timeouts.read:g} seconds"
    except requests.TooManyRedirects:
        return None, None, "it redirects in a circle"
    except requests.ConnectionError:
        return None, None, "no connection: the name or the server is gone, or this machine is offline"
    except (requests.RequestException, UnicodeError) as error:
        return None, None, f"cannot be asked ({type(error).__name__})"
