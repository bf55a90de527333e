"""docs/site-owners.md says what the widget's source reads, no more and no less, and its code is this version's."""

from __future__ import annotations

import json
import re

import pytest

from bot.channel import widget_files
from bot.channel.widget_files import DEMO_DIR, WIDGET_DIR
from bot.cli import main
from bot.settings import ROOT

PAGE = (ROOT / "docs" / "site-owners.md").read_text(encoding="utf-8")
SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((WIDGET_DIR / "src").glob("*.js")))
STYLES = (WIDGET_DIR / "src" / "styles.css").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([a-z][\w-]*)` \| .+ \| (.+) \|$", PAGE, flags=re.MULTILINE))
DEFAULT = re.compile(r"var\((--support-chat-[\w-]+), ((?:[^()]|\([^()]*\))+)\)")

SET_BY_THE_WIDGET = {"data-launcher", "data-started", "data-own-colours"}


def attributes_read() -> set[str]:
    """Every attribute of <support-chat> that changes what the widget does."""
    asked = set(re.findall(r"\bgetAttribute\(\"([\w-]+)\"\)", SCRIPTS))
    observed = re.search(r"observedAttributes = \[(.*?)\]", SCRIPTS)
    styled = set(re.findall(r":host\([^)]*?\[([\w-]+)", STYLES)) - SET_BY_THE_WIDGET - {"hidden"}
    direction = {"dir"} if ":dir(" in STYLES else set()
    return asked | set(re.findall(r'"([\w-]+)"', observed.group(1) if observed else "")) | styled | direction


def test_the_embed_code_is_of_this_build() -> None:
    first, second = widget_files.embed_code("https://chat.example.org/webhooks/widget").split("\n")
    assert f"{first}\n   {second}\n" in PAGE, "Run `make widget`."


def test_the_embed_code_names_no_other_version() -> None:
    assert set(re.findall(r"widget-[\d.]+\.js", PAGE)) == {widget_files.versioned_name()}


def test_the_embed_code_is_what_the_demonstrations_have() -> None:
    council = widget_files.demo("council")
    assert council is not None
    for line in widget_files.embed_code("..").split("\n"):
        assert line in council.content.decode("utf-8")


def test_the_embed_code_is_printed_for_any_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["embed", "https://bot.example.com/"]) == 0
    printed = capsys.readouterr().out
    assert printed.count("\n") == 2
    assert f'src="https://bot.example.com/webhooks/widget/{widget_files.versioned_name()}"' in printed
    assert 'href="https://bot.example.com/webhooks/widget/pages"' in printed


def test_every_attribute_that_the_source_reads_is_documented_and_no_other() -> None:
    assert set(ROWS) == attributes_read()


def test_every_attribute_says_what_happens_without_it() -> None:
    assert all(default.strip() for default in ROWS.values())


def test_every_custom_property_that_the_source_reads_is_documented_and_no_other() -> None:
    rows = re.findall(r"^\| `(--support-chat-[\w-]+)`", PAGE, flags=re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == set(re.findall(r"var\((--support-chat-[\w-]+)", STYLES))


def test_the_defaults_of_the_custom_properties_are_the_styles_own() -> None:
    written = dict(re.findall(r"^\| `(--support-chat-[\w-]+)` \| [^|]+ \| `([^`]+)` \|$", PAGE, flags=re.MULTILINE))
    used = {name: value for name, value in DEFAULT.findall(STYLES) if name != "--support-chat-font"}
    assert written == used


@pytest.mark.parametrize("link", ["data-exit", "data-without-script"])
def test_the_links_with_a_meaning_are_explained(link: str) -> None:
    assert link in SCRIPTS + STYLES
    assert f"the link with `{link}`" in PAGE


def test_no_other_link_has_a_meaning() -> None:
    read = set(re.findall(r"\[(data-[\w-]+)\]", SCRIPTS + STYLES)) - SET_BY_THE_WIDGET
    assert read == {"data-exit", "data-without-script"}


def test_the_hours_in_the_page_are_the_widgets_own() -> None:
    kept = re.search(r"getAttribute\(\"kept-hours\"\)\) \|\| (\d+)", SCRIPTS)
    assert kept is not None
    assert ROWS["kept-hours"].strip() == kept.group(1)


def test_the_policy_is_the_one_that_the_demonstrations_are_sent_with() -> None:
    assert widget_files.STRICT in PAGE
    strict = (DEMO_DIR / "strict.html").read_text(encoding="utf-8")
    shown = re.search(r"<code>(default-src[^<]+)</code>", strict)
    assert shown is not None
    assert " ".join(shown.group(1).split()) == widget_files.STRICT


def test_the_room_to_keep_is_the_one_in_the_demonstrations() -> None:
    rule = re.search(r"support-chat \{ (display: block; [^}]+min-block-size: [^}]+) \}", PAGE)
    assert rule is not None
    assert rule.group(1) in (DEMO_DIR / "council.css").read_text(encoding="utf-8")


def test_the_example_of_own_words_replaces_texts_that_there_are() -> None:
    english = json.loads((WIDGET_DIR / "src" / "texts.en.json").read_text(encoding="utf-8"))
    example = re.search(r"```json\n\s*(\{.+\})\n", PAGE)
    assert example is not None
    assert set(json.loads(example.group(1))) <= set(english)
