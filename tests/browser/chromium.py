"""The browser that tests and pictures use."""

from __future__ import annotations

import os
import shutil
from typing import Optional

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1200, "height": 900}


def chromium_path() -> Optional[str]:
    """Debian's Chromium, or the one in BOT_TEST_CHROMIUM; None if there is none."""
    return os.environ.get("BOT_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
