"""Holding a conversation: one person at a time, for 15 minutes, longer while they work."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.db import connection
from django.utils import timezone

from bot.console.accounts.models import User
from bot.console.conversations.models import Conversation, ReviewState
from bot.console.review import claims
from bot.console.review.models import Pass
from bot.console.review.passing import passed_by
from tests.console.building import a_conversation


def _path(conversation, act=""):
    return f"/conversations/{conversation.pk}" + (f"/{act}" if act else "")


def test_a_claim_lasts_15_minutes_and_puts_it_in_review(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    client.post(_path(one, "claim"))
    one.refresh_from_db()
    assert one.claimed_by == client.user
    assert one.state == ReviewState.IN_REVIEW
    assert datetime.timedelta(minutes=14) < one.claimed_until - timezone.now() <= datetime.timedelta(minutes=15)


def test_a_second_person_is_told_who_holds_it(client_for, staff):
    one = a_conversation()
    client_for(staff("reviewer", username="amira")).post(_path(one, "claim"))
    answer = client_for("reviewer").post(_path(one, "claim"))
    assert answer.status_code == 409
    assert "amira" in answer.content.decode()


def test_an_expired_claim_can_be_taken_over(client_for, staff):
    one = a_conversation(claimed_by=staff("reviewer"), claimed_until=timezone.now() - datetime.timedelta(seconds=1))
    client = client_for("reviewer")
    assert client.post(_path(one, "claim")).status_code == 302
    one.refresh_from_db()
    assert one.claimed_by == client.user


@pytest.mark.parametrize("act", ["", "flag"])
def test_work_extends_the_claim(client_for, act):
    client = client_for("reviewer")
    soon = timezone.now() + datetime.timedelta(minutes=1)
    one = a_conversation(claimed_by=client.user, claimed_until=soon, state=ReviewState.IN_REVIEW)
    client.post(_path(one, act)) if act else client.get(_path(one))
    one.refresh_from_db()
    assert one.claimed_until > soon + datetime.timedelta(minutes=10)


def test_looking_does_not_extend_the_claim_of_another(client_for, staff):
    soon = timezone.now() + datetime.timedelta(minutes=1)
    one = a_conversation(claimed_by=staff("reviewer"), claimed_until=soon)
    client_for("reviewer").get(_path(one))
    one.refresh_from_db()
    assert one.claimed_until == soon


def test_what_is_let_go_of_is_unseen_again(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    client.post(_path(one, "claim"))
    client.post(_path(one, "release"))
    one.refresh_from_db()
    assert one.state == ReviewState.UNSEEN
    assert one.claimed_by is None


def test_nobody_lets_go_for_another(client_for):
    one = a_conversation()
    holder = client_for("reviewer")
    holder.post(_path(one, "claim"))
    client_for("reviewer").post(_path(one, "release"))
    one.refresh_from_db()
    assert one.claimed_by == holder.user


def test_a_pass_is_kept_so_that_nobody_can_be_counted(client_for):
    client = client_for("reviewer")
    first, second = a_conversation(), a_conversation()
    for one in (first, second):
        client.post(_path(one, "pass"))
        client.post(_path(one, "pass"))
    fields = {field.name for field in Pass._meta.get_fields()}
    assert fields == {"id", "conversation", "mark"}
    assert Pass.objects.values("mark").distinct().count() == Pass.objects.count() == 2
    assert passed_by(client.user.pk, [first.pk, second.pk, 0]) == {first.pk, second.pk}
    assert passed_by(client.user.pk + 1, [first.pk, second.pk]) == set()


def test_passing_lets_go(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    client.post(_path(one, "claim"))
    client.post(_path(one, "pass"))
    one.refresh_from_db()
    assert one.state == ReviewState.UNSEEN
    assert one.claimed_by is None


def test_of_many_who_claim_at_once_one_gets_it(tables):
    people = [User.objects.create(username=f"claimer{number}", role="reviewer") for number in range(6)]
    one = a_conversation()
    start, got = threading.Barrier(len(people)), []

    def try_it(person):
        try:
            start.wait()
            if claims.claim(person, one.pk):
                got.append(person.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=(person,)) for person in people]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(got) == 1
        assert Conversation.objects.get(pk=one.pk).claimed_by_id == got[0]
    finally:
        one.delete()
        for person in people:
            person.delete()
