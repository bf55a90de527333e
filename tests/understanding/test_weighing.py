"""Weighing what the heads say with the signs of the grammar: learned where there is enough, the head alone elsewhere."""

from bot.understanding.weighing import FEWEST, Weighing, learn_one_of, learn_yes_or_no, logit


def test_with_too_few_examples_the_head_stands_alone() -> None:
    weighing = learn_yes_or_no([{"head": 2.0, "sign": 1.0}], [True], "head", seed=1)
    assert abs(weighing.likelihood({"head": logit(0.8), "sign": 1.0}) - 0.8) < 0.001


def test_a_sign_that_goes_with_yes_makes_yes_likelier() -> None:
    rows = [{"head": 0.0, "sign": float(number % 2)} for number in range(4 * FEWEST)]
    weighing = learn_yes_or_no(rows, [bool(number % 2) for number in range(4 * FEWEST)], "head", seed=1)
    assert weighing.likelihood({"sign": 1.0}) > 0.5 > weighing.likelihood({})


def test_one_of_several_is_the_head_s_word_where_there_is_too_little_to_learn() -> None:
    weighing = learn_one_of([], [], ["head: a", "head: b"], seed=1)
    assert list(weighing.scores({"head: a": -1.0, "head: b": -0.5})) == [-1.0, -0.5]


def test_what_is_kept_can_be_read_again() -> None:
    weighing = learn_yes_or_no([], [], "head", seed=1)
    again = Weighing.of_arrays(weighing.arrays("danger"), "danger")
    assert again.names == weighing.names
    assert again.likelihood({"head": 1.0}) == weighing.likelihood({"head": 1.0})


def test_a_certain_head_is_bounded_so_that_signs_still_count() -> None:
    assert logit(1.0) == 8.0
    assert logit(0.0) == -8.0
