"""`ikrar follow`: what needs attention."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ikrar.cli.register import Office, open_register
from ikrar.cli.streams import console, fail

if TYPE_CHECKING:
    from rich.console import Console

    from ikrar.follow.attention import Attention, Item, Quiet

LISTS = {
    "overdue": "Overdue",
    "due": "Due",
    "steps": "Next steps",
    "lapsed": "Lapsed",
    "notice": "To be decided on",
    "expiring": "Expiring",
    "unanswered": "Waiting for an answer",
    "dormant": "Dormant partnerships",
    "again": "To be looked at again",
}
CLOCKED = frozenset({"lapsed", "notice", "expiring"})
STYLES = {"overdue": "red", "lapsed": "red", "due": "yellow", "notice": "yellow", "expiring": "yellow"}


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"“{written}” is no day such as 2026-11-24") from None


def follow(
    today: Annotated[
        date | None, typer.Option(parser=_date, metavar="DATE", help="The day to look from; the real one without it.")
    ] = None,
    days: Annotated[int, typer.Option(min=0, help="How many days to look ahead.")] = 30,
    party: Annotated[str | None, typer.Option(help="Only what concerns this party.")] = None,
    format: Annotated[
        Literal["table", "jsonl"], typer.Option(help="For people, or for programs (a line of JSON an entry).")
    ] = "table",
    office: Office = None,
) -> None:
    """Show what is overdue, due, expiring, lapsed, to be decided on, or waits for an answer; and who is silent.

    \b
    ikrar follow                                  from today, thirty days ahead
    ikrar follow --today 2026-11-24 --days 180    from another day
    ikrar follow --party Surabaya                 what concerns one party
    ikrar follow --format jsonl | jq .what        for programs

    From when on something is shown is the office's to set, on the page Settings: a pledge without a day of its own
    (IKRAR_REVIEW_DAYS after it was told, 180 by default), agreements before they run out (IKRAR_EXPIRING_DAYS, 365)
    and before the last day for notice (IKRAR_NOTICE_DAYS, 90), partnerships without an act (IKRAR_DORMANT_DAYS, 730).
    """
    open_register(office=office)
    from ikrar.follow.attention import review
    from ikrar.office import settings
    from ikrar.register.finding import UnknownParty, find_party
    from ikrar.site.clock import today as clock

    try:
        one = find_party(party) if party else None
    except UnknownParty as e:
        fail(str(e))
    attention = review(today or clock(), days, times=settings.of().times, party=one, apart=True)
    if format == "jsonl":
        for name in LISTS:
            for item in getattr(attention, name):
                told = _of_pair(item) if name == "dormant" else _values(item)
                print(json.dumps({"list": name, **told}, ensure_ascii=False))
    else:
        show_attention(attention, console())


def show_attention(attention: Attention, shown: Console, lists: Iterable[str] = LISTS) -> None:
    """Each list under its heading; where a limit cut it, how much more there is."""
    from ikrar.cli.entries import heading, more, show_line

    if not any(attention.totals[name] for name in lists):
        shown.print(f"Nothing needs attention on {attention.today}.")
    for name in lists:
        items = getattr(attention, name)
        if items:
            heading(shown, f"{LISTS[name]}, {attention.today}", attention.totals[name])
        for item in items:
            if name == "dormant":
                _show_pair(item, shown)
                continue
            due = item.due.isoformat() if item.due else None
            # Of an agreement the list says how it stands that day; its status is today's.
            one = replace(item.line, status="done") if name in CLOCKED else item.line
            show_line(shown, one, due, _when(item), STYLES.get(name, ""))
        more(shown, attention.totals[name] - len(items))


def _show_pair(quiet: Quiet, shown: Console) -> None:
    """A partnership that sleeps, and the last that is known of it."""
    from rich.text import Text

    from ikrar.cli.blocks import block
    from ikrar.cli.entries import proof
    from ikrar.ontology import label

    told = [Text(f"last: {label(quiet.line.kind, 'en').lower()} {quiet.line.what}".rstrip())] if quiet.line else []
    words = proof(quiet.line.source) if quiet.line and quiet.line.source else []
    name = Text.assemble((" – ".join(quiet.sides), "bold"), f"  {_when(quiet)}")
    block(shown, quiet.last.isoformat(), [name, *told, *words])
    shown.print()


def _when(item: Item | Quiet) -> str:
    """How long from now."""
    if item.days is None:
        return ""
    n = abs(item.days)
    return "today" if n == 0 else f"{'in ' if item.days > 0 else ''}{n:,} day{'s' * (n > 1)}{' ago' * (item.days < 0)}"


def _of_pair(quiet: Quiet) -> dict[str, Any]:
    source = quiet.line.source if quiet.line else None
    return {
        "parties": list(quiet.sides),
        "status": quiet.status,
        "last": quiet.last.isoformat(),
        "days": quiet.days,
        "kind": quiet.line.kind if quiet.line else None,
        "what": quiet.line.what or None if quiet.line else None,
        "quote": source.text if source else None,
        "document": source.ident if source else None,
    }


def _values(item: Item) -> dict[str, Any]:
    one, source = item.line, item.source
    return {
        "kind": one.kind,
        "status": one.status,
        "from": one.from_,
        "to": one.to,
        "parties": list(one.sides),
        "what": one.what or None,
        "fields": list(one.fields),
        "due": item.due.isoformat() if item.due else None,
        "basis": item.basis,
        "days": item.days,
        "quote": source.text if source else None,
        "document": source.ident if source else None,
        "published": source.published if source else None,
        "url": item.url or None,
    }
