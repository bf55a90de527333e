"""The demo pages: what a council's page must have, and nothing that a strict policy would refuse."""

from __future__ import annotations

import json
import re

import pytest

from bot.channel import widget_files
from bot.channel.widget_files import DEMO_DIR, WIDGET_DIR

WITH_CHAT = [name for name in widget_files.demo_names() if name != "gallery"]
ENGLISH = json.loads((WIDGET_DIR / "src" / "texts.en.json").read_text(encoding="utf-8"))
ARABIC = json.loads((DEMO_DIR / "texts.ar.json").read_text(encoding="utf-8"))


def page(name: str) -> str:
    """A demo page as it is sent."""
    file = widget_files.demo(name)
    assert file is not None
    return file.content.decode("utf-8")


def placeholders(text: object) -> list[str]:
    """The words in curly brackets, in any text or list of texts."""
    return sorted(re.findall(r"\{\w+\}", json.dumps(text)))


def test_there_is_a_page_for_each_way_to_use_the_chat() -> None:
    assert {"council", "launcher", "inline", "hostile", "strict", "dark", "rtl", "own-colours", "gallery"} <= set(
        widget_files.demo_names()
    )


@pytest.mark.parametrize("name", widget_files.demo_names())
def test_a_page_has_one_first_heading_a_language_and_its_landmarks(name: str) -> None:
    html = page(name)
    assert len(re.findall(r"<h1\b", html)) == 1
    assert re.search(r"<html lang=\"[\w-]+\"", html)
    assert all(len(re.findall(rf"<{landmark}\b", html)) == 1 for landmark in ("header", "main", "footer"))
    assert re.search(r"<title>[^<]+</title>", html)


@pytest.mark.parametrize("name", widget_files.demo_names())
def test_a_page_holds_neither_style_nor_script_of_its_own(name: str) -> None:
    html = page(name)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


@pytest.mark.parametrize("name", WITH_CHAT)
def test_a_chat_has_the_lines_and_the_exit_before_any_script(name: str) -> None:
    chats = re.findall(r"<support-chat[^>]*>(.*?)</support-chat>", page(name))
    assert chats
    for lines in chats:
        assert all(
            part in lines for part in ('href="tel:999"', 'href="tel:08081689111"', "data-exit", "data-without-script")
        )


@pytest.mark.parametrize("name", widget_files.demo_names())
def test_a_page_links_to_nothing_that_is_not_there(name: str) -> None:
    linked = set(re.findall(r"(?:href|src|texts)=\"([^\"]+)\"", page(name)))
    for address in linked:
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in page(name)
        elif not re.match(r"(tel:|https:|\.\./)", address):
            assert widget_files.demo(address) is not None, address


def test_the_gallery_links_to_every_page() -> None:
    assert all(f'href="{name}"' in page("gallery") for name in WITH_CHAT)


def test_the_arabic_texts_are_whole() -> None:
    """All but the language of the replies: the bot answers in English on any page."""
    assert ARABIC.keys() == ENGLISH.keys() - {"reply_lang"}
    for name in ARABIC:
        text = ENGLISH[name]
        assert placeholders(ARABIC[name]) == placeholders(text), name
        assert not isinstance(text, list) or len(ARABIC[name]) == len(text), name


def test_a_number_within_arabic_keeps_its_order() -> None:
    """Groups of digits would change places: U+2066 and U+2069 keep them together from left to right."""
    words = json.dumps(ARABIC, ensure_ascii=False)
    assert words.count("08 08 16 89 111") == words.count("\u206608 08 16 89 111\u2069") > 0
    assert words.count("{label}") == words.count("\u2066{label}\u2069") == 3
