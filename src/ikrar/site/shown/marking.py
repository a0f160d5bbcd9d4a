"""A text with what was looked for in <mark>."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ikrar.model.folding import fold, fold_name


def marked(text: str, marks: Iterable[tuple[int, int]]) -> SafeString:
    """`marks` are in order and do not overlap."""
    pieces, at = [], 0
    for start, end in marks:
        pieces.append((text[at:start], text[start:end]))
        at = end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[at:])


def found_in(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of a query stand in a short text, accents and case aside."""
    folded = fold(text)
    spots: list[tuple[int, int]] = []
    for term in fold_name(query).split():
        at = folded.text.find(term)
        while at >= 0:
            spots.append((folded.origin(at), folded.origin(at + len(term))))
            at = folded.text.find(term, at + len(term))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spots):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart
