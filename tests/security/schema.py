"""`make schema`: schemathesis calls a bot of its own in every way that docs/openapi.yml allows, and in ways that it does not.

The cases are the same each time. EXAMPLES sets how many cases each operation gets (20).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from bot.settings import ROOT
from tests.load.own_bot import measured_bot

TOOL = ROOT / ".venv-security" / "bin" / "schemathesis"
CONFIGURATION = ROOT / "tests" / "security" / "schemathesis.toml"
DESCRIPTION = ROOT / "docs" / "openapi.yml"
SECONDS_FOR_A_REPLY = "10"


def check(base: str, examples: str) -> int:
    """Run schemathesis against the bot at `base`; 0 when every check of every case holds."""
    environment = {
        **os.environ,
        "SCHEMATHESIS_HOOKS": "tests.security.schemathesis_hooks",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [
        str(TOOL), "--config-file", str(CONFIGURATION), "run", str(DESCRIPTION), "--url", base, "--checks", "all", "--generation-deterministic",
        "--max-examples", examples, "--max-response-time", SECONDS_FOR_A_REPLY, "--continue-on-failure", "--no-color",
    ]  # fmt: skip
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def main() -> int:
    if not TOOL.exists():
        sys.exit("error: schemathesis is not installed. Run `make schema`, which installs it.")
    started = time.monotonic()
    with measured_bot() as bot:
        code = check(bot.base, os.environ.get("EXAMPLES", "20"))
    sys.stdout.write(f"  {time.monotonic() - started:.0f} s with the bot's start\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
