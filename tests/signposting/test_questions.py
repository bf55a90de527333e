"""Which questions are asked, how often, and which harm counts when several were told."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.signposting import HARMS, AgeGroup, Harm, Place, Question, Situation, Subject, questions_left, settled_harm
from bot.signposting.questions import MOST_TIMES_ASKED

SITUATIONS = st.builds(
    Situation,
    age_group=st.sampled_from(AgeGroup),
    harm=st.sampled_from(Harm),
    subject=st.sampled_from(Subject),
    danger_now=st.booleans(),
    self_harm=st.booleans(),
    place=st.sampled_from(Place),
    own_behaviour=st.booleans(),
    also_harm=st.sampled_from(Harm),
)
TIMES = st.dictionaries(st.sampled_from(Question), st.integers(min_value=0, max_value=5))
LAW = settings(deadline=None, max_examples=60)


def test_a_stranger_is_asked_what_happened_and_then_their_age() -> None:
    assert questions_left(Situation(), {}) == (Question.HARM, Question.AGE_GROUP)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ({"harm": Harm.FRAUD}, (Question.AGE_GROUP,)),
        ({"harm": Harm.NONE}, (Question.AGE_GROUP,)),
        ({"age_group": AgeGroup.UNDER_18}, (Question.HARM,)),
        ({"age_group": AgeGroup.UNDER_18, "harm": Harm.OTHER_HARM}, ()),
        ({"danger_now": True}, (Question.AGE_GROUP,)),
        ({"self_harm": True}, (Question.AGE_GROUP,)),
        ({"danger_now": True, "age_group": AgeGroup.UNDER_18}, ()),
    ],
)
def test_only_what_is_missing_is_asked(told: dict[str, object], left: tuple[Question, ...]) -> None:
    assert questions_left(Situation(**told), {}) == left  # type: ignore[arg-type]


@LAW
@given(SITUATIONS, TIMES, st.booleans())
def test_nothing_is_ever_asked_a_third_time(
    situation: Situation, times_asked: dict[Question, int], refused: bool
) -> None:
    assert all(times_asked.get(each, 0) < 2 for each in questions_left(situation, times_asked, refused))


@LAW
@given(SITUATIONS)
def test_somebody_who_never_answers_is_asked_each_question_at_most_twice_and_then_shown_help(
    situation: Situation,
) -> None:
    asked: Counter[Question] = Counter()
    while left := questions_left(situation, asked):
        asked[left[0]] += 1
    assert all(times <= MOST_TIMES_ASKED == 2 for times in asked.values())


@LAW
@given(SITUATIONS, TIMES, st.booleans())
def test_nobody_in_danger_or_speaking_of_self_harm_is_asked_what_happened(
    situation: Situation, times_asked: dict[Question, int], refused: bool
) -> None:
    if situation.danger_now or situation.self_harm:
        assert Question.HARM not in questions_left(situation, times_asked, refused)


@LAW
@given(SITUATIONS, TIMES)
def test_a_refused_age_is_never_asked_again(situation: Situation, times_asked: dict[Question, int]) -> None:
    assert Question.AGE_GROUP not in questions_left(situation, times_asked, age_refused=True)


@LAW
@given(SITUATIONS, TIMES, st.booleans())
def test_only_what_happened_and_the_age_are_ever_asked(
    situation: Situation, times_asked: dict[Question, int], refused: bool
) -> None:
    assert set(questions_left(situation, times_asked, refused)) <= {Question.HARM, Question.AGE_GROUP}


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        ([], Harm.UNKNOWN),
        ([Harm.NONE], Harm.UNKNOWN),
        ([Harm.UNKNOWN, Harm.NONE], Harm.UNKNOWN),
        ([Harm.OTHER_HARM], Harm.OTHER_HARM),
        ([Harm.OTHER_HARM, Harm.FRAUD], Harm.FRAUD),
        ([Harm.FRAUD, Harm.OTHER_HARM], Harm.FRAUD),
        ([Harm.FRAUD, Harm.NONE], Harm.FRAUD),
        ([Harm.FRAUD, Harm.VIOLENCE], Harm.VIOLENCE),
        ([Harm.VIOLENCE, Harm.OTHER_HARM, Harm.HATE_CRIME, Harm.UNKNOWN], Harm.HATE_CRIME),
    ],
)
def test_the_latest_kind_of_harm_counts(told: list[Harm], settled: Harm) -> None:
    assert settled_harm(told) is settled


@LAW
@given(st.lists(st.sampled_from(Harm)), st.sampled_from([each for each in HARMS if each is not Harm.OTHER_HARM]))
def test_a_vague_word_never_undoes_a_kind_of_harm(before: list[Harm], told: Harm) -> None:
    for vague in (Harm.OTHER_HARM, Harm.NONE, Harm.UNKNOWN):
        assert settled_harm([*before, told, vague, vague]) is told


@LAW
@given(st.lists(st.sampled_from(Harm)))
def test_what_is_settled_was_told(told: list[Harm]) -> None:
    settled = settled_harm(told)
    assert settled in told if any(each in HARMS for each in told) else settled is Harm.UNKNOWN
