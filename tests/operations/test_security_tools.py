"""The checks of `make security` find what they are for, and never call clean what nobody could look at."""

from __future__ import annotations

import dataclasses
import datetime
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from packages.security_tools import audit, served
from packages.security_tools.advisories import PAGE, Advisory, read_advisories, table, with_table, wrong_with
from packages.security_tools.code import judge_findings
from packages.security_tools.locks import check_locks, locked_versions, wrong_in_npm_lock, wrong_in_python_lock
from packages.security_tools.outcome import State
from packages.security_tools.private_places import check_private_places, private_places_in

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".venv-security" / "bin" / "python"
TODAY = datetime.date(2026, 12, 1)
LOCKED = locked_versions(ROOT / "uv.lock")
HASH = "sha256:" + "0" * 64


def an_entry(**changes: Any) -> Advisory:
    """An advisory that fits the lock."""
    entry = Advisory("aiohttp", LOCKED["aiohttp"], ("CVE-2025-53643",), "what", "why", TODAY, TODAY, "")
    return dataclasses.replace(entry, **changes)


# ── locks ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_lock_of_this_repository_has_hashes() -> None:
    outcome = check_locks()
    assert outcome.state is State.CLEAN, outcome.lines


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"wheels": [{"url": "https://files.pythonhosted.org/a.whl"}]}, "without a hash"),
        ({"wheels": [{"url": "https://mirror.example/a.whl", "hash": HASH}]}, "not on files.pythonhosted.org"),
        ({"wheels": []}, "names no file"),
        ({"source": {"registry": "https://mirror.example/simple"}}, "does not come from"),
        ({"source": {"directory": "../../../elsewhere"}}, "outside this repository"),
    ],
)
def test_a_package_that_is_not_pinned_is_named(change: dict[str, Any], said: str) -> None:
    good = {
        "name": "a", "source": {"registry": "https://pypi.org/simple"},
        "wheels": [{"url": "https://files.pythonhosted.org/a.whl", "hash": HASH}],
    }  # fmt: skip
    assert wrong_in_python_lock({"package": [good]}, ROOT) == []
    (line, *_) = wrong_in_python_lock({"package": [good | change]}, ROOT)
    assert said in line


def test_an_npm_package_without_integrity_or_from_elsewhere_is_named() -> None:
    good = {"integrity": "sha512-abc", "resolved": "https://registry.npmjs.org/a/-/a.tgz"}
    assert wrong_in_npm_lock({"packages": {"": {}, "a": good}}) == []
    assert wrong_in_npm_lock({"packages": {"a": {"version": "1"}}}) == ["a has no sha512 integrity."]
    assert len(wrong_in_npm_lock({"packages": {"a": good | {"resolved": "https://mirror.example/a.tgz"}}})) == 1


# ── private places ──────────────────────────────────────────────────────────────────────────────────


def test_no_file_of_this_repository_names_a_private_place() -> None:
    outcome = check_private_places()
    assert outcome.state is State.CLEAN, outcome.lines


@pytest.mark.parametrize(
    "text",
    [
        "cd /" + "work/main",
        'path = "/' + 'root/.cache"',
        "/" + "home/somebody/project",
        "(/" + "Users/somebody)",
        "--index-" + "url https://pypi.inside.test/simple",
        "registry" + "=https://npm.inside.test/",
    ],
)
def test_a_private_place_is_found(text: str) -> None:
    assert list(private_places_in(text))


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/work/",
        "homework/list",
        "see docs/root/page",
        "$(HOME)/.pyenv",
        "registry = https://registry.npmjs.org/",
    ],
)
def test_what_is_public_is_not(text: str) -> None:
    assert not list(private_places_in(text))


# ── accepted advisories ─────────────────────────────────────────────────────────────────────────────


def test_the_accepted_advisories_fit_the_lock() -> None:
    advisories = read_advisories()
    newest = max(one.read_on for one in advisories)
    assert wrong_with(advisories, LOCKED, newest) == []


def test_the_page_is_what_the_data_gives() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_table(page, read_advisories()) == page, "run `make advisories`"
    for one in read_advisories():
        assert one.ids[0] in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": "0.0.1"}, "is locked now. Read whether the advisory still applies"),
        ({"package": "no-such-package"}, "is not locked any more"),
        ({"since": datetime.date(2026, 1, 1), "read_on": datetime.date(2026, 5, 1)}, "Read it again"),
        ({"read_on": datetime.date(2027, 1, 1)}, "dates cannot be right"),
        ({"ids": ("CVE-1",)}, "is not the name of an advisory"),
        ({"ids": ("CVE-2025-53643", "CVE-2025-53643")}, "stands twice"),
        ({"why": " "}, "why is empty"),
        ({"tested_by": "tests/operations/test_accepted_advisories.py::test_no_such"}, "there is no test"),
    ],
)
def test_an_entry_that_has_to_be_read_again_is_named(change: dict[str, Any], said: str) -> None:
    assert wrong_with([an_entry()], LOCKED, TODAY) == []
    lines = wrong_with([an_entry(**change)], LOCKED, TODAY)
    assert any(said in line for line in lines), lines


def test_a_cell_of_the_table_stays_on_its_line() -> None:
    assert "| two lines |" in table([an_entry(what="two\nlines")])


# ── the audit ───────────────────────────────────────────────────────────────────────────────────────


def a_report(*found: tuple[str, str]) -> dict[str, Any]:
    """What pip-audit writes: these advisories of these packages."""
    names = {"aiohttp", *(name for name, _ in found)}
    return {
        "dependencies": [
            {
                "name": name,
                "version": "1",
                "vulns": [{"id": i, "aliases": [], "fix_versions": ["2"]} for n, i in found if n == name],
            }
            for name in sorted(names)
        ]
    }


