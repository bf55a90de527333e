"""After masking and deleting, the database's files do not hold the words any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from bot.console.conversations.masking import digest_of, mask
from bot.console.review.search import conversations_with, wipe_deleted_words
from tests.console.building import a_conversation, a_turn

pytestmark = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks into SQLite's files")


def _files() -> bytes:
    path = Path(settings.DATABASES["default"]["NAME"])
    return b"".join(each.read_bytes() for each in path.parent.glob(path.name + "*")).lower()


@pytest.fixture
def spoken(tables):
    """A conversation that is really in the file, among others, and is taken out again."""
    others, one = [a_conversation() for _ in range(20)], a_conversation()
    for other in others:
        a_turn(other, text="The weather is quiet and nobody is called anything")
    yield a_turn(one, text="My name is Zorblatt Quimsby")
    for each in (*others, one):
        each.delete()


def test_masked_words_are_in_no_file(spoken):
    assert b"zorblatt" in _files()
    mask(spoken.pk, digest_of(spoken.text), {3, 4})
    assert conversations_with(["zorblatt"]) == set()
    assert b"zorblatt" not in _files()
    assert b"quimsby" not in _files()


def test_deleted_words_are_in_no_file(spoken):
    with transaction.atomic():
        spoken.conversation.turns.all().delete()
        wipe_deleted_words()
    assert b"zorblatt" not in _files()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO review_search(review_search) VALUES ('integrity-check')")
