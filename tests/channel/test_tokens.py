"""Only the holder of a token of this server speaks in a conversation; everything else is refused, and nothing breaks."""

from __future__ import annotations

import datetime
import time
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer

from bot.channel.tokens import TokenRefused, Tokens
from bot.settings import Secret

OURS, THEIRS = Secret("an invented secret of this server"), Secret("an invented secret of another server")
TOKENS = Tokens(OURS, lifetime_seconds=7200)
SALT = "widget-conversation"
LAW = settings(deadline=None, max_examples=80)


def refused(authorization: str | None, tokens: Tokens = TOKENS) -> bool:
    """Whether this header is refused; any other exception fails the test."""
    try:
        tokens.read(authorization)
    except TokenRefused:
        return True
    return False


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER  "])
def test_a_fresh_token_names_its_conversation(scheme: str) -> None:
    token = TOKENS.issue()
    assert TOKENS.read(scheme + token.value) == token.conversation_id


def test_every_conversation_gets_its_own_unguessable_id() -> None:
    ids = {TOKENS.issue().conversation_id for _ in range(200)}
    assert len(ids) == 200
    assert all(len(each) >= 24 for each in ids)


def test_it_says_when_it_stops_working() -> None:
    before = datetime.datetime.now(datetime.timezone.utc)
    expires_at = TOKENS.issue().expires_at
    assert expires_at.utcoffset() == datetime.timedelta(0)
    assert abs((expires_at - before).total_seconds() - 7200) <= 2


def test_an_expired_token_is_refused() -> None:
    with patch("itsdangerous.timed.time.time", return_value=1_000_000_000.0):
        token = TOKENS.issue()
    assert refused(f"Bearer {token.value}")


def test_a_clock_that_is_set_back_ends_no_chat() -> None:
    with patch("itsdangerous.timed.time.time", return_value=time.time() + 3600):
        token = TOKENS.issue()
    assert TOKENS.read(f"Bearer {token.value}") == token.conversation_id
    with patch("itsdangerous.timed.time.time", return_value=time.time() + 7300):
        too_far = TOKENS.issue()
    with pytest.raises(TokenRefused):
        TOKENS.read(f"Bearer {too_far.value}")


def test_a_token_that_was_refused_as_expired_does_not_name_its_conversation() -> None:
    with patch("itsdangerous.timed.time.time", return_value=1_000_000_000.0):
        token = TOKENS.issue()
    with pytest.raises(TokenRefused) as caught:
        TOKENS.read(f"Bearer {token.value}")
    assert token.conversation_id not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "forged",
    [
        URLSafeTimedSerializer(THEIRS.value, salt=SALT).dumps("somebody-elses-conversation"),
        URLSafeTimedSerializer(OURS.value, salt="another use").dumps("somebody-elses-conversation"),
        URLSafeTimedSerializer("", salt=SALT).dumps("somebody-elses-conversation"),
        URLSafeTimedSerializer("None", salt=SALT).dumps("somebody-elses-conversation"),
        URLSafeSerializer(OURS.value, salt=SALT).dumps("never-expires"),
        URLSafeTimedSerializer(OURS.value, salt=SALT).dumps({"conversation": 1}),
        URLSafeTimedSerializer(OURS.value, salt=SALT).dumps(None),
        URLSafeTimedSerializer(OURS.value, salt=SALT).dumps(7),
    ],
    ids=["other secret", "other salt", "no secret", "None", "no time", "an object", "null", "a number"],
)
def test_a_token_that_this_server_did_not_issue_is_refused(forged: str) -> None:
    assert refused(f"Bearer {forged}")


def test_a_token_of_another_servers_secret_is_refused() -> None:
    assert refused(f"Bearer {TOKENS.issue().value}", Tokens(THEIRS, 7200))


@pytest.mark.parametrize(
    "header",
    [None, "", " ", "Bearer", "Bearer ", "Bearer  \t", "Basic YWRtaW46YWRtaW4=", "Token x", "Bearer .", "Bearer ..", "Bearer ...", "Bearer a.b.c", "Bearer .a.b", "Bearer \x00", "Bearer 🙂", "Bearer \ud800", "Bearer " + "a" * 100_000, "Bearer " + "." * 10_000, "Bearer .eJwDAAAAAAE.x.y", "Bearer ../../etc/passwd", "\ud800 x", "Bearer null"],
)  # fmt: skip
def test_garbage_is_refused(header: str | None) -> None:
    assert refused(header)


def test_the_scheme_is_needed() -> None:
    assert refused(TOKENS.issue().value)
    assert refused("Bearer" + TOKENS.issue().value)


@LAW
@given(st.text())
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    assert refused(text)
    assert refused(f"Bearer {text}")


@LAW
@given(st.text(alphabet="ABCabc019-_.=", max_size=80), st.text(alphabet="ABCabc019-_.=", max_size=80))
def test_no_text_that_looks_like_a_token_raises_anything_but_a_refusal(first: str, second: str) -> None:
    assert refused(f"Bearer .{first}.{second}")
    assert refused(f"Bearer {first}.{second}")


@LAW
@given(st.data())
def test_changing_one_character_of_a_token_never_opens_another_conversation(data: st.DataObject) -> None:
    token = TOKENS.issue()
    at = data.draw(st.integers(0, len(token.value) - 1))
    other = data.draw(st.sampled_from("ABCXYZabcxyz0189-_."))
    changed = token.value[:at] + other + token.value[at + 1 :]
    try:
        assert TOKENS.read(f"Bearer {changed}") == token.conversation_id
    except TokenRefused:
        assert changed != token.value


def test_the_secret_and_the_conversation_are_not_in_the_repr() -> None:
    assert OURS.value not in repr(TOKENS)
    assert OURS.value not in repr(OURS)


def test_a_token_too_old_to_speak_with_still_names_the_conversation_to_delete() -> None:
    with patch("itsdangerous.timed.time.time", return_value=1_000_000_000.0):
        token = TOKENS.issue()
    assert refused(f"Bearer {token.value}")
    assert TOKENS.read_to_forget(f"Bearer {token.value}") == token.conversation_id


def test_a_forged_token_deletes_nothing() -> None:
    with pytest.raises(TokenRefused):
        TOKENS.read_to_forget(f"Bearer {Tokens(THEIRS, lifetime_seconds=60).issue().value}")
