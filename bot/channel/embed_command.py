"""`python -m bot embed`: the two lines that put the widget on a page, for this build and this server."""

from __future__ import annotations

import re

from bot.channel.widget_files import embed_code
from bot.settings import ROOT

DOCUMENT = ROOT / "docs" / "site-owners.md"
EXAMPLE = "https://chat.example.org"
PATH = "/webhooks/widget"
_IN_DOCUMENT = re.compile(
    rf"^( *)<script type=\"module\" src=\"{re.escape(EXAMPLE)}.*\n *<support-chat>.*</support-chat>$", re.MULTILINE
)


def embed(address: str, write_docs: bool) -> int:
    """Print them for the server at `address` or, with `write_docs`, put those of the example into the site owners' page."""
    if not write_docs:
        print(embed_code(f"{address.rstrip('/')}{PATH}"))
        return 0
    written = DOCUMENT.read_text(encoding="utf-8")
    if not _IN_DOCUMENT.search(written):
        print(f"error: {DOCUMENT.name} has no embed code for {EXAMPLE}. Put the two lines back, then run this again.")
        return 2
    code = embed_code(EXAMPLE + PATH).split("\n")
    DOCUMENT.write_text(_IN_DOCUMENT.sub(lambda found: f"{found[1]}{code[0]}\n{found[1]}{code[1]}", written), "utf-8")
    return 0
