"""Letters about what needs attention: when they are due, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from ikrar.follow.attention import Item, review
from ikrar.follow.dates import Dated, dates
from ikrar.office import settings
from ikrar.register.models import Commitment
from ikrar.reminders.models import Digest

LATE = timedelta(hours=20)  # A letter that is later than this is left out: the next one says it better.
LISTS = ("overdue", "due", "lapsed", "notice", "expiring", "unanswered")
MOST = 12  # of each list; the rest is a number and a link
_DAYS = {Digest.Every.DAY: 1, Digest.Every.WEEK: 7}


@dataclass(frozen=True, slots=True)
class Letter:
    """What needs attention, as far as it goes into one letter. `totals` counts all of each list."""

    today: date
    until: date
    lists: Mapping[str, tuple[Item, ...]]
    totals: Mapping[str, int]
    steps: tuple[Dated, ...]

    @property
    def empty(self) -> bool:
        return not any(self.lists.values()) and not self.steps


def due_at(choice: Digest, now: datetime, zone: tzinfo) -> datetime | None:
    """The last time, not after `now`, at which a letter was due; None where none is wanted.

    It is a time of the day on the office's clock, whatever the clock was changed to in the night.
    """
    if choice.every not in _DAYS:
        return None
    day = now.astimezone(zone).date()
    if choice.every == Digest.Every.WEEK:
        day -= timedelta(days=(day.weekday() - choice.weekday) % 7)
    at = _at(day, choice.hour, zone)
    return at if at <= now else _at(day - timedelta(days=_DAYS[Digest.Every(choice.every)]), choice.hour, zone)


def wanted(choice: Digest, now: datetime, zone: tzinfo) -> datetime | None:
    """The time of the letter that is to be written now; None where it is done, too late or not wanted."""
    at = due_at(choice, now, zone)
    if at is None or now - at > LATE or (choice.done_for is not None and choice.done_for >= at):
        return None
    return at


def letter(today: date, every: str, owner: str | None = None) -> Letter:
    """What needs attention in the register at hand: for every day, the coming week; for every week, four weeks.

    With `owner`, of pledges those that this person looks after, and nothing else.
    """
    horizon = 7 if every == Digest.Every.DAY else 28
    until = today + timedelta(days=horizon)
    found = review(today, horizon, apart=True, limit=None if owner else MOST, times=settings.of().times)
    lists = {name: getattr(found, name) for name in LISTS}
    totals: Mapping[str, int] = {name: found.totals[name] for name in LISTS}
    if owner:
        mine = set(Commitment.objects.open().filter(owner=owner).values_list("pk", flat=True))
        lists = {name: tuple(x for x in items if x.line.id in mine) for name, items in lists.items()}
        totals = {name: len(items) for name, items in lists.items()}
    steps = (d for d in dates(today - timedelta(days=30), until, today, owner) if d.what == "step")
    return Letter(today, until, {name: items[:MOST] for name, items in lists.items()}, totals, tuple(steps))


def _at(day: date, hour: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=zone)
