"""The calibration error against values worked out by hand."""

import pytest

from bot.evaluation.calibration import calibration, calibrations, is_intent_right
from bot.evaluation.reading import Reading
from bot.evaluation.shares import Share
from tests.evaluation.readings import reading


def test_probabilities_that_come_true_have_no_error() -> None:
    pairs = [(0.5, number % 2 == 0) for number in range(100)]
    assert calibration(pairs).error == pytest.approx(0)


def test_equal_probabilities_stay_together_whatever_came_true() -> None:
    assert [each.true for each in calibration([(0.5, True)] * 50 + [(0.5, False)] * 50).bins] == [Share(50, 100)]


def test_the_error_is_the_mean_gap_of_the_bins() -> None:
    found = calibration([(0.1, False), (0.3, False), (0.8, True), (1.0, False)], count=2)
    assert [each.mean for each in found.bins] == [pytest.approx(0.2), pytest.approx(0.9)]
    assert [each.true for each in found.bins] == [Share(0, 2), Share(1, 2)]
    assert found.error == pytest.approx((0.2 + 0.4) / 2)


def test_the_bins_have_equal_mass() -> None:
    found = calibration([(number / 1000, True) for number in range(95)])
    assert {each.true.all for each in found.bins} <= {9, 10}


def test_nothing_has_no_error() -> None:
    assert calibration([]).error is None
    assert calibration([(0.4, True)]).error == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (reading("fraud", "fraud", intent="fraud"), True),
        (reading("fraud", "violence", intent="fraud"), False),
        (reading("none", intent="small_talk", answered_intent="off_topic"), True),
        (reading("none", intent="greet", answered_intent="off_topic"), False),
        (reading("violence", "violence", intent="violence", answered_intent="danger_now", answered_danger=True,
                 danger_now=True), True),
        (reading("violence", "violence", intent="violence", answered_intent="danger_now", answered_danger=True,
                 danger_now=False), False),
        (reading("none", intent="low_mood", answered_intent="self_harm", answered_self_harm=True, self_harm=True), True),
    ],
)  # fmt: skip
def test_an_intent_is_right_when_it_says_what_the_labels_say(read: Reading, right: bool) -> None:
    assert is_intent_right(read) is right


def test_messages_that_may_or_may_not_tell_of_harm_do_not_count_for_the_probability_of_harm() -> None:
    found = calibrations([reading("other_harm,none", harm_share=0.9), reading("fraud", harm_share=0.9)])
    assert sum(each.true.all for each in found["harm_share"].bins) == 1
