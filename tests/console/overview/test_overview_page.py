"""The overview as staff see it."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bot.console.overview.models import Day
from bot.console.overview.periods import asked, spans
from tests.console.building import a_conversation

pytestmark = pytest.mark.usefixtures("database")

_CELL = re.compile(r'<td class="number">([^<]*)</td>')
_NUMBER = re.compile(r"(fewer than 5|not shown|–|about \d+%|[\d,]*[05])( \(about \d+%\))?")


def _kept(counts: dict[tuple[str, str], int], days_ago: int = 1, model: str = "a" * 32) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    for (measure, value), count in counts.items():
        Day.objects.create(date=day, model_id=model, measure=measure, value=value, count=count)


FULL = {
    ("conversations", ""): 43, ("messages", ""): 211, ("messages", "not_understood"): 23, ("fallback", ""): 17,
    ("harm", "fraud"): 21, ("harm", "terrorism"): 2, ("harm", "stalking_harassment"): 3, ("harm", "unknown"): 17,
    ("age", "under_18"): 3, ("age", "18_or_over"): 29, ("age", "unknown"): 11,
    ("reach", "told_harm"): 26, ("reach", "asked_age"): 31, ("reach", "service_shown"): 36, ("reach", "thanked"): 4,
    ("safety", "danger"): 9, ("safety", "danger_handled"): 9, ("safety", "self_harm"): 2,
    ("service", "victim_support_supportline"): 33, ("service", "report_fraud"): 21, ("service", "samaritans"): 2,
}  # fmt: skip


def _text(client: Any, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", ["reviewer", "lead", "trainer", "administrator"])
def test_every_role_sees_the_overview(client_for: Any, role: str) -> None:
    _kept(FULL)
    text = _text(client_for(role), "/overview")
    for title in ("How far people get", "Danger and self-harm", "Kinds of harm", "Age groups", "Services shown"):
        assert f"{title}</h2>" in text
    assert "about 12% of messages" in text  # 25 of 210, as they are shown


def test_no_number_on_the_page_is_small_or_exact(client_for: Any) -> None:
    _kept(FULL)
    _kept({("conversations", ""): 39, ("harm", "fraud"): 39, ("age", "unknown"): 39}, days_ago=3, model="b" * 32)
    client = client_for("lead")
    for address in ("/overview", "/overview?model=each", f"/overview?model={'a' * 32}&days=7", "/overview?days=90"):
        text = _text(client, address)
        cells = _CELL.findall(text) + re.findall(r'class="figure">([^<]*)<', text)
        for cell in cells + re.findall(
            r'text-anchor="start">([^<]*)<', text.replace("aaaaaaaa", "0").replace("bbbbbbbb", "0")
        ):
            assert _NUMBER.fullmatch(cell) or cell in ("Conversations",), (address, cell)
        assert len(cells) > 40
        assert "fewer than 5" in text


def test_the_page_needs_no_script_and_no_inline_style(client_for: Any) -> None:
    _kept(FULL)
    text = _text(client_for("lead"), "/overview?model=each")
    assert "<svg" in text
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", text)


def test_each_chart_has_a_table_with_the_same_numbers(client_for: Any) -> None:
    _kept(FULL)
    text = _text(client_for("lead"), "/overview")
    for section in re.findall(r"<section.*?</section>", text, re.S):
        written = set(re.findall(r'<text class="chart-number"[^>]*text-anchor="start">([^<]*)</text>', section))
        assert written <= {cell.split(" (")[0] for cell in _CELL.findall(section)}
        assert re.search(r"<details>\s*<summary>", section)


def test_with_few_conversations_the_page_says_so_and_shows_nothing_else(client_for: Any) -> None:
    _kept({**FULL, ("conversations", ""): 3})
    text = _text(client_for("lead"), "/overview")
    assert "Conversations: fewer than 5." in text
    assert "<svg" not in text


def test_nothing_at_all_is_a_page_too(client_for: Any) -> None:
    assert "Conversations: 0." in _text(client_for("lead"), "/overview")
    assert "There are no conversations in this period." in _text(client_for("lead"), "/overview?model=each")


def test_a_model_is_shown_alone_or_beside_the_others(client_for: Any) -> None:
    _kept({("conversations", ""): 50, ("harm", "fraud"): 50}, model="a" * 32)
    _kept({("conversations", ""): 30, ("harm", "fraud"): 30}, model="b" * 32, days_ago=2)
    _kept({("conversations", ""): 20, ("harm", "fraud"): 20}, model="", days_ago=3)
    client = client_for("lead")
    assert '<p class="figure">100</p>' in _text(client, "/overview")
    assert '<p class="figure">30</p>' in _text(client, f"/overview?model={'b' * 32}")
    assert '<p class="figure">20</p>' in _text(client, "/overview?model=not-known")
    each = _text(client, "/overview?model=each")
    assert [name in each for name in ("Model aaaaaaaa", "Model bbbbbbbb", "Model not known")] == [True] * 3
    assert '<p class="figure">100</p>' not in each  # a total beside its parts would narrow them


def test_only_the_days_asked_for_are_counted(client_for: Any) -> None:
    _kept({("conversations", ""): 30}, days_ago=6)
    _kept({("conversations", ""): 40}, days_ago=7)
    client = client_for("lead")
    assert '<p class="figure">30</p>' in _text(client, "/overview?days=7")
    assert '<p class="figure">70</p>' in _text(client, "/overview?days=30")


@pytest.mark.parametrize(
    ("dates", "problem"),
    [
        ("from=2026-03-01&to=2026-03-07", ""),
        ("from=2026-03-01&to=2026-03-06", "Choose at least 7 days"),
        ("from=2026-03-09&to=2026-03-01", "must come before"),
        ("from=&to=2026-03-01", "Give both dates"),
        ("from=yesterday&to=2026-03-01", "Give both dates"),
        ("from=0001-01-01&to=9999-12-31", "at most five years"),
    ],
)
def test_own_dates_span_a_week_at_least_and_what_is_wrong_is_said(client_for: Any, dates: str, problem: str) -> None:
    text = _text(client_for("lead"), f"/overview?days=own&{dates}")
    assert problem in text
    assert ("error-summary" in text) == bool(problem)


@pytest.mark.parametrize("length", [7, 30, 31, 32, 90, 217, 218, 1_830])
def test_the_bars_over_time_cover_each_day_once(length: int) -> None:
    first = datetime.date(2026, 1, 1)
    last = first + datetime.timedelta(days=length - 1)
    bars = spans(first, last)
    days = [begin + datetime.timedelta(days=n) for begin, end in bars for n in range((end - begin).days + 1)]
    assert days == [first + datetime.timedelta(days=n) for n in range(length)]
    assert len(bars) <= 66


def test_the_usual_period_ends_today() -> None:
    assert (asked({}).last, asked({}).length) == (timezone.localdate(), 30)


def test_the_page_reads_the_summary_and_never_the_conversations(client_for: Any) -> None:
    _kept(FULL)
    a_conversation()
    client = client_for("lead")
    with CaptureQueriesContext(connection) as queries:
        client.get("/overview?days=90")
    about = [query["sql"] for query in queries if "overview_day" in query["sql"]]
    assert len(about) == 3
    assert not [query for query in queries if "conversations_" in query["sql"]]
