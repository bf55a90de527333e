"""A small number is never shown, and cannot be worked out, even by somebody who knows the totals and the rules."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.overview.suppression import overlapping, parts, percent, shown


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0"), (1, "fewer than 5"), (4, "fewer than 5"), (5, "5"), (7, "5"), (8, "10"), (12, "10"), (1_233, "1,235")],
)
def test_small_numbers_are_hidden_and_others_rounded(count: int, text: str) -> None:
    assert str(shown(count)) == text


@given(st.integers(0, 10_000))
def test_a_number_lies_where_it_is_said_to_lie_and_so_do_all_others_shown_alike(count: int) -> None:
    cell = shown(count)
    assert cell.low <= count <= cell.high
    assert {shown(other) for other in range(cell.low, cell.high + 1)} == {cell}


def _worlds(cells: int, largest: int) -> dict[tuple[Any, int], list[tuple[int, ...]]]:
    """Every table of this many cells, by what is shown of it and its exact total. `largest` is the last that is rounded alike."""
    worlds = defaultdict(list)
    for table in itertools.product(range(largest + 1), repeat=cells):
        seen = parts({str(place): count for place, count in enumerate(table)})
        worlds[tuple(map(str, seen.values())) if seen else None, sum(table)].append(table)
    return worlds


@pytest.mark.parametrize(("cells", "largest"), [(1, 62), (2, 42), (3, 22), (4, 12)])
def test_who_knows_the_total_and_the_rules_cannot_tell_any_small_number(cells: int, largest: int) -> None:
    checked = 0
    for (seen, _total), tables in _worlds(cells, largest).items():
        for place in range(cells if seen else 0):
            if seen[place] == "fewer than 5":
                assert len({table[place] for table in tables}) > 1, (seen, tables)
                checked += 1
    assert checked or cells == 1


@pytest.mark.parametrize(("cells", "largest"), [(2, 42), (3, 32)])
def test_that_a_table_is_left_out_does_not_tell_a_small_number_either(cells: int, largest: int) -> None:
    for (seen, total), tables in _worlds(cells, largest).items():
        if seen is None and 20 <= total <= largest:
            for place in range(cells):
                values = {table[place] for table in tables}
                assert len(values) > 1 or values == {0}, (total, tables)


def test_a_table_is_left_out_when_rounding_leaves_no_room() -> None:
    assert parts({"a": 4, "b": 12, "c": 12}) is None
    assert parts({"a": 1, "b": 13, "c": 8}) is None
    assert parts({"a": 3}) is None
    assert parts({"a": 4, "b": 11, "c": 12}) is not None


def test_a_table_of_services_is_left_out_when_the_rest_cannot_make_up_the_total() -> None:
    assert overlapping({"a": 4, "b": 12}, total=16) is None
    assert overlapping({"a": 4, "b": 12}, total=15) is not None
    assert overlapping({"a": 3}, total=3) is None


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_tells_no_more_than_the_numbers_beside_it(part: int, whole: int) -> None:
    text = percent(shown(part), shown(whole))
    for other in range(shown(part).low, shown(part).high + 1):
        assert percent(shown(other), shown(whole)) == text
    assert not (0 < part < 5 and text)
