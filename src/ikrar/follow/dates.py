"""What falls on which day: pledges due and their next steps, agreements running out, meetings and visits ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.db.models import Q

from ikrar.follow.attention import Look
from ikrar.follow.due import PRECISE, due
from ikrar.follow.times import Times
from ikrar.register.lines import Line, lines_of
from ikrar.register.models import Commitment, Encounter
from ikrar.register.models.commitment import CommitmentQuerySet
from ikrar.register.paging import walk

DAYS = timedelta(days=14)  # What is longer is no event of many days: nobody wrote its day down.

What = Literal["due", "step", "expiry", "notice", "encounter"]


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that falls on these days, both included. `name` is the same as long as it is the same thing."""

    what: What
    start: date
    end: date
    line: Line
    step: str = ""

    @property
    def name(self) -> str:
        return f"{self.line.id}-{self.what}"


def dates(start: date, end: date, today: date, owner: str | None = None) -> tuple[Dated, ...]:
    """What falls between these days as things stand today, in order.

    With `owner`, only pledges that this person looks after.
    """
    found = [*_pledges(start, end, owner), *_steps(start, end, owner)]
    if owner is None:
        found += _encounters(start, end, today)
    lines = {one.id: one for one in lines_of({(pk, type_) for _, pk, type_, *_ in found})}
    made = [Dated(what, first, last, lines[pk], step) for what, pk, type_, first, last, step in found if pk in lines]
    if owner is None:
        made += _agreements(start, end, today)
    return tuple(sorted(made, key=lambda d: (d.start, d.end, d.line.id, d.what)))


_Found = tuple[What, int, str, date, date, str]


def _pledges(start: date, end: date, owner: str | None) -> Iterator[_Found]:
    """What is dated to two weeks or less stands on its days; what is vaguer on the day that it is due."""
    rows = _mine(Commitment.objects.open(), owner).filter(due_start__lte=end, due_end__gte=start)
    for row in rows.values_list("pk", "type", "kind", "due_start", "due_end", "first_told", named=True):
        when = due(row, 0)
        if when is None:
            continue
        vague = row.due_end - row.due_start > DAYS
        first, last = (when.day, when.day) if vague else (row.due_start, row.due_end)
        if first <= end and last >= start:
            yield "due", row.pk, row.type, first, last, ""


def _steps(start: date, end: date, owner: str | None) -> Iterator[_Found]:
    rows = _mine(Commitment.objects.open(), owner).filter(next_on__range=(start, end))
    for pk, type_, day, step in rows.values_list("pk", "type", "next_on", "next_step"):
        if day:
            yield "step", pk, type_, day, day, step


def _agreements(start: date, end: date, today: date) -> Iterator[Dated]:
    """When agreements run out or have, and by when one has to decide, by their clocks; however far ahead that is."""
    ahead = max(0, (end - today).days)
    look = Look(today, Times(expiring=ahead, notice=ahead))
    for what, listed in (("expiry", "expiring"), ("expiry", "lapsed"), ("notice", "notice")):
        for item in look.items(row for _, row in walk(look.listed(listed), None)):
            if item.due is not None and start <= item.due <= end:
                yield Dated(what, item.due, item.due, item.line)  # type: ignore[arg-type]


def _encounters(start: date, end: date, today: date) -> Iterator[_Found]:
    """Meetings and visits that were announced for days that are known; also one that is told to have begun already."""
    announced = Q(planned=True) | Q(when_end__gte=today)
    ahead = Encounter.objects.filter(announced, when_start__lte=end, when_end__gte=start)
    for pk, type_, first, last in ahead.values_list("pk", "type", "when_start", "when_end"):
        if first and last and last - first <= PRECISE:
            yield "encounter", pk, type_, first, last if last - first <= DAYS else first, ""


def _mine(found: CommitmentQuerySet, owner: str | None) -> CommitmentQuerySet:
    return found.filter(owner=owner) if owner else found
