"""`ikrar demo`: the sample documents in a fresh register, what stands in them, and the pages."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import track

if TYPE_CHECKING:
    from ikrar.follow.attention import Item
    from ikrar.register.lines import Line

HOME = Path("data/demo")
HOST, PORT = "127.0.0.1", 8000
HALF_A_YEAR = 183
SHOWN = 8  # of each list; the pages show all

out = Console(highlight=False, soft_wrap=True)
Row = TypeVar("Row")


def demo(
    serve: Annotated[bool, typer.Option(help="Serve the pages afterwards.")] = True,
    folder: Annotated[Path, typer.Argument(help="The documents to show.")] = Path("examples"),
    port: Annotated[int, typer.Option(help="Where to serve them on this machine.")] = PORT,
) -> None:
    """Read sample documents into a fresh register, say what is due, and serve the pages."""
    began = time.perf_counter()
    password = _fresh_register()
    documents, claims = _file_all(folder)
    seconds = time.perf_counter() - began
    out.print(f"\n[b]{documents} documents[/b] of {folder}/ read and filed in {seconds:.1f} s: {claims} claims.")
    _tell(_today())
    if serve:
        _serve(port, password)


def _fresh_register() -> str:
    """An empty SQLite register of the demo's own, whatever the environment says; the password of its one user."""
    os.environ |= {"IKRAR_DATA": str(HOME), "IKRAR_PLAIN_HTTP": "1", "DJANGO_SETTINGS_MODULE": "ikrar.site.settings"}
    os.environ.pop("DATABASE_URL", None)
    HOME.mkdir(parents=True, exist_ok=True)
    for ending in ("", "-wal", "-shm"):
        (HOME / f"ikrar.sqlite3{ending}").unlink(missing_ok=True)

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

    from django.contrib.auth import get_user_model

    password = secrets.token_urlsafe(9)
    get_user_model().objects.create_superuser("demo", password=password)
    return password


def _file_all(folder: Path) -> tuple[int, int]:
    from ikrar.documents import load
    from ikrar.reading import read_document
    from ikrar.register.filing import file_reading

    documents = list(load(folder))
    claims = 0
    for document in track(documents, "Reading", console=out, transient=True, disable=not out.is_terminal):
        reading = read_document(document)
        file_reading(reading)
        claims += len(reading.claims)
    return len(documents), claims


def _today() -> date:
    from ikrar.site.clock import today

    return today()


def _tell(today: date) -> None:
    from ikrar.follow.attention import review
    from ikrar.register.lines import line
    from ikrar.register.models import Agreement, Partnership

    pairs = list(Partnership.objects.with_parties())
    _list("Partners", pairs, lambda p: f"{p!s:30} {p.status:10} {f'since {p.since}' if p.since else ''}".rstrip())
    agreements = [line(a) for a in Agreement.objects.with_parties().with_evidence().order_by("-day", "id")]
    _list("Agreements", agreements, _agreement)
    attention = review(today, HALF_A_YEAR)
    _list(f"Overdue on {today}", sorted(attention.overdue, key=_late), _item)
    _list("Due within half a year", sorted(attention.due, key=_soon), _item)
    _list("Expiring within a year", attention.expiring, _item)


def _late(item: Item) -> tuple[bool, int]:
    """What somebody set a day for before what is only to be looked at again; of each, the latest first."""
    return item.basis == "review", -(item.days or 0)


def _soon(item: Item) -> tuple[bool, int]:
    return item.basis == "review", item.days or 0


def _list(name: str, rows: Iterable[Row], show: Callable[[Row], str]) -> None:
    found = list(rows)
    if not found:
        return
    out.print(f"\n[b]{name}[/b] ({len(found)})")
    for row in found[:SHOWN]:
        out.print(f"  {show(row)}", markup=False)
    if len(found) > SHOWN:
        out.print(f"  and {len(found) - SHOWN} more", style="dim")


def _agreement(one: Line) -> str:
    return f"{one.when or '?':12} {' – '.join(one.sides)}: {one.title} ({one.status}){_source(one)}"


def _item(item: Item) -> str:
    one = item.line
    sides = f"{one.from_} to {one.to}" if one.from_ and one.to else " and ".join(one.sides)
    return f"{item.due!s:12} {sides}: {one.kind}{f', {one.what}' if one.what else ''}{_source(one)}"


def _source(one: Line) -> str:
    """The words that prove it, and where they were published."""
    quote = one.source
    if quote is None:
        return ""
    words = " ".join(quote.text.split())
    words = words if len(words) <= 100 else f"{words[:99]}…"
    return f"\n{'':15}“{words}”\n{'':15}{quote.title}, {quote.published}, {quote.url or quote.ident}"


def _serve(port: int, password: str) -> None:
    from waitress import serve

    from ikrar.site.wsgi import application

    out.print(f"\nThe pages: [b]http://{HOST}:{port}/[/b]   name [b]demo[/b]   password [b]{password}[/b]")
    out.print("Stop with Ctrl+C.", style="dim")
    serve(application, host=HOST, port=port, threads=8)
