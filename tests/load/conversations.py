"""500 people talk at the same time, and each must get the replies to their own words and to nobody else's.

Run it with `python -m tests.load.conversations`. PEOPLE, PACE (seconds between one person's messages) and BASE can be set.
Each person tells an age and a kind of crime that their neighbours do not share, so that a reply to somebody else shows.
Afterwards the store is read (of a bot that was started for this): each conversation holds its own person's mark only.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sqlite3
import sys
import time
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import aiohttp

from tests.load.own_bot import measured_bot
from tests.load.people import Heard, Person, calling
from tests.load.reports import Figure, finish, latencies

PEOPLE = int(os.environ.get("PEOPLE", "500"))
PACE = float(os.environ.get("PACE", "30"))
CHATS = {True: "victim_support_live_chat_under_18", False: "victim_support_live_chat_18_or_over"}
COLOURS = (
    "amber", "beige", "black", "blue", "bronze", "brown", "copper", "cream", "crimson", "golden", "green", "grey", "indigo",
    "maroon", "mauve", "orange", "pink", "purple", "red", "silver", "teal", "turquoise", "violet", "white", "yellow",
)  # fmt: skip
THINGS = (
    "basket", "blanket", "bottle", "bucket", "button", "candle", "carpet", "cushion", "kettle", "ladder", "lamp", "mug",
    "pencil", "pillow", "ribbon", "spoon", "stool", "teapot", "trolley", "umbrella",
)  # fmt: skip
_MARK = re.compile(rf"\b(?:{'|'.join(COLOURS)}) (?:{'|'.join(THINGS)})\b")


def mark_of(number: int) -> str:
    """Two everyday words that only this person says: nothing that redaction would take out."""
    return f"{COLOURS[number % len(COLOURS)]} {THINGS[number // len(COLOURS) % len(THINGS)]}"


@dataclass
class Life:
    """What one person said, and what was wrong with the replies."""

    number: int
    heard: list[Heard] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_young(self) -> bool:
        """Every second person is under 18."""
        return self.number % 2 == 0

    @property
    def is_fraud(self) -> bool:
        """Every fourth pair tells of fraud, the others of a theft."""
        return self.number // 2 % 2 == 0


def story_of(life: Life) -> list[str]:
    """Six messages with the person's mark. The age is told in the second and has to be remembered after that."""
    mark = mark_of(life.number)
    age = "i am 15" if life.is_young else "i am 34"
    crime = "i sent money to a scam website and the seller vanished" if life.is_fraud else "my bike was stolen"
    return [
        f"{crime}, and so was my {mark}" if "stolen" in crime else f"{crime}, i wanted to buy a {mark}",
        f"{age}, and i miss the {mark}",
        f"is this private, also about the {mark}",
        f"somebody also punched me last week and broke the {mark}",
        f"who can i talk to about the {mark}",
        f"thank you, and thanks from the {mark}",
    ]


def look_at(life: Life, turn: int, heard: Heard) -> None:
    """Note what this reply shows that was meant for somebody else, or lacks that was meant for this person."""
    if CHATS[not life.is_young] in heard.services and turn >= 1:
        life.wrong.append(f"turn {turn + 1} shows the chat of the other age")
    if turn in (1, 3) and CHATS[life.is_young] not in heard.services:
        life.wrong.append(f"turn {turn + 1} has forgotten the age")
    if turn == 1 and ("report_fraud" in heard.services) != life.is_fraud:
        life.wrong.append("turn 2 answers another crime")


async def live(session: aiohttp.ClientSession, base: str, life: Life) -> None:
    """One person's whole conversation, at a person's pace."""
    pause = Random(life.number)
    await asyncio.sleep(pause.uniform(0, PACE))
    person = Person(session, base)
    begun = await person.begin()
    if begun.status != 201:
        life.heard.append(begun)
        return
    for turn, text in enumerate(story_of(life)):
        await asyncio.sleep(pause.uniform(0.5, 1.5) * PACE)
        heard = await person.say(text)
        life.heard.append(heard)
        if any(each.status != 200 or each.is_fallback for each in life.heard):
            continue  # a lost turn may have been the one that told the age: that is counted by itself
        look_at(life, turn, heard)


async def hold(base: str) -> tuple[list[Life], float]:
    """Everybody's conversation and the seconds that it took."""
    lives = [Life(number) for number in range(PEOPLE)]
    started = time.monotonic()
    async with calling() as session:
        tasks = [asyncio.ensure_future(live(session, base, life)) for life in lives]
        while not all(task.done() for task in tasks):
            await asyncio.sleep(5)
            said = sum(len(life.heard) for life in lives)
            print(f"  {time.monotonic() - started:4.0f} s: {said} of {6 * PEOPLE} messages answered", flush=True)
        await asyncio.gather(*tasks)
    return lives, time.monotonic() - started


def marks_in(database: Path) -> dict[str, set[str]]:
    """The marks in each stored conversation."""
    found: dict[str, set[str]] = defaultdict(set)
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as store:
        for sender, data in store.execute("select sender_id, data from events"):
            found[sender].update(_MARK.findall(json.dumps(json.loads(data))))
    return found


def main() -> int:
    with measured_bot() as bot:
        lives, seconds = asyncio.run(hold(bot.base))
        stored = marks_in(bot.database) if bot.database else None
    heard = [each for life in lives for each in life.heard]
    wrong = [f"{mark_of(life.number)}: {what}" for life in lives for what in life.wrong]
    for what in wrong[:10]:
        print(f"  {what}")
    figures = [
        Figure("people at the same time", PEOPLE),
        Figure("messages answered", len(heard), at_least=6 * PEOPLE),
        Figure("turns a second", len(heard) / seconds),
        *latencies([each.seconds for each in heard]),
        Figure("errors", sum(each.status != 200 for each in heard), at_most=0),
        Figure("silent turns", sum(each.is_silent for each in heard), at_most=0),
        Figure("turns with the written fallback", sum(each.is_fallback for each in heard), at_most=0),
        Figure("replies that belong to somebody else", len(wrong), at_most=0),
    ]
    if stored is not None:
        figures += [
            Figure("stored conversations", len(stored), at_least=PEOPLE),
            Figure("stored conversations with a mark", sum(map(bool, stored.values())), at_least=PEOPLE),
            Figure("stored conversations with two marks", sum(len(marks) > 1 for marks in stored.values()), at_most=0),
        ]
    return finish("conversations", figures)


if __name__ == "__main__":
    sys.exit(main())
