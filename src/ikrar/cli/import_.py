"""`ikrar import`: an office's own list of its ties, from CSV or Excel."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path
from typing import Annotated

import typer

from ikrar.cli.register import Office, open_register
from ikrar.cli.streams import fail, say
from ikrar.cli.words import counted


def import_(
    file: Annotated[Path, typer.Argument(help="A CSV or Excel (XLSX) file with a header.")],
    mapping: Annotated[str | None, typer.Option(metavar="NAME", help="A mapping of columns that was kept.")] = None,
    keep: Annotated[str | None, typer.Option("--keep-mapping", metavar="NAME", help="Keep this one.")] = None,
    sheet: Annotated[str, typer.Option(help="The sheet; the first that holds anything without it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what is wrong.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back what this file entered, all of it.")] = False,
    office: Office = None,
) -> None:
    """Import an office's own list: who is tied to whom, by what, since and until when.

    \b
    ikrar import partners.xlsx --dry-run     what would be entered, and what is wrong with which row
    ikrar import partners.csv                enters the rows that are in order, all or nothing
    ikrar import partners.csv --undo         takes them back

    Columns are found by their headers in Indonesian, English or Chinese. Each row becomes a decision in the journal.
    Exits with 1 where rows were left out; each is named with the reason.
    """
    open_register(create=True, office=office)
    from ikrar.documents.unreadable import Refused
    from ikrar.work.doing import importing
    from ikrar.work.tables.mapping import guess, to_headers
    from ikrar.work.tables.sheets import read_table

    try:
        data = file.read_bytes()
    except OSError as e:
        fail(f"{file}: cannot be opened: {e.strerror}")
    batch = f"import:{hashlib.sha256(data).hexdigest()[:24]}"
    if undo:
        return _undo(batch, file)
    try:
        with file.open("rb") as stream:
            table = read_table(stream, file.name, sheet)
    except Refused as e:
        fail(f"{file}: {e}")
    columns = _kept(mapping, table.header) if mapping else guess(table.header)
    named = ", ".join(f"{what} = {header}" for what, header in to_headers(table.header, columns).items())
    say(f"{table.how}, {counted(len(table.rows), 'row')}: {named or 'no column is known'}", "dim")
    if "party_b" not in columns:
        fail(f"{file}: no column names the partners; its header is: {', '.join(table.header)}")
    if keep:
        _keep(keep, to_headers(table.header, columns))
    rows = importing.planned(table, columns)
    for row in rows:
        for problem in row.problems:
            style = "red" if problem.fault else "yellow"
            say(f"row {row.number}, {row.about}: {problem.text % problem.values}", style)
    found = importing.tally(rows)
    told = f"{found['entering']:,} in order, {found['faulty']:,} left out, {found['doubtful']:,} with remarks"
    print(f"{counted(found['rows'], 'row')}: {told}")
    if not dry_run:
        _enter(rows, batch, file)
    if found["faulty"]:
        raise typer.Exit(1)
    return None


def _enter(rows: list, batch: str, file: Path) -> None:
    from ikrar.register.values import CannotChange
    from ikrar.work.doing import importing

    try:
        many = importing.enter_rows(rows, by=getpass.getuser(), why=file.name, batch=batch)
    except importing.NothingToImport:
        print("Nothing to enter: no row states anything that is new and in order")
        return
    except CannotChange as e:
        fail(f"{file}: nothing was entered: {e}")
    print(f"{counted(many, 'decision')} entered; to take them all back: ikrar import {file} --undo")


def _undo(batch: str, file: Path) -> None:
    from ikrar.register.decisions import CannotDecide, undo_batch

    try:
        taken = undo_batch(batch, getpass.getuser(), file.name)
    except CannotDecide:
        taken = []
    if not taken:
        fail(f"{file}: nothing of this file is in the register")
    print(f"{counted(len(taken), 'decision')} taken back")


def _kept(name: str, header: tuple[str, ...]) -> dict[str, int]:
    from ikrar.work import offices
    from ikrar.work.models import ColumnMapping
    from ikrar.work.tables.mapping import by_header

    found = ColumnMapping.objects.filter(office=offices.at_hand())
    mapping = found.filter(name=name).first()
    if mapping is None:
        there = ", ".join(found.values_list("name", flat=True)) or "none yet: --keep-mapping NAME"
        fail(f"no mapping is called {name}; there are: {there}")
    return by_header(header, mapping.headers)


def _keep(name: str, headers: dict[str, str]) -> None:
    from ikrar.work import offices
    from ikrar.work.models import ColumnMapping

    ColumnMapping.objects.update_or_create(office=offices.at_hand(), name=name, defaults={"headers": headers})
