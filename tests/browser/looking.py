"""What a keyboard, a magnifier, axe and a screen reader find in the page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

AXE = Path(__file__).resolve().parents[2] / "bot" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# How far anything on the page moved without the person's doing, and where everything outside the widget stands.
SHIFTS = """
window.shifts = [];
const isOfHost = ({ node }) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    return Boolean(element?.closest) && !element.closest("support-chat");
};
new PerformanceObserver((list) => window.shifts.push(
    ...list.getEntries().filter((each) => !each.hadRecentInput && each.sources.some(isOfHost)).map((each) => each.value),
)).observe({ type: "layout-shift", buffered: true });
"""
"""Collects the layout shifts in which something of the host page moved that no click or key had asked for."""
PLACES = (
    "() => [...document.querySelectorAll('body *:not(support-chat, support-chat *)')].map((each) =>"
    " { const { x, y, width, height } = each.getBoundingClientRect(); return [x, y + scrollY, width, height]; })"
)

_DEEPEST = "() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; }"


@lru_cache(maxsize=1)
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def drawn(page: Page) -> None:
    """Wait until what was changed is drawn: two frames, so that listeners have run and their changes are on the screen."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe finds, as lines to read."""
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    found = page.evaluate(
        """([within, levels]) => axe.run(within ?? document, {
                resultTypes: ["violations"],
                runOnly: levels,
                // In forced colours Chromium reports -webkit-text-fill-color, which axe reads, as it was before it was forced.
                rules: { "color-contrast": { enabled: !matchMedia("(forced-colors: active)").matches } },
            }).then((result) => result.violations)""",
        [within, LEVELS],
    )
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def faint_words(page: Page, least: float = 4.5) -> list[str]:
    """Words of the widget whose colour, as it is drawn, stands out too little from the nearest ground behind them."""
    found: list[str] = page.evaluate(
        """(least) => {
            const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
            const share = (part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
            const light = ([r, g, b]) => 0.2126 * share(r) + 0.7152 * share(g) + 0.0722 * share(b);
            const above = (each) => each.assignedSlot ?? each.parentElement ?? each.getRootNode().host ?? null;
            const ground = (each) => {
                for (let at = each; at; at = above(at)) {
                    const colour = channels(getComputedStyle(at).backgroundColor);
                    if (colour.length === 3 || colour[3] === 1) return colour;
                }
                return [255, 255, 255];
            };
            const hasWords = (each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
            return [...document.querySelectorAll("support-chat")].flatMap((host) =>
                [...host.querySelectorAll("*"), ...host.shadowRoot.querySelectorAll("*")]
                    .filter((each) => hasWords(each) && each.checkVisibility() && !each.closest(".unseen"))
                    .map((each) => {
                        const [a, b] = [light(channels(getComputedStyle(each).color)), light(ground(each))].sort((x, y) => y - x);
                        return [each.textContent, (a + 0.05) / (b + 0.05)];
                    })
                    .filter(([, contrast]) => !(contrast >= least))
                    .map(([words, contrast]) => `${words}: ${contrast.toFixed(2)}`));
        }""",
        least,
    )
    return found


def focus(page: Page) -> dict[str, Any]:
    """What has the focus: its tag, its words, whether its ring is drawn, and whether any part of it can be seen."""
    found: dict[str, Any] = page.evaluate(
        f"""() => {{
            const at = ({_DEEPEST})();
            const style = getComputedStyle(at);
            const box = at.getBoundingClientRect();
            const isHit = (x, y) => {{
                let hit = document.elementFromPoint(x, y);
                while (hit?.shadowRoot) {{
                    const inner = hit.shadowRoot.elementFromPoint(x, y);
                    if (!inner || inner === hit) break;
                    hit = inner;
                }}
                return Boolean(hit) && (at.contains(hit) || hit === at);
            }};
            const points = [0.02, 0.25, 0.5, 0.75, 0.98].flatMap((x) =>
                [0.1, 0.3, 0.5, 0.7, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]));
            return {{
                tag: at.tagName.toLowerCase(),
                isInside: at.getRootNode() !== document || Boolean(at.closest("support-chat")),
                words: at.tagName === "TEXTAREA" ? at.labels[0].textContent : (at.innerText || at.getAttribute("aria-label") || "").replace(/\\s+/g, " "), // also the ones that do not break
                hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                isSeen: points.some(([x, y]) => isHit(x, y)),
            }};
        }}"""
    )
    return found


def is_in_sight(locator: Locator) -> bool:
    """Whether the first line of an element can be read: inside the window, and nothing lies over it."""
    seen: bool = locator.evaluate(
        """(each) => {
            const box = each.getBoundingClientRect();
            const bottom = box.top + Math.min(box.height, 24);
            const root = each.getRootNode();
            const isHit = (x, y) => {
                const hit = root.elementFromPoint(x, y);
                return Boolean(hit) && (each.contains(hit) || hit.contains(each)) && !hit.matches?.(".bar, .exit");
            };
            return box.height > 0 && box.top >= 0 && bottom <= innerHeight
                && [0.1, 0.5, 0.9].every((x) => isHit(box.left + x * box.width, box.top + 2) && isHit(box.left + x * box.width, bottom - 2));
        }"""
    )
    return seen


