"""Paragraphs out of lines that a page's width has cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"  # Scripts and marks that stand without spaces.
_NO_SPACE = re.compile(f"[{_WIDE}]$"), re.compile(f"[{_WIDE}]")
_ITEM = re.compile(r"[•▪‣◦·*–—-]\s|\(?\d{1,2}[.)]\s|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、")
_NUMBER = re.compile(r"\W*\d{1,4}\W*$|(?:page|halaman|hal\.)\s*\d+.*$|第?\s*\d+\s*页.*$", re.IGNORECASE)
SHORT = 0.75  # Of the usual width: a line below it was ended by its writer.


def unwrap(pages: Iterable[str]) -> str:
    """The pages' lines as paragraphs, one a line; page numbers at the head or foot of a page are left out."""
    lines = [line.strip() for page in pages for line in _body(page)]
    width = _usual(lines)
    return "\n".join(_paragraphs(lines, width))


def _body(page: str) -> list[str]:
    lines = page.strip().splitlines()
    if len(lines) > 1 and _NUMBER.match(lines[0].strip()):
        lines = lines[1:]
    if len(lines) > 1 and _NUMBER.match(lines[-1].strip()):
        lines = lines[:-1]
    return lines


def _usual(lines: list[str]) -> int:
    """The length that nine of ten lines stay below."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _paragraphs(lines: list[str], width: int) -> Iterator[str]:
    paragraph, last = "", ""
    for line in lines:
        ended = not line or len(last) < SHORT * width or _ITEM.match(line)
        if paragraph and ended:
            yield paragraph
            paragraph = ""
        paragraph = _joined(paragraph, line)
        last = line
    if paragraph:
        yield paragraph


def _joined(before: str, line: str) -> str:
    """A word that a hyphen cut is made whole: with its hyphen where a name goes on (Berlin-Jakarta)."""
    if not before:
        return line
    if before.endswith("\u00ad"):
        return before[:-1] + line
    if re.search(r"\w-$", before):
        return (before[:-1] if line[:1].islower() else before) + line
    if _NO_SPACE[0].search(before) and _NO_SPACE[1].match(line):
        return before + line
    return f"{before} {line}"
