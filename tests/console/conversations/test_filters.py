"""The queue's filters, alone and together."""

from __future__ import annotations

import datetime
from urllib.parse import quote

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from bot.console.conversations.filters import QueueFilter, conversations
from bot.console.review import search
from bot.console.review.models import Flag, Label, Review, SavedFilter
from tests.console.building import a_conversation, a_turn

pytestmark = pytest.mark.usefixtures("database")


def _found(query: str) -> set[int]:
    return set(conversations(QueueFilter(QueryDict(query))).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("harm=fraud&harm=violence", {"harm": "violence"}),
        ("age=under_18", {"age_group": "under_18"}),
        ("danger=yes", {"danger": True}),
        ("danger=self_harm", {"self_harm": True}),
        ("confidence=0.5", {"lowest_confidence": 0.4}),
        ("fallbacks=2", {"fallbacks": 2}),
        ("service=childline", {"services": ["samaritans", "childline"]}),
        ("concern=streak", {"concerns": ["danger_missed", "streak"]}),
        ("turns_from=5&turns_to=9", {"turns_count": 7}),
        ("since=2026-03-01&until=2026-03-01", {"last_at": datetime.datetime(2026, 3, 1, 23, 59, tzinfo=datetime.timezone.utc)}),
        ("model=abc", {"model_id": "abc"}),
        ("sample=on", {"in_sample": True}),
        ("state=reviewed", {"state": "reviewed"}),
        ("tests=on&model=t", {"is_test": True, "model_id": "t"}),
    ],
)  # fmt: skip
def test_a_filter_shows_these_and_no_others(query, fields):
    a_conversation(harm="other_harm")
    a_conversation(
        is_test=True, **{name: value for name, value in fields.items() if name != "is_test"} | {"model_id": "x"}
    )
    right = a_conversation(**fields)
    assert _found(query) == {right.pk}


def test_no_danger_is_a_filter_too():
    calm = a_conversation()
    a_conversation(danger=True)
    assert _found("danger=no") == {calm.pk}


def test_tests_and_what_is_reviewed_are_left_out_by_default():
    a_conversation(is_test=True)
    a_conversation(state="reviewed")
    shown = {a_conversation().pk, a_conversation(state="in_review").pk}
    assert _found("") == shown


def test_filters_work_together():
    a_conversation(harm="fraud")
    a_conversation(age_group="under_18")
    both = a_conversation(harm="fraud", age_group="under_18")
    a_turn(both, text="They took my savings")
    not_these_words = a_conversation(harm="fraud", age_group="under_18")
    a_turn(not_these_words, text="They took my savings and my bike")
    assert _found("harm=fraud&age=under_18&text=savings&without=bike") == {both.pk}


def test_labelled_flagged_and_waiting_for_a_second_check():
    labelled, waiting, done = (a_conversation(state="reviewed") for _ in range(3))
    turn = a_turn(labelled)
    review = Review.objects.create(conversation=labelled)
    Label.objects.create(review=review, conversation=labelled, turn=turn, name="fraud")
    Review.objects.create(conversation=waiting, needs_second=True)
    Review.objects.create(conversation=done, needs_second=False)
    Flag.objects.create(conversation=done)
    assert _found("state=all&label=fraud") == {labelled.pk}
    assert _found("state=second") == {waiting.pk}
    assert _found("state=all&flagged=on") == {done.pk}


