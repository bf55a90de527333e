"""docs/staff.md says what the console does."""

from __future__ import annotations

import datetime
import re

import pytest
from django.conf import settings

from bot.console.accounts.middleware import LONGEST_SESSION
from bot.console.accounts.models import INVITATION_DAYS, PERMISSIONS, May, Role
from bot.console.overview.export import COLUMNS
from bot.console.overview.periods import LENGTHS, SHORTEST
from bot.console.overview.suppression import LEAST_CONVERSATIONS, SMALL
from bot.console.overview.words import words
from bot.settings import ROOT, Settings

PAGE = (ROOT / "docs" / "staff.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())
MAY = {
    "see the overview": May.SEE_OVERVIEW,
    "read and review conversations": May.REVIEW,
    "mask words by hand": May.MASK,
    "second-check": May.SECOND_CHECK,
    "export": May.EXPORT,
    "set a legal hold": May.HOLD,
    "delete a conversation": May.DELETE,
    "see who read what": May.SEE_READINGS,
    "train": May.TRAIN,
    "manage accounts": May.MANAGE_ACCOUNTS,
}


def test_the_table_of_roles_is_what_the_console_allows() -> None:
    assert set(MAY.values()) == {value for name, value in vars(May).items() if name.isupper()}
    roles = (Role.REVIEWER, Role.LEAD, Role.TRAINER, Role.ADMINISTRATOR)
    for words_of, permission in MAY.items():
        marks = ("yes" if permission in PERMISSIONS[role] else "" for role in roles)
        assert re.search(rf"^\| {words_of} \|" + "".join(rf" {mark} ?\|" for mark in marks) + "$", PAGE, re.M), words_of


def test_every_column_of_an_export_is_described_and_no_other() -> None:
    table = PAGE.split("| column | meaning |")[1].split("\n\n")[0]
    described = [
        name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[1] if "|" in row else "")
    ]
    assert tuple(described) == COLUMNS


def test_every_section_of_the_overview_is_described() -> None:
    table = PAGE.split("| section | what is counted |")[1].split("\n\n")[0]
    assert re.findall(r"^\| ([A-Z][^|]*) \|", table, re.M) == list(words()["sections"].values())


@pytest.mark.parametrize(
    "sentence",
    [
        f"a number from 1 to {SMALL - 1} is shown as **fewer than {SMALL}**",
        f"with **fewer than {LEAST_CONVERSATIONS}** conversations",
        f"own dates span {SHORTEST} days at least",
        f"the last {LENGTHS[0]}, {LENGTHS[1]} or {LENGTHS[2]} days",
        f"deleted {Settings.console_keep_days} days after its last message",
        f"It works once, for {INVITATION_DAYS} days",
        f"after {LONGEST_SESSION // datetime.timedelta(hours=1)} hours in any case",
        f"signed out after {settings.SESSION_COOKIE_AGE // 60} minutes",
        "After five wrong passwords the account is locked for 15 minutes",
    ],
)
def test_the_numbers_on_the_page_are_those_of_the_console(sentence: str) -> None:
    assert sentence in FLAT
    lock_out = (settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME)
    assert lock_out == (5, datetime.timedelta(minutes=15))


def test_the_password_rule_is_the_one_on_the_page() -> None:
    rules = [rule.get("OPTIONS", {}) for rule in settings.AUTH_PASSWORD_VALIDATORS]
    assert {"min_length": 12} in rules
    assert "a password of 12 characters or more" in FLAT
