"""Chatter left alone against messages in scope understood, over the threshold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.flags import THRESHOLDS, average_precision, flag_curves, flag_points
from bot.evaluation.reading import Reading
from bot.evaluation.scope import Outcome, ScopeRow, confidence_rows, curve, harm_rows, point, tune
from bot.evaluation.shares import Share
from tests.evaluation.readings import reading


def harmed(share: float, is_right: bool = True) -> ScopeRow:
    return ScopeRow(share, True, above=Outcome(is_right, True), below=Outcome(False, False))


def chatter(share: float) -> ScopeRow:
    return ScopeRow(share, False, above=Outcome(False, True), below=Outcome(True, False))


ROWS = [harmed(0.9), harmed(0.6), harmed(0.4), harmed(0.8, is_right=False), chatter(0.1), chatter(0.3), chatter(0.5)]


def test_a_threshold_by_hand() -> None:
    found = point(ROWS, 0.5)
    assert (found.recall, found.accuracy) == (Share(2, 3), Share(2, 4))
    assert (found.kept, found.kept_accuracy) == (Share(3, 4), Share(2, 3))


def test_the_bars_are_reached_together_or_not_at_all() -> None:
    rows = [*[harmed(0.9)] * 9, harmed(0.1), *[chatter(0.2)] * 8, *[chatter(0.95)] * 2]
    assert point(rows, 0.5).meets_bar
    assert not point(rows, 0.05).meets_bar
    assert not point(rows, 0.99).meets_bar


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.booleans()), max_size=40))
def test_a_higher_threshold_leaves_more_chatter_alone_and_understands_no_more(
    drawn: list[tuple[float, bool, bool]],
) -> None:
    rows = [harmed(share, is_right) if is_in else chatter(share) for share, is_in, is_right in drawn]
    points = curve(rows, 0.5).points
    recall = [each.recall.right for each in points]
    accuracy = [each.accuracy.right for each in points]
    assert recall == sorted(recall)
    assert accuracy == sorted(accuracy, reverse=True)


def test_tuning_takes_the_most_accurate_threshold_above_the_floor() -> None:
    chosen = tune(ROWS, floor=0.6)
    assert chosen is not None
    assert (chosen.recall, chosen.accuracy) == (Share(2, 3), Share(3, 4))
    assert 0.3 < chosen.threshold <= 0.4


def test_of_equally_accurate_thresholds_tuning_takes_the_one_that_leaves_more_chatter_alone() -> None:
    chosen = tune([harmed(0.9), chatter(0.2), chatter(0.6)], floor=0.4)
    assert chosen is not None
    assert chosen.recall == Share(2, 2)


def test_tuning_proposes_nothing_where_the_floor_is_out_of_reach() -> None:
    assert tune([harmed(0.9), chatter(2.0)], floor=0.5) is None


@pytest.mark.parametrize(
    ("case", "read", "above", "below"),
    [
        ("harm", reading("fraud", "none", if_any="fraud"), Outcome(True, True), Outcome(False, False)),
        ("another harm", reading("fraud", "violence"), Outcome(False, True), Outcome(False, False)),
        ("chatter", reading("none", intent="off_topic"), Outcome(False, True), Outcome(True, False)),
        ("chatter taken for a greeting", reading("none", intent="small_talk", if_none="greet"),
         Outcome(False, True), Outcome(True, True)),
        ("chatter taken for self-harm", reading("none", intent="off_topic", answered_self_harm=True),
         Outcome(False, True), Outcome(False, True)),
        ("a question about the bot", reading("none", intent="ask_cost", if_none="ask_cost"),
         Outcome(False, True), Outcome(True, True)),
        ("a question taken for chatter", reading("none", intent="ask_cost"),
         Outcome(False, True), Outcome(False, False)),
        ("harm in danger", reading("fraud", "fraud", answered_danger=True), Outcome(True, True), Outcome(True, True)),
    ],
)  # fmt: skip
def test_what_becomes_of_a_message_on_both_sides_of_the_threshold_of_harm(
    case: str, read: Reading, above: Outcome, below: Outcome
) -> None:
    (row,) = harm_rows([read])
    assert (row.above, row.below) == (above, below), case


def test_greetings_are_neither_in_scope_nor_out_of_it() -> None:
    greeting = reading("none", intent="greet")
    assert harm_rows([greeting]) == confidence_rows([greeting]) == []


def test_below_the_confidence_everything_is_set_aside() -> None:
    rows = confidence_rows([reading("fraud", "fraud", confidence=0.6), reading("none", "fraud", intent="insult")])
    assert [row.below for row in rows] == [Outcome(False, False), Outcome(True, False)]
    assert [row.above for row in rows] == [Outcome(True, True), Outcome(False, True)]


def test_average_precision_by_hand() -> None:
    assert average_precision([(0.9, True), (0.8, False), (0.7, True)]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([(0.9, False)]) is None


def test_the_recall_of_a_flag_falls_with_the_threshold() -> None:
    points = flag_points([(0.9, True), (0.4, True), (0.6, False)])
    assert [each.threshold for each in points] == list(THRESHOLDS)
    assert points[0].recall == Share(2, 2)
    assert points[50].recall == Share(1, 2)
    assert points[50].precision == Share(1, 2)
    assert points[100].precision == Share(0, 0)


def test_a_flag_as_served_includes_what_the_rules_find() -> None:
    found = flag_curves([reading(danger_now=True, answered_danger=True, danger_share=0.1)])["danger_now"]
    assert found.served_recall == Share(1, 1)
    assert found.points[50].recall == Share(0, 1)
