"""What needs attention on a day: due, overdue, expiring, unanswered, and what was told of late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import Q

from ikrar.follow.due import Basis, due
from ikrar.register.kinds import ANSWERED
from ikrar.register.lines import Line, Quote, lines_of
from ikrar.register.models import Agreement, Commitment, Entry, Party
from ikrar.register.models.entry import EntryQuerySet

Asked = TypeVar("Asked", bound=EntryQuerySet)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at, with the words that prove it. `days` counts from today: negative is past."""

    line: Line
    due: date | None
    basis: Basis | str
    days: int | None

    @property
    def title(self) -> str:
        return self.line.title

    @property
    def kind(self) -> str:
        return self.line.kind

    @property
    def status(self) -> str:
        return self.line.status

    @property
    def parties(self) -> tuple[str, ...]:
        return self.line.sides

    @property
    def source(self) -> Quote | None:
        return self.line.source

    @property
    def url(self) -> str:
        """Where the source was published; empty where that is not known."""
        return self.source.url if self.source else ""

    @property
    def entry_id(self) -> int:
        return self.line.id

    @property
    def partnership_id(self) -> int | None:
        return self.line.partnership_id


@dataclass(frozen=True, slots=True)
class Attention:
    """`totals` says how much there is in each list, also where a limit cut it.

    `again` holds the pledges without a day of their own that are to be looked at again, where they were asked apart.
    """

    today: date
    due: tuple[Item, ...]
    overdue: tuple[Item, ...]
    expiring: tuple[Item, ...]
    unanswered: tuple[Item, ...]
    recent: tuple[Item, ...]
    again: tuple[Item, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)


def review(
    today: date,
    horizon_days: int = 30,
    *,
    expiring_days: int = 365,
    party: Party | None = None,
    limit: int | None = None,
    start: int = 0,
    only: str | None = None,
    apart: bool = False,
    review_days: int | None = None,
) -> Attention:
    """What needs attention on `today`. With `party`, what concerns it; with `only`, the items of one list alone.

    `start` and `limit` hold for each list. With `apart`, pledges without a day stand in `again` and in no other
    list of what is due or overdue.
    """
    days = settings.IKRAR_REVIEW_DAYS if review_days is None else review_days
    look = _Look(today, today + timedelta(days=horizon_days), days, party)
    found = {
        "due": look.due(),
        "overdue": look.overdue(),
        "expiring": look.expiring(today + timedelta(days=expiring_days)),
        "unanswered": look.unanswered(),
        "recent": look.recent(today - timedelta(days=horizon_days)),
    }
    if apart:
        found["again"] = sorted((x for x in found["overdue"] + found["due"] if x.again), key=_by_day, reverse=True)
        found |= {name: [x for x in found[name] if not x.again] for name in ("due", "overdue")}
    stop = None if limit is None else start + limit
    shown = {name: found_[start:stop] if only in (None, name) else [] for name, found_ in found.items()}
    lines = {x.id: x for x in lines_of({(s.id, s.type) for listed in shown.values() for s in listed})}
    items = {name: tuple(s.item(lines[s.id], today) for s in listed) for name, listed in shown.items()}
    return Attention(today=today, **items, totals={name: len(found_) for name, found_ in found.items()})


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entry that is to be looked at, before its words are loaded."""

    id: int
    type: str
    day: date | None
    basis: str
    told: date | None = None

    @property
    def again(self) -> bool:
        """Without a day of its own, only to be looked at again."""
        return self.basis == "review"

    def item(self, line: Line, today: date) -> Item:
        return Item(line, self.day, self.basis, (self.day - today).days if self.day else None)


@dataclass(frozen=True, slots=True)
class _Look:
    today: date
    horizon: date
    review_days: int
    party: Party | None

    def due(self) -> list[_Seen]:
        """From today to the horizon; an event that lasts is due until it ends."""
        dated = Q(due_start__lte=self.horizon, due_end__gte=self.today)
        told = Q(due_start=None, first_told__range=(self._told(self.today), self._told(self.horizon)))
        found = self._pledges(Commitment.objects.open().filter(dated | told))
        return sorted((x for x in found if x.day and x.day <= self.horizon), key=_by_day)

    def overdue(self) -> list[_Seen]:
        """Past its day and neither kept nor given up: what had a day of its own first, the latest first."""
        late = Q(due_end__lt=self.today) | Q(due_start=None, first_told__lt=self._told(self.today))
        found = sorted(self._pledges(Commitment.objects.open().filter(late)), key=_by_day, reverse=True)
        return sorted(found, key=lambda x: x.again)

    def expiring(self, until: date) -> list[_Seen]:
        """Agreements that run out, those that ran out without being renewed first."""
        binding = (Agreement.Status.FORCE, Agreement.Status.RENEWED)
        found = self._mine(Agreement.objects.filter(status__in=binding, valid_until__lte=until))
        rows = found.order_by("valid_until", "pk").values_list("pk", "type", "valid_until")
        return [_Seen(pk, type_, day, "expiry") for pk, type_, day in rows]

    def unanswered(self) -> list[_Seen]:
        """Invitations, offers and requests without an answer, while there is still time for one, the next first.

        Those without a day follow, the latest first.
        """
        found = Commitment.objects.filter(status=Commitment.Status.MADE, kind__in=ANSWERED, joint=False)
        found = found.filter(Q(due_end=None) | Q(due_end__gte=self.today))
        if self.party:
            found = found.filter(Q(kind="request", debtor=self.party) | Q(~Q(kind="request"), creditor=self.party))
        waiting = sorted(self._pledges(found), key=_by_day)
        return [x for x in waiting if not x.again] + [x for x in reversed(waiting) if x.again]

    def recent(self, since: date) -> list[_Seen]:
        """What documents told of lately, the latest first."""
        told = self._mine(Entry.objects.filter(last_told__range=(since, self.today)))
        rows = told.order_by("-last_told", "-id").values_list("pk", "type", "day")
        return [_Seen(pk, type_, day, "told") for pk, type_, day in rows]

    def _told(self, day: date) -> date:
        """A pledge without a date that was told on this day is to be looked at on that day."""
        return day - timedelta(days=self.review_days)

    def _mine(self, found: Asked) -> Asked:
        """What concerns the party, if one was given."""
        if self.party is None:
            return found
        mine = Q(partnership__party_a=self.party) | Q(partnership__party_b=self.party) | Q(party=self.party)
        return found.filter(mine)

    def _pledges(self, found: EntryQuerySet) -> Iterator[_Seen]:
        for pledge in self._mine(found).order_by().values_list(*_COLUMNS, named=True):
            when = due(pledge, self.review_days)
            day, basis = (when.day, when.basis) if when else (None, "")
            yield _Seen(pledge.pk, pledge.type, day, basis, pledge.first_told)


_COLUMNS = ("pk", "type", "kind", "due_start", "due_end", "first_told")


def _by_day(seen: _Seen) -> tuple[date, int]:
    return (seen.day or date.max, seen.id)
