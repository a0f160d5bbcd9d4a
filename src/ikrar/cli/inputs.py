"""From a command's arguments to readings, past everything that cannot be read."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import typer

from ikrar.cli.streams import Told
from ikrar.documents import MB, Unreadable, find, load_all
from ikrar.documents.finding import STDIN
from ikrar.documents.parts import day
from ikrar.documents.unreadable import Teller
from ikrar.model import Document, Reading


def _day(written: str) -> str:
    understood = day(written)
    if understood is None:
        raise typer.BadParameter(f"“{written}” is no date such as 2023-04-29, 2023-04 or 2023")
    return understood


Inputs = Annotated[
    list[str],
    typer.Argument(metavar="INPUT", help="Files, folders, patterns ('press/**/*.pdf'), or - for standard input."),
]
Published = Annotated[
    str | None,
    typer.Option(
        parser=_day, metavar="DATE", help="The day of publication (2023-04-29), whatever the documents say themselves."
    ),
]
Lang = Annotated[
    Literal["id", "en", "zh", "ja"] | None, typer.Option(help="The language; found out for each document without it.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        max=64,
        metavar="N",
        help="Read with N processes side by side; as many as there are processors without it, where that is worth it.",
        show_default=False,
    ),
]
LimitMB = Annotated[float, typer.Option("--limit-mb", min=0.001, help="Pass over documents larger than this.")]


def files(arguments: Iterable[str], told: Told, aside: Path | None = None) -> list[Path]:
    """The files meant; `aside` is the one that is being written."""
    own = os.path.realpath(aside) if aside else None
    return [path for path in find(arguments, told) if path == STDIN or os.path.realpath(path) != own]


def documents(
    paths: Sequence[Path], told: Told, limit_mb: float, published: str | None, lang: str | None
) -> Iterator[Document]:
    loaded = load_all(paths, limit=int(limit_mb * MB), unreadable=told)
    return as_given(loaded, _given(published, lang))


def _given(published: str | None, lang: str | None) -> dict[str, str]:
    return {name: value for name, value in (("published", published), ("lang", lang)) if value}


def as_given(documents: Iterable[Document], given: dict[str, str]) -> Iterator[Document]:
    """The documents with what the command line says of all of them."""
    for document in documents:
        yield replace(document, **given) if given else document


def readings(
    paths: Sequence[Path], told: Told, limit_mb: float, published: str | None, lang: str | None, jobs: int | None
) -> Iterator[Reading]:
    """What was read in the files, in their order, by as many processes as are asked for or worth it."""
    from ikrar.cli import side_by_side

    jobs = side_by_side.processes(jobs, paths)
    if jobs > 1:
        return side_by_side.readings(paths, told, int(limit_mb * MB), _given(published, lang), jobs)
    loaded = documents(paths, told, limit_mb, published, lang)
    return (reading for document in loaded if (reading := read(document, told)))


def read(document: Document, told: Teller) -> Reading | None:
    """What was read in a document; a fault of ours stops at that document."""
    from ikrar.reading import read_document

    prepare()
    try:
        return read_document(document)
    except Exception as e:
        reason = f"could not be read, which is a fault of Ikrar: {type(e).__name__}: {e}"
        told(Unreadable(document.source or document.id, reason))
        return None


@cache
def prepare() -> None:
    """Build the tables of words; the collector, which would look through them again and again, rests meanwhile."""
    from ikrar.reading.lexicon import lexicon

    gc.disable()
    try:
        lexicon()
    finally:
        gc.freeze()
        gc.enable()


def expected(paths: Iterable[Path]) -> int:
    """How many documents these files hold, as far as that can be told at once."""
    return sum(_lines(path) if path.suffix in {".jsonl", ".ndjson"} else 1 for path in paths)


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1
