"""The results without JavaScript: exactly the services that the rules decide on, and answers that can be changed."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
import yaml

from bot.channel.page_texts import DOMAIN_FILE, ConversationWords, MissingWords
from bot.signposting import HARMS, AgeGroup, Harm, Situation, decide
from tests.channel.pages_reading import (
    DANGER,
    DIRECTORY,
    EVERY_PAGE,
    START,
    WORDS,
    Words,
    document,
    heading,
    ids,
    names,
    parsed,
    press,
    send,
)

# ── the result ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("harm", "age"), list(product(HARMS, AgeGroup)))
def test_a_choice_gives_exactly_the_services_that_the_rules_decide_on(harm: Harm, age: AgeGroup) -> None:
    first = press(START, "Next", age=age.value)
    page = press(first, "Show who can help", harm=harm.value)
    assert ids(page) == list(decide(Situation(age_group=age, harm=harm), DIRECTORY).service_ids)
    assert heading(page) == "Who can help"
    assert WORDS.text(f"utter_signpost_{harm.value}") in document(page).one("main").text


def test_a_card_says_why_how_when_and_what_it_costs() -> None:
    page = send(step="happened", age="18_or_over", harm="fraud", words="")
    (card,) = [each for each in document(page).all("li", class_="service") if each.one("h2").text == "Report Fraud"]
    service = DIRECTORY["report_fraud"]
    assert service.why["default"] in card.text
    web, phone = card.all("a")
    assert (web.attributes["href"], phone.attributes["href"]) == (
        "https://www.reportfraud.police.uk",
        "tel:03001232040",
    )
    assert phone.text == "Call 0300 123 2040, Report Fraud"
    assert web.attributes["rel"] == "noopener noreferrer"
    assert web.text.endswith("(opens in a new tab)")
    assert f"Hours{service.hours}" in re.sub(r"\s*\n\s*", "", card.text)
    assert f"Cost{service.cost}" in re.sub(r"\s*\n\s*", "", card.text)


def test_every_fact_of_every_service_is_on_its_card_and_nothing_stands_for_what_is_not_known() -> None:
    for age, harm in product(("under_18", "18_or_over"), HARMS):
        page = send(step="happened", age=age, harm=harm.value, words="")
        for card, name in zip(document(page).all("li", class_="service"), names(page)):
            (service,) = [each for each in DIRECTORY.values() if each.name == name]
            for fact in (service.hours, service.cost, service.note):
                assert fact is None or fact in card.text
            assert len(card.all("dt")) == len([fact for fact in (service.hours, service.cost) if fact])
            assert [each.attributes["href"] for each in card.all("a")] == [each.href for each in service.contacts]


def test_a_telephone_has_a_hint_for_text_relay_once() -> None:
    page = send(Words(DANGER), step="happened", age="unknown", words="he is here")
    hints = {
        name: len(re.findall(r"18001|Text relay: 18000", card.text))
        for name, card in zip(names(page), document(page).all("li", class_="service"))
    }
    assert set(hints.values()) == {1}
    website = send(step="happened", age="18_or_over", harm="other_harm", words="")
    assert "18001" not in document(website).all("li", class_="service")[-1].text


def test_the_title_of_a_result_is_the_same_for_everybody_because_the_browser_keeps_it() -> None:
    readings = [
        DANGER,
        parsed("self_harm", self_harm=True),
        parsed("own_behaviour"),
        parsed("fraud", {"harm": "fraud"}),
    ]
    pages = [send(Words(each), step="happened", age="unknown", words="x") for each in readings]
    assert {document(page).one("title").text for page in pages} == {"Who can help - Find who can help"}
    assert [heading(page) for page in pages] == [
        "Call 999 now",
        "You can talk to someone now",
        "Who you can talk to",
        "Who can help",
    ]


def test_the_result_repeats_the_answers_and_says_when_they_were_read_from_words() -> None:
    chosen = send(step="happened", age="under_18", harm="fraud", words="")
    assert [each.text for each in document(chosen).one("dl", class_="answers").all("dd")] == [
        "Under 18",
        "Tricked out of money",
    ]
    read = send(Words(parsed("fraud", {"harm": "fraud"})), step="happened", age="unknown", words="my savings went")
    assert [each.text for each in document(read).one("dl", class_="answers").all("dd")] == [
        "I would rather not say",
        "From your words: Tricked out of money",
    ]


def test_the_age_can_be_changed_and_the_rest_is_kept() -> None:
    result = send(step="happened", age="18_or_over", harm="hate_crime", words="")
    question = press(result, "my age")
    assert heading(question) == "Are you under 18, or 18 or over?"
    assert "checked" in document(question).one("input", value="18_or_over").attributes
    changed = press(question, "Next", age="under_18")
    assert ids(changed) == list(decide(Situation(AgeGroup.UNDER_18, Harm.HATE_CRIME), DIRECTORY).service_ids)


def test_what_the_words_told_is_kept_when_the_age_is_changed_but_not_the_words() -> None:
    told = parsed("danger_now", {"harm": "sexual_violence", "also_harm": "exploitation", "age_group": "under_18"},
                  danger_now=True, self_harm=True, subject="child", place="england_and_wales")  # fmt: skip
    result = send(Words(told), step="happened", age="unknown", harm="violence", words="zebra crossing")
    question = press(result, "my age")
    assert "zebra" not in result.html + question.html
    again = press(question, "Next")
    assert ids(again) == ids(result)
    assert heading(again) == "Call 999 now"


def test_what_happened_can_be_changed_and_the_age_is_kept() -> None:
    result = send(step="happened", age="under_18", harm="hate_crime", words="")
    question = press(result, "what happened")
    assert heading(question) == "What happened?"
    assert "it was not kept" in document(question).one("main").text
    changed = press(question, "Show who can help", harm="fraud")
    assert ids(changed) == list(decide(Situation(AgeGroup.UNDER_18, Harm.FRAUD), DIRECTORY).service_ids)


def test_the_second_page_leads_back_to_the_first_question() -> None:
    question = press(EVERY_PAGE["what happened"], "my age")
    assert heading(question) == "Are you under 18, or 18 or over?"
    assert heading(press(question, "Next", age="under_18")) == "What happened?"


# ── the conversation's words ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lost", ["utter_harm_menu", "utter_ask_age_group", "utter_signpost_fraud", "utter_danger_now"])
def test_a_response_that_is_gone_from_the_domain_stops_the_start_with_its_name(lost: str, tmp_path: Any) -> None:
    domain = yaml.safe_load(DOMAIN_FILE.read_text("utf-8"))
    del domain["responses"][lost]
    path = tmp_path / "domain.yml"
    path.write_text(yaml.safe_dump(domain), encoding="utf-8")
    with pytest.raises(MissingWords, match=lost):
        ConversationWords(path)


@pytest.mark.parametrize("response", ["utter_harm_menu", "utter_ask_age_group"])
def test_a_button_that_is_gone_from_the_domain_stops_the_start(response: str, tmp_path: Any) -> None:
    domain = yaml.safe_load(DOMAIN_FILE.read_text("utf-8"))
    del domain["responses"][response][0]["buttons"][0]
    path = tmp_path / "domain.yml"
    path.write_text(yaml.safe_dump(domain), encoding="utf-8")
    with pytest.raises(MissingWords, match="a button for each"):
        ConversationWords(path)
