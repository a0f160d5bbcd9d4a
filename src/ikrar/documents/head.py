"""The head of a plain text: a block between two lines of `---` that says what the text does not."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"---[ \t]*\n((?:.*\n){0,50}?)---[ \t]*(?:\n|$)")
_LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$")
_KNOWN = frozenset({"id", "title", "published", "url", "lang"})


def split_head(text: str) -> tuple[dict[str, str], str]:
    """The head's lines by name, and the text after it. A text that begins with a mere rule keeps it."""
    found = _BLOCK.match(text)
    if not found:
        return {}, text
    head: dict[str, str] = {}
    for line in found[1].splitlines():
        named = _LINE.match(line)
        if named:
            head[named[1].lower()] = _bare(named[2].strip())
        elif line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, text
    known = {name: value for name, value in head.items() if name in _KNOWN and value}
    return (known, text[found.end() :]) if _KNOWN & head.keys() else ({}, text)


def _bare(value: str) -> str:
    """Without the quotation marks around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
