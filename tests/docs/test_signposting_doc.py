"""docs/signposting.md says what the rules do."""

from __future__ import annotations

import re

import pytest

from bot.settings import ROOT
from bot.signposting import ROUTES, Route
from bot.signposting.table import routing_table

PAGE = (ROOT / "docs" / "signposting.md").read_text(encoding="utf-8")
HOW = "Run `.venv/bin/python -m bot routes` and put its output between the two comments in docs/signposting.md."


def test_the_page_holds_exactly_the_generated_table() -> None:
    between = PAGE.split("<!-- routes", 1)[1].split("-->", 1)[1].split("<!-- end of routes -->", 1)[0]
    assert between.strip("\n") == routing_table(), HOW


def test_every_route_is_a_row_in_its_order() -> None:
    rows = routing_table().splitlines()[2:]
    assert [row.split("|")[1].strip(" `") for row in rows] == [route.service for route in ROUTES]


def test_the_page_explains_every_rule_that_the_table_names() -> None:
    explained = {int(number) for number in re.findall(r"^(\d+)\. \*\*", PAGE, flags=re.MULTILINE)}
    assert explained == set(range(1, 14))
    assert {route.rule for route in ROUTES} <= explained


def test_a_bar_in_a_condition_does_not_break_its_row() -> None:
    def condition(situation: object) -> bool:
        """This | that."""
        return True

    last = routing_table((Route("service", condition, "reason", 1),)).splitlines()[-1]
    assert last == r"| `service` | This \| that. | `reason` | 1 |"


def test_a_condition_that_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'service' has no docstring"):
        routing_table((Route("service", lambda situation: True, "reason", 1),))
