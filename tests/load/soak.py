"""Steady turns for half an hour; the memory must stay flat.

Run it with `python -m tests.load.soak`. MINUTES and RATE (turns a second) can be set, and PID with BASE for a bot that runs
already. The first fifth is left out: caches fill. The slope of a straight line through the rest is judged from ten minutes on.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from itertools import cycle
from typing import Optional

from tests.load.long import WORDS
from tests.load.own_bot import measured_bot, memory_mb
from tests.load.people import Heard, Person, calling
from tests.load.reports import Figure, finish, latencies

MINUTES, RATE = float(os.environ.get("MINUTES", "30")), float(os.environ.get("RATE", "8"))
PEOPLE = 8
A_CONVERSATION = 8
SAMPLE_SECONDS = 5.0
WARM_UP = 0.2
MOST_MB_AN_HOUR = 20.0
MOST_RISE = 0.05
LEAST_MINUTES_TO_JUDGE_A_SLOPE = 10


async def _live(base: str, until: float, heard: list[Heard]) -> None:
    """A person after the other; what was said is forgotten by every second."""
    async with calling() as session:
        for number in cycle(range(2)):
            person = Person(session, base)
            await person.begin()
            for text in WORDS[:A_CONVERSATION]:
                if time.monotonic() > until:
                    return
                started = time.monotonic()
                heard.append(await person.say(text))
                await asyncio.sleep(max(0.0, PEOPLE / RATE - (time.monotonic() - started)))
            if number:
                await person.forget()


async def soak(base: str, pid: Optional[int]) -> tuple[list[Heard], list[tuple[float, float]]]:
    """What everybody heard, and (seconds, MB) for each sample of the memory."""
    heard: list[Heard] = []
    samples: list[tuple[float, float]] = []
    started = time.monotonic()
    until = started + MINUTES * 60
    people = [asyncio.ensure_future(_live(base, until, heard)) for _ in range(PEOPLE)]
    while time.monotonic() < until:
        await asyncio.sleep(SAMPLE_SECONDS)
        if pid:
            samples.append((time.monotonic() - started, memory_mb(pid)))
            if len(samples) % 12 == 0:
                print(f"  {samples[-1][0] / 60:4.1f} min: {samples[-1][1]:.0f} MB, {len(heard)} turns", flush=True)
    await asyncio.gather(*people)
    return heard, samples


def slope_mb_an_hour(samples: list[tuple[float, float]]) -> float:
    """Of the straight line through the samples (least squares)."""
    return statistics.linear_regression([at for at, _ in samples], [mb for _, mb in samples]).slope * 3600


def main() -> int:
    with measured_bot() as bot:
        pid = bot.pid or int(os.environ.get("PID", "0")) or None
        heard, samples = asyncio.run(soak(bot.base, pid))
    figures = [
        Figure("minutes", MINUTES),
        Figure("turns", len(heard)),
        Figure("turns a second", len(heard) / (MINUTES * 60)),
        *latencies([each.seconds for each in heard]),
        Figure("errors", sum(each.status != 200 for each in heard), at_most=0),
        Figure("silent turns", sum(each.is_silent for each in heard), at_most=0),
        Figure("turns with the written fallback", sum(each.is_fallback for each in heard), at_most=0),
    ]
    if samples:
        steady = samples[int(len(samples) * WARM_UP) :]
        quarter = max(1, len(steady) // 4)
        first, last = (statistics.median(mb for _, mb in part) for part in (steady[:quarter], steady[-quarter:]))
        is_long = MINUTES >= LEAST_MINUTES_TO_JUDGE_A_SLOPE
        figures += [
            Figure("memory after the warm-up MB", first),
            Figure("memory at the end MB", last),
            Figure("rise", last / first - 1, at_most=MOST_RISE),
            Figure("slope MB an hour", slope_mb_an_hour(steady), at_most=MOST_MB_AN_HOUR if is_long else None),
        ]
    return finish("soak", figures)


if __name__ == "__main__":
    sys.exit(main())
