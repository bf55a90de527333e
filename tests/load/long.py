"""A conversation of 200 turns must answer as fast at its end as at its beginning.

Run it with `python -m tests.load.long`. TURNS sets the number of turns; BASE names a bot that runs already.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from itertools import cycle, islice

from tests.load.own_bot import measured_bot
from tests.load.people import Person, calling
from tests.load.reports import Figure, finish, latencies

TURNS = int(os.environ.get("TURNS", "200"))
WINDOW = 20
MOST_TIMES_SLOWER = 1.3
WORDS = (
    "hello",
    "someone at work keeps leaving notes on my desk and he was outside my flat on friday",
    "is this private",
    "i am 29",
    "thank you",
    "what happens when i call them",
    "they also took money from my account",
    "where are you based",
)


async def hold(base: str, turns: int) -> tuple[list[float], int]:
    """The seconds of each turn of one conversation, and how many were no reply."""
    seconds, errors = [], 0
    async with calling() as session:
        person = Person(session, base)
        await person.begin()
        for number, text in enumerate(islice(cycle(WORDS), turns), 1):
            heard = await person.say(text)
            seconds.append(heard.seconds)
            errors += heard.status != 200 or heard.is_silent or heard.is_fallback
            if number % WINDOW == 0:
                print(
                    f"  turns {number - WINDOW + 1}-{number}: {statistics.median(seconds[-WINDOW:]) * 1000:.0f} ms",
                    flush=True,
                )
    return seconds, errors


def main() -> int:
    with measured_bot() as bot:
        asyncio.run(hold(bot.base, WINDOW))  # warms the bot up
        seconds, errors = asyncio.run(hold(bot.base, TURNS))
    first, last = statistics.median(seconds[:WINDOW]), statistics.median(seconds[-WINDOW:])
    return finish(
        "long",
        [
            Figure("turns", len(seconds)),
            Figure("errors", errors, at_most=0),
            Figure(f"median of turns 1-{WINDOW}, ms", first * 1000),
            Figure(f"median of turns {TURNS - WINDOW + 1}-{TURNS}, ms", last * 1000),
            Figure("times slower at the end", last / first, at_most=MOST_TIMES_SLOWER),
            *latencies(seconds, "all turns: "),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
