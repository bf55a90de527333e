"""Closed sets are spelled once: what Python, domain.yml, the rules, the directory and the channel name is the same."""

from __future__ import annotations

import json
import re
from typing import Any, Iterator

import pytest
import yaml

from bot.channel.choices import PAYLOADS, id_of, payload_of
from bot.channel.problems import texts
from bot.directory import load_directory
from bot.settings import ROOT
from bot.signposting import HARMS, REPLIES, ROUTES, AgeGroup, Harm, Place, Question, Subject

DIRECTORY = load_directory()
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RULES: list[dict[str, Any]] = yaml.safe_load((ROOT / "data" / "rules.yml").read_text(encoding="utf-8"))["rules"]
ACTIONS_SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "actions").glob("*.py")))
INTENTS = list(DOMAIN["intents"])
RESPONSES: dict[str, list[dict[str, Any]]] = DOMAIN["responses"]

FORM = "situation_form"
RASAS_OWN_ACTIONS = {"action_restart", "action_deactivate_loop"}
ANSWERED_BY_THE_FORM = {"refuse"}
"""Inside the form these have no rule of their own: the slot mappings of domain.yml take them as an answer."""
SAID_BY_RASA = {"utter_restart"}
"""action_restart says it: it is the opening message."""


def variations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every variation of every response, with its name."""
    for name, each in RESPONSES.items():
        for variation in each:
            yield name, variation


def steps(rule: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every step of a rule, alternatives included."""
    for step in rule["steps"]:
        yield from step.get("or", [step])


def intents_of(rules: list[dict[str, Any]]) -> set[str]:
    """The intents that these rules answer."""
    return {step["intent"] for rule in rules for step in steps(rule) if "intent" in step}


def responses_named_by_actions() -> set[str]:
    """The responses that actions/ may send: those it names, and those that go with a signpost."""
    named = set(re.findall(r"\butter_[a-z_]+[a-z]\b(?!\{)", ACTIONS_SOURCE)) - {"utter_action", "utter_message"}
    assert 'f"utter_{reply}"' in ACTIONS_SOURCE
    return named | {f"utter_{reply}" for reply in REPLIES}


def mappings() -> Iterator[dict[str, Any]]:
    """Every slot mapping."""
    for slot in DOMAIN["slots"].values():
        yield from slot["mappings"]


def test_the_thirteen_harms_are_the_first_intents_in_the_same_order() -> None:
    assert INTENTS[: len(HARMS)] == [harm.value for harm in HARMS]
    assert len(HARMS) == 13


def test_no_intent_is_listed_twice() -> None:
    assert sorted(set(INTENTS)) == sorted(INTENTS)


def test_every_intent_has_a_rule_and_every_rule_a_known_intent() -> None:
    assert intents_of(RULES) == set(INTENTS)


def test_every_intent_is_answered_inside_the_form_too() -> None:
    inside = [rule for rule in RULES if {"active_loop": None} not in rule.get("condition", [])]
    taken_as_answers = {each["intent"] for each in mappings() if "intent" in each}
    assert set(INTENTS) - intents_of(inside) == ANSWERED_BY_THE_FORM
    assert taken_as_answers >= ANSWERED_BY_THE_FORM


def test_every_action_of_a_rule_exists() -> None:
    named = {step["action"] for rule in RULES for step in steps(rule) if "action" in step}
    known = set(RESPONSES) | set(DOMAIN["actions"]) | set(DOMAIN["forms"]) | RASAS_OWN_ACTIONS
    assert named - known == set()


def test_every_response_that_the_actions_name_exists() -> None:
    assert responses_named_by_actions() - set(RESPONSES) == set()


def test_every_response_is_used() -> None:
    by_rules = {step.get("action") for rule in RULES for step in steps(rule)}
    by_the_form = {f"utter_ask_{slot}" for slot in DOMAIN["forms"][FORM]["required_slots"]}
    assert set(RESPONSES) - by_rules - by_the_form - responses_named_by_actions() == SAID_BY_RASA


