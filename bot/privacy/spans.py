"""A stretch of text that is taken out, and how several become one new text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, Optional

from bot.privacy.placeholders import SHOWN, Kind


@dataclass(frozen=True)
class Span:
    """From `start` to `end` in characters. `instead` is what stands there then: the placeholder, unless said."""

    start: int
    end: int
    kind: Kind
    instead: Optional[str] = None

    @property
    def shown(self) -> str:
        """What stands in its place."""
        return SHOWN[self.kind] if self.instead is None else self.instead


def without_overlaps(spans: Iterable[Span], taken: Iterable[tuple[int, int]] = ()) -> list[Span]:
    """The spans in order of place. Of two that overlap the earlier named stays, and nothing overlaps `taken`."""
    occupied: list[tuple[int, int]] = list(taken)
    kept: list[Span] = []
    for span in spans:
        if span.start < span.end and not any(start < span.end and span.start < end for start, end in occupied):
            kept.append(span)
            occupied.append((span.start, span.end))
    return sorted(kept, key=lambda span: span.start)


def replaced(text: str, spans: Iterable[Span]) -> str:
    """The text with what stands in the place of each span. The spans are in order and do not overlap."""
    parts: list[str] = []
    end = 0
    for span in spans:
        parts += [text[end : span.start], span.shown]
        end = span.end
    return "".join([*parts, text[end:]])
