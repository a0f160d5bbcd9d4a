"""A text with what was looked for in <mark>."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def marked(text: str, marks: Iterable[tuple[int, int]]) -> SafeString:
    """`marks` are in order and do not overlap."""
    pieces, at = [], 0
    for start, end in marks:
        pieces.append((text[at:start], text[start:end]))
        at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:])
