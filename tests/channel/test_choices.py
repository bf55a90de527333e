"""Choices: clients name them, the server knows what they mean, and nothing else becomes a command."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel.choices import PAYLOADS, id_of, payload_of
from bot.signposting import HARMS, AgeGroup


@pytest.mark.parametrize("choice", sorted(PAYLOADS))
def test_there_and_back_is_the_same_choice(choice: str) -> None:
    payload = payload_of(choice)
    assert payload is not None
    assert id_of(payload) == choice


def test_no_two_choices_mean_the_same() -> None:
    assert len(set(PAYLOADS.values())) == len(PAYLOADS)


def test_every_payload_is_an_intent_with_at_most_one_entity() -> None:
    for payload in PAYLOADS.values():
        name, brace, rest = payload.partition("{")
        assert name.startswith("/")
        assert name.removeprefix("/").replace("_", "").isalpha()
        assert not brace or len(json.loads(brace + rest)) == 1


@pytest.mark.parametrize("group", [AgeGroup.UNDER_18, AgeGroup.EIGHTEEN_OR_OVER])
def test_both_age_groups_can_be_chosen(group: AgeGroup) -> None:
    assert payload_of(f"age_group:{group.value}") == f'/inform{{"age_group": "{group.value}"}}'


def test_unknown_is_not_an_age_group_to_choose() -> None:
    assert payload_of("age_group:unknown") is None


def test_every_kind_of_harm_can_be_chosen_and_none_is_not_one() -> None:
    chosen = {choice.removeprefix("harm:") for choice in PAYLOADS if choice.startswith("harm:")}
    assert chosen == {harm.value for harm in HARMS}


@pytest.mark.parametrize("choice", ["refuse", "not_what_i_meant", "start_again", "ask_human"])
def test_the_ways_out_can_be_chosen(choice: str) -> None:
    assert payload_of(choice) == f"/{choice}"


@pytest.mark.parametrize(
    "payload", ["/restart", "/session_start", "/back", '/inform{"age_group":"under_18"}', "", "refuse"]
)
def test_no_other_payload_has_a_name(payload: str) -> None:
    assert id_of(payload) is None


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_any_other_text_is_no_choice(text: str) -> None:
    assert (payload_of(text) is None) is (text not in PAYLOADS)
