"""The log of who read what."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.utils import timezone

from bot.console.conversations.models import Reading
from bot.console.overview.safe_csv import cell, lines

pytestmark = pytest.mark.usefixtures("database")


def _read(who: str = "ada", **fields: Any) -> Reading:
    return Reading.objects.create(**{"who": who, "what": Reading.What.OPENED, "conversation_number": 7, **fields})


def _numbers(text: str) -> list[str]:
    return re.findall(r'<td class="number">([^<]*)</td>', text)


@pytest.mark.parametrize(
    ("role", "status"), [("lead", 200), ("administrator", 200), ("reviewer", 403), ("trainer", 403)]
)
def test_only_those_who_may_see_the_log(client_for: Any, role: str, status: int) -> None:
    client = client_for(role)
    assert client.get("/readings").status_code == status
    assert client.post("/readings/file").status_code == status
    assert Reading.objects.count() == (1 if status == 200 else 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("who=ADA", ["3", "1"]),
        ("number=2", ["2"]),
        ("what=exported", ["3"]),
        ("since=2026-03-02", ["3", "2"]),
        ("until=2026-03-02", ["2", "1"]),
        ("who=ada&until=2026-03-02", ["1"]),
        ("number=seven", []),
        ("since=yesterday", []),
    ],
)
def test_the_log_is_filtered_and_a_field_that_cannot_be_read_finds_nothing(
    client_for: Any, query: str, found: list[str]
) -> None:
    for number, who, what in ((1, "ada", "opened"), (2, "bob", "revealed"), (3, "ada", "exported")):
        at = datetime.datetime(2026, 3, number, 12, tzinfo=datetime.timezone.utc)
        _read(who, what=what, conversation_number=number, at=at)
    assert _numbers(client_for("lead").get(f"/readings?{query}").content.decode()) == found


def test_the_pages_together_hold_every_entry_once_even_when_many_came_at_the_same_moment(client_for: Any) -> None:
    now = timezone.now()
    for number in range(1, 131):
        _read(conversation_number=number, at=now - datetime.timedelta(seconds=number // 60))
    client, address, seen = client_for("lead"), "/readings?who=ada", []
    for _ in range(3):
        text = client.get(address).content.decode()
        seen += _numbers(text)
        following = re.search(r'href="(\?[^"]*)" rel="next"', text)
        address = "/readings" + following[1].replace("&amp;", "&") if following else ""
        _read(conversation_number=999, who="bob")  # what comes in between moves nothing
    assert address == ""
    assert sorted(map(int, seen)) == list(range(1, 131))


@pytest.mark.parametrize("after", ["x", "1-", "-", "9" * 40 + "-1", "1-2-3"])
def test_a_place_that_is_none_shows_the_newest(client_for: Any, after: str) -> None:
    _read()
    assert _numbers(client_for("lead").get(f"/readings?after={after}").content.decode()) == ["7"]


def test_the_file_of_the_log_holds_what_the_filter_found_and_leaves_one_entry(client_for: Any) -> None:
    _read("ada")
    _read("bob")
    client = client_for("lead")
    response = client.post("/readings/file", {"who": "ada"})
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [(row["who"], row["what"], row["conversation"]) for row in rows] == [("ada", "opened", "7")]
    assert "attachment" in response["Content-Disposition"]
    logged = Reading.objects.get(what=Reading.What.EXPORTED)
    assert (logged.who, logged.conversation_number) == (client.user.username, None)
    assert logged.detail == "the log of who read what as csv, entries: 1"


def test_the_file_is_taken_by_post_only(client_for: Any) -> None:
    assert client_for("lead").get("/readings/file").status_code == 405


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert cell(text) == f"'{text}"
    [_, line] = lines([[text]])
    assert next(csv.reader(io.StringIO(line, newline="")))[0].startswith("'")


def test_other_cells_stay_as_they_are() -> None:
    assert [cell(text) for text in ("a=1", "", 5, "'quoted'")] == ["a=1", "", "5", "'quoted'"]
