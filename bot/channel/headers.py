"""The headers of every answer that belongs to one person."""

from __future__ import annotations

from typing import Mapping

PRIVATE: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nobody keeps it, nobody is told where it was read, and it is taken for nothing but what it says it is, in no frame."""
