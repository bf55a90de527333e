"""The pages without JavaScript: what each of them has, and the two questions, one a page."""

from __future__ import annotations

import dataclasses
import re

import pytest
import yaml

from bot.channel.page_texts import DOMAIN_FILE, PAGES_FILE
from bot.channel.pages import Page, Pages
from bot.signposting import HARMS, AgeGroup, Contact, ContactKind
from tests.channel.pages_reading import (
    DIRECTORY,
    EVERY_PAGE,
    EXIT,
    PAGES,
    START,
    WORDS,
    Words,
    document,
    heading,
    parsed,
    press,
    send,
)

every_page = pytest.mark.parametrize("page", EVERY_PAGE.values(), ids=EVERY_PAGE)


# ── every page ──────────────────────────────────────────────────────────────────────────────────────


@every_page
def test_every_page_is_in_british_english_with_a_title_and_one_main_heading(page: Page) -> None:
    root = document(page)
    assert page.html.startswith("<!doctype html>")
    assert root.one("html").attributes["lang"] == "en-GB"
    assert root.one("title").text.strip()
    assert root.one("h1").text.strip()
    assert len(root.all("main")) == len(root.all("header")) == len(root.all("footer")) == 1
    assert root.one("meta", name="viewport").attributes["content"] == "width=device-width, initial-scale=1"


@every_page
def test_every_page_begins_with_a_skip_link_the_emergency_lines_and_the_way_out(page: Page) -> None:
    root = document(page)
    skip, *others = root.one("body").all("a")
    assert skip.attributes["href"] == "#main"
    assert root.one("main").attributes["id"] == "main"
    emergency, supportline, leave = others[:3]
    assert (emergency.attributes["href"], emergency.text) == ("tel:999", "In danger now: call 999")
    assert (supportline.attributes["href"], supportline.text) == ("tel:08081689111", "Supportline: 08 08 16 89 111")
    assert leave.attributes == {"class": "leave", "href": EXIT, "rel": "noreferrer"}
    assert leave.text == "Exit this page"


@every_page
def test_every_page_tells_browsers_to_keep_nothing_run_nothing_and_tell_nobody(page: Page) -> None:
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert not {name.lower() for name in page.headers} & {"set-cookie", "location"}


@every_page
def test_no_page_has_a_script_a_style_of_its_own_or_anything_from_elsewhere(page: Page) -> None:
    root = document(page)
    for tag in ("script", "style", "img", "iframe", "object", "base", "svg"):
        assert root.all(tag) == []
    assert [each.attributes["href"] for each in root.all("link")] == ["pages.css"]
    for each in root.all():
        assert not [name for name in each.attributes if name.startswith("on") or name in ("style", "src")]


@every_page
def test_every_form_is_posted_to_the_one_address_without_answers_in_it(page: Page) -> None:
    root = document(page)
    for form in root.all("form"):
        assert form.attributes["method"] == "post"
        assert form.attributes["action"] == "pages"
        assert len(form.all("button", type="submit")) == 1
    assert not [each for each in root.all("a") if "?" in each.attributes["href"]]


@every_page
def test_every_id_is_there_once_and_everything_that_is_pointed_to_is_there(page: Page) -> None:
    elements = document(page).all()
    found = [each.attributes["id"] for each in elements if "id" in each.attributes]
    assert len(found) == len(set(found))
    pointed = [
        name
        for each in elements
        for attribute in ("for", "aria-describedby", "aria-labelledby")
        for name in each.attributes.get(attribute, "").split()
    ]
    pointed += [each.attributes["href"][1:] for each in elements if each.attributes.get("href", "").startswith("#")]
    assert set(pointed) <= set(found)


@every_page
def test_every_control_has_a_label_and_every_group_of_radio_buttons_a_legend(page: Page) -> None:
    root = document(page)
    labelled = {each.attributes["for"] for each in root.all("label") if each.text.strip()}
    for control in [*root.all("textarea"), *root.all("input", type="radio")]:
        assert control.attributes["id"] in labelled
    for radio in root.all("input", type="radio"):
        assert [each.one("legend").text.strip() for each in radio.within if each.tag == "fieldset"] != []
    assert all(button.text.strip() for button in root.all("button"))


@every_page
def test_headings_do_not_skip_a_level(page: Page) -> None:
    levels = [int(each.tag[1]) for each in document(page).one("main").all() if re.fullmatch(r"h\d", each.tag)]
    assert set(levels) <= {1, 2}


@every_page
def test_no_gap_is_left_in_what_people_read(page: Page) -> None:
    assert not re.search(r"[{}]|None|Undefined", document(page).one("body").text)


@every_page
def test_every_page_but_the_first_offers_to_start_again(page: Page) -> None:
    links = [each.text for each in document(page).one("main").all("a", href="pages")]
    assert links == ([] if "It asks two short questions" in page.html else ["Start again"])


def test_the_way_out_is_the_one_that_was_set_and_is_written_as_text() -> None:
    page = Pages(DIRECTORY, 'https://news.example/?a=1&b="2"').start()
    assert document(page).one("a", class_="leave").attributes["href"] == 'https://news.example/?a=1&b="2"'


def test_the_emergency_lines_are_the_directorys() -> None:
    contacts = (Contact(ContactKind.WEB, "web", "https://x.example"), Contact(ContactKind.PHONE, "07", "tel:07"))
    changed = dataclasses.replace(DIRECTORY["victim_support_supportline"], contacts=contacts)
    page = Pages({**DIRECTORY, "victim_support_supportline": changed}, EXIT).start()
    assert document(page).one("a", href="tel:07").text == "Supportline: 07"


