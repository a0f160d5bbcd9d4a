"""`ikrar backup` and `ikrar restore`: everything in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ikrar.cli.register import is_new, migrate, open_register, place, set_up
from ikrar.cli.streams import fail
from ikrar.cli.words import counted


def backup(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; ikrar-DATE.backup here without it.")] = None,
) -> None:
    """Write everything into one file: registers of all offices, decisions, accounts, attached files.

    \b
    ikrar backup                       ikrar-2026-11-25.backup, in this folder
    ikrar backup /mnt/safe/friday.backup

    Work may go on meanwhile. The file proves itself when it is restored, or looked at with `ikrar restore --check`.
    It holds everything that the register holds: keep it as safe.
    """
    open_register()
    from django.utils import timezone

    from ikrar.office import archives

    now = timezone.localtime()
    path = file or Path(f"ikrar-{now:%Y-%m-%d}.backup")
    if path.is_dir():
        path /= f"ikrar-{now:%Y-%m-%d}.backup"
    if not path.parent.is_dir():
        fail(f"{path.parent} is no folder")
    told = archives.write(path, now)
    print(f"{path}: {_said(told)}, {path.stat().st_size / 1_000_000:.1f} MB")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `ikrar backup` wrote.")],
    check: Annotated[bool, typer.Option("--check", help="Only look whether the file is whole.")] = False,
) -> None:
    """Restore a backup into a new register, and check that it is all there and in order.

    \b
    ikrar restore friday.backup --check    whether the file is whole
    ikrar restore friday.backup

    Where there is a register already, nothing is done: move it away first (or set IKRAR_DATA or DATABASE_URL).
    """
    if not file.is_file():
        fail(f"{file} is not there")
    set_up()
    from ikrar.office import archives

    try:
        if check:
            print(f"{file} is whole: {_said(archives.verify(file))}")
            return
        archives.verify(file)
        if is_new():
            migrate()
        told, found = archives.restore(file)
    except archives.BadArchive as e:
        fail(f"{file} {e}" if not str(e).startswith(("accounts/", "offices/", "files/")) else f"{file}: {e}")
    except archives.NotEmpty:
        fail(f"there is a register at {place()} already; move it away first, nothing was changed")
    for flaw in found:
        print(flaw)
    if found:
        raise typer.Exit(1)
    print(f"Restored to {place()}, and in order: {_said(told)}")


def _said(told: object) -> str:
    from ikrar.office.archives import Told

    assert isinstance(told, Told)
    offices = counted(len(told.offices), "office")
    made = told.made_at.replace("T", " ")[:16]
    return f"made {made} by Ikrar {told.made_by}; {offices}, {counted(told.rows, 'row')}, {counted(told.files, 'file')}"
