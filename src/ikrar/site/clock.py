"""What day it is, for every page. Tests and demonstrations set `IKRAR_TODAY`; who looks at the past stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_looked_from: ContextVar[date | None] = ContextVar("looked from", default=None)


@contextmanager
def looked_from(day: date) -> Iterator[None]:
    """Pages say what was due, overdue and so on that day."""
    token = _looked_from.set(day)
    try:
        yield
    finally:
        _looked_from.reset(token)


def today() -> date:
    """The day from which a page looks: an earlier one, where the reader chose that, else the office's day."""
    return _looked_from.get() or office_day()


def office_day() -> date:
    """`IKRAR_TODAY` where it is set, else the date in the office's time zone."""
    fixed = getattr(settings, "IKRAR_TODAY", None)
    return date.fromisoformat(fixed) if fixed else timezone.localdate()


def now() -> datetime:
    """The moment at which something is done, whatever day the pages take for today."""
    return timezone.now()