@pytest.mark.parametrize(
    "query",
    [
        "confidence=lots", "confidence=nan", "harm=%27%3B--", "since=2026-02-31", "since=0001-01-01", "until=9999-12-31",
        "turns_from=-1", "fallbacks=99999999999999999999", "text=%22%2A%28OR", "text=%27%27%00", "without=%2B%26%7C%21",
        "state=nonsense", "label=nonsense", "service=nonsense",
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_read_never_breaks_the_list(query, client_for):
    a_conversation()
    assert client_for("reviewer").get(f"/conversations?{query}").status_code == 200


def test_a_filter_that_cannot_be_read_is_said():
    filters = QueueFilter(QueryDict("confidence=lots&harm=fraud"))
    assert "harm" in filters.chosen
    assert "confidence" in filters.errors


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("bike", True), ("BIKE", True), ("bik", True), ("bike stolen", True), ("stolen bike", True), ("bike lorry", False),
        ("ike", False), ("don't", True), ("café", True), ("...", False),
    ],
)  # fmt: skip
def test_the_search_finds_words_and_how_they_begin(words, is_found, monkeypatch):
    one = a_conversation()
    a_turn(one, text="My bike was stolen at the café, I don't know")
    a_turn(a_conversation(), text="nothing of that")
    assert (one.pk in _found("text=" + quote(words))) is is_found
    monkeypatch.setattr(search, "MOST_NUMBERS", 0)
    assert (one.pk in _found("text=" + quote(words))) is is_found


def test_words_in_two_messages_are_not_found_together():
    one = a_conversation()
    a_turn(one, text="bike")
    a_turn(one, text="lorry")
    assert _found("text=bike+lorry") == set()
    assert _found("without=bike+boat") == set()
    assert _found("without=boat+car") == {one.pk}


def test_the_search_follows_changes_and_deletions():
    one = a_conversation()
    turn = a_turn(one, text="My name is Marwood")
    assert _found("text=marwood") == {one.pk}
    turn.text = "My name is [masked]"
    turn.save(update_fields=["text"])
    assert _found("text=marwood") == set()
    assert _found("text=masked") == {one.pk}
    one.delete()
    assert _found("text=masked") == set()


def test_many_hits_are_found_without_naming_each(monkeypatch):
    monkeypatch.setattr(search, "MOST_NUMBERS", 3)
    numbers = set()
    for _ in range(5):
        one = a_conversation()
        a_turn(one, text="help me")
        numbers.add(one.pk)
    other = a_conversation()
    a_turn(other, text="hello")
    assert _found("text=help") == numbers
    assert _found("without=help") == {other.pk}


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own search index")
def test_triggers_that_a_rebuilt_table_has_lost_come_back():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER review_search_added")
        search.set_up()
    one = a_conversation()
    a_turn(one, text="found again")
    assert _found("text=found") == {one.pk}


def test_a_filter_is_kept_under_a_name_and_leads_share(client_for):
    lead, reviewer = client_for("lead"), client_for("reviewer")
    lead.post("/conversations/filters?harm=fraud&after=1_2_3", {"name": "Fraud", "share": "on"})
    reviewer.post("/conversations/filters?age=under_18", {"name": "Children", "share": "on"})
    assert SavedFilter.objects.get(name="Fraud").query == "harm=fraud"
    assert not SavedFilter.objects.get(name="Children").is_shared
    assert "Children" not in lead.get("/conversations").content.decode()
    page = reviewer.get("/conversations").content.decode()
    assert 'href="/conversations?harm=fraud"' in page
    assert "Children" in page


def test_only_ones_own_filter_can_be_deleted(client_for):
    lead, reviewer = client_for("lead"), client_for("reviewer")
    lead.post("/conversations/filters?harm=fraud", {"name": "Fraud", "share": "on"})
    number = SavedFilter.objects.get().pk
    assert reviewer.post(f"/conversations/filters/{number}/delete").status_code == 404
    assert lead.post(f"/conversations/filters/{number}/delete").status_code == 302
    assert not SavedFilter.objects.exists()


def test_a_filter_needs_a_name_and_something_to_filter(client_for):
    reviewer = client_for("reviewer")
    reviewer.post("/conversations/filters?harm=fraud", {"name": "  "})
    reviewer.post("/conversations/filters", {"name": "Nothing"})
    assert not SavedFilter.objects.exists()


def test_dates_are_days_in_london():
    late = a_conversation(last_at=datetime.datetime(2026, 6, 30, 23, 30, tzinfo=datetime.timezone.utc))
    assert _found("since=2026-07-01&until=2026-07-01") == {late.pk}
    assert timezone.get_current_timezone_name() == "Europe/London"
