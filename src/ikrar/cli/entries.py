"""Entries of the register on a terminal: each with the words that prove it and where they were published."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from ikrar.cli import words
from ikrar.cli.blocks import block, quote
from ikrar.ontology import label
from ikrar.register.lines import Line, Quote


def heading(console: Console, name: str, count: int | None = None, style: str = "bold") -> None:
    console.print(Text.assemble((name, style), (f" ({count:,})" if count is not None else "", "dim")), soft_wrap=True)


def show_line(console: Console, one: Line, when: str | None = None, note: str = "", style: str = "") -> None:
    block(console, when or one.when or _told(one), [*_what(one, note), *proof(one.source, len(one.quotes))], style)
    console.print()


def show_lines(console: Console, name: str, lines: Iterable[Line], total: int | None = None) -> None:
    """A heading with its lines, which may be the first of more; nothing where there are none."""
    found = list(lines)
    if not found:
        return
    heading(console, name, total or len(found))
    for one in found:
        show_line(console, one)
    more(console, (total or 0) - len(found))


def more(console: Console, count: int) -> None:
    """That a list goes on."""
    if count > 0:
        console.print(Text(f"  … and {count:,} more\n", "dim"))


def _told(one: Line) -> str | None:
    return f"({one.first_told})" if one.first_told else None


def _what(one: Line, note: str) -> list[Text]:
    first = Text.assemble((label(one.kind, "en"), "bold"), f"  {_who(one)}")
    about = [one.what, words.fields(one.fields), _status(one), note]
    second = " · ".join(part for part in about if part)
    return [first, Text(second)] if second else [first]


def _status(one: Line) -> str:
    last = one.validity.periods[-1].end if one.validity and one.validity.periods else None
    until = f" until {last or one.valid_until}" if last or one.valid_until else ""
    return "" if one.status == "done" or one.type == "trait" else label(one.status, "en").lower() + until


def _who(one: Line) -> str:
    return f"{one.from_} → {one.to}" if one.from_ and one.to else " – ".join(one.sides)


def proof(source: Quote | None, count: int = 1) -> list[Text]:
    """The words that prove it, and where they were published."""
    if source is None:
        return [Text("entered by hand", "dim")]
    more = f", and {counted}" if (counted := words.counted(count - 1, "more source")) and count > 1 else ""
    where = ", ".join(part for part in (source.title, source.published, source.url or source.ident) if part)
    return [quote(source.text), Text(where + more, "dim")]
