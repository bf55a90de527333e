"""bandit over the code, detect-secrets over every file."""

from __future__ import annotations

import json
import subprocess  # nosec B404: tools that this project locks, with arguments written here
import sys
from pathlib import Path
from typing import Any

from packages.security_tools.outcome import HERE, ROOT, Outcome, State, tracked_files
from packages.security_tools.toml import read_toml

ACCEPTED = HERE / "accepted_findings.toml"
BASELINE = HERE / "secrets.baseline.json"
_BIN = Path(sys.executable).parent
_CODE = ("bot", "actions", "packages")
# Locks are full of hashes, builds are made from what is looked at, and nlu.yml is 5 MB of invented messages.
_NO_SECRETS_IN = (
    "uv.lock",
    "package-lock.json",
    ".png",
    ".onnx",
    ".npz",
    "bot/widget/dist/",
    "models/encoder/",
    "data/nlu.yml",
)


def bandit_findings() -> list[dict[str, Any]]:
    """What bandit finds in our Python files."""
    files = [
        str(path.relative_to(ROOT))
        for path in tracked_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in _CODE
    ]
    ran = subprocess.run(  # nosec B603
        [str(_BIN / "bandit"), "--quiet", "--format", "json", *files], cwd=ROOT, capture_output=True, text=True
    )
    report = json.loads(ran.stdout)
    if report["errors"]:
        raise RuntimeError(f"bandit could not read every file: {report['errors'][0]}")
    findings: list[dict[str, Any]] = report["results"]
    return findings


def finding_line(finding: dict[str, Any]) -> str:
    """The line that a finding stands on; bandit gives its neighbours, too."""
    numbered = (line.partition(" ") for line in finding["code"].splitlines())
    return next((text for number, _, text in numbered if number == str(finding["line_number"])), "")


def judge_findings(findings: list[dict[str, Any]], accepted: list[dict[str, str]]) -> list[str]:
    """Findings that nobody accepted, and accepted ones that are no more. Lines are compared, not their numbers."""
    lines, used = [], set()
    for finding in findings:
        place = (finding["filename"].removeprefix("./"), finding["test_id"])
        line = finding_line(finding)
        match = next(
            (n for n, one in enumerate(accepted) if (one["file"], one["test"]) == place and one["line"] in line), None
        )
        if match is None:
            lines.append(f"{place[0]}:{finding['line_number']} {place[1]} {finding['issue_text']}")
        used.add(match)
    for number, one in enumerate(accepted):
        if not one.get("why", "").strip():
            lines.append(f"{ACCEPTED.name}: {one['file']} {one['test']} says no reason.")
        if number not in used:
            lines.append(f"{ACCEPTED.name}: {one['file']} {one['test']} is found no more. Take it out.")
    return lines


def check_code() -> Outcome:
    """bandit, without what is accepted with a reason."""
    accepted = read_toml(ACCEPTED)["finding"]
    found = judge_findings(bandit_findings(), accepted)
    return Outcome.of(found, f"bandit finds nothing new; {len(accepted)} findings are accepted with their reason")


def check_secrets() -> Outcome:
    """detect-secrets: nothing that looks like a secret beyond the baseline, which holds invented ones in tests and docs."""
    files = [str(path.relative_to(ROOT)) for path in tracked_files()]
    files = [name for name in files if not any(part in name for part in _NO_SECRETS_IN)]
    files = [name for name in files if name != str(BASELINE.relative_to(ROOT))]
    before = BASELINE.read_bytes()
    ran = subprocess.run(  # nosec B603
        [str(_BIN / "detect-secrets-hook"), "--no-verify", "--json", "--baseline", str(BASELINE.relative_to(ROOT)), *files],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    BASELINE.write_bytes(before)  # the tool moves line numbers in it; what is accepted is changed by hand only
    if ran.returncode not in (0, 1, 3):
        return Outcome(State.NOT_LEARNT, "detect-secrets could not run", ran.stderr.strip().splitlines()[-1:])
    found = []
    if ran.returncode == 1:
        try:
            results = json.loads(ran.stdout or "{}").get("results", {})
        except ValueError:  # it speaks in sentences, for instance when the baseline is changed and not yet in git
            results = {}
        for name, secrets in results.items():
            found += [f"{name}:{one['line_number']} may hold a secret ({one['type']})." for one in secrets]
        found = found or ["detect-secrets found something and did not say what: " + ran.stdout[:500]]
    return Outcome.of(found, f"{len(files)} files hold nothing that looks like a secret beyond the baseline")
