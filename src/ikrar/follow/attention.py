"""What needs attention on a day: due, overdue, unanswered; agreements to decide on, expiring, lapsed; partnerships
that sleep; and what was told of late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import permutations
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from ikrar.follow.clocks import clock
from ikrar.follow.due import Basis, due
from ikrar.ontology.instruments import instrument_of, instruments
from ikrar.register.kinds import ANSWERED
from ikrar.register.lines import Line, Quote, lines_of
from ikrar.register.models import Agreement, Commitment, Entry, Partnership, Party
from ikrar.register.models.entry import EntryQuerySet
from ikrar.register.terms import Terms, terms_of

DECIDED = 30  # Days for which a day to decide on stays in sight after it passed.
_AWAKE = (Partnership.Status.ACTIVE, Partnership.Status.PREPARING)  # What can fall asleep.

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
class Quiet:
    """A partnership that has shown no act for long: since which day, and what that act was, where an entry tells."""

    partnership_id: int
    parties: tuple[Party, Party]
    status: str
    last: date
    line: Line | None
    days: int

    @property
    def sides(self) -> tuple[str, str]:
        return self.parties[0].name, self.parties[1].name

    @property
    def entry_id(self) -> int:
        """As entries are counted, a partnership is none of them."""
        return -self.partnership_id


@dataclass(frozen=True, slots=True)
class Attention:
    """`totals` says how much there is in each list, also where a limit cut it.

    `again` holds the pledges without a day of their own that are to be looked at again, where they were asked apart.
    `notice` holds the agreements of which the day to decide on is near or has just passed, `lapsed` those of which
    the end passed without an extension, `dormant` the partnerships that sleep, `steps` the
    pledges of which somebody set a next step for these days.
    """

    today: date
    due: tuple[Item, ...]
    overdue: tuple[Item, ...]
    expiring: tuple[Item, ...]
    unanswered: tuple[Item, ...]
    recent: tuple[Item, ...]
    again: tuple[Item, ...] = ()
    notice: tuple[Item, ...] = ()
    lapsed: tuple[Item, ...] = ()
    dormant: tuple[Quiet, ...] = ()
    steps: tuple[Item, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)


def review(
    today: date,
    horizon_days: int = 30,
    *,
    expiring_days: int | None = None,
    party: Party | None = None,
    limit: int | None = None,
    start: int = 0,
    only: str | None = None,
    apart: bool = False,
    review_days: int | None = None,
    dormant_days: int | None = None,
) -> Attention:
    """What needs attention on `today`. With `party`, what concerns it; with `only`, the items of one list alone.

    Days that are not given are those of the installation's settings.

    `start` and `limit` hold for each list. With `apart`, pledges without a day stand in `again` and in no other
    list of what is due or overdue.
    """
    days = settings.IKRAR_REVIEW_DAYS if review_days is None else review_days
    look = _Look(today, today + timedelta(days=horizon_days), days, party)
    found = {
        "due": look.due(),
        "overdue": look.overdue(),
        "unanswered": look.unanswered(),
        "steps": look.steps(),
        "recent": look.recent(today - timedelta(days=horizon_days)),
        **look.agreements(settings.IKRAR_EXPIRING_DAYS if expiring_days is None else expiring_days),
    }
    if apart:
        found["again"] = sorted((x for x in found["overdue"] + found["due"] if x.again), key=_by_day, reverse=True)
        found |= {name: [x for x in found[name] if not x.again] for name in ("due", "overdue")}
    stop = None if limit is None else start + limit
    quiet = look.quiet(settings.IKRAR_DORMANT_DAYS if dormant_days is None else dormant_days)
    shown = {name: found_[start:stop] if only in (None, name) else [] for name, found_ in found.items()}
    lines = {x.id: x for x in lines_of({(s.id, s.type) for listed in shown.values() for s in listed})}
    items = {name: tuple(s.item(lines[s.id], today) for s in listed) for name, listed in shown.items()}
    dormant = look.dormant(quiet[start:stop]) if only in (None, "dormant") else ()
    totals = {name: len(found_) for name, found_ in found.items()} | {"dormant": len(quiet)}
    return Attention(today=today, **items, dormant=dormant, totals=totals)


def asleep(pair: Partnership, today: date, dormant_days: int) -> bool:
    """Whether a partnership has shown no act for so long, by all that is known of it."""
    last = pair.last_act
    return pair.status in _AWAKE and last is not None and last < today - timedelta(days=dormant_days)


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

    def steps(self) -> list[_Seen]:
        """Pledges whose next step is to be taken by the horizon, or was to be taken before, the earliest first."""
        found = self._mine(Commitment.objects.open().filter(next_on__lte=self.horizon))
        rows = found.order_by("next_on", "pk").values_list("pk", "type", "next_on")
        return [_Seen(pk, type_, day, "step") for pk, type_, day in rows]

    def agreements(self, expiring_days: int) -> dict[str, list[_Seen]]:
        """Agreements by what their clock says: to decide on, expiring, lapsed; each list the nearest end first."""
        latest = self.today + timedelta(days=max(expiring_days, settings.IKRAR_NOTICE_DAYS))
        dated = Q(expires_on__lte=latest) | Q(notice_by__lte=latest) | Q(status=Agreement.Status.RENEWED)
        dated |= Q(ended_on__range=(self.today, latest))
        found = self._mine(Agreement.objects.filter(dated).exclude(status=Agreement.Status.PREPARATION)).order_by("pk")
        made: dict[str, list[_Seen]] = {"notice": [], "expiring": [], "lapsed": []}
        for row in found.values_list(*_TERMS, named=True):
            seen = clock(_terms(row), self.today, expiring_days)
            if seen.phase in {"expiring", "lapsed"}:
                made[seen.phase].append(_Seen(row.pk, row.type, seen.until, "expiry" if seen.binds else "lapsed"))
            if seen.deciding(settings.IKRAR_NOTICE_DAYS, DECIDED):
                made["notice"].append(_Seen(row.pk, row.type, seen.decide_by, "notice"))
        replaced = self._replaced({x.id for x in made["lapsed"]})
        made["lapsed"] = [x for x in made["lapsed"] if x.id not in replaced]
        return {name: sorted(listed, key=_by_day, reverse=name == "lapsed") for name, listed in made.items()}

    def _replaced(self, lapsed: set[int]) -> set[int]:
        """Those in whose place another instrument of the same pair binds: begun later, of its type or a closer bond."""
        if not lapsed:
            return set()
        pairs = Entry.objects.filter(pk__in=lapsed).values("partnership")
        rows = list(Agreement.objects.filter(partnership__in=pairs).values_list(*_TERMS, named=True))
        clocks = {row.pk: clock(_terms(row), self.today) for row in rows}
        types = {row.pk: row.terms.get("instrument") or instrument_of(row.what) for row in rows}
        rank = {code: i.rank for code, i in instruments().items()}
        gone = set()
        for old, new in permutations(rows, 2):
            if old.pk not in lapsed or old.partnership_id != new.partnership_id or not clocks[new.pk].binds:
                continue
            mine, its = types[old.pk], types[new.pk]
            closer = 0 < rank.get(mine, 0) < rank.get(its, 0)
            began, before = clocks[new.pk].start, clocks[old.pk].start or clocks[old.pk].until
            if mine and (mine == its or closer) and began and before and began > before:
                gone.add(old.pk)
        return gone

    def quiet(self, dormant_days: int) -> list[tuple[int, date]]:
        """Partnerships that sleep, with the day of their last act; those that have slept longest come last."""
        since = self.today - timedelta(days=dormant_days)
        pairs = Partnership.objects.filter(status__in=_AWAKE)
        if self.party is not None:
            pairs = pairs.of(self.party)
        # Where something is told of days to come (or one looks from an earlier day), the acts before count.
        acts = Entry.objects.filter(partnership=OuterRef("pk")).annotate(on=Coalesce("last_told", "day"))
        told = acts.filter(on__lte=self.today).order_by("-on").values("on")[:1]
        known = pairs.annotate(
            seen=Case(When(last_act__lte=self.today, then="last_act"), default=Subquery(told)),
            ahead=Exists(acts.filter(first_told__lte=self.today, when_start__gt=self.today)),
        )
        rows = known.filter(seen__lt=since, ahead=False).order_by("-seen", "pk")
        return list(rows.values_list("pk", "seen"))

    def dormant(self, found: Sequence[tuple[int, date]]) -> tuple[Quiet, ...]:
        """Those partnerships, each with its last act, in three queries more."""
        pairs = Partnership.objects.with_parties().in_bulk([pk for pk, _ in found])
        acts = Entry.objects.filter(partnership__in=list(pairs)).exclude(type=Entry.Type.TRAIT)
        dated = acts.annotate(on=Coalesce("last_told", "day")).filter(on__lte=self.today).order_by("on", "pk")
        last = {pair: (pk, type_) for pair, pk, type_ in dated.values_list("partnership", "pk", "type")}
        lines = {x.partnership_id: x for x in lines_of(last.values())}
        made = []
        for pk, seen in found:
            pair = pairs[pk]
            made.append(Quiet(pk, pair.parties, pair.status, seen, lines.get(pk), (seen - self.today).days))
        return tuple(made)

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


_TERMS = ("pk", "type", "status", "what", "terms", "periods", "ended_on", "partnership_id")


def _terms(row: Any) -> Terms:
    return terms_of(row.status, row.terms, row.periods, row.ended_on)


_COLUMNS = ("pk", "type", "kind", "due_start", "due_end", "first_told")


def _by_day(seen: _Seen) -> tuple[date, int]:
    return (seen.day or date.max, seen.id)
