"""One address floods the bot; the people at other addresses must hardly notice.

Run it with `python -m tests.load.flood`. Times with and without the flood take turns, so that a busy machine slows both.
ROUNDS, SECONDS (each half of a round), CONNECTIONS and PEOPLE can be set, and BASE for a bot that runs already (its
limits per address are part of what is measured). PROXY=1 puts nginx with deploy/nginx/bot.conf in front.
"""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
from collections import Counter
from contextlib import ExitStack
from itertools import cycle
from random import Random
from typing import Sequence

from tests.load.own_bot import measured_bot
from tests.load.people import Heard, Person, calling
from tests.load.reports import Figure, finish, latencies, percentile

ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "5")), float(os.environ.get("SECONDS", "12"))
CONNECTIONS, PEOPLE = int(os.environ.get("CONNECTIONS", "50")), int(os.environ.get("PEOPLE", "10"))
FLOODER = "127.0.0.2"
PAUSE_SECONDS = 2.0
MOST_TIMES_SLOWER = 1.5
WORDS = ("hello", "someone stole my bike from the hall last week", "is this private", "i am 29", "thank you")


def others_address(number: int) -> str:
    """The loopback address of one of the others."""
    return f"127.0.0.{3 + number}"


async def _live(base: str, number: int, ends: asyncio.Event, heard: list[Heard]) -> None:
    """A person who talks at a person's pace, in one conversation after the other, until told to stop."""
    pause = Random(number)
    async with calling(others_address(number)) as session:
        while not ends.is_set():
            person = Person(session, base)
            await person.begin()
            for text in WORDS:
                await asyncio.sleep(pause.uniform(0.5, 1.5) * PAUSE_SECONDS)
                if ends.is_set():
                    return
                heard.append(await person.say(text))


async def _half(base: str, is_flooded: bool, heard: list[Heard], flooded: Counter[str]) -> None:
    """One half of a round: everybody talks; with a flood or without one."""
    command = [sys.executable, "-m", "tests.load.flooder", base, FLOODER, str(SECONDS), str(CONNECTIONS)]
    flooder = subprocess.Popen(["nice", "-n", "5", *command], stdout=subprocess.PIPE) if is_flooded else None
    ends = asyncio.Event()
    people = [asyncio.ensure_future(_live(base, number, ends, heard)) for number in range(PEOPLE)]
    await asyncio.sleep(SECONDS)
    ends.set()
    await asyncio.gather(*people)
    if flooder:
        printed, _ = await asyncio.get_running_loop().run_in_executor(None, flooder.communicate)
        flooded.update(json.loads(printed))


async def measure(base: str) -> tuple[list[list[Heard]], list[list[Heard]], Counter[str]]:
    """What the others heard in each round without and with the flood, and what the flooder got."""
    quiet: list[list[Heard]] = []
    loud: list[list[Heard]] = []
    flooded: Counter[str] = Counter()
    await _half(base, False, [], flooded)
    for number, is_flooded in zip(range(2 * ROUNDS), cycle((False, True))):
        heard: list[Heard] = []
        await _half(base, is_flooded, heard, flooded)
        (loud if is_flooded else quiet).append(heard)
        print(
            f"  {number // 2 + 1}/{ROUNDS} {'with' if is_flooded else 'without'} the flood: p95 {_p95(heard) * 1000:.0f} ms",
            flush=True,
        )
    return quiet, loud, flooded


def _p95(heard: Sequence[Heard]) -> float:
    return percentile([each.seconds for each in heard], 0.95)


def main() -> int:
    with ExitStack() as stack:
        bot = stack.enter_context(measured_bot({"BOT_TRUSTED_PROXIES": "1"} if os.environ.get("PROXY") else {}))
        base = bot.base
        if os.environ.get("PROXY"):
            from tests.security.nginx import proxied

            base = stack.enter_context(proxied(bot.base, name="127.0.0.1")).base
        quiet_rounds, loud_rounds, flooded = asyncio.run(measure(base))
    quiet, loud = ([each for heard in rounds for each in heard] for rounds in (quiet_rounds, loud_rounds))
    ratios = [_p95(loud_round) / _p95(quiet_round) for quiet_round, loud_round in zip(quiet_rounds, loud_rounds)]
    without, with_flood = ([each.seconds for each in heard] for heard in (quiet, loud))
    lost = sum(each.status != 200 or each.is_silent or each.is_fallback for each in [*quiet, *loud])
    print(f"  the flooder got {dict(flooded)}")
    return finish(
        "flood",
        [
            Figure("others' turns without the flood", len(quiet)),
            Figure("others' turns with the flood", len(loud)),
            Figure("others' turns without an ordinary reply", lost, at_most=0),
            Figure("the flooder's calls", sum(flooded.values())),
            Figure("the flooder's calls that were answered with a reply", flooded["200"]),
            *latencies(without, "others without the flood: "),
            *latencies(with_flood, "others with the flood: "),
            Figure("p95 with the flood / without, all rounds together", _p95(loud) / _p95(quiet)),
            Figure(
                "p95 with the flood / without, median of the rounds",
                statistics.median(ratios),
                at_most=MOST_TIMES_SLOWER,
            ),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
