"""What is served: the packages that are installed without the tools for developers, their licences and their list."""

from __future__ import annotations

import json
import re
import subprocess  # nosec B404: tools that this project locks, with arguments written here
import sys
from pathlib import Path
from typing import Any

from packages.security_tools.outcome import HERE, ROOT
from packages.security_tools.toml import read_toml

REPORTS = ROOT / "var" / "reports"
NOTES = HERE / "licences.toml"
_BIN = Path(sys.executable).parent
_NAME = re.compile(r"[-_.]+")


def normal(name: str) -> str:
    """A package's name as registries compare it."""
    return _NAME.sub("-", name).lower()


def served_names() -> set[str]:
    """Every package in the lock that is installed without the groups for developers, on Linux."""
    exported = subprocess.run(  # nosec B603
        [str(ROOT / ".tools/bin/uv"), "export", "--quiet", "--frozen", "--no-default-groups", "--no-hashes",
         "--no-header", "--no-annotate", "--no-emit-project"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    names = set()
    for line in exported.splitlines():
        requirement, _, marker = line.partition(";")
        if "==" in requirement and ("linux" in marker or "sys_platform" not in marker):
            names.add(normal(requirement.partition("==")[0]))
        elif requirement.startswith("./packages/tensorflow_standin"):
            names.add("rasa-tensorflow-standin")
    return names


def installed_licences() -> list[dict[str, str]]:
    """Name, version and licence of every package in .venv."""
    ran = subprocess.run(  # nosec B603
        [str(_BIN / "pip-licenses"), "--python", str(ROOT / ".venv/bin/python"), "--from", "all", "--with-system",
         "--format", "json"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    read: list[dict[str, str]] = json.loads(ran.stdout)
    return read


def licence_of(entry: dict[str, str]) -> str:
    """The one that says most: SPDX expression, classifiers, or the free text's first line."""
    for key in ("License-Expression", "License-Classifier", "License-Metadata"):
        text = entry.get(key, "").strip().split("\n")[0]
        if text and text.upper() != "UNKNOWN":
            return text[:80]
    return "UNKNOWN"


COPYLEFT = re.compile(r"\b(?:A|L)?GPL|Lesser General|General Public|MPL|Mozilla|EUPL|CDDL|EPL", re.I)


def notes() -> dict[str, dict[str, str]]:
    """What is known of packages whose licence is unknown or copyleft."""
    return {normal(one["package"]): one for one in read_toml(NOTES)["package"]}


def licence_rows(
    entries: list[dict[str, str]], served: set[str], known: dict[str, dict[str, str]]
) -> list[tuple[str, ...]]:
    """Name, version, licence and note of each served package."""
    rows = []
    for entry in sorted(entries, key=lambda one: normal(one["Name"])):
        name = normal(entry["Name"])
        if name not in served:
            continue
        said, note = licence_of(entry), known.get(name, {})
        licence = note.get("licence") or said
        rows.append((entry["Name"], entry["Version"], licence, note.get("note", "")))
    return rows


def without_note(rows: list[tuple[str, ...]]) -> list[str]:
    """Packages that somebody has to look at first."""
    return [
        f"{name} {version}: {licence}. Read its licence and say in packages/security_tools/licences.toml what follows."
        for name, version, licence, note in rows
        if not note and (licence == "UNKNOWN" or COPYLEFT.search(licence))
    ]


def write_licences() -> tuple[Path, int, list[str]]:
    """Write var/reports/licences.md. Returns it, how many packages it lists, and what somebody has to look at."""
    served = served_names()
    rows = licence_rows(installed_licences(), served, notes())
    missing = sorted(served - {normal(row[0]) for row in rows})
    lines = ["# Licences of what is served", "", "| package | version | licence | note |", "| --- | --- | --- | --- |"]
    lines += ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    path = _report("licences.md", "\n".join([*lines, ""]))
    return path, len(rows), [*without_note(rows), *(f"{name} is locked but not installed." for name in missing)]


def write_sbom() -> tuple[Path, int]:
    """Write var/reports/sbom.json, CycloneDX 1.6, checked by the tool against the schema. Returns it and the count."""
    whole = REPORTS / "sbom-everything.json"
    REPORTS.mkdir(parents=True, exist_ok=True)
    base = [str(_BIN / "cyclonedx-py"), "environment", "--output-format", "JSON", "--spec-version", "1.6", "--validate",
            "--pyproject", str(ROOT / "pyproject.toml"), "--output-file", str(whole), str(ROOT / ".venv/bin/python")]  # fmt: skip
    subprocess.run(base, check=True, capture_output=True)  # nosec B603
    bom = only_served(json.loads(whole.read_text(encoding="utf-8")), served_names())
    whole.unlink()
    text = json.dumps(bom, indent=2) + "\n"
    problem = _against_schema(text)
    if problem:
        raise RuntimeError(f"the SBOM does not fit the CycloneDX schema: {problem}")
    return _report("sbom.json", text), len(bom["components"])


def only_served(bom: dict[str, Any], served: set[str]) -> dict[str, Any]:
    """The bill without the tools for developers, and without paths of this machine."""
    kept = [one for one in bom["components"] if normal(one["name"]) in served]
    references = {one["bom-ref"] for one in kept} | {bom["metadata"]["component"]["bom-ref"]}
    for one in kept:
        one["externalReferences"] = [r for r in one.get("externalReferences", []) if not r["url"].startswith("file:")]
    bom["components"] = kept
    bom["dependencies"] = [
        {**one, "dependsOn": [name for name in one.get("dependsOn", []) if name in references]}
        for one in bom.get("dependencies", [])
        if one["ref"] in references
    ]
    return bom


def _against_schema(text: str) -> str:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return str(error) if error else ""


def _report(name: str, text: str) -> Path:
    REPORTS.mkdir(parents=True, exist_ok=True)
    path = REPORTS / name
    path.write_text(text, encoding="utf-8")
    return path