def test_a_source_that_knows_nothing_is_not_believed() -> None:
    outcome = audit.judge(a_report(), [an_entry()], "pypi")
    assert outcome.state is State.NOT_LEARNT
    assert "no advisory database" in outcome.summary


def test_only_accepted_advisories_are_clean() -> None:
    assert audit.judge(a_report(("aiohttp", "CVE-2025-53643")), [an_entry()], "pypi").state is State.CLEAN


def test_an_advisory_that_nobody_accepted_is_found() -> None:
    outcome = audit.judge(a_report(("aiohttp", "CVE-2025-53643"), ("jinja2", "CVE-2030-0001")), [an_entry()], "pypi")
    assert outcome.state is State.FOUND
    assert "jinja2 1: CVE-2030-0001, fixed in 2" in outcome.lines[0]


def test_a_package_that_was_not_looked_up_is_found() -> None:
    report = a_report(("aiohttp", "CVE-2025-53643"))
    report["dependencies"].append({"name": "a", "skip_reason": "not there"})
    assert audit.judge(report, [an_entry()], "pypi").lines == ["a was not looked up."]


def test_where_no_source_can_be_reached_nothing_is_called_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "audited", lambda lock, source: None)
    outcome = audit.check_audit([an_entry()])
    assert outcome.state is State.NOT_LEARNT
    assert "no advisory database could be asked" in outcome.summary
    assert "the source pypi could not be reached." in outcome.lines
    assert "the source osv could not be reached." in outcome.lines


# ── code ────────────────────────────────────────────────────────────────────────────────────────────

FINDING = {
    "filename": "./bot/a.py", "test_id": "B1", "line_number": 7, "issue_text": "Something.",
    "code": "6 before = 1\n7 here(there)\n8 after = 2\n",
}  # fmt: skip
ACCEPTED = {"file": "bot/a.py", "test": "B1", "line": "here(", "why": "It is so."}


def test_a_finding_is_accepted_by_its_line_with_a_reason() -> None:
    assert judge_findings([FINDING], [ACCEPTED]) == []
    assert judge_findings([FINDING], []) == ["bot/a.py:7 B1 Something."]
    assert len(judge_findings([FINDING], [ACCEPTED | {"line": "before"}])) == 2
    assert "says no reason" in judge_findings([FINDING], [ACCEPTED | {"why": ""}])[0]


def test_an_accepted_finding_that_is_no_more_is_named() -> None:
    assert "is found no more" in judge_findings([], [ACCEPTED])[0]


# ── what is served ──────────────────────────────────────────────────────────────────────────────────


def test_a_copyleft_or_unknown_licence_needs_a_note() -> None:
    entries = [
        {"Name": "A_b", "Version": "1", "License-Classifier": "GNU Lesser General Public License v3 (LGPLv3)"},
        {"Name": "c", "Version": "2", "License-Metadata": "UNKNOWN"},
        {"Name": "d", "Version": "3", "License-Expression": "MIT", "License-Classifier": "UNKNOWN"},
        {"Name": "not-served", "Version": "4"},
    ]
    rows = served.licence_rows(entries, {"a-b", "c", "d"}, {})
    assert [row[0] for row in rows] == ["A_b", "c", "d"]
    assert [line.split()[0] for line in served.without_note(rows)] == ["A_b", "c"]
    rows = served.licence_rows(
        entries, {"a-b", "c", "d"}, {"a-b": {"note": "Read."}, "c": {"note": "Read.", "licence": "MIT"}}
    )
    assert served.without_note(rows) == []


def test_the_bill_lists_only_what_is_served() -> None:
    bom = {
        "metadata": {"component": {"bom-ref": "root"}},
        "components": [
            {
                "name": "A_b",
                "bom-ref": "1",
                "externalReferences": [{"url": "file:///somewhere"}, {"url": "https://pypi.org"}],
            },
            {"name": "pytest", "bom-ref": "2"},
        ],
        "dependencies": [{"ref": "root", "dependsOn": ["1", "2"]}, {"ref": "2"}],
    }
    made = served.only_served(bom, {"a-b"})
    assert [one["name"] for one in made["components"]] == ["A_b"]
    assert made["components"][0]["externalReferences"] == [{"url": "https://pypi.org"}]
    assert made["dependencies"] == [{"ref": "root", "dependsOn": ["1"]}]


needs_tools = pytest.mark.skipif(
    not TOOLS.exists(), reason="the security tools are not installed (make .venv-security/.ready)"
)


def run_tool(what: str) -> subprocess.CompletedProcess[str]:
    """One of the commands, as make calls it."""
    return subprocess.run(
        [str(TOOLS), "-m", "packages.security_tools", what], cwd=ROOT, capture_output=True, text=True, timeout=300
    )


@needs_tools
def test_the_bill_of_materials_is_made_and_names_rasa() -> None:
    ran = run_tool("sbom")
    assert ran.returncode == 0, ran.stderr
    text = (ROOT / "var/reports/sbom.json").read_text(encoding="utf-8")
    bom = json.loads(text)
    names = {one["name"].lower(): one["version"] for one in bom["components"]}
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert names["rasa"] == LOCKED["rasa"]
    assert "pytest" not in names
    assert "tensorflow" not in names
    assert str(ROOT) not in text


@needs_tools
def test_every_served_package_has_a_licence_that_somebody_looked_at() -> None:
    ran = run_tool("licences")
    assert ran.returncode == 0, ran.stderr
    page = (ROOT / "var/reports/licences.md").read_text(encoding="utf-8")
    assert f"| rasa | {LOCKED['rasa']} | Apache" in page
    assert "pytest" not in page
    assert "UNKNOWN" not in page
