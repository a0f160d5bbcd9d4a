"""The register as it stood on an earlier day: a copy, turned back, that can only be read.

The past does not change, so a copy is made once and kept in a file beside the database; `today` and days to come
are never copied. Copies are SQLite files, whatever the register itself lies in.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from ikrar.office import copying, databases, routing
from ikrar.register.models import Decision, StoredDocument
from ikrar.register.rewinding import rewind

KEPT = 12  # copies an office keeps; the one that was looked at longest ago goes first
_MAKING = threading.Lock()


class NoPast(ValueError):
    """A day of which there is nothing to show: today, a day to come, or one before the first document was filed."""


def first_day(alias: str) -> date | None:
    """The day on which the register began."""
    began = [
        StoredDocument.objects.using(alias).order_by("filed_at").values_list("filed_at", flat=True).first(),
        Decision.objects.using(alias).order_by("number").values_list("at", flat=True).first(),
    ]
    return min((timezone.localdate(moment) for moment in began if moment), default=None)


def check(day: date, today: date, alias: str) -> None:
    """Raises `NoPast` where the register of that day cannot be shown."""
    began = first_day(alias)
    if day >= today:
        raise NoPast("The register of today is the register itself")
    if began is None or day < began:
        raise NoPast(f"The register began on {began}" if began else "The register is empty")


def ready(day: date, alias: str) -> bool:
    """Whether the copy of that day is made already."""
    return _path(day, alias).exists()


def size(alias: str) -> int:
    """How many documents a copy would be made of: whether it is a matter of seconds."""
    return StoredDocument.objects.using(alias).count()


@contextmanager
def shown(day: date, alias: str) -> Iterator[None]:
    """Let all that is asked of the register be answered as of the end of that day; the copy is made if need be."""
    path = make(day, alias)
    os.utime(path)
    with routing.using(_known(day, alias, path)):
        yield


def make(day: date, alias: str) -> Path:
    """The copy of that day. One is made at a time; a half-made one is never used."""
    path = _path(day, alias)
    with _MAKING:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _make(path, day, alias)
            _tidy(path.parent, alias)
    return path


def forget(alias: str | None = None) -> None:
    """Remove the copies, of one office or of all: they are made anew when somebody looks."""
    for path in _folder().glob(f"{alias or '*'}@*.sqlite3"):
        path.unlink(missing_ok=True)


def _make(path: Path, day: date, alias: str) -> None:
    half = path.with_suffix(f".{os.getpid()}.half")
    shutil.copy(_empty(path.parent), half)
    with _writing(half) as working:
        with transaction.atomic(using=working):
            copying.copy(alias, working)
        rewind(_end(day))
    half.rename(path)


def _empty(folder: Path) -> Path:
    """A register without anything in it: making all tables takes longer than filling them."""
    path = folder / f"empty-{_stamp()}.sqlite3"
    if not path.exists():
        half = path.with_suffix(f".{os.getpid()}.half")
        half.unlink(missing_ok=True)
        with _writing(half) as working:
            call_command("migrate", database=working, verbosity=0, interactive=False)
        half.rename(path)
    return path


@contextmanager
def _writing(path: Path) -> Iterator[str]:
    """The register at hand lies in this file, which nobody else knows of yet."""
    working = databases.add(f"making_{path.stem}", **_sqlite(path, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"))
    try:
        with routing.using(working):
            yield working
    finally:
        databases.forget(working)


def _known(day: date, alias: str, path: Path) -> str:
    """The name under which Django knows the copy: it can be read and nothing else."""
    return databases.add(f"past_{path.stem}", **_sqlite(path, "PRAGMA query_only=1;"))


def _sqlite(path: Path, first: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": first},
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": False,
    }


def _end(day: date) -> datetime:
    """The last moment of a day in the office's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)


def _folder() -> Path:
    return Path(settings.OFFICES).parent / "past"


def _path(day: date, alias: str) -> Path:
    """Another version of Ikrar may make something else of the same documents."""
    return _folder() / f"{alias}@{day.isoformat()}-{_stamp()}.sqlite3"


@cache
def _stamp() -> str:
    """Which Ikrar it is: its version, and what tables it has."""
    migrations = sorted(MigrationLoader(None).disk_migrations)
    return f"{version('ikrar')}-{hashlib.sha256(repr(migrations).encode()).hexdigest()[:8]}"


def _tidy(folder: Path, alias: str) -> None:
    held = sorted(folder.glob(f"{alias}@*.sqlite3"), key=lambda p: p.stat().st_mtime, reverse=True)
    for path in held[KEPT:]:
        path.unlink(missing_ok=True)


__all__ = ["NoPast", "check", "first_day", "forget", "make", "ready", "shown", "size"]
