"""Take the pictures of docs/images/widget and write docs/widget-gallery.md and the gallery's list of states.

python -m tests.browser.screenshots            # every picture
python -m tests.browser.screenshots danger     # only the states whose name contains a word; the pages are not written
"""

from __future__ import annotations

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from tests.browser.chat import Chat
from tests.browser.chromium import ARGUMENTS, DESKTOP, PHONE, chromium_path
from tests.browser.states import GROUPS, Scene, State, every_state
from tests.browser.stub import running_stub

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images" / "widget"
PAGE = ROOT / "docs" / "widget-gallery.md"
LIST = ROOT / "bot" / "widget" / "demo" / "_states.html"
FONTS = Path(__file__).with_name("fonts.conf")
COLOURS = 48
A_DIFFERENCE, A_FEW_PIXELS = 32, 16
"""A browser draws round corners a little differently each time: that alone is no reason for a new file."""
SIZES = {"phone": PHONE, "desktop": DESKTOP}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
    "zoomed": {"viewport": {"width": 320, "height": 256}},
}
LOOK_NAMES = {"dark": "dark", "forced": "forced colours", "zoomed": "at 400 % zoom"}

HEAD = """# The widget in pictures

Every state of the chat, on a phone (360 by 740) and on a wide screen (1,200 by 900). The replies are the bot's real words, from
`domain.yml` and the directory of services; a stand-in for the bot sends them.

This page and its pictures are made by `python -m tests.browser.screenshots`. Do not change them by hand.
"""


@dataclass(frozen=True)
class Picture:
    """One file to take."""

    state: State
    size: str
    look: str = "light"

    @property
    def file_name(self) -> str:
        """Its name in docs/images/widget."""
        parts = [self.state.name, self.size, *([] if self.look == "light" else [self.look])]
        return f"{'-'.join(parts)}.png"


def pictures_of(state: State) -> list[Picture]:
    """Both sizes in light; the special looks on a phone."""
    return [*(Picture(state, size) for size in SIZES), *(Picture(state, "phone", look) for look in state.looks)]


def take(browser: Any, picture: Picture) -> bytes:
    """The picture as a small PNG, taken in a browser profile and against a stub of its own."""
    with running_stub() as stub:
        options = {"viewport": SIZES[picture.size], "java_script_enabled": picture.state.scripts, **LOOKS[picture.look]}
        context = browser.new_context(locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce", **options)
        context.set_default_timeout(60_000)
        try:
            page = context.new_page()
            picture.state.reach(Scene(Chat(page), stub))
            page.mouse.move(0, 0)
            return small(page.screenshot(animations="disabled", caret="hide"))
        finally:
            context.close()


def small(png: bytes) -> bytes:
    """The same picture in its commonest colours, which leaves every plain area exactly as it was."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    counted = sorted(image.getcolors(image.width * image.height), reverse=True)
    common = [colour for _, colour in counted[:COLOURS]]
    nearest = {colour: min(range(len(common)), key=lambda at: _distance(common[at], colour)) for _, colour in counted}
    few = Image.new("P", image.size)
    few.putpalette([part for colour in common for part in colour])
    raw = image.tobytes()
    few.putdata([nearest[colour] for colour in zip(raw[::3], raw[1::3], raw[2::3])])
    written = io.BytesIO()
    few.save(written, format="PNG", optimize=True)
    return written.getvalue()


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other))


def looks_the_same(one: bytes, other: bytes) -> bool:
    """Whether a person would see no difference between two pictures."""
    pictures = [Image.open(io.BytesIO(png)).convert("L") for png in (one, other)]
    if pictures[0].size != pictures[1].size:
        return False
    return sum(ImageChops.difference(*pictures).histogram()[A_DIFFERENCE:]) < A_FEW_PIXELS


def keep(path: Path, png: bytes) -> None:
    """Write a picture, unless the one that is there looks the same."""
    if not path.exists() or not looks_the_same(path.read_bytes(), png):
        path.write_bytes(png)


def gallery() -> str:
    """docs/widget-gallery.md."""
    lines = [HEAD]
    for title, states in GROUPS.items():
        lines += [f"## {title}", "", "| what it shows | phone | wide screen |", "| --- | --- | --- |"]
        lines += [_row(state.caption, *(_image(Picture(state, size)) for size in SIZES)) for state in states]
        lines.append("")
    lines += ["## Dark, with the colours of the device, and large", ""]
    lines += ["| what it shows | dark | forced colours | at 400 % zoom |", "| --- | --- | --- | --- |"]
    lines += [
        _row(
            state.caption,
            *(_image(Picture(state, "phone", look)) if look in state.looks else "" for look in LOOK_NAMES),
        )
        for state in every_state()
        if state.looks
    ]
    return "\n".join(lines) + "\n"


def state_list() -> str:
    """The list of states for the gallery's demo page."""
    lines = ["{# Written by `python -m tests.browser.screenshots`. #}"]
    for title, states in GROUPS.items():
        lines += [f"<h3>{title}</h3>", "<ul>", *(f"  <li>{state.caption}</li>" for state in states), "</ul>"]
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _image(picture: Picture) -> str:
    look = "" if picture.look == "light" else f", {LOOK_NAMES[picture.look]}"
    return f"![{picture.state.caption} ({picture.size}{look})](images/widget/{picture.file_name})"


def _chosen(words: list[str]) -> Iterator[Picture]:
    for state in every_state():
        if not words or any(word in state.name for word in words):
            yield from pictures_of(state)


def main(words: list[str]) -> int:
    """Take what was asked for. Returns the exit status."""
    if chromium_path() is None:
        sys.stderr.write("Chromium is not installed. On Debian: apt-get install chromium.\n")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    taken = list(_chosen(words))
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS, env=environment)
        for picture in taken:
            keep(IMAGES / picture.file_name, take(browser, picture))
        browser.close()
    if not words:
        for stale in {*IMAGES.glob("*.png")} - {IMAGES / picture.file_name for picture in taken}:
            stale.unlink()
        PAGE.write_text(gallery(), encoding="utf-8")
        LIST.write_text(state_list(), encoding="utf-8")
    total = sum(path.stat().st_size for path in IMAGES.glob("*.png"))
    sys.stdout.write(f"{len(taken)} pictures taken; {IMAGES.relative_to(ROOT)} holds {total / 1e6:.2f} MB.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
