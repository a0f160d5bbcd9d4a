"""Places: one number for where a row stands among all, by its day and then by its id, so that pages go by key.

The database computes the same from the row itself; undated rows stand before the first day.
"""

from __future__ import annotations

from datetime import date

ID_BITS = 34
_IDS = (1 << ID_BITS) - 1
FIRST, LAST = 0, (date.max.toordinal() + 1) << ID_BITS


def place(day: date | None, pk: int) -> int:
    return (day.toordinal() if day else 0) << ID_BITS | pk


def id_at(where: int) -> int:
    return where & _IDS


def between(start: date | None, end: date | None) -> tuple[int, int]:
    """The places from one day to another, both included: the first, and the one after the last."""
    low = start.toordinal() << ID_BITS if start else FIRST
    return low, (end.toordinal() + 1) << ID_BITS if end else LAST
