"""What a misread message can be said to have been."""

from __future__ import annotations

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bot.signposting import HARMS

_OTHERS: tuple[tuple[str, str], ...] = (
    ("danger_now", "danger now"),
    ("self_harm", "suicide or self-harm"),
    ("own_behaviour", "worried about their own behaviour"),
    ("low_mood", "low mood"),
    ("inform", "an answer to the bot's question"),
    ("refuse", "does not want to say"),
    ("not_what_i_meant", "not what I meant"),
    ("ask_human", "wants to talk to a person"),
    ("ask_about_bot", "a question about the bot or the services"),
    ("council_matter", "a council matter"),
    ("harmless_words", "sensitive words used harmlessly"),
    ("off_topic", "off topic"),
    ("greet", "greeting, thanks or goodbye"),
    ("insult", "an insult"),
)
"""Intents of domain.yml beside the kinds of harm (tests/console/review/test_labels.py compares them)."""

LABELS: tuple[tuple[str, str], ...] = (*((harm.value, harm.value.replace("_", " ")) for harm in HARMS), *_OTHERS)
NAMES = dict(LABELS)


def name_of(label: str) -> str:
    """The words for a label."""
    return NAMES.get(label, label.replace("_", " "))


@lru_cache(maxsize=64)
def options(chosen: str) -> SafeString:
    """The choices of a message's list, made once: a page may hold hundreds of such lists."""
    some = ((name, format_html(" selected") if name == chosen else "", words) for name, words in LABELS)
    return format_html(
        '<option value="">as understood</option>{}', format_html_join("", '<option value="{}"{}>{}</option>', some)
    )
