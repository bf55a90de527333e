"""The slips of hurried typing: each kind changes the message as it says, and the same seed makes the same slip."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.slips import SLIPS, with_slips

MESSAGE = "He followed me from the station to my door, and I'm scared of what he will do next."


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_every_kind_of_slip_changes_the_message(name: str) -> None:
    assert SLIPS[name](MESSAGE, random.Random(3)) != MESSAGE


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_the_same_seed_makes_the_same_slip(name: str) -> None:
    assert SLIPS[name](MESSAGE, random.Random(5)) == SLIPS[name](MESSAGE, random.Random(5))


@given(st.text(max_size=80), st.integers(0, 99))
def test_any_text_can_be_given_slips(text: str, seed: int) -> None:
    assert isinstance(with_slips(text, random.Random(seed)), str)


def test_dropped_letters_leave_fewer_letters_and_all_the_words() -> None:
    slipped = SLIPS["dropped_letters"](MESSAGE, random.Random(1))
    assert len(slipped) < len(MESSAGE)
    assert len(slipped.split()) == len(MESSAGE.split())


def test_capitals_and_punctuation_change_no_word() -> None:
    assert SLIPS["all_capitals"](MESSAGE, random.Random(1)).lower() == MESSAGE.lower()
    assert SLIPS["no_punctuation"]("Help! He's here.", random.Random(1)) == "help hes here"
