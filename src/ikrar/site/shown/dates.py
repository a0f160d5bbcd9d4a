"""Dates as the reader's language writes them. All take `today`; none looks at a clock."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from babel.numbers import format_decimal
from django.utils.translation import gettext

from ikrar.model.edtf import interval
from ikrar.site.shown.tongue import locale

_NEVER = 1e9  # of a larger unit before it is taken instead
_IN_MONTHS, _IN_YEARS, _YEARS_ALONE = 3, 2, 10  # From so many months in months, from so many years in years, …
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
    """3 years 7 months ago; in 5 days; today."""
    if day == today:
        return gettext("today")
    said = {"span": span(day, today)}
    return gettext("%(span)s ago") % said if day < today else gettext("in %(span)s") % said


def span(one: date, other: date) -> str:
    """How far two days are apart, as an officer writes it: 45 days, 13 months, 3 years 7 months.

    Only what has wholly passed is counted, by the calendar, so that nothing is said to be older or nearer than it is.
    """
    first, last = sorted((one, other))
    months = (last.year - first.year) * 12 + last.month - first.month
    if last.day < first.day and last != _last_of_month(last):
        months -= 1
    years, rest = divmod(months, 12)
    if months < _IN_MONTHS:
        return in_days((last - first).days)
    if years < _IN_YEARS:
        return _counted("month", months)
    if not rest or years >= _YEARS_ALONE:
        return _counted("year", years)
    return gettext("%(years)s %(months)s") % {"years": _counted("year", years), "months": _counted("month", rest)}


def in_days(days: int) -> str:
    """180 days: a number of days that somebody set as such."""
    return _counted("day", days)


def _counted(unit: Literal["day", "month", "year"], many: int) -> str:
    days = {"day": many, "month": many * 365 / 12, "year": many * 365}[unit]
    return format_timedelta(timedelta(days), granularity=unit, threshold=_NEVER, locale=locale())


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


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
