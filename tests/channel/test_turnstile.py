"""Turns wait in one line for each address, and the lines take turns."""

import asyncio
from contextlib import suppress

import pytest

from bot.channel.turnstile import LONG_LINE, SLOW_SECONDS, LineFull, Turnstile


class Visitors:
    """Turns that end when they are told to, and the order in which they got through."""

    def __init__(self, turnstile: Turnstile) -> None:
        self.turnstile = turnstile
        self.through: list[str] = []
        self.ends: dict[str, asyncio.Event] = {}

    def come(self, address: str, name: str) -> "asyncio.Task[None]":
        self.ends[name] = asyncio.Event()
        return asyncio.ensure_future(self._turn(address, name))

    async def _turn(self, address: str, name: str) -> None:
        async with self.turnstile.turn(address):
            self.through.append(name)
            await self.ends[name].wait()

    async def end(self, name: str) -> None:
        self.ends[name].set()
        await _settle()


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def _turnstile(at_once: int = 1, most: int = 100, most_of_one: int = 50) -> Turnstile:
    return Turnstile(at_once, most, most_of_one)


async def test_a_turn_goes_through_at_once_while_there_is_room() -> None:
    visitors = Visitors(_turnstile(at_once=2))
    visitors.come("a", "a1"), visitors.come("a", "a2"), visitors.come("a", "a3")
    await _settle()
    assert visitors.through == ["a1", "a2"]
    await visitors.end("a1")
    assert visitors.through == ["a1", "a2", "a3"]


async def test_a_newcomer_does_not_stand_behind_a_long_line_of_somebody_else() -> None:
    visitors = Visitors(_turnstile())
    for number in range(5):
        visitors.come("flood", f"f{number}")
    await _settle()
    visitors.come("other", "o")
    await _settle()
    await visitors.end("f0")
    await visitors.end("f1")
    assert visitors.through == ["f0", "f1", "o"]


async def test_a_slow_turn_does_not_hold_up_the_next_one() -> None:
    visitors = Visitors(_turnstile())
    visitors.come("a", "slow"), visitors.come("b", "next")
    await asyncio.sleep(SLOW_SECONDS + 0.1)
    assert visitors.through == ["slow", "next"]
    await visitors.end("slow")
    visitors.come("c", "last")
    await _settle()
    assert visitors.through == ["slow", "next"], "the slow turn's end must not free a second place"


async def test_one_address_cannot_fill_the_room() -> None:
    visitors = Visitors(_turnstile(most_of_one=2))
    for name in ("1", "2", "3"):
        visitors.come("a", name)
    await _settle()
    with pytest.raises(LineFull) as full:
        await visitors.come("a", "4")
    assert full.value.is_own
    visitors.come("b", "b")
    await _settle()
    assert visitors.turnstile.waiting == 3


async def test_a_full_room_says_so_at_once() -> None:
    visitors = Visitors(_turnstile(most=1))
    visitors.come("a", "1"), visitors.come("a", "2")
    await _settle()
    with pytest.raises(LineFull) as full:
        await visitors.come("b", "3")
    assert not full.value.is_own


async def test_whoever_leaves_the_line_is_passed_over() -> None:
    visitors = Visitors(_turnstile())
    visitors.come("a", "1")
    gone = visitors.come("a", "2")
    visitors.come("a", "3")
    await _settle()
    gone.cancel()
    with suppress(asyncio.CancelledError):
        await gone
    assert visitors.turnstile.waiting == 1
    await visitors.end("1")
    assert visitors.through == ["1", "3"]


async def test_whoever_leaves_in_the_moment_of_being_let_through_gives_the_place_back() -> None:
    visitors = Visitors(_turnstile())
    visitors.come("a", "1")
    gone = visitors.come("a", "2")
    visitors.come("a", "3")
    await _settle()
    visitors.ends["1"].set()
    await asyncio.sleep(0)
    gone.cancel()
    with suppress(asyncio.CancelledError):
        await gone
    await _settle()
    assert visitors.through[-1] == "3"


async def test_a_flood_leaves_time_to_others_who_are_about() -> None:
    turnstile = _turnstile()
    turns = {"flood": 0, "other": 0}

    async def keep_coming(address: str) -> None:
        while True:
            async with turnstile.turn(address):
                turns[address] += 1
                await asyncio.sleep(0.01)
            await asyncio.sleep(0)

    tasks = [asyncio.ensure_future(keep_coming("flood")) for _ in range(4 * LONG_LINE)]
    alone = asyncio.ensure_future(asyncio.sleep(0.3))
    await alone
    without_others = turns["flood"]
    tasks.append(asyncio.ensure_future(keep_coming("other")))
    await asyncio.sleep(0.3)
    with_others = turns["flood"] - without_others
    for task in tasks:
        task.cancel()
    assert turns["other"] >= 0.8 * with_others
    assert with_others <= 0.75 * without_others
