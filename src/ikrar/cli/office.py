"""`ikrar office`: the offices of this installation."""

from __future__ import annotations

from typing import Annotated

import typer

from ikrar.cli.register import open_register
from ikrar.cli.streams import fail

app = typer.Typer(
    no_args_is_help=True,
    help="The offices of this installation, each with a register of its own.",
    short_help="Add offices, and list them.",
)


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="Its short name, in addresses and commands: bandung")],
    name: Annotated[str, typer.Option(help="Its name, as people read it.")] = "",
    home: Annotated[str, typer.Option(help="The party whose office it is: 'Bandung|ID'.")] = "",
) -> None:
    """Make an office with an empty register of its own.

    \b
    ikrar office add bandung --name 'Kota Bandung' --home 'Bandung|ID'
    ikrar file press/ --office bandung
    ikrar user sari --office bandung --role administrator

    The register that is there already belongs to the first office, which needs no making.
    """
    open_register(create=True)
    from django.core.exceptions import ValidationError

    from ikrar.office import making

    try:
        office = making.make(slug, name, home)
    except ValidationError as e:
        fail(f"{slug}: {' '.join(e.messages)}")
    print(f"The office {office.slug} has a register of its own now: {_where(office.database)}")


@app.command("list")
def list_() -> None:
    """List the offices with where their registers lie and how many people work in them."""
    open_register()
    from django.db.models import Count, Q

    from ikrar.cli.words import counted
    from ikrar.office import current
    from ikrar.office.models import Office

    people = Count("memberships", filter=Q(memberships__ended_at=None))
    for office in list(Office.objects.annotate(people=people).order_by("pk")) or [current.unwritten()]:
        many = counted(getattr(office, "people", 0), "person", "people")
        print(f"{office.slug:20} {office.name or '-':30} {many:12} {_where(office.database)}")


def _where(alias: str) -> str:
    """The file, or the schema."""
    from django.db import DEFAULT_DB_ALIAS, connections

    from ikrar.cli.register import place
    from ikrar.office import databases

    if alias == DEFAULT_DB_ALIAS:
        return place()
    known = connections.settings[databases.ensure(alias)]
    return str(known["NAME"]) if known["ENGINE"].endswith("sqlite3") else f"schema {alias} of {place()}"
