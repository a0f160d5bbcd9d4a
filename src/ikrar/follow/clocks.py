"""How far along an agreement is on a day. Pure: its terms and the day in, a value out; nothing is written.

What happens by itself is computed each time: an agreement that renews itself, of which nobody gave notice, has been
renewed once its day has passed; one that does not has lapsed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from ikrar.register.terms import Period, Terms, ended_by_notice

_DAY = timedelta(days=1)

Phase = Literal["preparing", "ahead", "open", "running", "expiring", "lapsed", "ended"]


@dataclass(frozen=True, slots=True)
class Gap:
    """Days between two periods on which no instrument bound: the first and the last of them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Clock:
    """`start` and `until` are those of the term that runs, or of the last one that did; `renewals` counts how often
    the agreement had renewed itself by then, the last time on `renewed_on`. `notice_by` is the last day to give
    notice before `until`; `decide_by` the same, or the last day itself where it renews itself without such a time.

    Phases: preparing; ahead (it begins later); open (it binds, and no end is known); running; expiring (within the
    horizon, and it does not renew itself); lapsed (its end passed and nobody extended it); ended.
    """

    phase: Phase
    start: date | None = None
    until: date | None = None
    notice_by: date | None = None
    decide_by: date | None = None
    renews_itself: bool = False
    renewals: int = 0
    renewed_on: date | None = None
    gaps: tuple[Gap, ...] = ()
    today: date = date.min

    @property
    def binds(self) -> bool:
        """Whether it binds on the day."""
        return self.phase in {"open", "running", "expiring"}

    @property
    def days(self) -> int | None:
        """To the end of the term: negative where it has passed."""
        return (self.until - self.today).days if self.until else None

    @property
    def notice_days(self) -> int | None:
        """To the day by which one has to decide."""
        return (self.decide_by - self.today).days if self.decide_by else None

    def deciding(self, ahead: int, past: int) -> bool:
        """Whether it binds, and the day to decide on is at most so many days `ahead` or `past`."""
        left = self.notice_days
        return self.binds and left is not None and -past <= left <= ahead


def clock(terms: Terms, today: date, horizon: int = 365) -> Clock:
    """How an agreement stands on this day; within `horizon` days of its end it is expiring."""
    if terms.preparing:
        return Clock("preparing", today=today)
    known = [p for p in terms.periods if p.start is None or p.start <= today]
    gaps = _gaps(known)
    end_known = _end(terms, known, today)
    if (terms.over and terms.ended is None) or (end_known is not None and end_known < today):
        last = known[-1] if known else None
        return Clock("ended", last.start if last else None, end_known, gaps=gaps, today=today)
    if not known:
        if terms.periods:
            return Clock("ahead", terms.periods[0].start, terms.periods[0].end, today=today)
        known = [Period(None, None)]
    return _running(terms, known[-1], gaps, today, horizon, end_known)


def _running(
    terms: Terms, period: Period, gaps: tuple[Gap, ...], today: date, horizon: int, stop: date | None
) -> Clock:
    start, until, renewals, renewed = period.start, period.end, 0, None
    itself = bool(terms.renewal) and until is not None and stop is None
    if terms.renewal and until:
        renewals = period.renewals_until(min(today, stop) if stop else today, terms.renewal)
        if renewals:
            before = period.end_after(renewals - 1, terms.renewal) or until
            start = renewed = before + _DAY
            until = period.end_after(renewals, terms.renewal)
    if stop and (until is None or stop < until):
        until = stop
    if until is None:
        return Clock("open", start, None, gaps=gaps, today=today)
    notice = terms.notice_by(until) if stop is None else None
    phase: Phase = "running"
    if until < today:
        phase = "lapsed"
    elif not itself and (until - today).days <= horizon:
        phase = "expiring"
    decide = (notice or (until if itself else None)) if stop is None else None
    return Clock(phase, start, until, notice, decide, itself, renewals, renewed, gaps, today)


def _end(terms: Terms, known: list[Period], today: date) -> date | None:
    """The day with which it ends for good, as far as that is known on this day.

    A notice means the period in which it was given: what both sides agree on later stands over it.
    """
    if terms.ended is not None:
        return terms.ended
    given = terms.notice_given
    if given is None or given > today or not known:
        return None
    if len(known) > 1 and known[-1].start is not None and given < known[-1].start:
        return None
    return ended_by_notice(terms, known[-1], given)


def _gaps(known: list[Period]) -> tuple[Gap, ...]:
    found = []
    for before, after in pairwise(known):
        if before.end and after.start and after.start > before.end + _DAY:
            found.append(Gap(before.end + _DAY, after.start - _DAY))
    return tuple(found)
