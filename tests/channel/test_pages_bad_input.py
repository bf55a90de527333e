"""What no form of ours sends, and strings that would be markup: refused in words, or shown as text."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel.incoming import MOST_BYTES
from bot.channel.pages import HEADERS, Pages
from bot.signposting import Contact, ContactKind, Service
from tests.channel.pages_reading import (
    DIRECTORY,
    EVERY_PAGE,
    EXIT,
    PAGES,
    Words,
    document,
    form_body,
    heading,
    names,
    send,
)

LAW = settings(deadline=None, max_examples=60)


# ── what no form of ours sends ──────────────────────────────────────────────────────────────────────

BAD_FORMS: list[dict[str, Any]] = [
    {}, {"age": "under_18"}, {"step": ""}, {"step": "AGE", "age": "under_18"}, {"step": ["age", "age"], "age": "under_18"},
    {"step": "age", "age": ""}, {"step": "age", "age": "17"}, {"step": "age", "age": "not_told"},
    {"step": "age", "age": ["under_18", "18_or_over"]}, {"step": "age", "age": "under_18", "words": "hello"},
    {"step": "age", "age": "under_18", "harm": "none"}, {"step": "age", "age": "under_18", "harm": "unknown"},
    {"step": "age", "age": "under_18", "said": "nonsense"}, {"step": "age", "age": "under_18", "said": ""},
    {"step": "age", "age": "under_18", "said": ["harm:fraud", "harm:violence"]},
    {"step": "age", "age": "under_18", "said": ["danger_now", "danger_now"]},
    {"step": "age", "age": "under_18", "said": "harm:none"}, {"step": "age", "age": "under_18", "said": "harm"},
    {"step": "age", "age": "under_18", "said": "harm:<script>"}, {"step": "age", "age": "under_18", "said": "danger_now:True"},
    {"step": "happened"}, {"step": "happened", "words": "help"}, {"step": "happened", "age": "old", "words": "help"},
    {"step": "happened", "age": "unknown", "harm": "<script>", "words": ""},
    {"step": "happened", "age": "unknown", "harm": ["fraud", "violence"], "words": ""},
    {"step": "happened", "age": "unknown", "harm": "fraud", "words": ["a", "b"]},
    {"step": "happened", "age": "unknown", "harm": "fraud", "words": "", "said": "danger_now"},
    {"step": "happened", "age": "unknown", "harm": "fraud", "words": "", "colour": "red"},
    {"step": "change_age"}, {"step": "change_happened"}, {"step": "change_age", "age": "unknown", "words": "x"},
    {"step": "change_happened", "age": "unknown", "harm": "fraud"},
    {"step": "age", "age": "under_18", "said": [f"x{n}" for n in range(50)]},
]  # fmt: skip


@pytest.mark.parametrize("fields", BAD_FORMS, ids=str)
def test_what_no_form_of_ours_sends_is_refused_in_words_with_a_way_to_start_again(fields: dict[str, Any]) -> None:
    read = Words()
    page = send(read, **fields)
    assert page.status == 400
    assert heading(page) == "This page could not be read"
    assert document(page).one("main").all("a", href="pages")[0].text == "Start again"
    assert "<script>" not in page.html
    assert read.texts == []


@pytest.mark.parametrize(
    "body", [b"", b"=", b"&&", b"help", b'{"step": "age"}', b"step=age&age=%FF", b"step=age;age=unknown", b"\xff\xfe", b"a=1&" * 500]
)  # fmt: skip
async def test_what_is_no_form_at_all_is_refused_the_same_way(body: bytes) -> None:
    page = await PAGES.answer(body, Words(), 3.0)
    assert page.status == 400
    assert heading(page) == "This page could not be read"


async def test_a_body_over_64_kib_is_refused_unread_and_says_what_to_do() -> None:
    page = await PAGES.answer(form_body(step="happened", age="unknown", words="a" * MOST_BYTES), Words(), 3.0)
    assert page.status == 413
    assert "up to 2,000 letters" in document(page).one("main").text


async def test_nothing_in_an_address_counts() -> None:
    body = urlencode({"step": "happened", "age": "unknown", "words": ""}).encode()
    assert heading(await PAGES.answer(body, Words(), 3.0)) == "What happened?"


def test_too_many_calls_say_how_long_to_wait_and_who_can_be_called_meanwhile() -> None:
    page = EVERY_PAGE["too many"]
    assert page.status == 429
    assert page.headers["Retry-After"] == "7"
    assert "Wait 7 seconds" in document(page).one("main").text
    assert [each.attributes["href"] for each in document(page).one("main").all("a")][:2] == [
        "tel:999",
        "tel:08081689111",
    ]
    assert HEADERS.items() <= page.headers.items()


# ── hostile strings ─────────────────────────────────────────────────────────────────────────────────

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><script>alert(1)</script>", "' onfocus='alert(1)",
    "{{ 7*7 }} {% raw %}", "&lt;b&gt; &amp;", "<!-- <style>", "javascript:alert(1)", "\x00\x0b<b>", "]]>", "{emergency} {most}",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_words_come_back_as_text_and_nothing_else(hostile: str) -> None:
    clean = document(EVERY_PAGE["too long"])
    for words in (hostile + "a" * 2001, hostile + " is late"):
        page = send(step="happened", age="unknown", words=words)
        root = document(page)
        assert root.one("textarea").text.removeprefix("\n") == words
        assert {each.tag for each in root.all()} <= {each.tag for each in clean.all()} | {"li", "ol", "dl", "dt", "dd"}
        assert "49" not in root.one("textarea").text


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "http://x.example", "//x.example", " tel:1", ""]
)
def test_a_contact_that_is_no_safe_link_is_shown_as_text(href: str) -> None:
    kinds = [Contact(kind, f"reach {kind.value}", href) for kind in ContactKind]
    telephone = DIRECTORY["victim_support_supportline"].contacts[0]
    changed = dataclasses.replace(DIRECTORY["victim_support_supportline"], contacts=(telephone, *kinds))
    pages = Pages({**DIRECTORY, changed.id: changed}, EXIT)
    page = send(pages=pages, step="happened", age="unknown", harm="other_harm", words="")
    assert href == "" or f'href="{href}' not in page.html
    root = document(page)
    for kind in ContactKind:
        assert f"reach {kind.value}" in root.one("main").text
        assert not [each for each in root.all("a") if f"reach {kind.value}" in each.text]


def test_everything_from_the_directory_is_written_as_text() -> None:
    bad = "<script>\"'&"
    service = Service(
        "victim_support_supportline", bad, bad, (Contact(ContactKind.PHONE, bad, "tel:1"),), {"default": bad}, bad, bad, bad
    )  # fmt: skip
    page = send(
        pages=Pages({**DIRECTORY, service.id: service}, EXIT), step="happened", age="unknown", harm="fraud", words=""
    )
    assert document(page).all("script") == []
    assert names(page).count(bad) == 1


@LAW
@given(
    st.binary(max_size=200)
    | st.text(alphabet="step=agehpnd&%+_ :<\"'{}\ufdfa\x00").map(lambda text: text.encode("utf-8"))
)
def test_for_any_bytes_there_is_a_page_with_999(body: bytes) -> None:
    page = asyncio.run(PAGES.answer(body, Words(), 3.0))
    assert page.status in (200, 400)
    assert 'href="tel:999"' in page.html


@LAW
@given(st.text(max_size=60))
def test_for_any_words_there_is_a_page_that_keeps_them(words: str) -> None:
    page = send(step="happened", age="unknown", words=words)
    root = document(page)
    assert page.status == 200
    assert root.one("textarea").text.removeprefix("\n") == words.replace("\r\n", "\n")
