"""The widget's own files: the current build, the released builds under their versions, and the demo pages."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping, Optional

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channel.headers import PRIVATE

WIDGET_DIR = Path(__file__).resolve().parent.parent / "widget"
DIST_DIR, DEMO_DIR = WIDGET_DIR / "dist", WIDGET_DIR / "demo"
CURRENT = "widget.js"
ONE_YEAR = 31_536_000

_VERSIONED = re.compile(r"widget-\d+\.\d+\.\d+\.js")
_KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".html": "text/html"}
_SCRIPT_HEADERS = {
    # Any site may load the script (and check its integrity); who may talk to the bot is BOT_ALLOWED_ORIGINS.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"


@dataclass(frozen=True)
class File:
    """What is sent: bytes, their kind and the headers that go with them."""

    content: bytes
    kind: str
    headers: Mapping[str, str]

    @property
    def etag(self) -> str:
        """A name for exactly these bytes."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'


def current_version() -> str:
    """The version in package.json."""
    return str(json.loads((WIDGET_DIR / "package.json").read_text(encoding="utf-8"))["version"])


def versioned_name(version: Optional[str] = None) -> str:
    """The file name of a release."""
    return f"widget-{version or current_version()}.js"


def integrity(name: str) -> str:
    """The subresource integrity of a build, as the `integrity` attribute wants it."""
    digest = hashlib.sha384((DIST_DIR / name).read_bytes()).digest()
    return f"sha384-{base64.b64encode(digest).decode('ascii')}"


def script(name: str) -> Optional[File]:
    """A build of the widget: a release may be kept by browsers for good; `CURRENT` is the newest, asked for each time."""
    if name != CURRENT and not _VERSIONED.fullmatch(name):
        return None
    path = DIST_DIR / (versioned_name() if name == CURRENT else name)
    if not path.is_file():
        return None
    caching = "no-cache" if name == CURRENT else f"public, max-age={ONE_YEAR}, immutable"
    return File(path.read_bytes(), "text/javascript", {**_SCRIPT_HEADERS, "Cache-Control": caching})


def demo_names() -> list[str]:
    """The demo pages, without `.html`."""
    return sorted(path.stem for path in DEMO_DIR.glob("*.html") if not path.stem.startswith("_"))


def demo(name: str) -> Optional[File]:
    """A demo page with the embed code of this release, or a file that belongs to one."""
    path = DEMO_DIR / (name if "." in name else f"{name}.html")
    if path.name.startswith("_") or path.parent != DEMO_DIR or not path.is_file() or path.suffix not in _KINDS:
        return None
    headers = {**PRIVATE, "Content-Security-Policy": STRICT}
    if path.suffix != ".html":
        return File(path.read_bytes(), _KINDS[path.suffix], headers)
    page, release = _templates().get_template(path.name), versioned_name()
    written = page.render(script=f"../{release}", integrity=integrity(release), pages=demo_names())
    return File(written.encode("utf-8"), _KINDS[".html"], headers)


def embed_code(base: str) -> str:
    """The two lines that put this release on a page. `base` is the address of the channel, without a slash at its end."""
    name = versioned_name()
    parts: Any = _templates().get_template("_parts.html").module
    lines = str(parts.lines()).replace('"../', f'"{base}/')
    return (
        f'<script type="module" src="{base}/{name}" integrity="{integrity(name)}" crossorigin="anonymous"></script>\n'
        f"<support-chat>{lines}</support-chat>"
    )


def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(DEMO_DIR), autoescape=True, undefined=StrictUndefined)
