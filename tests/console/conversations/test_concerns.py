"""What concerns about a conversation, and how soon somebody should look."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.conversations.concerns import (
    CONCERNS,
    SAMPLED,
    SENTENCES,
    WORDS,
    WORST,
    Seen,
    is_drawn,
    judge,
)
from bot.signposting import AgeGroup, Harm

KEY = next(f"person-{number}" for number in range(1000) if not is_drawn(f"person-{number}"))
DRAWN = next(f"person-{number}" for number in range(1000) if is_drawn(f"person-{number}"))
UNDER, OVER = AgeGroup.UNDER_18.value, AgeGroup.EIGHTEEN_OR_OVER.value
CHAT_UNDER, CHAT_OVER = "victim_support_live_chat_under_18", "victim_support_live_chat_18_or_over"
LINE = "victim_support_supportline"


def shows(*services: str) -> frozenset[str]:
    return frozenset(services)


HELLO = Seen(intent="greet", confidence=0.95, harm="none", asks=True)
THEFT = Seen(intent="acquisitive_crime", confidence=0.9, harm="acquisitive_crime", services=shows(LINE))
UNCLEAR = Seen(intent="nlu_fallback", confidence=0.4, harm="none", is_fallback=True, asks=True)
DANGER = Seen(
    intent="danger_now", harm="violence", danger=True, danger_share=0.9, services=shows("emergency_999", LINE)
)
THANKS = Seen(intent="thanks", confidence=0.97, harm="none")


def concerns(*turns: Seen) -> tuple[str, ...]:
    return judge(KEY, turns).concerns


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        # nothing remarkable
        ([THEFT], ()),
        ([THEFT, THANKS], ()),
        ([DANGER], ()),
        ([HELLO, DANGER], ()),
        ([THEFT, HELLO, THANKS], ()),
        # possible danger not treated as danger
        ([replace(DANGER, services=shows(LINE))], ("danger_missed",)),
        ([replace(DANGER, danger=False, services=shows(LINE))], ("danger_missed",)),
        ([replace(THEFT, danger_share=0.2)], ("danger_missed",)),
        ([replace(THEFT, danger_share=0.2, services=shows("emergency_999"))], ()),
        ([replace(THEFT, danger_share=0.02)], ()),
        ([replace(THEFT, danger_share=0.9, is_choice=True)], ()),
        ([THEFT, DANGER], ("danger_missed",)),
        ([UNCLEAR, DANGER], ("danger_missed", "low_confidence")),
        ([DANGER, THEFT, DANGER], ()),
        ([THEFT, THANKS, THANKS, THANKS, DANGER], ()),
        # self-harm missed
        ([replace(THEFT, self_harm=True)], ("self_harm_missed",)),
        ([replace(THEFT, self_harm=True, services=shows("samaritans"))], ()),
        ([replace(THEFT, self_harm_share=0.3)], ("self_harm_missed",)),
        ([replace(THEFT, self_harm_share=0.3, services=shows("shout"))], ()),
        # the side of 18
        ([replace(THEFT, told_age=UNDER), replace(THEFT, told_age=OVER)], ("age_doubt",)),
        ([replace(THEFT, told_age=UNDER, services=shows(CHAT_OVER))], ("age_doubt",)),
        ([replace(THEFT, told_age=OVER, services=shows(CHAT_UNDER))], ("age_doubt",)),
        ([replace(THEFT, told_age=UNDER), replace(THEFT, services=shows(CHAT_OVER, CHAT_UNDER))], ("age_doubt",)),
        ([replace(THEFT, possible_age=UNDER, services=shows(CHAT_OVER))], ("age_doubt",)),
        ([replace(THEFT, possible_age=UNDER, services=shows(CHAT_OVER, CHAT_UNDER))], ()),
        ([replace(THEFT, services=shows(CHAT_OVER, CHAT_UNDER)), replace(THEFT, told_age=UNDER)], ()),
        ([replace(THEFT, told_age=UNDER, services=shows(CHAT_UNDER))], ()),
        # empty or fallback streaks
        ([replace(THEFT, has_reply=False)], ("no_reply",)),
        ([THEFT, UNCLEAR, UNCLEAR], ("streak", "low_confidence")),
        ([UNCLEAR, THEFT, UNCLEAR], ("low_confidence",)),
        ([THEFT, replace(UNCLEAR, has_reply=False), UNCLEAR], ("no_reply", "streak", "low_confidence")),
        # gave up
        ([HELLO], ("gave_up",)),
        ([replace(THEFT, services=shows())], ("gave_up",)),
        ([UNCLEAR, THANKS], ("gave_up", "low_confidence")),
        ([replace(HELLO, asks=False), THANKS], ()),
        # not what the person meant
        ([THEFT, Seen(intent="not_what_i_meant", is_choice=True, asks=True)], ("not_meant",)),
        ([THEFT, Seen(intent="none_of_these", is_choice=True, asks=True)], ("not_meant",)),
        # unsure
        ([replace(THEFT, confidence=0.58)], ("low_confidence",)),
        ([replace(THEFT, confidence=0.3, is_choice=True)], ()),
        ([], ()),
    ],
)  # fmt: skip
def test_this_is_what_concerns(turns: Sequence[Seen], expected: tuple[str, ...]) -> None:
    assert concerns(*turns) == expected


def test_the_order_is_that_of_harm() -> None:
    names = [concern.name for concern in CONCERNS]
    assert names == [
        "danger_missed", "self_harm_missed", "age_doubt", "no_reply", "streak", "gave_up", "not_meant", "low_confidence",
    ]  # fmt: skip
    assert CONCERNS[0].weight == WORST
    assert all(worse.weight >= better.weight + 10 for worse, better in itertools.pairwise(CONCERNS))


def test_every_concern_has_words_and_a_sentence() -> None:
    assert all(WORDS[concern.name] and SENTENCES[concern.name].endswith(".") for concern in CONCERNS)


def test_several_concerns_come_before_one_of_the_same_kind() -> None:
    assert (
        judge(KEY, [THEFT, UNCLEAR, UNCLEAR]).priority > judge(KEY, [replace(THEFT, has_reply=True), UNCLEAR]).priority
    )
    assert judge(KEY, [HELLO]).priority == 40
    assert judge(KEY, [UNCLEAR]).priority == 41


def test_five_in_a_hundred_of_the_unremarkable_are_drawn_and_always_the_same() -> None:
    keys = [f"person-{number}" for number in range(10_000)]
    drawn = [key for key in keys if judge(key, [THEFT]).in_sample]
    assert 400 < len(drawn) < 600
    assert drawn == [key for key in keys if judge(key, [THEFT, THANKS]).in_sample]


def test_what_is_drawn_comes_after_every_concern_and_before_the_rest() -> None:
    assert judge(KEY, [THEFT]).priority == 0
    assert judge(DRAWN, [THEFT]).priority == SAMPLED
    assert all(concern.weight > SAMPLED for concern in CONCERNS)


def test_what_concerns_is_not_in_the_sample() -> None:
    assert not judge(DRAWN, [HELLO]).in_sample


SERVICES = ["emergency_999", "samaritans", "shout", "childline", LINE, CHAT_UNDER, CHAT_OVER, "police_101"]
INTENTS = ["danger_now", "self_harm", "nlu_fallback", "greet", "thanks", "not_what_i_meant", "fraud", "inform"]
SHARES = st.floats(0, 1)
AGES = st.sampled_from([each.value for each in AgeGroup])
SEEN = st.builds(
    Seen, is_choice=st.booleans(), intent=st.sampled_from(INTENTS), confidence=SHARES,
    harm=st.sampled_from([each.value for each in Harm]), told_age=AGES, possible_age=AGES, danger=st.booleans(),
    danger_share=SHARES, self_harm=st.booleans(), self_harm_share=SHARES,
    services=st.frozensets(st.sampled_from(SERVICES)), is_fallback=st.booleans(), has_reply=st.booleans(), asks=st.booleans(),
)  # fmt: skip
TURNS = st.lists(SEEN, max_size=8)


@given(TURNS, st.text())
def test_every_conversation_gets_a_priority_from_0_to_100(turns: list[Seen], key: str) -> None:
    judged = judge(key, turns)
    assert 0 <= judged.priority <= WORST
    assert (judged.priority > SAMPLED) == bool(judged.concerns)
    assert judged == judge(key, turns)


@given(TURNS, SEEN, st.integers(0, 8), st.text())
def test_danger_without_999_always_comes_first(turns: list[Seen], turn: Seen, place: int, key: str) -> None:
    missed = replace(turn, danger=True, services=turn.services - {"emergency_999"})
    assert judge(key, [*turns[:place], missed, *turns[place:]]).priority == WORST


@given(TURNS, SEEN, st.text())
def test_what_is_said_later_takes_no_concern_away_but_that_nothing_was_shown(
    turns: list[Seen], turn: Seen, key: str
) -> None:
    assert set(judge(key, turns).concerns) - set(judge(key, [*turns, turn]).concerns) <= {"gave_up"}


@given(TURNS, SEEN, st.text())
def test_a_turn_of_danger_never_hides_a_worse_concern(turns: list[Seen], turn: Seen, key: str) -> None:
    before = judge(key, turns)
    after = judge(key, [*turns, replace(turn, danger=True)])
    if before.concerns and before.concerns[0] != "gave_up":
        assert after.priority >= before.priority - 1  # "gave up" may go, when a service is shown at last


@given(TURNS, st.text())
def test_worse_concerns_always_come_before_milder_ones(turns: list[Seen], key: str) -> None:
    judged = judge(key, turns)
    for concern in CONCERNS:
        if concern.name in judged.concerns:
            assert judged.priority >= concern.weight
            assert judged.concerns[0] == concern.name
            break
