"""Word and letter counts: the same text always fills the same columns, with a vector of length one."""

from __future__ import annotations

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.counts import WIDTH, count_features

LAW = settings(deadline=None, max_examples=60)


@pytest.mark.parametrize("text", ["", " ", "?!", "😭", "\ud800", "\u200b"])
def test_a_text_without_words_fills_no_column(text: str) -> None:
    columns, values = count_features(text)
    assert (columns.shape, values.shape) == ((0,), (0,))
    assert (columns.dtype, values.dtype) == (np.int32, np.float32)


@pytest.mark.parametrize("text", ["a", "he hit me", "he hit me " * 200, "مساعدة", "don't", "x" * 2000])
def test_the_vector_has_length_one(text: str) -> None:
    assert np.linalg.norm(count_features(text)[1]) == pytest.approx(1.0, abs=1e-5)


@LAW
@given(st.text())
def test_columns_are_within_the_width_and_each_stands_once(text: str) -> None:
    columns, values = count_features(text)
    assert columns.shape == values.shape
    assert len(set(columns.tolist())) == len(columns)
    assert all(0 <= each < WIDTH for each in columns)
    assert all(each > 0 for each in values)


@LAW
@given(st.text())
def test_the_same_text_gives_the_same_features(text: str) -> None:
    first, second = count_features(text), count_features(text)
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_upper_case_counts_as_lower_case() -> None:
    assert set(count_features("HE HIT ME")[0]) == set(count_features("he hit me")[0])


def test_pairs_of_words_tell_apart_what_single_words_do_not() -> None:
    one, other = count_features("he hit me")[0], count_features("me hit he")[0]
    assert set(one) != set(other)
    assert len(set(one) & set(other)) >= 3


def test_letters_catch_a_slip_of_the_finger() -> None:
    right, wrong = set(count_features("burglary")[0]), set(count_features("burglery")[0])
    assert len(right & wrong) / len(right) >= 0.5


def test_a_word_said_twice_weighs_more_but_not_twice_as_much() -> None:
    once, twice = (dict(zip(*count_features(text))) for text in ("rent noise", "noise rent noise"))
    ratio = {column: twice[column] / once[column] for column in once if column in twice}
    assert max(ratio.values()) / min(ratio.values()) == pytest.approx(1 + np.log(2), abs=1e-5)


def test_the_columns_are_the_same_on_every_machine() -> None:
    features = ["a", "~ a "]
    assert sorted(count_features("a")[0].tolist()) == sorted(zlib.crc32(each.encode()) % WIDTH for each in features)
