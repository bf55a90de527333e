"""Words run together are set apart; words that people use stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.spacing import WordSpacing

SPACING = WordSpacing.learn(
    ["he wont let me leave", "someone stole my bike", "my husband hit me", "help me please", "she is in a panic"] * 5,
    known={"confession", "stepfather"},
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hewontletmeleave", "he wont let me leave"),
        ("myhusband hit me", "my husband hit me"),
        ("HelpMePlease", "Help Me Please"),
        ("someonestolemybike!!", "someone stole my bike!!"),
    ],
)
def test_words_run_together_are_set_apart(typed: str, meant: str) -> None:
    assert SPACING.spaced(typed) == meant


@pytest.mark.parametrize(
    "word", ["confession", "stepfathers", "husband", "Farringdon", "hubsand", "qwrtzplmnb", "help"]
)
def test_a_word_that_is_one_word_stays_whole(word: str) -> None:
    assert SPACING.spaced(word) == word


def test_a_recogniser_that_has_learned_no_words_changes_nothing() -> None:
    assert WordSpacing({}).spaced("hewontletmeleave") == "hewontletmeleave"


@given(st.text(max_size=200))
def test_only_spaces_are_added(text: str) -> None:
    assert SPACING.spaced(text).replace(" ", "") == text.replace(" ", "")
