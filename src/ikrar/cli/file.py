"""`ikrar file`: read documents and file what they state."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import typer

from ikrar.cli import inputs
from ikrar.cli.progress import watched
from ikrar.cli.register import Office, open_register
from ikrar.cli.streams import Told, fail, say
from ikrar.cli.words import counted
from ikrar.documents import LIMIT, MB, Unreadable

if TYPE_CHECKING:
    from ikrar.model import Reading
    from ikrar.register.filing import Filing


def file(
    arguments: inputs.Inputs,
    published: inputs.Published = None,
    lang: inputs.Lang = None,
    limit_mb: inputs.LimitMB = LIMIT / MB,
    office: Office = None,
    jobs: inputs.Jobs = None,
) -> None:
    """Read documents and file what they state in the register.

    \b
    ikrar file press/                          a folder, with all folders in it
    ikrar file letter.docx 'scans/*.pdf'       files and patterns
    ikrar file news.jsonl                      a line of JSON a document
    curl -s https://example.org/news | ikrar file -

    Each document is filed whole or not at all, and filing it again changes nothing: a run that was broken off is
    simply started anew. The same act told by several documents becomes one entry; what people decided stays.
    The register is made where there is none: data/ikrar.sqlite3, or what IKRAR_DATA or DATABASE_URL say.
    """
    from django.db import DatabaseError

    told = Told()
    paths = inputs.files(arguments, told)
    if not paths:
        told.leave()
    readings = inputs.readings(paths, told, limit_mb, published, lang, jobs)
    open_register(create=True, office=office)
    tally: Counter[str] = Counter()
    try:
        before = _entries()
        for reading in watched(readings, paths, "Filing"):
            if filing := _filed(reading, told):
                _count(filing, tally)
        after = _entries()
    except DatabaseError as e:
        fail(f"the register refused: {(str(e).splitlines() or [''])[0]}")
    _tell(tally, after[0] - before[0], after[1] - before[1], told.count)
    told.leave()


def _filed(reading: Reading, told: Told) -> Filing | None:
    from ikrar.follow.filing import file_and_follow
    from ikrar.office import settings
    from ikrar.register.filing import CannotFile

    try:
        filing = file_and_follow(reading, settings.of().take_over)
    except CannotFile as e:
        told(Unreadable(reading.document.source or reading.document.id, f"cannot be filed: {e}"))
        return None
    for reason in filing.refused:
        say(f"ikrar: {reason}; this claim was left out", "yellow")
    return filing


def _count(filing: Filing, tally: Counter[str]) -> None:
    tally["documents"] += 1
    tally["new" if filing.created else "read anew" if filing.changed else "unchanged"] += 1
    tally["added"] += filing.added
    tally["kept"] += filing.kept
    tally["gone"] += filing.gone


def _entries() -> tuple[int, int]:
    """How many entries the register holds, and on how many claims these stand."""
    from ikrar.register.models import Entry, EntryClaim

    return Entry.objects.count(), EntryClaim.objects.count()


def _tell(tally: Counter[str], entries: int, links: int, unreadable: int) -> None:
    how = [f"{tally[name]:,} {name}" for name in ("new", "read anew", "unchanged") if tally[name]]
    how += [f"{unreadable:,} could not be read"] if unreadable else []
    print(f"{counted(tally['documents'], 'document')}: {', '.join(how) or 'nothing'}")
    print(f"{counted(tally['added'], 'new claim')}, {tally['kept']:,} known already, {tally['gone']:,} gone")
    merged = max(0, links - entries)
    print(f"{counted(max(0, entries), 'new entry', 'new entries')}, {counted(merged, 'claim')} merged into others")
    if sys.stdout.isatty():
        typer.secho("Next: ikrar follow, or ikrar serve", dim=True)
