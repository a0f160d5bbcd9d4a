"""Dates as the reader's language writes them. All take `today`; none looks at a clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from babel.numbers import format_decimal
from django.utils.translation import gettext

from ikrar.model.edtf import interval
from ikrar.site.shown.tongue import locale

_NEVER = 1e9  # of a larger unit before it is taken instead
Length = Literal["full", "long", "medium", "short"]


def number(value: float) -> str:
    return format_decimal(value, locale=locale())


def _point(text: str, length: Length) -> str:
    days = interval(text)
    if days is None:
        return text
    where = locale()
    if len(text) == 4:
        return format_skeleton("y", days.start, locale=where)
    if len(text) == 7:
        return format_skeleton("yMMM" if length in ("short", "medium") else "yMMMM", days.start, locale=where)
    return format_date(days.start, format=length, locale=where)


def written(edtf: str | None, length: Length = "medium") -> str:
    """`2023-11-05/2023-11-10` → 5–10 Nov 2023. What is no EDTF is shown as it stands."""
    if not edtf:
        return ""
    first, _, last = edtf.partition("/")
    if not last or first == last:
        return _point(first, length)
    days = interval(edtf)
    if days is None:
        return edtf
    if len(first) == len(last) == 10:
        skeleton = "yMMMd" if length in ("short", "medium") else "yMMMMd"
        return format_interval(days.start, days.end, skeleton, locale=locale())
    return f"{_point(first, length)} – {_point(last, length)}"


def ago(day: date, today: date) -> str:
    """3 years ago; in 5 days; today."""
    apart = day - today
    if not apart:
        return gettext("today")
    size: Literal["day", "week", "month", "year"] = (
        "day" if abs(apart) < timedelta(15) else "week" if abs(apart) < timedelta(60) else "month"
    )
    if abs(apart) > timedelta(700):
        size = "year"
    return format_timedelta(apart, granularity=size, threshold=1.2, add_direction=True, locale=locale())


def span(days: int) -> str:
    """A number of days as people say it: 12 days, 3 months, 9 years."""
    size: Literal["day", "month", "year"] = "day" if days < 60 else "month" if days < 700 else "year"
    return format_timedelta(timedelta(days), granularity=size, threshold=_NEVER, locale=locale())


def title(edtf: str, today: date) -> str:
    """What stands behind a date: in full, and how far away."""
    days = interval(edtf)
    if days is None:
        return edtf
    full = written(edtf, "full")
    if days.start <= today <= days.end and days.start != days.end:
        return full
    near = days.end if days.end < today else days.start
    return f"{full} · {ago(near, today)}"


def datetime_attribute(edtf: str) -> str | None:
    """What HTML's <time datetime> takes: a day, month or year. Of a range, its first day."""
    days = interval(edtf)
    if days is None:
        return None
    first, _, last = edtf.partition("/")
    return first if not last or first == last else days.start.isoformat()
