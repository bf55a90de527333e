"""What a client may send: plain text that cannot be a command, or a known choice; anything else is a clear problem."""

from __future__ import annotations

import json
from typing import Any, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel.choices import PAYLOADS
from bot.channel.incoming import MOST_BYTES, MOST_CHARACTERS, has_words, read_message, read_object
from bot.channel.problems import Problem

LAW = settings(deadline=None, max_examples=100)


def body(value: Any) -> bytes:
    """A request's body."""
    return json.dumps(value).encode("utf-8")


def outcome(raw: bytes) -> Union[str, Problem]:
    """What is read from this body, or the problem that it is; any other exception fails the test."""
    try:
        return read_message(raw)
    except Problem as problem:
        return problem


def problem(raw: bytes) -> str:
    """The name of the problem that this body is."""
    found = outcome(raw)
    assert isinstance(found, Problem), found
    return found.name


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("help me", "help me"),
        ("  he hit me \n twice ", "he hit me twice"),
        ("أحتاج إلى مساعدة", "أحتاج إلى مساعدة"),
        ("我需要帮助", "我需要帮助"),
        ("café", "café"),
        ("he’s outside", "he's outside"),
        ("😭😭", "😭😭"),
        ("👩\u200d👧 help", "👩👧 help"),
        ("on the 1/2/26 w/ him and/or her", "on the 1/2/26 w/ him and/or her"),
        ("a\x00b\x1b[31mc", "a b [31mc"),
        ("hurt\ud800 again", "hurt again"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{7*7}} ${7*7} %s", "{{7*7}} ${7*7} %s"),
    ],
)
def test_text_is_read_as_people_see_it(typed: str, read: str) -> None:
    assert read_message(body({"text": typed})) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/restart", "restart"),
        ("//restart", "restart"),
        ("/ / restart", "restart"),
        ("  /restart", "restart"),
        ("\n\t/restart", "restart"),
        ('/inform{"x":"y"}', 'inform{"x":"y"}'),
        ('/danger_now{"age_group": "under_18"}', 'danger_now{"age_group": "under_18"}'),
        ("／restart", "restart"),
        ("\\restart", "restart"),
        ("\\/restart", "restart"),
        ("＼/restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\u200b\u200d\ufeff/restart", "restart"),
        ("\u202e/restart", "restart"),
        ("\u2066/restart", "restart"),
        ("\x00/restart", "restart"),
        ("\x1b/restart", "restart"),
        ("\x85/restart", "restart"),
        ("\u2028/restart", "restart"),
        ("\u00a0/restart", "restart"),
        ("\u3000／restart", "restart"),
        ("\ud800/restart", "restart"),
        ("\ue000/restart", "restart"),
        ("@restart", "restart"),
    ],
)
def test_text_is_never_a_command(typed: str, read: str) -> None:
    assert read_message(body({"text": typed})) == read


@pytest.mark.parametrize("typed", ["", " ", "\n", "/", "//", "/ /", "\\", "@", "／", "\u200b", "\x00\x01", "\ud800"])
def test_text_without_anything_in_it_is_a_problem_that_says_so(typed: str) -> None:
    assert problem(body({"text": typed})) == "empty_text"


def test_two_thousand_characters_are_read_and_one_more_is_too_long() -> None:
    assert read_message(body({"text": "a" * MOST_CHARACTERS})) == "a" * 2000
    assert problem(body({"text": "a" * (MOST_CHARACTERS + 1)})) == "too_long"


@pytest.mark.parametrize("character", ["é", "漢", "🙂", "ب"])
def test_two_thousand_characters_of_any_script_fit_however_they_are_escaped(character: str) -> None:
    value = {"text": character * 2000}
    assert read_message(json.dumps(value).encode()) == character * 2000
    assert read_message(json.dumps(value, ensure_ascii=False).encode()) == character * 2000


def test_what_becomes_longer_than_the_limit_when_it_is_read_is_too_long() -> None:
    ligature = "\ufdfa"  # eighteen characters once it is plain: 2,000 of them took 6 seconds to read
    assert problem(body({"text": ligature * MOST_CHARACTERS})) == "too_long"
    assert problem(body({"text": ligature * 112})) == "too_long"
    assert len(read_message(body({"text": ligature * 111}))) == 18 * 111


