"""`python -m packages.security_tools check | sbom | licences | advisories`."""

from __future__ import annotations

import datetime
import sys

from packages.security_tools import served
from packages.security_tools.advisories import check_advisories, read_advisories, write_page
from packages.security_tools.audit import check_audit
from packages.security_tools.code import check_code, check_secrets
from packages.security_tools.locks import check_locks
from packages.security_tools.outcome import ROOT, Outcome, State
from packages.security_tools.private_places import check_private_places

CHECKS = (
    ("hashes", check_locks),
    ("private places", check_private_places),
    ("accepted advisories", lambda: check_advisories(datetime.date.today())),
    ("code", check_code),
    ("secrets", check_secrets),
    ("advisories", lambda: check_audit(read_advisories())),
)


def check() -> int:
    """Every check, whatever the others say. 1 when one of them found something."""
    outcomes: list[Outcome] = []
    for name, run in CHECKS:
        outcome = run()
        outcomes.append(outcome)
        print(f"{outcome.state.value:>10}  {name}: {outcome.summary}.", flush=True)
        for line in outcome.lines:
            print(f"            {line}", flush=True)
    found = sum(outcome.state is State.FOUND for outcome in outcomes)
    not_learnt = sum(outcome.state is State.NOT_LEARNT for outcome in outcomes)
    print(f"{len(outcomes)} checks: {found} found something, {not_learnt} could not say.")
    return 1 if found else 0


def main() -> int:
    """Run what the one argument names."""
    what = sys.argv[1] if len(sys.argv) == 2 else ""
    if what == "check":
        return check()
    if what == "sbom":
        path, count = served.write_sbom()
        print(f"{path.relative_to(ROOT)}: {count} components, CycloneDX 1.6, valid.")
        return 0
    if what == "licences":
        path, count, open_ones = served.write_licences()
        print(f"{path.relative_to(ROOT)}: {count} packages.")
        for line in open_ones:
            print(f"error: {line}", file=sys.stderr)
        return 1 if open_ones else 0
    if what == "advisories":
        write_page()
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
