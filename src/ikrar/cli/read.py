"""`ikrar read`: what documents state, to look at or to work with."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Annotated, Literal

import typer

from ikrar.cli import inputs, llm
from ikrar.cli.progress import watched
from ikrar.cli.streams import Told, fail
from ikrar.cli.writing import output
from ikrar.documents import LIMIT, MB
from ikrar.model import Reading


def read(
    arguments: inputs.Inputs,
    format: Annotated[
        Literal["table", "jsonl", "html"],
        typer.Option(help="For people, for programs (a line of JSON a document), or one page with the words marked."),
    ] = "table",
    published: inputs.Published = None,
    lang: inputs.Lang = None,
    limit_mb: inputs.LimitMB = LIMIT / MB,
    to: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of the terminal.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each claim was made (table and html).")] = False,
    reader: Annotated[
        Literal["rules", "llm"],
        typer.Option(help="Who reads: Ikrar's own rules, or a language model, to which the texts are sent."),
    ] = "rules",
    jobs: inputs.Jobs = None,
) -> None:
    """Print the claims that documents state, each with its proof.

    \b
    ikrar read letter.pdf                                  a table
    ikrar read press/ 'archive/**/*.html'                  folders and patterns
    ikrar read news.jsonl --format jsonl > claims.jsonl    a line of JSON a document
    ikrar read page.html --format html -o page-read.html   the text with its claims marked
    pdftotext letter.pdf - | ikrar read - --published 2023-04-29

    Text, HTML, PDF, DOCX and JSON Lines (objects with "id", "text" and, where known, "lang", "title",
    "published", "url"; one a line, files of any length). The day of publication is what "yesterday" is counted from.

    --reader llm asks the language model that IKRAR_LLM_URL, IKRAR_LLM_MODEL and IKRAR_LLM_KEY name (docs/llm.md).
    """
    told = Told()
    paths = inputs.files(arguments, told, aside=to)
    if reader == "llm":
        if jobs is not None:
            fail("--jobs is for Ikrar's own rules; a language model answers one question after the other")
        readings = llm.readings(inputs.documents(paths, told, limit_mb, published, lang), told)
    else:
        readings = inputs.readings(paths, told, limit_mb, published, lang, jobs)
    if to or not sys.stdout.isatty():
        readings = watched(readings, paths, "Reading")
    with output(to) as stream:
        _FORMATS[format](readings, stream, explain)
    told.leave()


def _table(readings: Iterable[Reading], stream: IO[str], explain: bool) -> None:
    from ikrar.cli.streams import console
    from ikrar.cli.table import show_reading

    shown = console(stream)
    for reading in readings:
        show_reading(reading, shown, explain)


def _jsonl(readings: Iterable[Reading], stream: IO[str], explain: bool) -> None:
    for reading in readings:
        stream.write(json.dumps(reading.as_json(), ensure_ascii=False) + "\n")


def _html(readings: Iterable[Reading], stream: IO[str], explain: bool) -> None:
    from ikrar.cli.page import page

    for piece in page(list(readings), explain):
        stream.write(piece)


_FORMATS = {"table": _table, "jsonl": _jsonl, "html": _html}
