"""The keys' own tests run in Node; here is their door, and that help lists every key."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.console import conversations as room

HERE = Path(__file__).parent
CONSOLE = Path(room.__file__).parents[1]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_keys_do_what_they_should_and_nothing_while_typing():
    done = subprocess.run(
        ["node", "--test", str(HERE / "keys.test.mjs")], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_lists_every_key():
    actions = (CONSOLE / "static/console/keys.js").read_text(encoding="utf-8").split("ACTIONS = {")[1].split("}")[0]
    keys = re.findall(r'([a-z0-9]|"\?"):', actions)
    listed = (CONSOLE / "review/templates/review/keys_list.html").read_text(encoding="utf-8")
    for key in keys:
        if key not in "234":
            assert f"<kbd>{key.strip(chr(34))}</kbd>" in listed, key
