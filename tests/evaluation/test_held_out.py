"""The folds are seeded and fair, each text is encoded once, and a reading knows both sides of the threshold of harm."""

from collections import Counter
from typing import cast

import pytest

from bot.evaluation import folds, harm_of
from bot.evaluation.held_out import ClassifiedOnce, read_fold, sample, time_left
from bot.evaluation.reading import labelled
from bot.signposting import Harm, Subject
from bot.understanding.classifier import Classification, MessageClassifier
from bot.understanding.examples import Example
from bot.understanding.recogniser import Thresholds


def examples(count: int) -> list[Example]:
    return [Example(f"text {number}", "fraud" if number % 3 else "greet") for number in range(count)]


def test_every_example_is_held_out_exactly_once() -> None:
    dealt = folds(examples(47))
    assert sorted(position for fold in dealt for position in fold) == list(range(47))


def test_the_folds_are_the_same_each_time() -> None:
    assert folds(examples(47)) == folds(examples(47))


def test_each_intent_is_spread_evenly_over_the_folds() -> None:
    made = examples(60)
    counts = [sum(made[position].intent == "greet" for position in fold) for fold in folds(made)]
    assert max(counts) - min(counts) <= 1


def test_a_sample_keeps_the_shares_of_the_intents_and_two_of_the_rarest() -> None:
    made = [*examples(300), Example("once", "insult"), Example("twice", "insult"), Example("thrice", "insult")]
    counts = Counter(example.intent for example in sample(made, 30))
    assert counts == {"fraud": 20, "greet": 10, "insult": 2}


def test_an_intent_that_is_no_harm_stands_for_none() -> None:
    assert harm_of("fraud") is Harm.FRAUD
    assert harm_of("greet") is Harm.NONE


def test_the_harm_of_danger_and_of_confessions_is_not_scored() -> None:
    for intent in ("danger_now", "self_harm", "own_behaviour"):
        assert labelled(Example("help", intent), "1").harm is None


def test_who_was_harmed_counts_only_where_harm_is_told() -> None:
    assert labelled(Example("hello", "greet"), "1").subject is None
    assert labelled(Example("he hit my son", "violence", subject=Subject.CHILD), "1").subject is Subject.CHILD


@pytest.mark.parametrize(
    ("seconds", "done", "of", "words"),
    [
        (60, 0, 5, ""),
        (60, 1, 5, ", about 4 minutes left"),
        (20, 4, 5, ", about 5 seconds left"),
        (0, 4, 5, ", about 1 seconds left"),
        (100, 5, 5, ""),
    ],
)
def test_the_time_left_follows_from_the_time_taken(seconds: float, done: int, of: int, words: str) -> None:
    assert time_left(seconds, done, of) == words


SUBJECTS = {Subject.SELF: 1.0, Subject.CHILD: 0.0, Subject.ADULT: 0.0}


class FixedClassifier:
    """Finds fraud in everything, as likely as it is told to."""

    def __init__(self, harm_share: float) -> None:
        self._intents = {"fraud": harm_share, "off_topic": 1 - harm_share}

    def classify(self, text: str) -> Classification:
        return Classification(self._intents, danger_now=0.02, self_harm=0.03, subjects=SUBJECTS)


@pytest.mark.parametrize(("harm_share", "answered"), [(0.3, Harm.NONE), (0.7, Harm.FRAUD)])
def test_a_reading_knows_what_it_would_be_on_the_other_side_of_the_threshold(harm_share: float, answered: Harm) -> None:
    classifier = cast(MessageClassifier, FixedClassifier(harm_share))
    (found,) = read_fold([labelled(Example("the bank rang", "fraud"), "1")], classifier, Thresholds())
    assert found.answer.harm is answered
    assert found.harm_if_any is Harm.FRAUD
    assert found.intent_if_none == "off_topic"
    assert (found.answer.danger_share, found.answer.self_harm_share) == (0.02, 0.03)


def test_a_message_read_several_times_in_a_row_is_classified_once() -> None:
    asked: list[str] = []

    class Counting(FixedClassifier):
        def classify(self, text: str) -> Classification:
            asked.append(text)
            return super().classify(text)

    once = ClassifiedOnce(cast(MessageClassifier, Counting(0.5)))
    for text in ("one", "one", "two", "one"):
        assert once.classify(text).harm_share == 0.5
    assert asked == ["one", "two", "one"]
