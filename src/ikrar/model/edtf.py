"""The part of EDTF (ISO 8601-2) that claims use: day, month, year, and ranges of these."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class Interval:
    """The days that an EDTF expression covers, both ends included."""

    start: date
    end: date


def _bounds(point: str) -> Interval | None:
    found = _POINT.match(point)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        if day:
            return Interval(date(year, month, day), date(year, month, day))
        if month:
            return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Interval(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


@lru_cache(4096)
def interval(edtf: str | None) -> Interval | None:
    """The days of `2023`, `2023-04`, `2023-04-29` or `a/b`; None where the expression is none of these."""
    if not edtf:
        return None
    first, _, last = edtf.partition("/")
    start, end = _bounds(first), _bounds(last or first)
    if start is None or end is None or end.end < start.start:
        return None
    return Interval(start.start, end.end)
