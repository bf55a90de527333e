"""docs/widget-gallery.md shows every picture that is kept, and the demonstrations' list names the same states."""

from __future__ import annotations

import re

from bot.channel.widget_files import DEMO_DIR
from bot.settings import ROOT

PAGE = (ROOT / "docs" / "widget-gallery.md").read_text(encoding="utf-8")
IMAGES = ROOT / "docs" / "images" / "widget"
MOST_BYTES = 2_500_000
HOW = "Run `python -m tests.browser.screenshots`."


def test_every_picture_is_shown_and_every_one_that_is_shown_is_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(images/widget/([\w-]+\.png)\)", PAGE)
    assert len(shown) == len(set(shown))
    assert set(shown) == {path.name for path in IMAGES.iterdir()}, HOW


def test_every_state_is_shown_on_a_phone_and_on_a_wide_screen() -> None:
    names = {path.stem for path in IMAGES.iterdir()}
    states = {name.removesuffix("-desktop") for name in names if name.endswith("-desktop")}
    assert states == {name.removesuffix("-phone") for name in names if name.endswith("-phone")}, HOW


def test_the_demonstrations_name_the_states_of_the_page() -> None:
    listed = re.findall(r"<li>(.+)</li>", (DEMO_DIR / "_states.html").read_text(encoding="utf-8"))
    light = PAGE.split("## Dark", 1)[0]
    assert listed == re.findall(r"^\| ([^|]+) \| !", light, flags=re.MULTILINE), HOW


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) < MOST_BYTES
