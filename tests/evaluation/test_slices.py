"""Which part a message belongs to."""

import pytest

from bot.evaluation.shares import Share
from bot.evaluation.slices import Vocabulary, is_in_capitals, length_of, slices
from bot.signposting import Subject
from tests.evaluation.readings import reading


@pytest.mark.parametrize(
    ("words", "band"),
    [(1, "1 to 5 words"), (5, "1 to 5 words"), (6, "6 to 15"), (15, "6 to 15"), (16, "16 to 40"), (40, "16 to 40"),
     (41, "41 to 100"), (100, "41 to 100"), (101, "over 100")],
)  # fmt: skip
def test_the_length_is_counted_in_words(words: int, band: str) -> None:
    assert length_of("word " * words) == band


@pytest.mark.parametrize(
    ("text", "is_loud"),
    [("HE TOOK MY PHONE", True), ("he took my PHONE", False), ("OK", False), ("HELP ME he is here", False)],
)
def test_capitals_count_when_most_of_the_message_is_in_them(text: str, is_loud: bool) -> None:
    assert is_in_capitals(text) is is_loud


COMMON = ["the people upstairs are because sorry"] * 40


@pytest.mark.parametrize(
    ("text", "is_misspelt"),
    [("sory but the peple upstares", True), ("sorry but the people upstairs", False), ("sory", False),
     ("a heliotrope marmalade", False)],
)  # fmt: skip
def test_a_message_is_misspelt_when_several_rare_words_are_close_to_common_ones(text: str, is_misspelt: bool) -> None:
    assert Vocabulary([*COMMON, text]).is_misspelt(text) is is_misspelt


def test_the_parts_add_up_to_the_whole_and_carry_their_measures() -> None:
    readings = [
        reading("fraud", "fraud", text="short one", subject=Subject.SELF, style="teen"),
        reading("violence", "none", text="word " * 20, subject=Subject.CHILD),
        reading("none", "none", text="WHAT TIME IS IT"),
    ]
    found = {(each.kind, each.value): each for each in slices(readings, Vocabulary([]))}
    assert sum(each.messages for key, each in found.items() if key[0] == "length") == 3
    assert found["person", "the writer was harmed"].measures["harm_accuracy"] == Share(1, 1)
    assert found["person", "somebody else was harmed"].measures["harm_missed"] == Share(1, 1)
    assert found["capitals", "in capitals"].messages == 1
    assert [key[1] for key in found if key[0] == "style"] == ["teen"]


def test_the_lengths_come_in_their_order() -> None:
    readings = [reading("none", text="word " * count) for count in (200, 3, 30)]
    found = [each.value for each in slices(readings, Vocabulary([])) if each.kind == "length"]
    assert found == ["1 to 5 words", "16 to 40", "over 100"]
