"""The command line: what the library does, by the same names."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from contextvars import copy_context

import typer

from ikrar.cli.backup import backup, restore
from ikrar.cli.check import check
from ikrar.cli.demo import demo
from ikrar.cli.file import file
from ikrar.cli.follow import follow
from ikrar.cli.import_ import import_
from ikrar.cli.jobs import jobs
from ikrar.cli.migrate import migrate
from ikrar.cli.office import app as office
from ikrar.cli.read import read
from ikrar.cli.reread import reread
from ikrar.cli.serve import serve
from ikrar.cli.show import show
from ikrar.cli.streams import prepare, say
from ikrar.cli.user import user
from ikrar.cli.worker import worker

__all__ = ["app", "main"]

app = typer.Typer(
    name="ikrar",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
for command in (read, file, reread, follow, show, serve, worker, jobs, check, backup, restore, user, migrate, demo):
    app.command()(command)
app.command("import")(import_)
app.add_typer(office, name="office")


def _version(wanted: bool) -> None:
    if wanted:
        from ikrar import __version__

        print(f"ikrar {__version__}")
        raise typer.Exit


@app.callback()
def ikrar(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """The ledger of what cities promise each other.

    Ikrar reads what was published and signed, files each act with the words that prove it, and follows every
    pledge until it is kept, declined or lapsed.

    \b
    ikrar read letter.pdf            what one document states
    ikrar file press/                read a folder and file it in the register
    ikrar follow                     what is due, overdue, expiring
    ikrar show Jakarta Shanghai      all that two cities have with each other
    ikrar serve                      the ledger in a browser
    ikrar backup                     everything in one file

    Exit codes: 0 done; 1 done, but some documents could not be read or the register is flawed; 2 the arguments
    or the configuration make no sense.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command as a process does; ends with SystemExit."""
    prepare()
    try:
        try:
            copy_context().run(app, arguments, prog_name="ikrar")  # The office that it works in ends with it.
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        _write_no_more()  # Whoever read along has seen enough.
        sys.exit(1)
    except Exception as e:
        _tell(e)
        _write_no_more()
        sys.exit(2)


def _tell(e: Exception) -> None:
    """What went wrong, in a line: the machine's fault (a full disk) or ours."""
    if os.environ.get("IKRAR_TRACE"):
        traceback.print_exc()
    if isinstance(e, OSError):
        where = f"{e.filename}: " if e.filename else ""
        say(f"ikrar: cannot go on: {where}{e.strerror or e}", "red")
    else:
        what = (str(e).splitlines() or [""])[0]
        say(f"ikrar: this is a fault of Ikrar: {type(e).__name__}: {what} (IKRAR_TRACE=1 shows where)", "red")


def _write_no_more() -> None:
    """Not even what is still held back, which Python would try to write at the end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
