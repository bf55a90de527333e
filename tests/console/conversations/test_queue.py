"""The queue: worst first, paged, counted, claimed."""

from __future__ import annotations

import datetime
from itertools import chain

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bot.console.conversations import queue
from bot.console.conversations.filters import QueueFilter, conversations
from bot.console.conversations.models import Conversation, ReviewState
from bot.console.conversations.queue import Spot, count_of, in_order, neighbours, page_of
from bot.console.review.passing import pass_on
from tests.console.building import a_conversation, a_turn

pytestmark = pytest.mark.usefixtures("database")


def _at(minutes: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(minutes=minutes)


def _everything():
    return conversations(QueueFilter({"state": "all"}))


def test_the_worst_come_first_and_among_equals_the_newest():
    low_new = a_conversation(priority=0, last_at=_at(0))
    bad_old = a_conversation(priority=100, last_at=_at(90))
    bad_new = a_conversation(priority=100, last_at=_at(10))
    assert in_order(_everything()) == [bad_new, bad_old, low_new]


def test_every_page_shows_each_conversation_once_forwards_and_backwards(monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 3)
    moment = _at(5)
    for number in range(11):
        a_conversation(priority=number % 3, last_at=moment if number % 2 else _at(number))
    expected = [each.pk for each in in_order(_everything(), count=100)]
    forwards, page = [], page_of(_everything(), 1)
    while True:
        forwards.append([each.pk for each in page.rows])
        if page.after is None:
            break
        page = page_of(_everything(), 1, after=Spot.read(str(page.after)))
    backwards = [[each.pk for each in page.rows]]
    while page.before is not None:
        page = page_of(_everything(), 1, before=Spot.read(str(page.before)))
        backwards.insert(0, [each.pk for each in page.rows])
    assert [*chain(*forwards)] == expected
    assert [*chain(*backwards)] == expected
    assert len(forwards) == 4


@pytest.mark.parametrize("text", ["", "x", "1_2", "1_nan_3", "1_1e99_3", "a_b_c", "1_-inf_2"])
def test_a_changed_place_in_an_address_shows_the_first_page(text, client_for):
    assert Spot.read(text) is None
    assert client_for("reviewer").get("/conversations", {"after": text}).status_code == 200


def test_a_place_keeps_its_microseconds():
    moment = datetime.datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=datetime.timezone.utc)
    assert Spot.read(str(Spot(100, moment, 7))) == Spot(100, moment, 7)


def test_counting_stops(monkeypatch):
    monkeypatch.setattr(queue, "COUNT_UP_TO", 2)
    for _ in range(2):
        a_conversation()
    assert count_of(_everything()) == (2, False)
    a_conversation()
    assert count_of(_everything()) == (2, True)


def test_neighbours_are_those_under_the_filter():
    fraud = [a_conversation(priority=priority, harm="fraud") for priority in (30, 20, 10)]
    a_conversation(priority=15, harm="violence")
    found = conversations(QueueFilter({"harm": ["fraud"]}))
    assert neighbours(found, 1, fraud[1]) == (fraud[0], fraud[2])
    assert neighbours(found, 1, fraud[0]) == (None, fraud[1])


def test_a_row_says_in_plain_words_what_concerns(client_for):
    a_conversation(
        concerns=["danger_missed"], priority=100, harm="domestic_abuse", age_group="under_18", services=["childline"]
    )
    page = client_for("reviewer").get("/conversations").content.decode()
    for words in ("danger", "domestic abuse", "under 18", "Childline", "unseen"):
        assert words in page
    assert ">danger_missed<" not in page


def test_the_list_holds_no_words_of_anybody(client_for):
    a_turn(a_conversation(), text="my neighbour Marwood shouts")
    assert "Marwood" not in client_for("reviewer").get("/conversations").content.decode()


def test_next_to_review_claims_the_worst_that_nobody_holds(client_for, staff):
    worst = a_conversation(
        priority=90, claimed_by=staff("reviewer"), claimed_until=timezone.now() + datetime.timedelta(minutes=5),
        state=ReviewState.IN_REVIEW,
    )  # fmt: skip
    passed = a_conversation(priority=80)
    free = a_conversation(priority=70)
    a_conversation(priority=60)
    client = client_for("reviewer")
    pass_on(client.user.pk, passed.pk)
    answer = client.post("/conversations/next")
    assert answer.headers["Location"] == f"/conversations/{free.pk}"
    free.refresh_from_db()
    assert free.claimed_by == client.user
    assert free.state == ReviewState.IN_REVIEW
    worst.refresh_from_db()
    assert worst.claimed_by != client.user


def test_next_to_review_keeps_to_the_filter(client_for):
    a_conversation(priority=90, harm="violence")
    fraud = a_conversation(priority=10, harm="fraud")
    answer = client_for("reviewer").post("/conversations/next?harm=fraud&evil=1")
    assert answer.headers["Location"] == f"/conversations/{fraud.pk}?harm=fraud"


def test_next_to_review_says_when_nothing_is_left(client_for):
    answer = client_for("reviewer").post("/conversations/next", follow=True)
    assert "Nothing is left to review" in answer.content.decode()


def test_a_claim_that_has_run_out_is_unseen_again(client_for, staff):
    mine = a_conversation(state=ReviewState.IN_REVIEW, claimed_by=staff("reviewer"), claimed_until=_at(1))
    client_for("reviewer").get("/conversations")
    mine.refresh_from_db()
    assert mine.state == ReviewState.UNSEEN
    assert mine.claimed_by is None


def test_what_somebody_passed_on_is_not_in_their_list_but_in_that_of_others(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    client.post(f"/conversations/{one.pk}/pass")
    link = f'href="/conversations/{one.pk}"'
    assert link not in client.get("/conversations").content.decode()
    assert link in client_for("reviewer").get("/conversations").content.decode()


def _queries(act):
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_a_list_asks_a_fixed_number_of_queries(client_for):
    client = client_for("reviewer")
    a_conversation()
    few = _queries(lambda: client.get("/conversations"))
    for number in range(30):
        a_conversation(services=["childline"], concerns=["streak"], priority=number)
    assert _queries(lambda: client.get("/conversations")) == few


def test_trainers_and_administrators_do_not_see_the_list(client_for):
    for role in ("trainer", "administrator"):
        assert client_for(role).get("/conversations").status_code == 403
    assert Conversation.objects.count() == 0
