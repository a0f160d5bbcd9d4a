"""For how long an agreement binds: its periods, and the dates that follow from them. Pure, and without a clock.

A term of months runs to the day of the same number (Regulation 1182/71 counts so too): three years from
27 November 2019 end with 27 November 2022, a year from 29 February 2024 with 28 February 2025. Later ends are
counted from the same day and not from each other, so that 29 February comes back when its year has one.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST_MONTHS = 1200
_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The day of the same number so many months later (or earlier), or the last of that month; within the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch in which an agreement binds, agreed on by both sides: the first, or one after an extension.

    It ends with `end`, or goes on where that is None. `anchor` and `months` say from where its end was counted, so
    that automatic renewals are counted from there as well.
    """

    start: date | None
    end: date | None
    anchor: date | None = None
    months: int = 0

    def end_after(self, renewals: int, every: int) -> date | None:
        """The last day after so many automatic renewals of `every` months; None where there is no end to count from."""
        if self.end is None:
            return None
        return add_months(self.anchor or self.end, self.months + renewals * every)

    def renewals_until(self, day: date, every: int) -> int:
        """How many automatic renewals it takes for the end to be on this day or later; 0 where there is no end."""
        if self.end is None or not every:
            return 0
        apart = (day.year - self.end.year) * 12 + day.month - self.end.month
        renewals = max(0, apart // every - 1)
        while (end := self.end_after(renewals, every)) and end < day and end < date.max:
            renewals += 1
        return renewals


@dataclass(frozen=True, slots=True)
class Terms:
    """All that the clock of an agreement needs. `renewal` is the months of an automatic renewal, 0 for none; `notice`
    the months before its end by which notice is given. `ended` is the day it was ended, whether or not it came yet;
    `notice_given` the day on which one side said that it will not be renewed.
    """

    periods: tuple[Period, ...] = ()
    renewal: int = 0
    notice: int = 0
    ended: date | None = None
    notice_given: date | None = None
    over: bool = False  # Ended, whether or not the day is known.
    preparing: bool = False

    def notice_by(self, end: date) -> date | None:
        """The last day on which notice can be given before this end; None where no time is agreed."""
        return add_months(end, -self.notice) if self.notice else None


def periods(
    start: date | None,
    until: date | None,
    duration: int,
    extensions: Iterable[tuple[date, date | None]] = (),
) -> tuple[Period, ...]:
    """The periods of an agreement that began on `start` and was extended on these days (each with its own end, if it
    is known), in their order.

    `until`, the end that people know of, is that of the last period that had begun by then. A period without an end
    of its own lasts `duration` months where that is agreed; one that was extended before it ended is followed by the
    next on the day after its end.
    """
    begun: list[tuple[date | None, date | None]] = [(start, None)]
    by_day: dict[date, date | None] = {}
    for day, its_own in extensions:
        if start is None or day > start:
            by_day[day] = by_day.get(day) or its_own
    begun += sorted(by_day.items())
    closing = max((i for i, (day, _) in enumerate(begun) if until and (day is None or day <= until)), default=0)
    if start is None and len(begun) > 1 and not (until and closing == 0):
        begun, closing = begun[1:], closing - 1  # Nothing is known of the first.
    made: list[Period] = []
    for i, (day, its_own) in enumerate(begun):
        known = its_own or (until if i == closing else None)
        while made and made[-1].end is None and made[-1].start and day and day <= made[-1].start:
            made.pop()  # Extended again before that had begun.
        previous = made[-1].end if made else None
        begins = counted = day
        if previous and day and day <= previous:  # Extended in time: it goes on from where it would have ended.
            begins, counted = previous + _DAY if previous < date.max else previous, previous
            known = known if known and known > previous else None
        elif made and previous is None and day:
            made[-1] = Period(made[-1].start, day - _DAY)
        made.append(_period(begins, counted, known, duration))
    return tuple(p for p in made if p.end is None or p.start is None or p.start <= p.end)


def _period(begins: date | None, counted: date | None, known: date | None, duration: int) -> Period:
    if known:
        return Period(begins, known, known, 0)
    if duration and counted:
        return Period(begins, add_months(counted, duration), counted, duration)
    return Period(begins, None)


def ended_by_notice(terms: Terms, period: Period, given: date) -> date | None:
    """The day with which an agreement ends when notice was given on this day of the period: the end of the first term
    of which notice could still be given. None where nothing says when that is.
    """
    if period.end is None or not terms.renewal:
        return period.end
    renewals = period.renewals_until(given, terms.renewal)
    while (end := period.end_after(renewals, terms.renewal) or period.end) < date.max and given > (
        terms.notice_by(end) or end
    ):
        renewals += 1
    return end


@dataclass(frozen=True, slots=True)
class Dates:
    """What can be asked of the database: the end of the last agreed period, the last day for notice before it, the
    day on which it would renew itself.
    """

    expires_on: date | None
    notice_by: date | None
    renews_on: date | None


def dates(terms: Terms) -> Dates:
    last = terms.periods[-1] if terms.periods else None
    end = last.end if last else None
    if end is None:
        return Dates(None, None, None)
    return Dates(end, terms.notice_by(end), end + _DAY if terms.renewal and end < date.max else None)


# ---- as they are kept


def as_json(found: Iterable[Period]) -> list[list[Any]]:
    return [[_iso(p.start), _iso(p.end), _iso(p.anchor), p.months] for p in found]


def from_json(rows: Iterable[Iterable[Any]]) -> tuple[Period, ...]:
    return tuple(Period(_day(s), _day(e), _day(a), m) for s, e, a, m in rows)


def terms_of(status: str, details: Mapping[str, Any], kept: Iterable[Iterable[Any]], ended: date | None) -> Terms:
    """The terms of an agreement's row: its status, its `terms`, its `periods` and the day it was ended."""
    ending = details.get("termination") or {}
    return Terms(
        periods=from_json(kept),
        renewal=details.get("renewal") or 0,
        notice=details.get("notice") or 0,
        ended=ended,
        notice_given=_day(ending.get("given")),
        over=status == "ended",
        preparing=status == "in-preparation",
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
