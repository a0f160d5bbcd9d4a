"""What needs attention on a day: due, overdue, expiring, unanswered, and what was told of late."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.conf import settings
from django.db.models import Q

from ikrar.follow.due import Basis, due
from ikrar.register.kinds import ANSWERED
from ikrar.register.lines import Line, Quote, line
from ikrar.register.models import Agreement, Commitment, Entry, Party
from ikrar.register.models.entry import EntryQuerySet
from ikrar.register.writing import MODELS

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
    today: date
    due: tuple[Item, ...]
    overdue: tuple[Item, ...]
    expiring: tuple[Item, ...]
    unanswered: tuple[Item, ...]
    recent: tuple[Item, ...]


def review(
    today: date,
    horizon_days: int = 30,
    *,
    expiring_days: int = 365,
    party: Party | None = None,
    limit: int | None = None,
    review_days: int | None = None,
) -> Attention:
    """What needs attention on `today`. With `party`, what concerns it; `limit` holds for each list."""
    days = settings.IKRAR_REVIEW_DAYS if review_days is None else review_days
    look = _Look(today, today + timedelta(days=horizon_days), days, party, limit)
    return Attention(
        today=today,
        due=look.due(),
        overdue=look.overdue(),
        expiring=look.expiring(today + timedelta(days=expiring_days)),
        unanswered=look.unanswered(),
        recent=look.recent(today - timedelta(days=horizon_days)),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    today: date
    horizon: date
    review_days: int
    party: Party | None
    limit: int | None

    def due(self) -> tuple[Item, ...]:
        """From today to the horizon; an event that lasts is due until it ends."""
        dated = Q(due_start__lte=self.horizon, due_end__gte=self.today)
        told = Q(due_start=None, first_told__range=(self._told(self.today), self._told(self.horizon)))
        found = self._pledges(Commitment.objects.open().filter(dated | told))
        return self._first(x for x in found if x.due and x.due <= self.horizon)

    def overdue(self) -> tuple[Item, ...]:
        """Past its day and neither kept nor given up, the longest first."""
        late = Q(due_end__lt=self.today) | Q(due_start=None, first_told__lt=self._told(self.today))
        return self._first(self._pledges(Commitment.objects.open().filter(late)))

    def expiring(self, until: date) -> tuple[Item, ...]:
        """Agreements that run out, those that ran out without being renewed first."""
        binding = (Agreement.Status.FORCE, Agreement.Status.RENEWED)
        found = Agreement.objects.filter(status__in=binding, valid_until__lte=until)
        return self._first(self._item(e, e.valid_until, "expiry") for e in self._mine(found))

    def unanswered(self) -> tuple[Item, ...]:
        """Invitations, offers and requests without an answer, while there is still time for one."""
        found = Commitment.objects.filter(status=Commitment.Status.MADE, kind__in=ANSWERED, joint=False)
        found = found.filter(Q(due_end=None) | Q(due_end__gte=self.today))
        if self.party:
            asked = Q(kind="request", debtor=self.party) | Q(~Q(kind="request"), creditor=self.party)
            found = found.filter(asked)
        return self._first(self._pledges(found), key=lambda x: (x.line.first_told or date.min, x.entry_id))

    def recent(self, since: date) -> tuple[Item, ...]:
        """What documents told of lately, the latest first."""
        told = Entry.objects.filter(last_told__range=(since, self.today)).order_by("-last_told", "-id")
        rows = list(self._scope(told).values_list("pk", "type")[: self.limit])
        by_type: dict[str, list[int]] = {}
        for pk, type_ in rows:
            by_type.setdefault(type_, []).append(pk)
        found: dict[int, Entry] = {}
        for type_, ids in by_type.items():
            found |= {e.pk: e for e in MODELS[type_].objects.filter(pk__in=ids).with_parties().with_evidence()}
        return tuple(self._item(found[pk], found[pk].day, "told") for pk, _ in rows)

    def _told(self, day: date) -> date:
        """A pledge without a date that was told on this day is to be looked at on that day."""
        return day - timedelta(days=self.review_days)

    def _scope(self, found: Asked) -> Asked:
        if self.party is None:
            return found
        return found.filter(
            Q(partnership__party_a=self.party) | Q(partnership__party_b=self.party) | Q(party=self.party)
        )

    def _mine(self, found: Asked) -> Asked:
        return self._scope(found).with_parties().with_evidence()

    def _pledges(self, found: EntryQuerySet) -> Iterable[Item]:
        for pledge in self._mine(found):
            when = due(pledge, self.review_days)
            yield self._item(pledge, when.day if when else None, when.basis if when else "")

    def _item(self, entry: Entry, day: date | None, basis: str) -> Item:
        return Item(line(entry), day, basis, (day - self.today).days if day else None)

    def _first(self, items: Iterable[Item], key: Callable[[Item], tuple] | None = None) -> tuple[Item, ...]:
        ordered = sorted(items, key=key or (lambda x: (x.due or date.max, x.entry_id)))
        return tuple(ordered[: self.limit])
