"""A job title that stands first and alone tells an adult; the same title doing something to the writer does not."""

import pytest

from bot.signposting import AgeGroup
from bot.understanding.age import read_age


@pytest.mark.parametrize(
    "text",
    [
        "Theatre nurse. A lady came in with burns she will not explain.",
        "Estate manager, a block off Mile End. Someone scratches her door every week.",
        "Safeguarding team at the college here. Which form do we use?",
        "I drive most nights for Uber and they kicked my seat",
    ],
)
def test_a_title_that_stands_first_and_alone_tells_an_adult(text: str) -> None:
    assert read_age(text).group is AgeGroup.EIGHTEEN_OR_OVER


@pytest.mark.parametrize(
    "text", ["School nurse, she keeps shouting at me", "the manager. he touched me", "youth worker. he messages me at night"]
)  # fmt: skip
def test_a_title_of_whoever_hurt_the_writer_tells_nothing(text: str) -> None:
    assert read_age(text).group is AgeGroup.UNKNOWN
