"""The transcript: what is shown, what is covered, what is written in the log."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from bot.console.conversations import transcript
from bot.console.conversations.masking import digest_of, without_echoes, without_words
from bot.console.conversations.models import Conversation, Reading, Turn
from bot.console.review.models import Act, Preferences
from bot.console.review.search import conversations_with
from tests.console.building import a_conversation, a_turn

pytestmark = pytest.mark.usefixtures("database")


def _path(conversation, act=""):
    return f"/conversations/{conversation.pk}" + (f"/{act}" if act else "")


def _page(client, conversation, **query):
    return client.get(_path(conversation), query).content.decode()


def _log():
    return list(Reading.objects.order_by("pk").values_list("what", "conversation_number", "detail"))


def test_beside_each_message_stands_what_was_understood_and_why(client_for):
    one = a_conversation(model_id="model-7")
    a_turn(
        one, text="Somebody took my bike", intent="acquisitive_crime", confidence=0.914, runner_up="anti_social_behaviour",
        runner_up_confidence=0.05, harm="acquisitive_crime", age_group="under_18", reasons=["route: acquisitive crime"],
        services=["victim_support_supportline"], is_undone=True, is_fallback=True,
    )  # fmt: skip
    page = _page(client_for("reviewer"), one)
    for words in (
        "Somebody took my bike", "I am sorry that happened.", "acquisitive crime, 91 %", "anti social behaviour, 5 %",
        "under 18", "route: acquisitive crime", "Supportline", "model-7", "undone", "not understood",
    ):  # fmt: skip
        assert words in page


def test_what_a_person_wrote_is_never_markup(client_for):
    one = a_conversation()
    a_turn(one, text="<script>alert(1)</script>", reasons=["<b>x</b>"])
    page = _page(client_for("reviewer"), one)
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"danger": True}, "danger"), ({"self_harm": True}, "suicide or self-harm"),
        ({"harm": "sexual_violence"}, "sexual violence"), ({"intent": "self_harm"}, "suicide or self-harm"),
        ({"runner_up": "danger_now"}, "danger"),
    ],
)  # fmt: skip
def test_distressing_words_are_not_in_the_page_until_asked(client_for, fields, words):
    one = a_conversation()
    turn = a_turn(one, text="terrible words", **fields)
    a_turn(one, text="ordinary words")
    client = client_for("reviewer")
    page = _page(client, one)
    assert "terrible words" not in page
    assert "ordinary words" in page
    assert f"This conversation tells of {words}" in page
    assert page.index("This conversation tells of") < page.index("Covered:")
    shown = client.post(_path(one, "reveal"), {"turn": turn.pk}, follow=True).content.decode()
    assert "terrible words" in shown
    assert _log() == [("opened", one.pk, ""), ("revealed", one.pk, "message 1")]


def test_where_danger_was_missed_every_message_is_covered(client_for):
    one = a_conversation(concerns=["danger_missed"])
    a_turn(one, text="he is at the door")
    client = client_for("reviewer")
    assert "he is at the door" not in _page(client, one)
    page = client.post(_path(one, "reveal"), {"turn": "all"}, follow=True).content.decode()
    assert "he is at the door" in page
    assert _log()[-1] == ("revealed", one.pk, "all messages")


def test_whoever_likes_has_everything_covered(client_for):
    one = a_conversation()
    a_turn(one, text="ordinary words")
    client = client_for("reviewer")
    client.post("/conversations/settings", {"keys_on": "on", "cover": "everything"})
    assert "ordinary words" not in _page(client, one)
    assert "ordinary words" in _page(client_for("reviewer"), one)


def test_what_was_revealed_in_one_conversation_reveals_nothing_in_another(client_for):
    first, second = a_conversation(), a_conversation()
    a_turn(first, text="first words", danger=True)
    a_turn(second, text="second words", danger=True)
    client = client_for("reviewer")
    client.post(_path(first, "reveal"), {"turn": "all"})
    assert "second words" not in _page(client, second)


def test_a_message_of_another_conversation_cannot_be_revealed_here(client_for):
    first, second = a_conversation(), a_conversation()
    foreign = a_turn(second, danger=True)
    client_for("reviewer").post(_path(first, "reveal"), {"turn": foreign.pk})
    assert _log() == []


def test_each_view_leaves_exactly_one_entry(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    for _ in range(3):
        client.get(_path(one))
    assert _log() == [("opened", one.pk, "")] * 3


def test_the_page_after_a_form_is_the_same_view(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    client.get(_path(one))
    client.post(_path(one, "claim"), follow=True)
    client.post(_path(one, "flag"), follow=True)
    assert len(_log()) == 1
    client.get(_path(one))
    assert len(_log()) == 2


def test_a_form_without_a_view_before_it_hides_no_view(client_for):
    one = a_conversation()
    client_for("reviewer").post(_path(one, "claim"), follow=True)
    assert len(_log()) == 1


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}]
)
def test_a_browser_that_fetches_ahead_sees_nothing_and_leaves_no_entry(client_for, headers):
    one = a_conversation()
    a_turn(one)
    answer = client_for("reviewer").get(_path(one), headers=headers)
    assert answer.status_code == 204
    assert answer.content == b""
    assert _log() == []


def test_asking_for_the_head_leaves_no_entry(client_for):
    one = a_conversation()
    answer = client_for("reviewer").head(_path(one))
    assert answer.status_code == 200
    assert _log() == []


def test_a_conversation_that_is_gone_is_said_in_plain_words(client_for):
    answer = client_for("reviewer").get("/conversations/4711")
    assert answer.status_code == 404
    assert "no longer here" in answer.content.decode()
    assert _log() == []


@pytest.mark.parametrize(
    "act", ["", "reveal", "claim", "release", "pass", "flag", "review", "hold", "lift-hold", "delete"]
)
def test_a_forgotten_conversation_is_refused_everywhere(client_for, monkeypatch, act):
    one = a_conversation()
    a_turn(one, text="words to forget")
    monkeypatch.setattr(transcript, "is_forgotten", lambda key: key == one.key)
    client = client_for("lead")
    answer = client.post(_path(one, act)) if act else client.get(_path(one))
    assert answer.status_code == 404
    assert "words to forget" not in answer.content.decode()
    assert _log() == []


def test_long_conversations_come_in_pages(client_for, monkeypatch):
    monkeypatch.setattr(transcript, "TURNS_ON_A_PAGE", 2)
    one = a_conversation()
    for number in range(5):
        a_turn(one, text=f"words {number}")
    page = _page(client_for("reviewer"), one, harm="fraud")
    assert "words 1" in page
    assert "words 2" not in page
    assert "?harm=fraud&amp;from=3" in page
    assert "words 2" in _page(client_for("reviewer"), one, **{"from": "3"})


def test_the_filter_goes_along(client_for):
    first, second, third = (a_conversation(priority=priority, harm="fraud") for priority in (30, 20, 10))
    page = _page(client_for("reviewer"), second, harm="fraud")
    assert f'href="/conversations/{first.pk}?harm=fraud" data-key="p"' in page
    assert f'href="/conversations/{third.pk}?harm=fraud" data-key="n"' in page


def test_ten_in_a_row_bring_a_gentle_hint(client_for):
    client = client_for("reviewer")
    many = [a_conversation() for _ in range(10)]
    pages = [_page(client, one) for one in many]
    assert "short break" not in pages[8]
    assert "short break" in pages[9]
    assert "You have read 10 today" in pages[9]


def test_a_pause_begins_a_new_row(client_for):
    client = client_for("reviewer")
    for _ in range(10):
        client.get(_path(a_conversation()))
    Reading.objects.update(at=timezone.now() - datetime.timedelta(minutes=16))
    assert transcript.pace_of(client.user.pk).in_a_row == 0


def test_how_long_it_is_kept_stands_there(client_for):
    one = a_conversation(expires_at=datetime.datetime(2030, 5, 6, 12, tzinfo=datetime.timezone.utc))
    assert "6 May 2030" in _page(client_for("reviewer"), one)


def _day(days):
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def test_a_lead_sets_and_lifts_a_hold(client_for):
    one = a_conversation()
    lead = client_for("lead")
    lead.post(_path(one, "hold"), {"until": _day(30), "reason": "Request 17"})
    one.refresh_from_db()
    assert one.is_held
    assert "Request 17" in _page(lead, one)
    lead.post(_path(one, "lift-hold"))
    one.refresh_from_db()
    assert not one.is_held
    assert one.hold_reason == ""
    assert list(Act.objects.order_by("pk").values_list("what", flat=True)) == ["held", "hold_lifted"]


@pytest.mark.parametrize(("days", "reason"), [(0, "x"), (-1, "x"), (367, "x"), (30, ""), (30, "x" * 201)])
def test_a_hold_needs_a_day_to_come_within_a_year_and_a_reason(client_for, days, reason):
    one = a_conversation()
    assert client_for("lead").post(_path(one, "hold"), {"until": _day(days), "reason": reason}).status_code == 422
    one.refresh_from_db()
    assert one.held_until is None


def test_deleting_asks_first_and_leaves_nothing_but_the_log(client_for):
    one = a_conversation()
    a_turn(one, text="My name is Marwood")
    lead = client_for("lead")
    lead.get(_path(one))
    assert "Delete for good" in lead.get(_path(one, "delete")).content.decode()
    assert Conversation.objects.filter(pk=one.pk).exists()
    number = one.pk
    lead.post(_path(one, "delete"))
    assert not Conversation.objects.filter(pk=number).exists()
    assert not Turn.objects.filter(conversation_id=number).exists()
    assert conversations_with(["marwood"]) == set()
    assert Act.objects.get().what == "deleted"
    assert Reading.objects.filter(conversation_number=number).count() == 1


def test_what_is_on_hold_is_not_deleted(client_for):
    one = a_conversation(held_until=timezone.localdate() + datetime.timedelta(days=3), hold_reason="Request 17")
    assert client_for("lead").post(_path(one, "delete")).status_code == 409
    assert Conversation.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("act", ["hold", "lift-hold", "delete"])
def test_reviewers_neither_hold_nor_delete(client_for, act):
    one = a_conversation()
    client = client_for("reviewer")
    assert client.post(_path(one, act)).status_code == 403
    page = _page(client, one)
    assert "Set a hold" not in page
    assert "Delete now" not in page


@pytest.mark.parametrize(
    ("text", "chosen", "expected"),
    [
        ("I am Marwood Finch, 15", {2, 3}, "I am [masked] 15"),
        ("Marwood  hit\nme", {0}, "[masked]  hit\nme"),
        ("Marwood and Finch", {0, 2}, "[masked] and [masked]"),
        (" a b ", {0, 1}, " [masked] "),
        ("a b", set(), "a b"),
        ("a b", {7}, "a b"),
        ("", {0}, ""),
    ],
)
def test_words_in_a_row_become_one_mask(text, chosen, expected):
    assert without_words(text, chosen) == expected


def test_reasons_do_not_say_masked_words_again():
    assert without_echoes(["age: 15", "danger: learned (0.15)"], ["15,"]) == [
        "age: [masked]",
        "danger: learned (0.[masked])",
    ]
    assert without_echoes(["age: 15"], ["..."]) == ["age: 15"]


def _mask(client, one, turn, **fields):
    return client.post(_path(one, f"messages/{turn.pk}/mask"), {"seen": digest_of(turn.text), **fields})


def test_masked_words_cannot_be_found_or_shown_again(client_for):
    one = a_conversation()
    turn = a_turn(one, text="I am Marwood Finch, help", reasons=["name: Marwood"])
    client = client_for("reviewer")
    page = client.get(_path(one, f"messages/{turn.pk}/mask")).content.decode()
    assert "Finch," in page
    assert _mask(client, one, turn, word=["2", "3"]).status_code == 302
    turn.refresh_from_db()
    assert turn.text == "I am [masked] help"
    assert turn.is_masked
    assert turn.reasons == ["name: [masked]"]
    assert conversations_with(["marwood"]) == set()
    assert "Marwood" not in _page(client, one)
    assert Act.objects.get().detail == "message 1"


def test_a_whole_message_is_masked(client_for):
    one = a_conversation()
    turn = a_turn(one, text="I am Marwood Finch")
    _mask(client_for("reviewer"), one, turn, all="yes")
    turn.refresh_from_db()
    assert turn.text == "[masked]"


def test_nothing_is_masked_when_the_message_has_changed_since(client_for):
    one = a_conversation()
    turn = a_turn(one, text="I am Marwood")
    answer = client_for("reviewer").post(_path(one, f"messages/{turn.pk}/mask"), {"seen": "old", "word": "0"})
    assert answer.status_code == 409
    turn.refresh_from_db()
    assert turn.text == "I am Marwood"


def test_masking_names_words(client_for):
    one = a_conversation()
    turn = a_turn(one)
    assert _mask(client_for("reviewer"), one, turn).status_code == 422


def test_a_message_of_another_conversation_cannot_be_masked_here(client_for):
    one, other = a_conversation(), a_conversation()
    turn = a_turn(other, text="I am Marwood")
    assert _mask(client_for("reviewer"), one, turn, all="yes").status_code == 404
    turn.refresh_from_db()
    assert turn.text == "I am Marwood"


def test_trainers_and_administrators_read_nothing(client_for):
    one = a_conversation()
    turn = a_turn(one)
    for role in ("trainer", "administrator"):
        client = client_for(role)
        assert client.get(_path(one)).status_code == 403
        assert client.get(_path(one, f"messages/{turn.pk}/mask")).status_code == 403
    assert _log() == []


def test_keys_off_is_one_persons_own(client_for):
    one = a_conversation()
    client = client_for("reviewer")
    assert 'data-keys="on"' in _page(client, one)
    client.post("/conversations/settings", {"cover": "distressing"})
    assert 'data-keys="off"' in _page(client, one)
    assert 'data-keys="on"' in _page(client_for("reviewer"), one)
    assert Preferences.objects.count() == 1


def test_pages_have_no_inline_script_or_style(client_for):
    one = a_conversation()
    a_turn(one, danger=True)
    client = client_for("lead")
    for path in ("", f"/{one.pk}", f"/{one.pk}/hold", f"/{one.pk}/delete", "/settings", "/agreement"):
        page = client.get(f"/conversations{path}").content.decode()
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count('<script type="module" src=')
