"""Titles: a job that stands first tells an adult, a tag like "(17F)" tells the age of whom it stands beside."""

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


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("[m/16] my cousin took my wages", AgeGroup.UNDER_18),
        ("[f,15] I was followed off the bus", AgeGroup.UNDER_18),
        ("My (16NB) sister (19F) hits me", AgeGroup.UNDER_18),
        ("We (both 16) were chased", AgeGroup.UNDER_18),
        ("15 F just need to talk", AgeGroup.UNDER_18),
        ("Mum [50] hit me [24yo M]", AgeGroup.EIGHTEEN_OR_OVER),
        ("(31 F) stalked by an ex", AgeGroup.EIGHTEEN_OR_OVER),
        ("Is this robbery? [22m]", AgeGroup.EIGHTEEN_OR_OVER),
        ("M41 here, my wife hits me", AgeGroup.EIGHTEEN_OR_OVER),
        ("My brother [15M] and his mate [16M] were stabbed", AgeGroup.UNKNOWN),
        ("[45M] shouted at me", AgeGroup.UNKNOWN),
    ],
)
def test_of_several_tagged_people_only_the_writer_counts(text: str, group: AgeGroup) -> None:
    assert read_age(text).group is group
