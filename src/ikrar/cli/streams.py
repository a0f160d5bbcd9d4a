"""What goes to whom: results to standard output, problems to standard error, colours to terminals alone."""

from __future__ import annotations

import io
import logging
import os
import sys
import warnings
from typing import IO, TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from ikrar.documents import Unreadable

WIDTH = 100  # Of lines that go into a file or a pipe, so that they are the same everywhere.

_TALKATIVE = ("charset_normalizer", "courlan", "htmldate", "justext", "pypdf", "trafilatura")


def prepare() -> None:
    """The same bytes on every machine; libraries keep to themselves what they think of somebody's files."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # Whoever started us closed it.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="" if stream.isatty() else "\n")
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def console(stream: IO[str] | None = None) -> Console:
    """Where results are shown: coloured on a terminal, plain and of one width elsewhere."""
    from rich.console import Console

    stream = stream or sys.stdout
    width = None if stream.isatty() else WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def problems() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def say(message: str, style: str = "") -> None:
    """Tell something that is no result."""
    if sys.stderr.isatty():
        problems().print(message, style=style)
    else:
        print(message, file=sys.stderr)


def fail(message: str) -> NoReturn:
    """The arguments or the configuration make no sense."""
    say(f"ikrar: {message}", "red")
    raise typer.Exit(2)


class Told:
    """Names each input that could not be read, and remembers how many these were."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, problem: Unreadable) -> None:
        self.count += 1
        say(f"ikrar: {problem}", "red")

    def leave(self) -> None:
        """Exit with 1 where something could not be read."""
        if self.count:
            raise typer.Exit(1)