def broken_numbers(page: Page) -> list[str]:
    """Telephone numbers of the widget that begin on one line and end on another."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("support-chat")].flatMap((host) =>
            [host, host.shadowRoot].flatMap((root) => {
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                const broken = [];
                while (walker.nextNode()) {
                    const { data, parentElement } = walker.currentNode;
                    if (!parentElement?.checkVisibility() || parentElement.closest(".unseen, .you")) continue;
                    for (const match of data.matchAll(/\\d[\\d\\s]{2,}\\d/g)) {
                        const range = new Range();
                        range.setStart(walker.currentNode, match.index);
                        range.setEnd(walker.currentNode, match.index + match[0].length);
                        const tops = [...range.getClientRects()].map(({ top }) => Math.round(top));
                        if (new Set(tops).size > 1) broken.push(data);
                    }
                }
                return broken;
            }))"""
    )
    return found


def has_sideways_scrolling(page: Page) -> list[str]:
    """What is wider than the room it has: the page itself, or anything in the widget."""
    found: list[str] = page.evaluate(
        """() => {
            const wide = [];
            const root = document.documentElement;
            if (root.scrollWidth > root.clientWidth) wide.push(`page: ${root.scrollWidth} > ${root.clientWidth}`);
            for (const host of document.querySelectorAll("support-chat")) {
                const all = [...host.children, ...host.shadowRoot.querySelectorAll("*")];
                const isSeen = (one) => one.checkVisibility() && getComputedStyle(one).clipPath === "none" && !one.closest(".unseen");
                for (const each of all.filter(isSeen)) {
                    const box = each.getBoundingClientRect();
                    const isInline = getComputedStyle(each).display === "inline";
                    if (!isInline && each.scrollWidth > each.clientWidth + 1 && each.clientWidth) wide.push(`${each.tagName}.${each.className} scrolls`);
                    if (box.right > root.clientWidth + 0.5 || box.left < -0.5) wide.push(`${each.tagName}.${each.className} sticks out`);
                }
            }
            return wide;
        }"""
    )
    return found


def small_targets(page: Page, least: float = 24) -> list[str]:
    """Buttons and links of the widget that are smaller than this many CSS pixels either way."""
    found: list[str] = page.evaluate(
        """(least) => [...document.querySelectorAll("support-chat")].flatMap((host) =>
            [...host.children, ...host.shadowRoot.querySelectorAll("a, button, summary, textarea")]
                .filter((each) => each.checkVisibility() && !each.matches(".unseen:not(:focus)"))
                .map((each) => [each.textContent || each.id, each.getBoundingClientRect()])
                .filter(([, box]) => box.width < least || box.height < least)
                .map(([words, box]) => `${words}: ${box.width} x ${box.height}`))""",
        least,
    )
    return found


def listen(page: Page) -> None:
    """From now on note what is added to any live region, as a screen reader would hear it."""
    page.evaluate(
        """() => {
            window.heard = [];
            const LIVE = "[role=log], [role=status], [role=alert], [aria-live]:not([aria-live=off])";
            const root = document.querySelector("support-chat").shadowRoot;
            new MutationObserver((changes) => {
                for (const { target, addedNodes } of changes) {
                    const within = target.nodeType === Node.TEXT_NODE ? target.parentElement : target;
                    if (!within.closest(LIVE)?.checkVisibility()) continue;
                    if (target.nodeType === Node.TEXT_NODE) window.heard.push(target.data);
                    for (const node of addedNodes) window.heard.push(node.textContent);
                }
            }).observe(root, { childList: true, subtree: true, characterData: true });
        }"""
    )


def heard(page: Page, words: str) -> int:
    """How often something with these words was added to a live region since `listen`."""
    times: int = page.evaluate("(words) => window.heard.filter((each) => each.includes(words)).length", words)
    return times


def read(page: Page, words: str) -> int:
    """How often exactly these words stand in the log, as the accessibility tree has it."""
    session = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    waiting = [node for node in nodes.values() if node["role"]["value"] == "log"]
    assert [_property(log, "live") for log in waiting] == ["polite"]
    found = 0
    while waiting:
        node = waiting.pop()
        waiting += [nodes[child] for child in node.get("childIds", ()) if child in nodes]
        found += node["role"]["value"] == "StaticText" and node["name"]["value"] == words
    return found


def _property(node: dict[str, Any], name: str) -> Any:
    return next(each["value"]["value"] for each in node["properties"] if each["name"] == name)


def tab_to(page: Page, wanted: str, back: bool = False) -> dict[str, Any]:
    """Press Tab until the focus is on something with these words; on the way it is always seen and never lost."""
    for _ in range(80):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        at = focus(page)
        assert at["tag"] != "body", f"The focus was lost on the way to “{wanted}”."
        if at["isInside"] and not at["isSeen"]:
            drawn(page)
            at = focus(page)  # scrolling to it may take a frame
        if at["isInside"]:
            assert at["hasRing"], f"No ring around “{at['words']}”."
            assert at["isSeen"], f"“{at['words']}” has the focus and cannot be seen."
        if wanted in at["words"]:
            return at
    raise AssertionError(f"Tab never came to “{wanted}”.")


def box_of(locator: Locator) -> dict[str, float]:
    """Where an element stands; it must be drawn."""
    box = locator.bounding_box()
    assert box is not None, "The element is not drawn."
    return dict(box)
