"""The rubric, labels, second checks, and saving on the ground of what was seen."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bot.console.conversations.models import ReviewState
from bot.console.review.models import QUESTIONS, Flag, Label, Review
from tests.console.building import a_conversation, a_turn

pytestmark = pytest.mark.usefixtures("database")


def _answers(**fields):
    return {**{name: "yes" for name, _ in QUESTIONS}, "notes": "", "based_on": "0", **fields}


def _save(client, conversation, **fields):
    return client.post(f"/conversations/{conversation.pk}/review", _answers(**fields))


def _page(client, conversation):
    return client.get(f"/conversations/{conversation.pk}").content.decode()


def test_a_saved_review_is_reviewed_and_let_go_of(client_for):
    one = a_conversation()
    turn = a_turn(one)
    client = client_for("reviewer")
    client.post(f"/conversations/{one.pk}/claim")
    assert _save(client, one, tone="no", notes="Too long", **{f"label-{turn.pk}": "fraud"}).status_code == 302
    one.refresh_from_db()
    review = Review.objects.get()
    assert (one.state, one.claimed_by) == (ReviewState.REVIEWED, None)
    assert (review.tone, review.notes, review.turns_seen, review.reviewer) == ("no", "Too long", 1, client.user)
    assert Label.objects.get().name == "fraud"


def test_every_question_wants_an_answer_and_nothing_typed_is_lost(client_for):
    one = a_conversation()
    turn = a_turn(one, text="words of the person")
    answer = _save(client_for("reviewer"), one, tone="", notes="kept notes", **{f"label-{turn.pk}": "fraud"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Review.objects.exists()
    assert "kept notes" in page
    assert '<option value="fraud" selected>' in page
    assert "words of the person" not in page


@pytest.mark.parametrize("fields", [{"notes": "x" * 2_001}, {"tone": "perhaps"}, {"based_on": "-1"}])
def test_what_is_not_an_answer_is_refused(client_for, fields):
    one = a_conversation()
    assert _save(client_for("reviewer"), one, **fields).status_code == 422
    assert not Review.objects.exists()


def test_notes_warn_not_to_write_names(client_for):
    assert "Do not write names" in _page(client_for("reviewer"), a_conversation())


def test_saving_again_changes_ones_own_review_and_its_labels(client_for):
    one = a_conversation()
    first, second = a_turn(one), a_turn(one)
    client = client_for("reviewer")
    _save(client, one, **{f"label-{first.pk}": "fraud", f"label-{second.pk}": "violence"})
    _save(client, one, tone="no", based_on="1", **{f"label-{first.pk}": ""})
    assert Review.objects.get().tone == "no"
    assert Review.objects.get().version == 2
    assert list(Label.objects.values_list("turn", "name")) == [(second.pk, "violence")]


def test_a_lost_update_is_told_and_nothing_is_overwritten(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    _save(client, one, notes="first")
    _save(client, one, notes="second", based_on="1")
    answer = _save(client, one, notes="from an old page", based_on="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody has saved a review since" in page
    assert "second" in page
    assert "from an old page" in page
    assert Review.objects.get().notes == "second"
    assert 'name="based_on" value="2"' in page


def test_whoever_saves_after_somebody_else_is_told(client_for):
    one = a_conversation()
    _save(client_for("reviewer"), one, notes="first")
    answer = _save(client_for("reviewer"), one, notes="mine")
    assert answer.status_code == 409
    assert "mine" in answer.content.decode()
    assert Review.objects.get().notes == "first"


def test_a_lead_with_an_old_page_does_not_replace_the_first_review(client_for):
    one = a_conversation()
    _save(client_for("reviewer"), one, notes="first")
    lead = client_for("lead")
    assert _save(lead, one, notes="second").status_code == 302
    assert list(Review.objects.order_by("is_second").values_list("notes", flat=True)) == ["first", "second"]


def test_nobody_saves_while_another_holds_it(client_for, staff):
    until = timezone.now() + datetime.timedelta(minutes=5)
    one = a_conversation(claimed_by=staff("reviewer", username="amira"), claimed_until=until)
    answer = _save(client_for("reviewer"), one, notes="kept")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "amira" in page
    assert "kept" in page
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("concerns", "danger_handled", "label"),
    [(["danger_missed"], "yes", ""), (["self_harm_missed"], "yes", ""), ([], "no", ""), ([], "yes", "danger_now"), ([], "yes", "self_harm")],
)  # fmt: skip
def test_missed_danger_waits_for_a_second_person(client_for, concerns, danger_handled, label):
    one = a_conversation(concerns=concerns)
    turn = a_turn(one)
    reviewer, lead = client_for("reviewer"), client_for("lead")
    _save(reviewer, one, danger_handled=danger_handled, notes="first notes", **{f"label-{turn.pk}": label})
    assert Review.objects.get().needs_second
    assert f'href="/conversations/{one.pk}?state=second"' in lead.get("/conversations?state=second").content.decode()
    assert "first notes" not in _page(lead, one)
    assert _save(lead, one).status_code == 302
    one.refresh_from_db()
    assert one.state == ReviewState.SECOND_CHECKED
    assert "first notes" in _page(lead, one)


def test_nothing_missed_needs_no_second_person(client_for):
    one = a_conversation(concerns=["low_confidence"])
    _save(client_for("reviewer"), one, danger_handled="does_not_apply")
    assert not Review.objects.get().needs_second


def test_the_first_reviewer_cannot_check_their_own_review(client_for):
    one = a_conversation(concerns=["danger_missed"])
    lead = client_for("lead")
    _save(lead, one)
    _save(lead, one, based_on="1")
    one.refresh_from_db()
    assert one.state == ReviewState.REVIEWED
    assert Review.objects.filter(is_second=True).count() == 0
    assert lead.post("/conversations/next?state=second").headers["Location"] == "/conversations?state=second"


def test_reviewers_without_the_permission_do_not_second_check(client_for):
    one = a_conversation(concerns=["danger_missed"])
    _save(client_for("reviewer"), one)
    other = client_for("reviewer")
    assert _save(other, one).status_code == 409
    assert "review-form" not in _page(other, one)
    assert Review.objects.count() == 1


def test_after_the_second_check_the_first_review_stands(client_for):
    one = a_conversation(concerns=["danger_missed"])
    reviewer = client_for("reviewer")
    _save(reviewer, one, notes="first")
    _save(client_for("lead"), one)
    assert _save(reviewer, one, notes="changed", based_on="1").status_code == 409
    assert Review.objects.get(is_second=False).notes == "first"


def test_a_message_of_another_conversation_cannot_be_labelled_here(client_for):
    one, other = a_conversation(), a_conversation()
    foreign = a_turn(other)
    _save(client_for("reviewer"), one, **{f"label-{foreign.pk}": "fraud", "label-x": "fraud", "label-9": "nonsense"})
    assert not Label.objects.exists()


def test_new_messages_since_the_review_are_said(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    _save(client, one)
    a_turn(one)
    assert "More messages have come since" in _page(client, one)


def test_save_and_next_opens_the_next_and_holds_it(client_for):
    first, second = a_conversation(priority=9), a_conversation(priority=5)
    client = client_for("reviewer")
    assert _save(client, first, and_next="yes").headers["Location"] == f"/conversations/{second.pk}"
    second.refresh_from_db()
    assert second.claimed_by == client.user


def test_a_flag_goes_on_and_off(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    client.post(f"/conversations/{one.pk}/flag")
    client.post(f"/conversations/{one.pk}/flag")
    assert Flag.objects.count() == 1
    client.post(f"/conversations/{one.pk}/flag", {"flag": "off"})
    assert Flag.objects.count() == 0


def test_a_deleted_conversation_takes_its_reviews_labels_and_flags_along(client_for):
    one = a_conversation()
    turn = a_turn(one)
    client = client_for("reviewer")
    _save(client, one, **{f"label-{turn.pk}": "fraud"})
    client.post(f"/conversations/{one.pk}/flag")
    one.delete()
    assert not Review.objects.exists()
    assert not Label.objects.exists()
    assert not Flag.objects.exists()


def test_without_the_csrf_token_nothing_is_changed(client_for):
    one = a_conversation()
    client = client_for("reviewer", enforce_csrf_checks=True)
    for act in ("claim", "release", "pass", "flag", "review", "reveal"):
        assert client.post(f"/conversations/{one.pk}/{act}", _answers()).status_code == 403
    assert not Review.objects.exists()


def test_fetching_changes_nothing(client_for):
    one = a_conversation()
    for act in ("claim", "release", "pass", "flag", "review", "reveal", "lift-hold"):
        assert client_for("lead").get(f"/conversations/{one.pk}/{act}").status_code == 405
