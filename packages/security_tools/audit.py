"""pip-audit over what is locked, and whether its answer can be believed."""

from __future__ import annotations

import json
import subprocess  # nosec B404: tools that this project locks, with arguments written here
import sys
import tempfile
from pathlib import Path
from typing import Any, Optional

from packages.security_tools.advisories import Advisory
from packages.security_tools.locks import python_locks
from packages.security_tools.outcome import ROOT, Outcome, State

SOURCES = ("pypi", "osv")
_SECONDS = 300


def audited(lock: Path, source: str) -> Optional[dict[str, Any]]:
    """pip-audit's report on a lock, or None when the source could not be reached."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, report = Path(folder, "wanted.txt"), Path(folder, "report.json")
        subprocess.run(  # nosec B603
            [str(ROOT / ".tools/bin/uv"), "export", "--quiet", "--frozen", "--all-groups", "--no-emit-local",
             "--no-header", "--no-annotate", "--output-file", str(wanted)],
            cwd=lock.parent, check=True, capture_output=True,
        )  # fmt: skip
        try:
            subprocess.run(  # nosec B603
                [str(Path(sys.executable).parent / "pip-audit"), "--requirement", str(wanted), "--disable-pip", "--no-deps",
                 "--vulnerability-service", source, "--progress-spinner", "off", "--format", "json",
                 "--output", str(report), "--timeout", "15"],
                cwd=ROOT, capture_output=True, timeout=_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return None
        try:
            read: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return read


def names_of(report: dict[str, Any]) -> dict[str, set[str]]:
    """Package to every name of every advisory that the source knows for it."""
    known: dict[str, set[str]] = {}
    for package in report["dependencies"]:
        for found in package.get("vulns", []):
            known.setdefault(package["name"].lower(), set()).update({found["id"], *found.get("aliases", [])})
    return known


def judge(report: dict[str, Any], accepted: list[Advisory], source: str) -> Outcome:
    """Not learnt when the source knows none of the advisories that we know to be there: it is no advisory database."""
    known, skipped = names_of(report), [one["name"] for one in report["dependencies"] if "skip_reason" in one]
    ours = {name for advisory in accepted for name in advisory.ids}
    if accepted and not any(names & ours for names in known.values()):
        example = accepted[0]
        return Outcome(
            State.NOT_LEARNT,
            f"the source {source} answered, but knows nothing of {example.ids[0]} in {example.package} {example.version}, "
            "so it is no advisory database",
        )
    found = []
    for package in report["dependencies"]:
        for one in package.get("vulns", []):
            if not ({one["id"], *one.get("aliases", [])} & ours):
                fixed = ", ".join(one.get("fix_versions", [])) or "no version"
                found.append(
                    f"{package['name']} {package['version']}: {one['id']}, fixed in {fixed}. Update it, or read it and put "
                    "it into packages/security_tools/advisories.toml."
                )
    found += [f"{name} was not looked up." for name in skipped]
    return Outcome.of(
        found, f"{len(report['dependencies'])} packages have no advisory beyond the accepted ones ({source})"
    )


def check_audit(accepted: list[Advisory]) -> Outcome:
    """Ask each source until one can be believed."""
    tried: list[str] = []
    for source in SOURCES:
        reports = []
        for lock in python_locks():
            report = audited(lock, source)
            if report is None:
                tried.append(f"the source {source} could not be reached")
                break
            reports.append(report)
            if len(reports) == 1 and judge(report, accepted, source).state is State.NOT_LEARNT:
                tried.append(judge(report, accepted, source).summary)
                break
        else:
            outcomes = [judge(report, accepted if n == 0 else [], source) for n, report in enumerate(reports)]
            lines = [line for outcome in outcomes for line in outcome.lines]
            return Outcome.of(lines, "; ".join(outcome.summary for outcome in outcomes))
    return Outcome(
        State.NOT_LEARNT,
        "no advisory database could be asked. This says nothing about whether there are advisories",
        [f"{line}." for line in tried] + ["Run `make security` again where the internet can be reached."],
    )