def test_the_texts_hold_no_number_of_a_service() -> None:
    assert not re.search(r"\b(?:999|101|08\d\d)\b", PAGES_FILE.read_text(encoding="utf-8"))


def test_the_stylesheet_loads_nothing_and_serves_dark_and_forced_colours() -> None:
    assert "url(" not in PAGES.style
    assert "@import" not in PAGES.style
    assert "prefers-color-scheme: dark" in PAGES.style
    assert "forced-colors: active" in PAGES.style
    assert ":focus-visible" in PAGES.style


# ── the first question ──────────────────────────────────────────────────────────────────────────────


def test_the_first_page_says_what_this_is_that_nothing_is_kept_and_what_to_do_in_danger() -> None:
    text = document(START).one("main").text
    assert "automated guide" in text
    assert "Nothing you enter on these pages is kept" in text
    assert "If anyone is in danger now, call 999" in text


def test_the_first_question_has_the_answers_of_the_conversation_and_none_is_chosen() -> None:
    root = document(START)
    assert [each.text for each in root.all("label")] == ["Under 18", "18 or over", "I would rather not say"]
    assert [each.attributes["value"] for each in root.all("input", name="age")] == ["under_18", "18_or_over", "unknown"]
    assert not [each for each in root.all("input") if "checked" in each.attributes]
    assert root.one("title").text == "Find who can help"


@pytest.mark.parametrize("age", AgeGroup)
def test_any_answer_leads_to_the_second_question_and_travels_hidden(age: AgeGroup) -> None:
    page = press(START, "Next", age=age.value)
    assert heading(page) == "What happened?"
    happened = document(page).one("textarea").within[-2]
    assert happened.one("input", name="age").attributes == {"type": "hidden", "name": "age", "value": age.value}


def test_no_answer_shows_the_page_again_with_what_is_missing_and_where() -> None:
    page = press(START, "Next")
    root = document(page)
    assert page.status == 200
    assert root.one("title").text.startswith("Error: ")
    first = root.one("main").all()[0]
    assert first.attributes["role"] == "alert"
    (link,) = first.all("a")
    assert link.text == "Choose your age, or choose “I would rather not say”"
    assert root.one(id=link.attributes["href"][1:]).attributes["name"] == "age"
    assert "age-error" in root.one("fieldset").attributes["aria-describedby"].split()
    assert link.text in root.one(id="age-error").text


# ── the second question ─────────────────────────────────────────────────────────────────────────────


def test_the_kinds_of_harm_have_the_words_and_the_order_of_the_conversations_menu() -> None:
    buttons = yaml.safe_load(DOMAIN_FILE.read_text("utf-8"))["responses"]["utter_harm_menu"][0]["buttons"]
    root = document(EVERY_PAGE["what happened"])
    labels = [each.text for each in root.one("fieldset").all("label")]
    assert labels == [button["title"] for button in buttons if '"harm"' in button["payload"]]
    assert {each.attributes["value"] for each in root.all("input", type="radio")} == {harm.value for harm in HARMS}


def test_no_label_of_the_conversation_is_written_a_second_time() -> None:
    own = PAGES_FILE.read_text(encoding="utf-8")
    assert not [label for label in WORDS.harms.values() if label in own]


def test_neither_a_choice_nor_words_shows_the_page_again_with_what_is_missing_and_where() -> None:
    for words in ("", " \n\t "):
        page = press(EVERY_PAGE["what happened"], "Show who can help", words=words)
        root = document(page)
        assert root.one("title").text == "Error: What happened? - Find who can help"
        link = root.one("main").all("a")[0]
        assert link.text == "Choose what fits best, or write a few words"
        assert root.one(id=link.attributes["href"][1:]).attributes["name"] == "harm"
        assert "harm-error" in root.one("fieldset").attributes["aria-describedby"].split()


def test_too_many_letters_are_counted_in_words_and_nothing_is_lost() -> None:
    words, read = "\nHe said <it> & left.\n" * 100, Words()
    page = press(EVERY_PAGE["what happened"], "Show who can help", read, words=words, harm="fraud")
    root = document(page)
    assert root.one("title").text.startswith("Error: ")
    assert f"{len(words) - 2000} letters too long" in root.one("main").all("a")[0].text
    assert root.one("main").all("a")[0].attributes["href"] == "#words"
    assert root.one("textarea").text.removeprefix("\n") == words
    assert root.one("textarea").attributes["aria-invalid"] == "true"
    assert "words-error" in root.one("textarea").attributes["aria-describedby"].split()
    assert "checked" in root.one("input", value="fraud").attributes
    assert read.texts == []


def test_two_thousand_letters_are_read_and_line_breaks_count_once() -> None:
    for words in ("a" * 2000, "é" * 2000, "🙂a" * 1000, "a\n" * 1000):
        read = Words(parsed("fraud", {"harm": "fraud"}))
        assert heading(send(read, step="happened", age="unknown", words=words)) == "Who can help"
        assert len(read.texts) == 1


def test_what_becomes_too_long_when_it_is_read_is_too_long() -> None:
    read = Words()
    page = send(read, step="happened", age="unknown", words="\ufdfa" * 200)
    assert "1,600 letters too long" in document(page).one("main").all("a")[0].text
    assert read.texts == []


def test_signs_without_words_are_asked_about_unless_something_is_chosen() -> None:
    page = send(step="happened", age="unknown", words="😭 !!")
    assert "found no words in the box" in document(page).one(id="words-error").text
    assert document(page).one("textarea").text.strip() == "😭 !!"
    read = Words()
    assert heading(send(read, step="happened", age="unknown", harm="fraud", words="😭 !!")) == "Who can help"
    assert read.texts == []
