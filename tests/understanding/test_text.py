"""One plain spelling for what people type: the same words read the same, however they were typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.text import clean, plain, with_digits

LAW = settings(deadline=None, max_examples=100)
INVISIBLE_RANGES = [
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip
INVISIBLE = "".join(chr(each) for first, last in INVISIBLE_RANGES for each in range(first, last + 1))
ANYTHING = st.text(st.characters(codec=None)) | st.text(
    alphabet="aJeİ" + INVISIBLE[:20] + "´ʼ′’`“…–\u3000\u0301\u030c\u0307\x00😭ب漢１ﬁﷺ"
)
ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = [
    "one",
    "nine",
    "fourteen",
    "forteen",
    "twenty",
    "fourty",
    "seventy",
    "ninety",
    "hundred",
    "and",
    "phone",
    "-",
]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("help", "help"),
        ("  he  hit\tme\n\nagain ", "he hit me again"),
        ("I’m ‘here’", "I'm 'here'"),
        ("i`m 15", "i'm 15"),
        ("“go away”", '"go away"'),
        ("a – b — c", "a - b - c"),
        ("wait…", "wait..."),
        ("ｈｅｌｐ １５", "help 15"),
        ("cafe\u0301", "café"),
        ("ﬁght", "fight"),
        ("su\u200bici\u200dde", "suicide"),
        ("\ufeffhelp\u202e", "help"),
        ("a\x00b\x07c\x7fd\x85e", "a b c d e"),
        ("a\ud800b\ue000c\uffffd", "a b c d"),
        ("a\u00a0b\u3000c\u2028d", "a b c d"),
        ("مساعدة 帮助 помощь", "مساعدة 帮助 помощь"),
        ("😭 he’s back", "😭 he's back"),
    ],
)
def test_clean_is_the_message_as_people_see_it(typed: str, read: str) -> None:
    assert clean(typed) == read


@pytest.mark.parametrize("apostrophe", ["´", "ʼ", "′", "’", "‘", "`", "＇", "｀", "ʻ", "‵"])
def test_every_key_that_people_use_as_an_apostrophe_is_one(apostrophe: str) -> None:
    assert clean(f"I{apostrophe}m 15") == "I'm 15"


def test_no_invisible_character_hides_a_word() -> None:
    assert [ascii(each) for each in INVISIBLE if clean(f"sui{each}cide") != "suicide"] == []


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\ufe0f", "\U000e0061"])
def test_clean_is_done_in_one_go_even_where_an_invisible_character_splits_a_letter(invisible: str) -> None:
    assert clean(f"cafe{invisible}\u0301") == "café"


def test_plain_is_clean_in_lower_case() -> None:
    assert plain("  HE’S Outside ") == "he's outside"


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("", ""),
        ("one", "1"),
        ("i am fourteen", "i am 14"),
        ("seventy six", "76"),
        ("seventy-six", "76"),
        ("twenty  one", "20  1"),
        ("forty", "40"),
        ("fourty two", "42"),
        ("forteen or fiveteen", "14 or 15"),
        ("ninety nine", "99"),
        ("twenty eleven", "20 11"),
        ("he is sixteen, she is thirty", "he is 16, she is 30"),
        ("sixty one one", "61 1"),
        ("15", "15"),
    ],
)
def test_number_words_become_digits(words: str, digits: str) -> None:
    assert with_digits(words) == digits


@pytest.mark.parametrize(
    "words",
    ["someone", "phone", "none of it", "often", "weekend", "eighth", "tenth", "oneself", "attention", "canine", "zero"],
)
def test_number_words_inside_other_words_stay(words: str) -> None:
    assert with_digits(words) == words


def test_every_number_from_one_to_ninety_nine_has_its_word() -> None:
    words = ONES + [f"{ten} {unit}".strip() for ten in TENS for unit in ["", *ONES[:9]]]
    assert [with_digits(f"i am {word} now") for word in words] == [f"i am {number} now" for number in range(1, 100)]


@LAW
@given(ANYTHING)
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@LAW
@given(ANYTHING)
def test_clean_leaves_no_control_character_no_half_character_and_no_space_at_the_ends(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(each) in ("Cc", "Cs", "Co", "Cn") for each in cleaned)
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert not set(INVISIBLE) & set(cleaned)
    cleaned.encode("utf-8")


@LAW
@given(ANYTHING)
def test_plain_twice_is_plain_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@LAW
@given(st.lists(st.sampled_from(NUMBER_WORDS)).map(" ".join))
def test_with_digits_twice_is_with_digits_once(words: str) -> None:
    assert with_digits(with_digits(words)) == with_digits(words)
