"""Every measure against values worked out by hand, and the intervals are Wilson's."""

import pytest

from bot.evaluation.measures import confusion, label_scores, measures
from bot.evaluation.shares import LabelScore, Share, mean_f1
from bot.signposting import AgeGroup, Harm, Subject
from tests.evaluation.readings import reading


@pytest.mark.parametrize(
    ("right", "all_", "low", "high"),
    [(90, 100, 0.826, 0.945), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (1, 2, 0.095, 0.905), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(right: int, all_: int, low: float, high: float) -> None:
    found = Share(right, all_).interval()
    assert (round(found[0], 3), round(found[1], 3)) == (low, high)


def test_a_share_of_nothing_has_no_value() -> None:
    assert Share(0, 0).value is None


def test_precision_recall_and_f1_of_a_label() -> None:
    score = LabelScore(hit=6, wrong=2, missed=4)
    assert score.precision == Share(6, 8)
    assert score.recall == Share(6, 10)
    assert score.f1 == pytest.approx(12 / 18)
    low, high = score.f1_interval()
    assert low < score.f1 < high


def test_the_macro_f1_is_the_mean_over_the_labels() -> None:
    assert mean_f1([LabelScore(1, 0, 0), LabelScore(0, 1, 1)]) == 0.5
    assert mean_f1([]) is None


HARMS_READ = [
    reading("fraud", "fraud"),
    reading("fraud,acquisitive_crime", "acquisitive_crime"),
    reading("violence", "fraud"),
    reading("violence", "none"),
    reading("none", "none"),
    reading("none", "violence"),
    reading("other_harm,none", "none"),
    reading("other_harm,none", "fraud"),
]


def test_any_acceptable_label_is_right() -> None:
    assert measures(HARMS_READ)["harm_accuracy"] == Share(4, 8)


def test_harm_is_missed_only_where_none_is_not_acceptable() -> None:
    assert measures(HARMS_READ)["harm_missed"] == Share(1, 4)


def test_a_false_alarm_is_a_harm_where_only_none_is_acceptable() -> None:
    assert measures(HARMS_READ)["false_alarm"] == Share(1, 2)


def test_an_acceptable_answer_counts_as_the_best_label() -> None:
    assert label_scores(HARMS_READ) == {
        Harm.VIOLENCE: LabelScore(hit=0, wrong=1, missed=2),
        Harm.FRAUD: LabelScore(hit=2, wrong=2, missed=0),
        Harm.OTHER_HARM: LabelScore(hit=1, wrong=0, missed=1),
        Harm.NONE: LabelScore(hit=1, wrong=1, missed=1),
    }


def test_the_confusion_counts_every_message_once() -> None:
    counts = confusion(HARMS_READ)
    assert counts[Harm.FRAUD][Harm.FRAUD] == 2
    assert counts[Harm.VIOLENCE] == {**dict.fromkeys(counts, 0), Harm.FRAUD: 1, Harm.NONE: 1}
    assert sum(sum(row.values()) for row in counts.values()) == len(HARMS_READ)


def test_the_age_is_wrong_only_on_the_other_side_and_invented_only_where_untold() -> None:
    young, grown, unknown = AgeGroup.UNDER_18, AgeGroup.EIGHTEEN_OR_OVER, AgeGroup.UNKNOWN
    pairs = [(young, young), (young, grown), (young, unknown), (grown, grown), (unknown, unknown), (unknown, young)]
    found = measures([reading(age_group=true, answered_age=answered) for true, answered in pairs])
    assert found == {
        "age_accuracy_when_told": Share(2, 4),
        "age_wrong_side": Share(1, 4),
        "age_invented": Share(1, 2),
    }


def test_who_was_harmed_is_scored_only_where_it_is_known() -> None:
    found = measures([
        reading(subject=Subject.CHILD, answered_subject=Subject.CHILD),
        reading(subject=Subject.SELF, answered_subject=Subject.UNKNOWN),
        reading(subject=Subject.UNKNOWN, answered_subject=Subject.SELF),
    ])  # fmt: skip
    assert found == {"subject_accuracy": Share(1, 2)}


def test_recall_and_precision_of_danger() -> None:
    pairs = [(True, True), (True, True), (True, False), (False, True), (False, False)]
    found = measures([reading(danger_now=true, answered_danger=answered) for true, answered in pairs])
    assert found == {"danger_now_recall": Share(2, 3), "danger_now_precision": Share(2, 3)}


def test_what_has_no_label_is_not_scored() -> None:
    assert measures([reading(answered="fraud", answered_danger=True)]) == {}
