"""Suicide and self-harm, from the words alone: said outright or plainly meant counts; jokes, films and taunts do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.self_harm import (
    SELF_HARM_SIGN_MEANINGS,
    SELF_HARM_SIGNS,
    is_not_meant,
    self_harm_reason,
    self_harm_signs,
)

SAID = [
    "i want to kill myself",
    "I want to commit suicide",
    "thinking about ending it all",
    "i dont want to be here anymore",
    "i wish i was dead",
    "everyone would be better off without me",
    "ive started cutting again",
    "i keep hurting myself",
    "no point in living",
    "i took all the tablets",
    "i want to jump off a bridge",
    "got the pills lined up in front of me",
    "i self harm",
    "dont want to wake up",
]

NOT_SAID = [
    "that exam killed me",
    "have you seen suicide squad",
    "i am writing an essay about suicide rates",
    "they keep telling me to kill myself in the group chat",
    "forty odd people were there",
    "im dead lol",
    "a man jumped the barrier at the station",
    "i would never hurt myself",
    "i cut my hair",
]


@pytest.mark.parametrize("text", SAID)
def test_what_is_said_outright_is_heard(text: str) -> None:
    assert self_harm_reason(text)


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_is_a_joke_a_story_or_a_taunt_is_not(text: str) -> None:
    assert self_harm_reason(text) is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("i am suicidal", "named"),
        ("i will end my life", "said"),
        ("i scratch my arms", "hurts_self"),
        ("i wish i was dead", "wish"),
        ("nobody would miss me", "burden"),
        ("they are better off without me", "better_without"),
        ("i am tired of living", "no_point"),
        ("i cant go on", "cannot_go_on"),
        ("i just want it to be over", "wants_it_over"),
        ("i have written a letter to my kids", "takes_leave"),
        ("i wont be here", "will_not_be"),
        ("i have saved my tablets", "means"),
        ("i have counted the pills", "means_ready"),
        ("i went up to the bridge", "height"),
        ("i have decided", "plan"),
        ("im thinking about dying", "thinks_of_it"),
        ("i took all the pills", "done"),
        ("i am going to do it", "does_it"),
        ("i gave my dog away", "sets_in_order"),
        ("when i am dead they will see", "own_death"),
        ("she cut herself", "by_other"),
        ("they told me to kill myself", "taunt"),
        ("i would never kill myself", "negated"),
        ("i could have died", "idiom"),
        ("i cut my arms for a film", "story_or_work"),
        ("he will kill me", "fear_of_being_killed"),
    ],
)
def test_each_sign_is_read_from_the_grammar(text: str, sign: str) -> None:
    assert sign in self_harm_signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "he wants me to kill myself",
        "she said he will kill himself",
        "he has ended it with me",
        "im killing myself laughing",
        "i threw myself into work",
        "he took the pills from my bag",
        "i cut the bread",
        "he will kill me",
    ],
)
def test_what_is_done_by_others_to_others_or_to_things_is_not_said_of_oneself(text: str) -> None:
    assert self_harm_reason(text) is None


def test_a_joke_and_a_story_are_not_meant() -> None:
    assert is_not_meant("im dead lol")
    assert is_not_meant("the character dies in the last episode")
    assert not is_not_meant("i want to die")


def test_every_sign_is_explained() -> None:
    assert set(SELF_HARM_SIGNS) == set(SELF_HARM_SIGN_MEANINGS)
    assert all(meaning for meaning in SELF_HARM_SIGN_MEANINGS.values())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert self_harm_reason(text) is None or isinstance(self_harm_reason(text), str)
