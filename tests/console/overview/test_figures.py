"""The whole page at once: for each number hidden on it there is another set of conversations with the same page."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import dataclass
from typing import Any, Iterator, Sequence

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.console.overview.figures import NOT_TOLD, figures
from bot.signposting import Harm

SERVICES = ("emergency_999", "victim_support_supportline", "samaritans", "report_fraud")
HARMS = ("fraud", "stalking_harassment", "terrorism", "none", "unknown")
AGES = ("under_18", "18_or_over", "unknown")
DAYS = ("1 Mar", "2 Mar", "3 Mar")


@dataclass(frozen=True)
class Said:
    """What is counted of one conversation."""

    day: str
    harm: str
    age: str
    services: frozenset[str]
    danger: bool = False
    handled: bool = False
    asked: bool = False
    thanked: bool = False
    misunderstood: int = 0


World = Sequence[Said]


def _counts(world: World) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for said in world:
        for key, number in {
            ("conversations", ""): 1, ("messages", ""): 5, ("messages", "not_understood"): said.misunderstood,
            ("fallback", ""): said.misunderstood > 0, ("harm", said.harm): 1, ("age", said.age): 1,
            ("reach", "told_harm"): said.harm not in NOT_TOLD, ("reach", "asked_age"): said.asked,
            ("reach", "service_shown"): bool(said.services), ("reach", "thanked"): said.thanked,
            ("safety", "danger"): said.danger, ("safety", "danger_handled"): said.handled,
        }.items():  # fmt: skip
            counts[key] += number
        for service in said.services:
            counts["service", service] += 1
    return counts


def _page(world: World) -> Any:
    over_time = {day: sum(said.day == day for said in world) for day in DAYS}
    return figures(_counts(world), over_time, SERVICES)


def _hidden(page: Any) -> Iterator[tuple[str, str]]:
    for table in ("over_time", "harm", "age", "service", "reach", "safety", "understanding"):
        for name, cell in (getattr(page, table) or {}).items():
            if cell.is_small:
                yield table, name


def _number(world: World, table: str, name: str) -> int:
    if table == "over_time":
        return sum(said.day == name for said in world)
    keys = {
        "fallback": ("fallback", ""),
        "not_understood": ("messages", "not_understood"),
        "began": ("conversations", ""),
    }
    return _counts(world)[keys.get(name, (table, name))]


def _others(world: World) -> Iterator[World]:
    """Sets of conversations that differ from this one in one conversation, or in two that swap a misunderstanding."""
    seen: set[Said] = set()
    for place, said in enumerate(world):
        if said in seen:
            continue
        seen.add(said)
        for changed in _changes(said):
            yield [*world[:place], changed, *world[place + 1 :]]
        if said.misunderstood:
            fewer = dataclasses.replace(said, misunderstood=said.misunderstood - 1)
            for other, taker in enumerate(world):
                if other != place:
                    copy = list(world)
                    copy[place] = fewer
                    copy[other] = dataclasses.replace(taker, misunderstood=taker.misunderstood + 1)
                    yield copy


def _changes(said: Said) -> Iterator[Said]:
    for field, values in (("day", DAYS), ("harm", HARMS), ("age", AGES)):
        yield from (dataclasses.replace(said, **{field: value}) for value in values)
    for service in SERVICES:
        services = said.services ^ {service}
        if "emergency_999" in services or not said.handled:
            yield dataclasses.replace(said, services=services)
    yield dataclasses.replace(said, asked=not said.asked)
    yield dataclasses.replace(said, thanked=not said.thanked)
    if not said.handled:
        yield dataclasses.replace(said, danger=not said.danger)
    else:
        yield dataclasses.replace(said, danger=False, handled=False)
    if said.danger and "emergency_999" in said.services:
        yield dataclasses.replace(said, handled=not said.handled)
    for number in (said.misunderstood - 1, said.misunderstood + 1):
        if number >= 0:
            yield dataclasses.replace(said, misunderstood=number)


@st.composite
def _conversation(draw: Any) -> Said:
    services = draw(st.frozensets(st.sampled_from(SERVICES)))
    danger = draw(st.booleans())
    return Said(
        day=draw(st.sampled_from(DAYS)), harm=draw(st.sampled_from(HARMS)), age=draw(st.sampled_from(AGES)),
        services=services, danger=danger, handled=danger and "emergency_999" in services and draw(st.booleans()),
        asked=draw(st.booleans()), thanked=draw(st.booleans()), misunderstood=draw(st.integers(0, 2)),
    )  # fmt: skip


@st.composite
def _world(draw: Any) -> World:
    """A few kinds of conversation, each of them some times: so that small and large numbers stand beside each other."""
    kinds = draw(st.lists(_conversation(), min_size=1, max_size=7))
    return [kind for kind in kinds for _ in range(draw(st.sampled_from((1, 2, 3, 4, 5, 7, 8, 12, 13, 20))))]


_PLAIN = Said("1 Mar", "fraud", "unknown", frozenset({"report_fraud"}))


def _said(**fields: Any) -> Said:
    return dataclasses.replace(_PLAIN, **fields)


def _without_room(field: str, values: Sequence[Any]) -> World:
    """4, 12 and 12 of 28: each as large as it is rounded to allow, and the 28 as small. So the 4 could only be 4."""
    return [_said(**{field: value}) for value, times in zip(values, (4, 12, 12)) for _ in range(times)]


@example(_without_room("harm", HARMS))
@example(_without_room("age", AGES))
@example(_without_room("day", DAYS))
@example(_without_room("services", [frozenset({service}) for service in SERVICES]))
@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(_world())
def test_no_hidden_number_can_be_worked_out_from_everything_on_the_page(world: World) -> None:
    page = _page(world)
    wanted = set(_hidden(page))
    for other in _others(world) if wanted else ():
        found = {cell for cell in wanted if _number(other, *cell) != _number(world, *cell)}
        if found and _page(other) == page:
            wanted -= found
        if not wanted:
            break
    assert not wanted, f"{wanted} can be worked out"


def test_with_few_conversations_only_their_number_is_shown() -> None:
    page = _page([_said()] * 19)
    assert (page.has_enough, str(page.total), page.harm, page.reach) == (False, "20", None, {})
    assert str(_page([_said()] * 3).total) == "fewer than 5"
    assert _page([_said()] * 20).has_enough


def test_how_many_told_of_harm_is_not_shown_when_it_would_give_a_row_of_the_harms_away() -> None:
    page = _page([_said()] * 22 + [_said(harm="stalking_harassment")] * 20 + [_said(harm="unknown")] * 3)
    assert page.harm is not None
    assert "told_harm" not in page.reach
    assert "told_harm" in _page([_said()] * 22 + [_said(harm="unknown")] * 20).reach


def test_how_many_in_danger_were_shown_999_is_left_out_when_few_were_in_danger() -> None:
    assert "danger_handled" not in _page([_said()] * 30 + [_said(danger=True)] * 3).safety
    assert "danger_handled" in _page([_said()] * 30 + [_said(danger=True)] * 6).safety


def test_a_service_that_is_no_longer_in_the_directory_is_still_counted() -> None:
    page = _page([_said(services=frozenset({"an_older_door"}))] * 30)
    assert str(page.service["an_older_door"]) == "30"


def test_every_kind_of_harm_has_a_row() -> None:
    assert set(_page([_said()] * 30).harm) == {harm.value for harm in Harm}
