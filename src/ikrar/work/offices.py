"""The office that a job is for, and working in it. A job names it by its database, which never changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS

from ikrar.office import current, making
from ikrar.office.models import Office


class NoSuchOffice(LookupError):
    """An office that is not there any more."""


def at_hand() -> str:
    """The office in which this is asked."""
    return current.office().database


def all_of_them() -> list[str]:
    """All offices, the first one first."""
    return [DEFAULT_DB_ALIAS, *making.others()]


@contextmanager
def within(database: str) -> Iterator[None]:
    """Work in this office's register. Raises `NoSuchOffice`."""
    office = Office.objects.filter(database=database).first()
    if office is None and database != DEFAULT_DB_ALIAS:
        raise NoSuchOffice(f"The office whose register is {database} is not there any more")
    with current.entered(office):
        yield
