"""The office at hand: that of the person who asks, or the one that a command was told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DEFAULT_DB_ALIAS

from ikrar.office import routing
from ikrar.office.models import Office

_at_hand: ContextVar[Office | None] = ContextVar("office", default=None)


@contextmanager
def entered(office: Office | None) -> Iterator[None]:
    """Work in this office, its register at hand, until the end of the block. None is the first office."""
    token = _at_hand.set(office)
    try:
        with routing.using(office.database if office else DEFAULT_DB_ALIAS):
            yield
    finally:
        _at_hand.reset(token)


def enter(office: Office) -> None:
    """Work in this office from here on, to the end of this context: for a command, which does one thing and ends."""
    _at_hand.set(office)
    routing.change(office.database)


def office() -> Office:
    """The office at hand; without any, the first one, which need not have been written down."""
    return _at_hand.get() or Office.objects.filter(database=DEFAULT_DB_ALIAS).first() or unwritten()


def first_office() -> Office:
    """The first office, written down where it was not."""
    return Office.objects.first_office()


def unwritten() -> Office:
    """The first office of a simple installation, before anybody has set anything about it."""
    return Office(slug="main", database=DEFAULT_DB_ALIAS)
