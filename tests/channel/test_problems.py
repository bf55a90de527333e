"""Every problem tells a person what to do, in one shape (RFC 9457), and never repeats what they typed."""

from __future__ import annotations

import re

import pytest

from bot.channel.problems import CONTENT_TYPE, TEXTS_FILE, Problem, texts
from bot.settings import ROOT

STATUSES = {
    "malformed": 400,
    "empty_text": 400,
    "unknown_choice": 400,
    "no_token": 401,
    "not_found": 404,
    "wrong_method": 405,
    "too_long": 413,
    "too_many": 429,
    "out_of_service": 503,
}


def test_the_problems_are_these() -> None:
    assert set(texts()["problems"]) == set(STATUSES)


@pytest.mark.parametrize(("name", "status"), STATUSES.items())
def test_each_has_its_status_a_title_and_a_detail(name: str, status: int) -> None:
    problem = Problem(name)
    assert problem.status == status
    assert set(problem.body()) == {"status", "title", "detail"}
    assert problem.body()["status"] == status
    assert all(problem.body()[key].strip() for key in ("title", "detail"))


@pytest.mark.parametrize("name", STATUSES)
def test_each_detail_is_a_short_sentence_without_blame(name: str) -> None:
    detail = Problem(name).body()["detail"]
    assert detail.endswith(".")
    assert len(detail) <= 200
    assert not re.search(r"\b(?:invalid|illegal|error|failed|wrong|forbidden)\b", detail, re.IGNORECASE)


@pytest.mark.parametrize("name", ["no_token", "too_many", "out_of_service"])
def test_who_cannot_go_on_is_told_of_999(name: str) -> None:
    assert "999" in Problem(name).body()["detail"]


def test_who_finds_the_chat_out_of_service_is_told_the_supportline() -> None:
    assert "08 08 16 89 111" in Problem("out_of_service").body()["detail"]


def test_a_problem_may_add_to_the_body_and_the_headers() -> None:
    problem = Problem("out_of_service", {"Retry-After": "5"}, {"services": [{"id": "emergency_999"}]})
    assert problem.body()["services"] == [{"id": "emergency_999"}]
    assert problem.headers == {"Retry-After": "5"}
    assert "services" not in Problem("out_of_service").body()


def test_the_texts_are_not_changed_by_a_problem() -> None:
    Problem("malformed").body()["title"] = "changed"
    assert Problem("malformed").body()["title"] != "changed"


def test_it_is_problem_json() -> None:
    assert CONTENT_TYPE == "application/problem+json"


def test_every_problem_that_the_code_raises_has_a_text() -> None:
    sources = [*(ROOT / "bot" / "channel").glob("*.py"), *(ROOT / "bot" / "rasa_adapters").glob("*.py")]
    raised = set(re.findall(r'Problem\("(\w+)"', "\n".join(each.read_text(encoding="utf-8") for each in sources)))
    assert raised - set(STATUSES) == set()
    assert TEXTS_FILE.is_file()
