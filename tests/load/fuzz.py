"""10,000 turns of nasty text: never silence, never a server error, never slow because of the text, and danger still gets 999.

Run it with `python -m tests.load.fuzz`. TURNS, SEED and BASE can be set. The texts are in nasty.py; each conversation
takes five of them, because a conversation must live on after each.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Sequence

import aiohttp

from tests.load.nasty import Nasty, may_be_refused, nasty_texts
from tests.load.own_bot import measured_bot
from tests.load.people import Heard, Person, calling
from tests.load.reports import Figure, finish, latencies

TURNS, SEED = int(os.environ.get("TURNS", "10000")), int(os.environ.get("SEED", "20"))
A_CONVERSATION = 5
AT_ONCE = 2
SECONDS_FOR_A_REPLY = 3.5
EMERGENCY = "emergency_999"
LEAST_DANGERS_SEEN = 0.9


@dataclass(frozen=True)
class Turn:
    """One text and what came back."""

    nasty: Nasty
    heard: Heard

    @property
    def is_refused_rightly(self) -> bool:
        """A text with nothing to read, or too long once it is unfolded, is refused in words."""
        return (
            self.heard.status in (400, 413) and bool(self.heard.body.get("detail")) and may_be_refused(self.nasty.text)
        )

    @property
    def is_answered(self) -> bool:
        """There is a reply that can be seen, or a right refusal."""
        return self.is_refused_rightly or (self.heard.status == 200 and not self.heard.is_silent)

    @property
    def is_danger_missed(self) -> bool:
        """It tells of danger now, and 999 is not the first service."""
        return self.nasty.is_danger and self.heard.services[:1] != [EMERGENCY]


async def _talk(session: aiohttp.ClientSession, base: str, texts: list[Nasty], turns: list[Turn], total: int) -> None:
    while texts:
        person = Person(session, base)
        begun = await person.begin()
        if begun.status != 201:
            turns.append(Turn(Nasty("", "beginning"), begun))
            texts.pop()
            continue
        for _ in range(A_CONVERSATION):
            if not texts:
                return
            nasty = texts.pop()
            turns.append(Turn(nasty, await person.say(nasty.text)))
            if len(turns) % 500 == 0:
                print(f"  {len(turns)} of {total}", flush=True)


async def _again(session: aiohttp.ClientSession, base: str, turn: Turn) -> bool:
    """Whether the text is slow by itself, on a bot that has nothing else to do: twice out of twice."""
    for _ in range(2):
        person = Person(session, base)
        await person.begin()
        if (await person.say(turn.nasty.text)).seconds <= SECONDS_FOR_A_REPLY:
            return False
    return True


async def run(base: str, count: int, number: int) -> tuple[list[Turn], list[Turn]]:
    """Every turn, and those that were slow because of their text."""
    texts, turns = list(nasty_texts(count, number)), []
    async with calling() as session:
        await asyncio.gather(*(_talk(session, base, texts, turns, count) for _ in range(AT_ONCE)))
        late = [turn for turn in turns if turn.heard.seconds > SECONDS_FOR_A_REPLY or turn.heard.is_fallback]
        slow = [turn for turn in late if await _again(session, base, turn)]
    return turns, slow


def unanswered(turns: Sequence[Turn]) -> list[str]:
    """What was neither answered nor rightly refused, by kind and status, with the text as code points."""
    return [
        f"{each.heard.status} {each.nasty.kind}: {each.nasty.text[:60]!a}" for each in turns if not each.is_answered
    ]


def main() -> int:
    print(f"  making {TURNS} texts …", flush=True)
    with measured_bot() as bot:
        turns, slow = asyncio.run(run(bot.base, TURNS, SEED))
    dangers = [turn for turn in turns if turn.nasty.is_danger]
    told, missed = (
        Counter(turn.nasty.kind for turn in dangers if which(turn))
        for which in (lambda _: True, lambda turn: turn.is_danger_missed)
    )
    for kind, count in sorted(told.items(), key=lambda each: -missed[each[0]] / each[1]):
        print(f"  999 first for {count - missed[kind]:4} of {count:4}  {kind}")
    for line in [*unanswered(turns), *(f"slow: {turn.nasty.kind}" for turn in slow)][:20]:
        print(f"  {line}")
    return finish(
        "fuzz",
        [
            Figure("turns", len(turns), at_least=TURNS),
            Figure("silent turns", sum(turn.heard.is_silent for turn in turns), at_most=0),
            Figure(
                "server errors", sum(turn.heard.status >= 500 or turn.heard.status == 0 for turn in turns), at_most=0
            ),
            Figure("turns neither answered nor rightly refused", len(unanswered(turns)), at_most=0),
            Figure("turns refused with a reason", sum(turn.is_refused_rightly for turn in turns)),
            Figure("turns with the written fallback", sum(turn.heard.is_fallback for turn in turns)),
            Figure(f"texts slower than {SECONDS_FOR_A_REPLY} s by themselves", len(slow), at_most=0),
            Figure("disclosures of danger", len(dangers)),
            Figure(
                "of them with 999 first", 1 - sum(missed.values()) / max(1, len(dangers)), at_least=LEAST_DANGERS_SEEN
            ),
            *latencies([turn.heard.seconds for turn in turns]),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
