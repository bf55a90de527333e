"""Who was harmed, and who did it: grammar decides where the words alone tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signposting import AgeGroup, Subject
from bot.understanding.subject import (
    SUBJECT_SIGN_MEANINGS,
    SUBJECT_SIGNS,
    is_about_own_child,
    is_by_partner_or_family,
    is_done_to_writer,
    read_subject,
    subject_signs,
)


@pytest.mark.parametrize(
    "text",
    [
        "I was pushed down the stairs by my ex",
        "my boyfriend strangled me on sunday",
        "my wife throws plates at me",
        "my dad always hits me when he drinks",
        "our mother slapped us",
        "my partner has threatened me again",
    ],
)
def test_it_was_a_partner_or_family_member(text: str) -> None:
    assert is_by_partner_or_family(text)


@pytest.mark.parametrize(
    "text",
    ["my husband was mugged", "a man hit me", "my friend's dad is nice", "by my desk", "my sister came to help me"],
)
def test_it_was_somebody_else_or_nobody(text: str) -> None:
    assert not is_by_partner_or_family(text)


@pytest.mark.parametrize(
    "text", ["i am being followed", "someone hurts me", "im getting bullied", "he hit me", "it was done to me"]
)
def test_what_is_done_to_the_writer_is_no_worry_about_their_own_behaviour(text: str) -> None:
    assert is_done_to_writer(text)


@pytest.mark.parametrize("text", ["i hit my girlfriend and hate myself", "i shout at the kids", "i check her phone"])
def test_what_the_writer_does_is_not_done_to_the_writer(text: str) -> None:
    assert not is_done_to_writer(text)


@pytest.mark.parametrize(
    "text",
    [
        "my 9 year old came home with a bruise",
        "my son is 12 and somebody follows him",
        "my little girl was touched",
        "a girl in my form told me her uncle hurts her",
        "one of our pupils is scared to go home",
        "my daughter, 15, gets messages from a man",
        "my granddaughter is thirteen",
    ],
)
def test_a_child_of_ones_own_or_in_ones_care_is_the_one_harmed(text: str) -> None:
    assert is_about_own_child(text)


@pytest.mark.parametrize(
    "text",
    ["my son is 34 and takes my pension", "my 15 year old brother hits me", "my 12 year old hits me", "i am a child"],
)
def test_grown_children_siblings_and_children_who_hit_are_not(text: str) -> None:
    assert not is_about_own_child(text)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("someone robbed me", Subject.SELF),
        ("my grandson takes my money and pushes me", Subject.SELF),
        ("my neighbour gets beaten by her partner", Subject.ADULT),
        ("what is this", Subject.UNKNOWN),
        ("i had my phone taken at the station", Subject.SELF),
        ("they threw a bottle at my daughter", Subject.CHILD),
        ("my mum was robbed outside the bank", Subject.ADULT),
        ("our pupil was followed by a man", Subject.CHILD),
    ],
)
def test_the_words_tell_who_was_harmed(text: str, subject: Subject) -> None:
    assert read_subject(text, AgeGroup.UNKNOWN) is subject


def test_the_friend_of_a_writer_under_18_is_a_child() -> None:
    text = "my friend was attacked by some man"
    assert read_subject(text, AgeGroup.UNDER_18) is Subject.CHILD
    assert read_subject(text, AgeGroup.EIGHTEEN_OR_OVER) is Subject.ADULT


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("he hit me", "writer_harmed"),
        ("someone stole my bike", "writer_robbed"),
        ("a man grabbed my son", "child_harmed"),
        ("my son punched me", "child_does_it"),
        ("they robbed my neighbour", "adult_harmed"),
        ("my husband slapped me", "family_harms_writer"),
        ("it happened", "nobody_named"),
    ],
)
def test_each_sign_is_read_from_the_grammar(text: str, sign: str) -> None:
    assert sign in subject_signs(text)


def test_every_sign_is_explained() -> None:
    assert set(SUBJECT_SIGNS) == set(SUBJECT_SIGN_MEANINGS)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_subject(text: str) -> None:
    assert read_subject(text) in Subject
