"""The folds are seeded and fair, and the intervals are Wilson's."""

from bot.evaluation import Share, folds, harm_of
from bot.signposting import Harm
from bot.understanding.classifier import Example


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


def test_the_interval_is_wilsons() -> None:
    low, high = Share(90, 100).interval()
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)
    assert Share(0, 0).value is None


def test_an_intent_that_is_no_harm_stands_for_none() -> None:
    assert harm_of("fraud") is Harm.FRAUD
    assert harm_of("greet") is Harm.NONE
