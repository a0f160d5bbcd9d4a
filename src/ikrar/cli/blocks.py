"""Entries of a ledger on a terminal: a date at the left, and beside it what happened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

MARGIN, DATE = 2, 14


def block(console: Console, when: str | None, lines: Sequence[Text], style: str = "") -> None:
    """The lines, wrapped beside the date; the two days of a range stand below each other."""
    from rich.text import Text

    room = max(20, console.width - MARGIN - DATE)
    wrapped = [part for line in lines for part in line.wrap(console, room)]
    first, _, last = (when or "").partition("/")
    dates = [f"{first}/", last] if last else [first]
    for date, body in zip_longest(dates, wrapped):
        row = Text(" " * MARGIN).append(f"{date or '':{DATE}}", style)
        if body:
            body.rstrip()
            row.append_text(body)
        row.rstrip()
        console.print(row, soft_wrap=True)


def quote(words: str) -> Text:
    """The words of a source, on one line."""
    from rich.text import Text

    return Text(f"“{' '.join(words.split())}”", "italic")
