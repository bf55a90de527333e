"""Labelled sets are read with any label missing, and what cannot be read is named without its text."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.sets import SetError, read_message, read_sets
from bot.signposting import AgeGroup, Harm, Subject

WHOLE = {
    "id": "a1", "text": "an invented message", "harm": ["fraud", "acquisitive_crime"], "age_group": "under_18",
    "subject": "child", "danger_now": True, "self_harm": False, "style": "teen",
}  # fmt: skip


def write(path: Path, *rows: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_every_label_is_read() -> None:
    message = read_message(WHOLE)
    assert message.harm == (Harm.FRAUD, Harm.ACQUISITIVE_CRIME)
    assert (message.age_group, message.subject) == (AgeGroup.UNDER_18, Subject.CHILD)
    assert (message.danger_now, message.self_harm, message.style) == (True, False, "teen")


def test_any_label_may_be_missing() -> None:
    message = read_message({"id": 7, "text": "hello"})
    assert (message.id, message.harm, message.danger_now, message.subject) == ("7", None, None, None)


def test_folders_are_searched_and_other_files_left_out(tmp_path: Path) -> None:
    write(tmp_path / "first.jsonl", WHOLE)
    write(tmp_path / "deep" / "second.jsonl", WHOLE, {"id": "s", "opening": "not a message"}, WHOLE)
    write(tmp_path / "scenarios.jsonl", {"id": "s", "opening": "not a message"})
    assert {name: len(messages) for name, messages in read_sets(tmp_path).items()} == {"first": 1, "deep/second": 2}


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"harm": []}, '"harm" must be a list'),
        ({"harm": ["robbery"]}, '"harm" must be a list'),
        ({"harm": "fraud"}, '"harm" must be a list'),
        ({"age_group": "12"}, '"age_group" must be one of: under_18'),
        ({"subject": "dog"}, '"subject" must be one of: self'),
        ({"danger_now": "yes"}, '"danger_now" must be true or false'),
        ({"text": 3}, 'needs an "id" and a "text"'),
    ],
)
def test_a_wrong_label_is_named_with_its_file_and_line_but_not_its_text(
    tmp_path: Path, change: dict[str, Any], problem: str
) -> None:
    write(tmp_path / "set.jsonl", WHOLE, {**WHOLE, **change})
    with pytest.raises(SetError, match=r"set\.jsonl, line 2: ") as caught:
        read_sets(tmp_path)
    assert problem in str(caught.value)
    assert "invented" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text("not json\n", encoding="utf-8")
    with pytest.raises(SetError, match=r"set\.jsonl, line 1: this is not JSON"):
        read_sets(tmp_path)


def test_a_folder_without_messages_or_no_folder_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="holds no labelled messages"):
        read_sets(tmp_path)
    with pytest.raises(SetError, match="EVAL=folder"):
        read_sets(tmp_path / "nowhere")
