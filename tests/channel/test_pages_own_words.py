"""Own words without JavaScript: they count as they do in the conversation, and no reader that fails leaves anyone alone."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel.own_words import Reading, reading_from, situation_of, tokens_of
from bot.signposting import HARMS, AgeGroup, Harm, Place, Situation, Subject, decide
from tests.channel.pages_reading import (
    DANGER,
    DIRECTORY,
    WORDS,
    Words,
    document,
    heading,
    ids,
    parsed,
    press,
    send,
)

LAW = settings(deadline=None, max_examples=60)


# ── own words ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("entity", ["harm", "likely_harm"])
@pytest.mark.parametrize("harm", HARMS)
def test_the_words_alone_tell_the_harm(harm: Harm, entity: str) -> None:
    page = send(Words(parsed(harm.value, {entity: harm.value})), step="happened", age="18_or_over", words="it happened")
    expected = decide(Situation(AgeGroup.EIGHTEEN_OR_OVER, harm), DIRECTORY)
    assert ids(page) == list(expected.service_ids)


def test_a_choice_decides_the_harm_and_what_the_words_tell_besides_opens_its_doors_too() -> None:
    told = parsed("domestic_abuse", {"harm": "domestic_abuse", "also_harm": "violence"}, subject="self")
    page = send(Words(told), step="happened", age="18_or_over", harm="acquisitive_crime", words="my ex took it")
    expected = Situation(
        AgeGroup.EIGHTEEN_OR_OVER, Harm.ACQUISITIVE_CRIME, Subject.SELF, also_harm=Harm.DOMESTIC_ABUSE
    )  # fmt: skip
    assert ids(page) == list(decide(expected, DIRECTORY).service_ids)
    assert "national_domestic_abuse_helpline" in ids(page)
    assert WORDS.text("utter_signpost_acquisitive_crime") in document(page).one("main").text


def test_danger_puts_999_first_with_the_words_of_the_conversation() -> None:
    for harm in ({}, {"harm": "fraud"}):
        page = send(Words(DANGER), step="happened", age="18_or_over", words="he is at the door", **harm)
        assert heading(page) == "Call 999 now"
        assert ids(page)[0] == "emergency_999"
        main = document(page).one("main").text
        assert main.index(WORDS.text("utter_danger_now")) < main.index(WORDS.text("utter_signpost_danger"))


def test_self_harm_puts_samaritans_first_and_childline_for_the_young() -> None:
    told = parsed("self_harm", self_harm=True)
    adult = send(Words(told), step="happened", age="18_or_over", words="i want to end it")
    assert heading(adult) == "You can talk to someone now"
    assert ids(adult)[:2] == ["samaritans", "shout"]
    assert WORDS.text("utter_self_harm") in document(adult).one("main").text
    young = send(Words(told), step="happened", age="under_18", words="i want to end it")
    assert ids(young)[:3] == ["samaritans", "childline", "shout"]


def test_danger_with_self_harm_says_both() -> None:
    told = parsed("danger_now", danger_now=True, self_harm=True)
    page = send(Words(told), step="happened", age="unknown", words="i took them all")
    assert ids(page)[:2] == ["emergency_999", "samaritans"]
    assert "Your life matters" in document(page).one("main").text


@pytest.mark.parametrize(
    ("answer", "told", "counts"),
    [
        ("unknown", "under_18", AgeGroup.UNDER_18),
        ("unknown", "18_or_over", AgeGroup.EIGHTEEN_OR_OVER),
        ("under_18", "18_or_over", AgeGroup.UNDER_18),
        ("18_or_over", "under_18", AgeGroup.EIGHTEEN_OR_OVER),
        ("unknown", None, AgeGroup.UNKNOWN),
    ],
)
def test_the_answer_wins_over_the_age_in_the_words(answer: str, told: str | None, counts: AgeGroup) -> None:
    entities = {"harm": "hate_crime", **({"age_group": told} if told else {})}
    page = send(Words(parsed("hate_crime", entities)), step="happened", age=answer, words="they called me names")
    assert ids(page) == list(decide(Situation(counts, Harm.HATE_CRIME), DIRECTORY).service_ids)


def test_who_was_harmed_is_read_from_the_words_even_when_the_list_tells_how() -> None:
    told = parsed("off_topic", {}, subject="child")
    page = send(Words(told), step="happened", age="18_or_over", harm="sexual_violence", words="it is my daughter")
    assert "nspcc_helpline" in ids(page)


@pytest.mark.parametrize("place", [Place.ENGLAND_AND_WALES, Place.BEYOND, Place.LONDON])
def test_where_they_live_is_read_from_the_words(place: Place) -> None:
    page = send(
        Words(parsed("off_topic", {}, place=place.value)), step="happened", age="unknown", harm="fraud", words="i live there"
    )  # fmt: skip
    assert ids(page) == list(decide(Situation(harm=Harm.FRAUD, place=place), DIRECTORY).service_ids)
    is_beyond = WORDS.text("utter_signpost_beyond") in document(page).one("main").text
    assert is_beyond == (place is Place.BEYOND)


def test_somebody_worried_about_what_they_do_is_shown_who_helps_with_that() -> None:
    page = send(Words(parsed("own_behaviour")), step="happened", age="18_or_over", words="i keep hitting her")
    assert ids(page) == list(decide(Situation(AgeGroup.EIGHTEEN_OR_OVER, own_behaviour=True), DIRECTORY).service_ids)
    assert WORDS.text("utter_signpost_own_behaviour") in document(page).one("main").text


def test_somebody_who_wants_a_person_is_shown_people_at_once() -> None:
    page = send(Words(parsed("ask_human")), step="happened", age="under_18", words="can i talk to a real person")
    assert ids(page) == list(decide(Situation(AgeGroup.UNDER_18), DIRECTORY).service_ids)
    assert WORDS.text("utter_human") in document(page).one("main").text


def test_words_without_harm_get_the_list_again_somebody_to_talk_to_and_keep_their_words() -> None:
    page = send(Words(), step="happened", age="18_or_over", words="the bus is late")
    root = document(page)
    assert heading(page) == "Not sure what happened"
    assert ids(page) == ["victim_support_supportline"]
    assert len(root.all("input", type="radio")) == len(HARMS)
    assert root.one("textarea").text.strip() == "the bus is late"
    assert not root.one("title").text.startswith("Error")
    after = press(page, "Show who can help", harm="fraud")
    assert ids(after) == list(decide(Situation(AgeGroup.EIGHTEEN_OR_OVER, Harm.FRAUD), DIRECTORY).service_ids)


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        ("under_18", ["samaritans", "childline", "shout", "victim_support_supportline"]),
        ("18_or_over", ["samaritans", "shout", "victim_support_supportline"]),
        ("unknown", ["samaritans", "shout", "victim_support_supportline"]),
    ],
)
def test_somebody_who_feels_low_is_shown_who_listens(age: str, shown: list[str]) -> None:
    page = send(Words(parsed("low_mood")), step="happened", age=age, words="i feel so low")
    assert ids(page) == shown
    assert heading(page) == "You can talk to someone now"
    assert WORDS.text("utter_low_mood", age_group=age) in document(page).one("main").text


@pytest.mark.parametrize("typed", ["/restart", '/inform{"harm": "fraud"}', "／restart", "\u200b/restart x", "@restart"])
def test_words_are_never_a_command(typed: str) -> None:
    read = Words()
    send(read, step="happened", age="unknown", words=typed)
    (text,) = read.texts
    assert not text.lstrip().startswith(("/", "@", "／"))


FAILURES = [
    RuntimeError("he said zebra"), ValueError("zebra"), "late", {}, None.__class__, [], 7,
    {"entities": [], "intent": None}, {"understood": {}, "entities": [], "intent": {}},
    {"understood": None, "entities": None}, parsed("fraud", {"harm": "fraud"}) | {"entities": [{}]},
]  # fmt: skip


@pytest.mark.parametrize("failure", FAILURES, ids=str)
def test_words_that_cannot_be_read_or_take_too_long_still_get_a_result_with_999_and_the_supportline(
    failure: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        page = send(Words(failure), 0.01, step="happened", age="under_18", words="zebra crossing")
    assert page.status == 200
    assert ids(page)[0] == "emergency_999"
    assert ids(page)[1:] == list(decide(Situation(AgeGroup.UNDER_18), DIRECTORY).service_ids)
    assert "victim_support_supportline" in ids(page)
    assert "could not be read this time" in document(page).one("main").text
    assert "zebra" not in caplog.text
    assert "came without them" in caplog.text


@pytest.mark.parametrize("failure", FAILURES, ids=str)
def test_words_that_cannot_be_read_leave_what_was_chosen(failure: Any) -> None:
    page = send(Words(failure), 0.01, step="happened", age="18_or_over", harm="fraud", words="zebra")
    chosen = decide(Situation(AgeGroup.EIGHTEEN_OR_OVER, Harm.FRAUD), DIRECTORY).service_ids
    assert ids(page) == ["emergency_999", *chosen]
    assert ids(press(press(page, "my age"), "Next", age="18_or_over")) == ids(page)


def test_values_that_nobody_knows_count_as_not_told() -> None:
    told = parsed("fraud", {"harm": "moon", "also_harm": "none", "age_group": 7}, subject="zebra", place=None)
    page = send(Words(told), step="happened", age="18_or_over", harm="fraud", words="x")
    assert ids(page) == list(decide(Situation(AgeGroup.EIGHTEEN_OR_OVER, Harm.FRAUD), DIRECTORY).service_ids)


def test_nothing_that_is_said_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for answer in (None, DANGER, "late", ValueError("zebra")):
            send(Words(answer), 0.01, step="happened", age="unknown", words="zebra" * 3)
        send(step="happened", age="unknown", words="zebra" * 1000)
        send(step="happened", age="zebra")
    assert "zebra" not in caplog.text


SITUATIONS = st.builds(
    Situation, st.sampled_from(AgeGroup), st.sampled_from([Harm.UNKNOWN, *HARMS]), st.sampled_from(Subject), st.booleans(),
    st.booleans(), st.sampled_from(Place), st.booleans(), st.sampled_from([Harm.UNKNOWN, *HARMS]),
)  # fmt: skip
READINGS = st.builds(Reading, SITUATIONS, *[st.booleans()] * 3)


@given(READINGS)
def test_a_reading_travels_in_hidden_fields_and_arrives_as_it_was(reading: Reading) -> None:
    assert reading_from(tokens_of(reading)) == reading


@LAW
@given(READINGS, st.sampled_from([None, *HARMS]), st.sampled_from(AgeGroup))
def test_for_any_reading_danger_puts_999_first_and_nobody_is_without_a_service(
    reading: Reading, chosen: Harm | None, age: AgeGroup
) -> None:
    fields = {"age": age.value, "said": tokens_of(reading), **({"harm": chosen.value} if chosen else {})}
    page = send(step="age", **fields)
    if not (chosen or reading.is_enough):
        assert heading(page) == "What happened?"
        return
    shown = list(decide(situation_of(age, chosen, reading), DIRECTORY).service_ids)
    assert shown
    assert ids(page) == (
        shown if not reading.is_missing else ["emergency_999", *[each for each in shown if each != "emergency_999"]]
    )
    assert ids(page)[0] == "emergency_999" or not (reading.told.danger_now or reading.is_missing)