def test_every_custom_action_of_the_domain_is_written() -> None:
    written = set(re.findall(r'return "(action_\w+)"', ACTIONS_SOURCE)) | {f"validate_{FORM}"}
    assert set(DOMAIN["actions"]) == written


def test_every_service_named_anywhere_is_in_the_directory() -> None:
    mentions = [each for _, variation in variations() for each in (variation.get("custom") or {}).get("services", [])]
    by_responses = {each if isinstance(each, str) else each["id"] for each in mentions}
    by_routes = {route.service for route in ROUTES}
    by_channel = set(texts()["fallback"]["services"])
    assert (by_responses | by_routes | by_channel) - set(DIRECTORY) == set()


def test_every_reason_in_a_response_is_one_that_a_route_gives() -> None:
    mentions = [each for _, variation in variations() for each in (variation.get("custom") or {}).get("services", [])]
    routed = {route.reason for route in ROUTES}
    assert {each["reason"] for each in mentions if isinstance(each, dict)} - routed == set()


def test_every_route_follows_one_of_the_thirteen_rules() -> None:
    assert all(1 <= route.rule <= 13 and route.when.__doc__ for route in ROUTES)


def test_every_reason_that_the_directory_words_is_given_by_a_route() -> None:
    worded = {(service.id, reason) for service in DIRECTORY.values() for reason in service.why if reason != "default"}
    given = {(route.service, route.reason) for route in ROUTES}
    assert worded - given == set()


@pytest.mark.parametrize("name", sorted(RESPONSES))
def test_every_button_is_a_known_choice(name: str) -> None:
    for variation in RESPONSES[name]:
        for button in variation.get("buttons", []):
            choice = id_of(button["payload"])
            assert choice is not None, button["payload"]
            assert payload_of(choice) == button["payload"]


def test_every_choice_is_a_known_intent_with_known_values() -> None:
    closed = {"age_group": {each.value for each in AgeGroup}, "harm": {each.value for each in HARMS}}
    for payload in PAYLOADS.values():
        name, brace, rest = payload.removeprefix("/").partition("{")
        assert name in INTENTS
        for entity, value in (json.loads(brace + rest) if brace else {}).items():
            assert entity in DOMAIN["entities"]
            assert value in closed[entity]


def test_every_kind_of_harm_is_in_the_menu() -> None:
    offered = [button["payload"] for button in RESPONSES["utter_harm_menu"][0]["buttons"]]
    assert len(offered) == len(set(offered))
    assert {payload_of(f"harm:{harm.value}") for harm in HARMS} <= set(offered)


def test_asks_names_a_question() -> None:
    asked = {name: (variation.get("custom") or {}).get("asks") for name, variation in variations()}
    assert {each for each in asked.values() if each} <= {question.value for question in Question}
    assert asked["utter_ask_harm"] == Question.HARM.value
    assert asked["utter_ask_age_group"] == Question.AGE_GROUP.value


def test_the_form_asks_for_slots_that_are_questions() -> None:
    assert set(DOMAIN["forms"][FORM]["required_slots"]) <= {question.value for question in Question}


def test_slot_mappings_name_known_intents_and_entities() -> None:
    for mapping in mappings():
        for key in ("intent", "not_intent"):
            named = mapping.get(key, [])
            assert set([named] if isinstance(named, str) else named) <= set(INTENTS), mapping
        assert mapping["type"] != "from_entity" or mapping["entity"] in DOMAIN["entities"]
        for condition in mapping.get("conditions", []):
            assert condition["active_loop"] in (None, FORM)


def test_conditions_of_responses_name_slots_and_values_that_exist() -> None:
    closed: dict[str, Any] = {"age_group": AgeGroup, "harm": Harm, "place": Place, "subject": Subject}
    for _, variation in variations():
        for condition in variation.get("condition", []):
            assert condition["name"] in DOMAIN["slots"]
            if condition["name"] in closed:
                assert closed[condition["name"]](condition["value"])


def test_the_first_variation_of_a_response_has_no_condition_so_that_there_is_always_one() -> None:
    assert [name for name, each in RESPONSES.items() if "condition" in each[0]] == []
