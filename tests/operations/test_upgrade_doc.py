"""What docs/upgrading.md and docs/operators.md promise is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from bot.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "docs" / "upgrading.md", ROOT / "docs" / "operators.md"]


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for words in re.findall(
            r"(?:`|^\s+)make ((?:[a-z-]+ ?)+)(?:`|$|TO|FROM)", page.read_text(encoding="utf-8"), re.M
        ):
            for target in words.split():
                assert re.search(rf"^{target}:", makefile, re.M), target


def test_the_commands_that_are_named_exist() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    for command in ("backup", "restore", "serve", "embed"):
        assert re.search(rf"^\s+{command} ", ran.stdout, re.M), command


def test_two_versions_with_one_secret_read_each_others_tokens(tmp_path: Path) -> None:
    from bot.channel.tokens import Tokens

    old = read_settings({"BOT_VAR_DIR": str(tmp_path), "BOT_PORT": "5005"})
    new = read_settings({"BOT_VAR_DIR": str(tmp_path), "BOT_PORT": "5006", "BOT_MODEL": str(tmp_path / "new.tar.gz")})
    issued = Tokens(old.signing_secret(), old.token_lifetime_seconds).issue()
    assert (
        Tokens(new.signing_secret(), new.token_lifetime_seconds).read(f"Bearer {issued.value}")
        == issued.conversation_id
    )


def test_the_figures_in_the_text_are_the_defaults() -> None:
    text = " ".join(page.read_text(encoding="utf-8") for page in PAGES)
    defaults = Settings()
    assert f"`BOT_KEEP_HOURS` ({defaults.keep_hours})" in text
    assert f"`BOT_REPLY_TIMEOUT_SECONDS` ({defaults.reply_timeout_seconds:.0f})" in text
    assert defaults.token_lifetime_seconds == 2 * 3600
    assert "2 hours by default" in text
