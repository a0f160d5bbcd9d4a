"""A claim's words with the text around them: enough to judge by, no more. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ikrar.site.shown.highlight import Paragraph, Stretch, paragraphs

AROUND = 420
_BREAK = re.compile(r"[\r\n]+|(?<=[.!?])\s|(?<=[。！？])")


def around(text: str, evidence: Sequence[dict[str, int]], of: int, most: int = AROUND) -> tuple[list[Paragraph], bool]:
    """The paragraphs from a little before the first word to a little after the last; whether text was left out."""
    spans = [(e["start"], min(e["end"], len(text))) for e in evidence if 0 <= e["start"] < len(text)]
    if not spans:
        return paragraphs(text[: 2 * most], ()), len(text) > 2 * most
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    low, high = max(0, first - most), min(len(text), last + most)
    if low:
        found = _BREAK.search(text, low, first)
        low = found.end() if found else low
    if high < len(text):
        ends = [m.end() for m in _BREAK.finditer(text, last, high)]
        high = ends[-1] if ends else high
    stretches = [Stretch(of, s - low, e - low) for s, e in spans]
    return paragraphs(text[low:high], stretches), low > 0 or high < len(text)
