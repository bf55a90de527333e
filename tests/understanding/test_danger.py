"""Danger now, from the words alone: the present counts; the past, the ruled out and stories do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.danger import DANGER_SIGN_MEANINGS, DANGER_SIGNS, danger_reason, danger_signs, is_ruled_out

NOW = [
    "he is outside my door",
    "someone is trying to get in the back door",
    "shes got a knife",
    "my stepdad is kicking the door",
    "im hiding in the bathroom",
    "i am locked in the cupboard",
    "they are following me home from the station now",
    "he wont let me leave",
    "my friend wont wake up",
    "there is so much blood",
    "please hurry",
    "HELP",
    "send the police now please",
    "he says hes going to kill me tonight",
    "hes on his way over",
    "they are breaking in to the shop, right now",
    "two men are fighting with bottles right now outside the pub",
    "i cant feel my legs",
    "my boyfriend has locked me in",
    "my boyfriends locked me in his flat",
    "my dads locked us in the shed and im on my sisters tablet",
    "shes locked me in the car",
]

NOT_NOW = [
    "last night he was outside my door",
    "he was kicking the door on saturday",
    "not right now, he is at work",
    "years ago a man followed me home",
    "in the film he is outside her door with a knife",
    "hes gone out for now",
    "what should i do if someone is following me",
    "i was locked in a cupboard when i was nine",
    "no immediate risk, but the neighbours shout most evenings",
    "he locked me in the cellar but i got out of the window",
    "my mums bolted the shelves to the wall",
    "traffic was murder right now on the bridge lol",
]


@pytest.mark.parametrize("text", NOW)
def test_what_happens_now_is_danger(text: str) -> None:
    assert danger_reason(text)


@pytest.mark.parametrize("text", NOT_NOW)
def test_what_is_past_or_ruled_out_or_a_story_is_not_danger(text: str) -> None:
    assert danger_reason(text) is None


def test_a_person_who_says_they_are_not_in_danger_rules_it_out() -> None:
    assert is_ruled_out("not right now, she is at her sisters")
    assert not is_ruled_out("he is here")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("he is banging on the door", "present_attack"),
        ("two men are outside my flat", "present_presence"),
        ("he is coming up the stairs", "coming_now"),
        ("hes got a knife", "weapon_in_hand"),
        ("she wont let me leave", "writer_trapped"),
        ("we are hiding under the desk", "writer_hiding"),
        ("im being followed", "being_followed_now"),
        ("my dad isnt breathing", "body_in_danger"),
        ("she has taken all her tablets", "taken_something"),
        ("the bin is on fire", "fire"),
        ("send the police", "plea"),
        ("he said i have ten minutes", "deadline"),
        ("they are going to smash the car", "about_to_happen"),
        ("it is happening right now", "now_word"),
        ("a man is filming the girls", "unfolding"),
        ("he is holding my wrist", "done_to_writer_now"),
        ("the door handle is moving", "thing_under_way"),
        ("i cant get out", "unable"),
        ("i can hear them in the garden", "heard_or_seen_now"),
        ("im on the bus", "where_writer_is"),
        ("it happened two years ago", "past_time"),
        ("he was there and he shouted and i ran", "mostly_past_tense"),
        ("he shouts every time he drinks", "habitual"),
        ("what do i do if he hits me", "conditional"),
        ("is it a crime?", "asked"),
        ("i am safe", "safe_now"),
        ("he has left", "gone"),
        ("there is a fight in my favourite film", "story_or_figure"),
        ("the trial begins on monday", "asks_about_law"),
        ("he gets out next month", "far_future"),
    ],
)
def test_each_sign_is_read_from_the_grammar(text: str, sign: str) -> None:
    assert sign in danger_signs(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("he was banging on the door", "present_attack"),
        ("he bangs on the door when he is drunk", "present_attack"),
        ("i was hiding under the desk", "writer_hiding"),
        ("he wont let me speak to my mother", "writer_trapped"),
        ("being followed is frightening", "being_followed_now"),
        ("he will hit me one day", "threat_for_today"),
    ],
)
def test_the_past_and_habits_show_no_sign_of_now(text: str, sign: str) -> None:
    assert sign not in danger_signs(text)


def test_every_sign_is_explained() -> None:
    assert set(DANGER_SIGNS) == set(DANGER_SIGN_MEANINGS)
    assert all(meaning and meaning[0].islower() for meaning in DANGER_SIGN_MEANINGS.values())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert danger_reason(text) is None or isinstance(danger_reason(text), str)