def test_a_body_over_64_kib_is_refused_unread() -> None:
    assert problem(b"{" + b" " * MOST_BYTES) == "too_long"
    assert problem(body({"text": "help", "padding": "x" * MOST_BYTES})) == "too_long"
    assert read_message(body({"text": "help"}) + b" " * (MOST_BYTES - len(body({"text": "help"})))) == "help"


@pytest.mark.parametrize(
    "raw",
    [
        b"{", b"}", b"help", b"'help'", b"\xff\xfe", b"\x00", b'{"text": }', b'{"text": "help"', b'{"text": "help"}}', b'{"text": "\xff"}',
        b'{"text": "a\nb"}', b"text=help", b"<text>help</text>", b"\xef\xbb\xbf{}", b'{"text": ' + b"9" * 5000 + b"}",
        b"[" * 30_000, b'{"text":' * 7_000, b'{"text":' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b"[]", b'["text"]', b'"text"', b"1", b"null", b"true", b"NaN", b"Infinity",
    ],
)  # fmt: skip
def test_what_is_not_a_json_object_is_malformed(raw: bytes) -> None:
    assert problem(raw) == "malformed"


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], ["help"], {}, {"text": "help"}, float("nan")])
def test_text_and_choice_must_be_text(value: Any) -> None:
    assert problem(body({"text": value})) == "malformed"
    assert problem(body({"choice": value})) == "malformed"


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"message": "help"},
        {"TEXT": "help"},
        {"text": "help", "choice": "refuse"},
        {"text": "help", "choice": None},
        {"text": None, "choice": "refuse"},
    ],
)
def test_it_must_be_either_text_or_a_choice(value: dict[str, Any]) -> None:
    assert problem(body(value)) == "malformed"


@pytest.mark.parametrize("raw", [b"", b" ", b"\n\t"])
def test_an_empty_body_is_an_empty_object_and_not_a_message(raw: bytes) -> None:
    assert read_object(raw) == {}
    assert problem(raw) == "malformed"


@pytest.mark.parametrize(
    "choice",
    ["", "/restart", "restart", "Refuse", "refuse ", "/refuse", "age_group:", "harm:none", "\ud800", "x" * 5000],
)
def test_a_choice_that_is_not_known_is_a_problem_that_says_so(choice: str) -> None:
    assert problem(body({"choice": choice})) == "unknown_choice"


@pytest.mark.parametrize("choice", sorted(PAYLOADS))
def test_a_known_choice_becomes_its_payload(choice: str) -> None:
    assert read_message(body({"choice": choice})) == PAYLOADS[choice]


def test_other_keys_are_ignored_and_never_reach_rasa() -> None:
    value = {"text": "help", "sender": "someone-else", "metadata": {"a": 1}, "input_channel": "cmdline"}
    assert read_message(body(value)) == "help"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("help", True),
        ("7", True),
        ("مساعدة", True),
        ("ß", True),
        ("?!", False),
        ("😭", False),
        ("...", False),
        ("", False),
    ],
)
def test_has_words_finds_letters_and_digits_of_any_script(text: str, words: bool) -> None:
    assert has_words(text) is words


@LAW
@given(st.text(st.characters(codec=None)) | st.text(alphabet="/\\@／＼ \t\u200b\u00ad\ufeff\ud800aé'\"{}ﷺ"))
def test_for_any_text_there_is_a_problem_or_something_that_is_not_a_command(text: str) -> None:
    read = outcome(body({"text": text}))
    if isinstance(read, Problem):
        assert read.name in ("empty_text", "too_long")
        return
    assert not read.lstrip().startswith("/")
    assert read.strip() == read != ""
    assert len(read) <= MOST_CHARACTERS
    read.encode("utf-8")


@LAW
@given(st.binary(max_size=300))
def test_for_any_bytes_there_is_a_problem_or_a_message(raw: bytes) -> None:
    read = outcome(raw)
    assert read.status in (400, 413) if isinstance(read, Problem) else read


VALUES = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just([]) | st.sampled_from(sorted(PAYLOADS))
)


@LAW
@given(st.dictionaries(st.sampled_from(["text", "choice", "x"]), VALUES))
def test_for_any_object_only_a_choice_begins_like_a_command(value: dict[str, Any]) -> None:
    read = outcome(body(value))
    assert isinstance(read, Problem) or read.startswith("/") == ("choice" in value)
