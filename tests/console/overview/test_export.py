"""Exports: redacted words only, logged once, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sys
import types
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bot.console.conversations.models import Reading
from bot.console.overview.export import COLUMNS
from tests.console.building import a_conversation, a_turn

pytestmark = pytest.mark.usefixtures("database")


def _rows(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"), newline="")))


def test_the_page_says_how_many_and_that_it_is_logged_and_logs_nothing_yet(client_for: Any) -> None:
    a_conversation(harm="fraud")
    a_conversation(harm="terrorism")
    text = client_for("lead").get("/export?harm=fraud").content.decode()
    assert "<strong>1</strong> conversation:" in text
    assert "This is logged under your name" in text
    assert '<input type="hidden" name="harm" value="fraud">' in text
    assert not Reading.objects.exists()


def test_a_csv_has_a_row_for_each_message_and_the_documented_columns(client_for: Any) -> None:
    conversation = a_conversation(harm="fraud", services=["report_fraud"])
    a_turn(conversation, text="They took [name]'s money", intent="fraud", confidence=0.91234)
    a_turn(conversation, text="Thank you", services=["report_fraud"])
    rows = _rows(client_for("lead").post("/export", {"format": "csv"}))
    assert [row["text"] for row in rows] == ["They took [name]'s money", "Thank you"]
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["conversation"], rows[0]["confidence"], rows[0]["danger"]) == (str(conversation.pk), "0.912", "no")


def test_json_holds_the_same(client_for: Any) -> None:
    for text in ("One", "Two"):
        a_turn(a_conversation(), text=text)
    a_conversation()
    response = client_for("lead").post("/export", {"format": "json"})
    data = json.loads(b"".join(response.streaming_content))
    assert [[turn["text"] for turn in each["messages"]] for each in data] == [["One"], ["Two"], []]
    assert {name for each in data for name in each} | {name for each in data for t in each["messages"] for name in t} == {
        *COLUMNS, "messages",
    }  # fmt: skip


def test_an_empty_export_is_still_whole(client_for: Any) -> None:
    client = client_for("lead")
    assert json.loads(b"".join(client.post("/export", {"format": "json"}).streaming_content)) == []
    assert _rows(client.post("/export", {"format": "csv"})) == []


def test_one_entry_is_left_with_the_number_and_the_filter_and_no_words(client_for: Any) -> None:
    a_conversation(harm="fraud")
    client = client_for("lead")
    client.post("/export", {"format": "csv", "harm": "fraud", "text": "", "without": "Sarah"})
    logged = Reading.objects.get()
    assert (logged.user, logged.what, logged.conversation_number) == (client.user, "exported", None)
    assert logged.detail == "1 conversation as csv; harm=fraud, without=(words)"


def test_a_long_filter_is_cut_and_does_not_stop_the_entry(client_for: Any) -> None:
    client_for("lead").post("/export", {"format": "csv", "harm": [f"fraud{number}" for number in range(90)]})
    assert len(Reading.objects.get().detail) == 200


@pytest.mark.parametrize("role", ["reviewer", "trainer", "administrator"])
def test_nobody_else_exports_and_a_refusal_leaves_no_entry(client_for: Any, role: str) -> None:
    client = client_for(role)
    assert client.get("/export").status_code == 403
    assert client.post("/export", {"format": "csv"}).status_code == 403
    assert not Reading.objects.exists()


def test_another_kind_of_file_is_asked_for_again_and_leaves_no_entry(client_for: Any) -> None:
    response = client_for("lead").post("/export", {"format": "exe"})
    assert response.status_code == 400
    assert not Reading.objects.exists()


def test_an_export_needs_the_token_of_the_form(client_for: Any) -> None:
    client = client_for("lead", enforce_csrf_checks=True)
    assert isinstance(client, Client)
    assert client.post("/export", {"format": "csv"}).status_code == 403
    assert not Reading.objects.exists()


def test_words_masked_by_hand_stay_masked_and_the_bots_own_key_is_not_in_it(client_for: Any) -> None:
    conversation = a_conversation(key="k" * 32)
    a_turn(conversation, text="My brother [masked] did it", is_masked=True, reasons=["age: 15"])
    for kind in ("csv", "json"):
        text = b"".join(client_for("lead").post("/export", {"format": kind}).streaming_content).decode()
        assert "[masked]" in text
        assert "k" * 32 not in text
        assert "age: 15" not in text


def test_a_message_that_looks_like_a_formula_is_text(client_for: Any) -> None:
    a_turn(a_conversation(), text='=HYPERLINK("https://example.org","x")')
    [row] = _rows(client_for("lead").post("/export", {"format": "csv"}))
    assert row["text"].startswith("'=HYPERLINK")


def test_what_should_have_been_deleted_is_not_exported_unless_it_is_held(client_for: Any) -> None:
    past = timezone.now() - datetime.timedelta(hours=1)
    a_turn(a_conversation(expires_at=past), text="gone")
    a_turn(a_conversation(expires_at=past, held_until=timezone.localdate()), text="held")
    rows = _rows(client_for("lead").post("/export", {"format": "csv"}))
    assert [row["text"] for row in rows] == ["held"]


def test_what_is_deleted_while_the_file_is_made_is_left_out(client_for: Any) -> None:
    kept, gone = a_conversation(), a_conversation()
    a_turn(kept, text="kept")
    a_turn(gone, text="gone")
    response = client_for("lead").post("/export", {"format": "csv"})
    gone.delete()
    assert [row["text"] for row in _rows(response)] == ["kept"]
    assert Reading.objects.get().detail.startswith("2 conversations")


def test_what_the_person_has_had_deleted_is_left_out_before_the_console_has_deleted_it(
    client_for: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = a_conversation(), a_conversation()
    forgetting = types.ModuleType("forgetting")
    forgetting.is_forgotten = lambda key: key == gone.key
    monkeypatch.setitem(sys.modules, "bot.console.conversations.forgetting", forgetting)
    rows = _rows(client_for("lead").post("/export", {"format": "csv"}))
    assert [int(row["conversation"]) for row in rows] == [kept.pk]


def test_more_conversations_than_are_fetched_at_once_come_in_order(client_for: Any) -> None:
    made = [a_conversation().pk for _ in range(401)]
    rows = _rows(client_for("lead").post("/export", {"format": "csv"}))
    assert [int(row["conversation"]) for row in rows] == made
