"""What slips cost, measured with a recogniser that reads only what is spelt right."""

from bot.evaluation.reading import Labelled
from bot.evaluation.robustness import Slipped, falls, sampled, slipped, with_slip
from bot.evaluation.shares import Share
from bot.signposting import Harm
from bot.understanding.slips import SLIPS

MESSAGE = Labelled("1", "a stranger rang and took my savings", harm=(Harm.FRAUD,))


def strict_reader(text: str) -> Harm:
    return Harm.FRAUD if "savings" in text else Harm.NONE


def test_a_message_is_read_as_written_and_with_each_kind_of_slip() -> None:
    found = slipped([MESSAGE], strict_reader)
    assert [each.kind for each in found] == list(SLIPS)
    assert all(each.is_right_before for each in found)
    right = {each.kind for each in found if each.is_right_after}
    assert "with_emoji" in right
    assert "all_capitals" not in right


def test_the_fall_is_the_difference_in_points_for_each_kind_and_over_all() -> None:
    results = [
        Slipped("all_capitals", True, False),
        Slipped("all_capitals", True, True),
        Slipped("with_emoji", False, True),
        Slipped("with_emoji", True, True),
    ]
    found = {fall.kind: fall for fall in falls(results)}
    assert found["all_capitals"].points == 50
    assert found["with_emoji"].points == -50
    assert (found["over_all"].before, found["over_all"].after) == (Share(3, 4), Share(3, 4))
    assert found["over_all"].points == 0
    assert found["missing_spaces"].points is None


def test_the_slips_and_the_sample_are_the_same_each_time() -> None:
    messages = [Labelled(str(number), f"text {number}", harm=(Harm.NONE,)) for number in range(50)]
    assert sampled(messages, 10) == sampled(messages, 10)
    for kind in SLIPS:
        assert with_slip(kind, MESSAGE.text) == with_slip(kind, MESSAGE.text)


def test_only_messages_whose_harm_is_labelled_are_sampled() -> None:
    assert sampled([MESSAGE, Labelled("2", "hello")], 10) == [MESSAGE]
