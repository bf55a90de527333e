"""What the security documents claim can be looked up: tests that exist, files that are there, figures that are the code's."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.settings import ROOT, Settings
from tests.docs.asvs_table import BEGIN, CHAPTERS, END, PAGE, STATUSES, Point, points, table, written

SECURITY, DPIA, INCIDENT = (ROOT / "docs" / f"{name}.md" for name in ("security", "dpia", "incident"))
PAGES = (SECURITY, DPIA, INCIDENT, PAGE, ROOT / "SECURITY.md")
POINTS = points()

_REFERENCE = re.compile(r"`((?:tests|bot|deploy|docs|models|packages)/[\w./-]+(?:::\w+)?)`")


@cache
def _functions(path: Path) -> frozenset[str]:
    """The names of all functions and methods in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def what_is_wrong_with(reference: str) -> str | None:
    """Why this reference leads nowhere, or None if it leads somewhere."""
    path, _, name = reference.partition("::")
    path = path.rstrip("/")
    if not (ROOT / path).exists():
        return f"{reference}: there is no {path}"
    if name and not (ROOT / path).is_file():
        return f"{reference}: {path} is a folder"
    if name and name not in _functions(ROOT / path):
        return f"{reference}: {path} has no {name}"
    return None


def references(page: Path) -> set[str]:
    """Every file and test that a page names."""
    return set(_REFERENCE.findall(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_and_file_that_is_named_exists(page: Path) -> None:
    assert not list(filter(None, map(what_is_wrong_with, sorted(references(page)))))


@pytest.mark.parametrize(
    "reference",
    ["tests/nowhere/test_nothing.py", "tests/test_settings.py::test_that_nobody_wrote", "tests/security::test_a_name"],
)
def test_a_test_that_does_not_exist_would_be_noticed(reference: str) -> None:
    assert what_is_wrong_with(reference)


def test_the_threat_model_names_a_test_for_each_attacker() -> None:
    sections = re.split(r"^### \d+\. ", SECURITY.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(sections) == 8
    assert all("::" in section for section in sections)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_picture_is_a_plain_drawing_with_words_for_those_who_cannot_see_it() -> None:
    root = ElementTree.parse(ROOT / "docs" / "images" / "data-flow.svg").getroot()
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert {"title", "desc"} <= kinds
    assert not kinds & {"script", "foreignObject", "image", "use", "style"}


# ── ASVS ────────────────────────────────────────────────────────────────────────────────────────────


def test_there_is_each_point_of_levels_1_and_2_once() -> None:
    assert [sum(point.level == level for point in POINTS) for level in (1, 2)] == [70, 183]
    assert len({point.id for point in POINTS}) == len(POINTS)
    assert {point.chapter for point in POINTS} == set(CHAPTERS)


def test_the_points_stand_in_the_standards_order() -> None:
    numbers = [tuple(map(int, point.id.removeprefix("v5.0.0-").split("."))) for point in POINTS]
    assert numbers == sorted(numbers)
    assert all(len(each) == 3 for each in numbers)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_each_point_says_how_and_what_shows_it(point: Point) -> None:
    assert point.status in STATUSES
    assert point.how.endswith(".")
    assert point.shown_by or point.status in ("not applicable", "not met")
    assert not list(filter(None, map(what_is_wrong_with, point.shown_by)))


def test_no_point_rests_on_a_whole_folder_of_tests() -> None:
    named = {shown for point in POINTS for shown in point.shown_by if shown.startswith("tests/")}
    assert not [shown for shown in named if "::" not in shown]


@pytest.mark.parametrize("page", [SECURITY, PAGE], ids=lambda page: page.name)
def test_nothing_is_promised_for_later(page: Path) -> None:
    assert not re.findall(r"†|\bplanned\b|\bbeing built\b|\bnot built yet\b", page.read_text(encoding="utf-8"))


def test_the_page_is_what_the_data_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page, table(POINTS)), "Run `.venv/bin/python -m tests.docs.asvs_table`."
    assert page.count(BEGIN) == page.count(END) == 1


def test_a_bar_in_a_cell_does_not_break_its_row() -> None:
    row = table([Point("v5.0.0-1.1.1", 1, "this | that", "met", "So.", ())]).splitlines()[-1]
    assert len(re.findall(r"(?<!\\)\|", row)) == 7


# ── the impact assessment and the page for bad days ─────────────────────────────────────────────────


def test_the_assessment_has_the_seven_steps_and_who_answers_for_what() -> None:
    headings = re.findall(r"^## (.+)$", DPIA.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [each.partition(":")[0] for each in headings] == [
        *(f"Step {n}" for n in range(1, 8)),
        "Who answers for what",
    ]


def test_every_risk_has_its_measures() -> None:
    text = DPIA.read_text(encoding="utf-8")
    risks, measures = (re.split(rf"^## Step {n}:", text, flags=re.MULTILINE)[1].split("\n## ")[0] for n in (5, 6))
    numbers = [re.findall(r"^\| (\d+) \|", part, flags=re.MULTILINE) for part in (risks, measures)]
    assert numbers[0] == numbers[1] == [str(n + 1) for n in range(len(numbers[0]))] != []


def test_nobody_has_signed_for_the_council() -> None:
    sign_off = DPIA.read_text(encoding="utf-8").split("## Step 7")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([A-Z].+?) \|(.*?)\|", sign_off, flags=re.MULTILINE)
    assert len(rows) == 7
    assert not any(name.strip() for _, name in rows)


def test_the_hours_are_the_settings() -> None:
    settings, text = Settings(), DPIA.read_text(encoding="utf-8")
    assert f"{settings.keep_hours} hours after its last message (`BOT_KEEP_HOURS`)" in text
    assert settings.token_lifetime_seconds == 2 * 3600, "docs/security.md and docs/dpia.md say two hours"


@pytest.mark.parametrize("needed", ["`BOT_TOKEN_SECRET`", "72 hours", "Article 33", "Article 34", "(../SECURITY.md)"])
def test_the_page_for_bad_days_says_how_to_end_every_chat_and_whom_to_tell_when(needed: str) -> None:
    assert needed in INCIDENT.read_text(encoding="utf-8")
