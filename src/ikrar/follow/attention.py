"""What needs attention on a day: due, overdue, unanswered; agreements to decide on, expiring, lapsed; partnerships
that sleep; and what was told of late.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import permutations
from typing import Any, TypeVar

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ikrar.follow.clocks import clock
from ikrar.follow.due import EVENTS, PRECISE, Basis, due
from ikrar.follow.times import Times
from ikrar.ontology.instruments import instrument_of, instruments
from ikrar.register.kinds import ANSWERED
from ikrar.register.lines import Line, Quote, lines_of
from ikrar.register.models import Agreement, Commitment, Entry, Partnership, Party
from ikrar.register.models.entry import EntryQuerySet
from ikrar.register.paging import COUNTED, Held, Key, Listed, Merged, Section, Sifted, count, walk
from ikrar.register.terms import Terms, terms_of

DORMANT = "dormant"
RECKONED = 2 * COUNTED  # Agreements near their end whose clock is looked at.
DECIDED = 30  # Days for which a day to decide on stays in sight after it passed.
_OPEN = tuple(Q(status=status) for status in Commitment.OPEN)
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
    times: Times,
    party: Party | None = None,
    limit: int | None = None,
    after: Key | None = None,
    only: str | None = None,
    apart: bool = False,
    count_to: int | None = None,
) -> Attention:
    """What needs attention on `today`, by the times of an office. With `party`, what concerns it; with `only`, the

    items of one list alone.

    `limit` and `after` hold for each list; `count_to` bounds the totals, which are then at most one more. With
    `apart`, pledges without a day stand in `again` and in no other list of what is due or overdue.
    """
    look = Look(today, times, horizon_days, party, apart)
    lists = look.lists()
    shown = {
        name: look.seen(row for _, row in walk(listed, limit, after)) if only in (None, name) else []
        for name, listed in lists.items()
        if name != DORMANT
    }
    lines = {x.id: x for x in lines_of({(s.pk, s.type) for listed in shown.values() for s in listed})}
    items = {name: tuple(s.item(lines[s.pk], today) for s in listed) for name, listed in shown.items()}
    totals = {name: count(listed, count_to) for name, listed in lists.items()}
    if not apart and limit is None:
        items["due"] = tuple(sorted(items["due"], key=lambda x: (x.due or date.max, x.entry_id)))
    quiet = [row for _, row in walk(lists[DORMANT], limit, after)] if only in (None, DORMANT) else []
    return Attention(today=today, **items, dormant=look.dormant(quiet), totals=totals)


def asleep(pair: Partnership, today: date, dormant_days: int) -> bool:
    """Whether a partnership has shown no act for so long, by all that is known of it."""
    last = pair.last_act
    return pair.status in _AWAKE and last is not None and last < today - timedelta(days=dormant_days)


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry (or a partnership) that is to be looked at, before its words are loaded."""

    pk: int
    type: str
    day: date | None
    basis: str

    def item(self, line: Line, today: date) -> Item:
        return Item(line, self.day, self.basis, (self.day - today).days if self.day else None)


@dataclass(frozen=True, slots=True)
class Look:
    """The lists of a day, each in sections that give their rows in order (`register/paging.py`)."""

    today: date
    times: Times
    horizon_days: int = 30
    party: Party | None = None
    apart: bool = True

    def lists(self) -> dict[str, Sequence[Listed]]:
        return {**self._asked(), **self._agreements(), DORMANT: (self._quiet(),)}

    def listed(self, name: str) -> Sequence[Listed]:
        """One list alone."""
        if name == DORMANT:
            return (self._quiet(),)
        asked: Mapping[str, Sequence[Listed]] = self._asked()
        return asked[name] if name in asked else self._agreements()[name]

    def _asked(self) -> dict[str, Sequence[Listed]]:
        """The lists that the database gives in order."""
        overdue, due, told, late = self._overdue(), self._due(), self._told(self.horizon), self._told(self.today)
        soon = Section(told.found.filter(day__gte=self._told_on(self.today)), "day", latest=False)
        return {
            "due": (due,) if self.apart else (due, soon),
            "overdue": (overdue,) if self.apart else (overdue, late),
            "unanswered": self._unanswered(),
            "steps": (self._steps(),),
            "recent": (self._recent(),),
        } | ({"again": (told,)} if self.apart else {})

    def seen(self, rows: Iterable[Any]) -> list[Seen]:
        return [row if isinstance(row, Seen) else self._seen(row) for row in rows]

    def items(self, rows: Iterable[Any]) -> tuple[Item, ...]:
        """Rows of one list as what is to be looked at, with the words that prove it."""
        seen = self.seen(rows)
        lines = {x.id: x for x in lines_of((s.pk, s.type) for s in seen)}
        return tuple(s.item(lines[s.pk], self.today) for s in seen if s.pk in lines)

    @property
    def horizon(self) -> date:
        return self.today + timedelta(days=self.horizon_days)

    def _due(self) -> Section:
        """From today to the horizon; an event that lasts is due until it ends."""
        begins = Q(kind__in=EVENTS, due_start__lte=self.horizon, due_end__lte=F("due_start") + PRECISE)
        found = Commitment.objects.open().filter(begins | Q(due_end__lte=self.horizon), due_end__gte=self.today)
        found = found.filter(due_end__lte=self.horizon + PRECISE)  # What follows from the rest, said for an index.
        return Section(self._pledges(found), "due_end", latest=False, highest=False, apart=_OPEN)

    def _overdue(self) -> Section:
        """Past its last day and neither kept nor given up, the latest first."""
        found = self._pledges(Commitment.objects.open().filter(due_end__lt=self.today))
        return Section(found, "due_end", apart=_OPEN)

    def _steps(self) -> Section:
        """Pledges whose next step is to be taken by the horizon, or was to be taken before, the earliest first."""
        found = self._mine(Commitment.objects.open().filter(next_on__lte=self.horizon))
        return Section(found.values_list("pk", "type", "next_on", named=True), "next_on", latest=False, highest=False)

    def _told(self, until: date) -> Section:
        """Pledges without a day that are to be looked at again by then, those told last first."""
        found = Commitment.objects.open().filter(due_start=None, type=Entry.Type.COMMITMENT)
        by = {"day__lt" if until == self.today else "day__lte": self._told_on(until)}
        return Section(self._pledges(found.filter(**by)), "day")

    def _agreements(self) -> dict[str, Sequence[Listed]]:
        """Agreements by what their clock says: to decide on, expiring, lapsed; each list the nearest end first."""
        notice: list[Seen] = []
        ending: dict[str, list[Seen]] = {"expiring": [], "lapsed": []}
        for row in self._near():
            seen = clock(_terms(row), self.today, self.times.expiring)
            if seen.phase == "expiring" or (seen.phase == "lapsed" and row.expires_on >= self.today):
                ending[seen.phase].append(Seen(row.pk, row.type, seen.until, "expiry" if seen.binds else "lapsed"))
            if seen.deciding(self.times.notice, DECIDED):
                notice.append(Seen(row.pk, row.type, seen.decide_by, "notice"))
        between = self._unreplaced(ending["lapsed"])  # It goes on later, as was agreed on already.
        return {
            "notice": (Held(tuple(notice), "day", latest=False, highest=False),),
            "expiring": (Held(tuple(ending["expiring"]), "day", latest=False, highest=False),),
            "lapsed": (Held(between, "day"), Sifted(self._run_out(), self._lapsed)),
        }

    def _near(self) -> list[Any]:
        """Agreements of which a day to act on may be near: the nearest ends first, no more of them than people read."""
        latest = self.today + timedelta(days=max(self.times.expiring, self.times.notice))
        decided = self.today - timedelta(days=DECIDED)
        # A renewed one may be in an earlier period than its last: one that was agreed on and has not begun.
        near = Q(status=Agreement.Status.RENEWED, periods__1__isnull=False, expires_on__gte=self.today)
        near |= Q(expires_on__range=(self.today, latest)) | Q(notice_by__range=(decided, latest))
        near |= Q(ended_on__range=(self.today, latest))
        itself = Q(renews_on__isnull=False, expires_on__lt=self.today)  # It goes on by itself, who knows until when.
        held = self._mine(Agreement.objects.exclude(status=Agreement.Status.PREPARATION))
        found: dict[int, Any] = {}
        for where in (near, itself):
            rows = held.filter(where).order_by("expires_on", "pk").values_list(*_TERMS, named=True)[:RECKONED]
            found |= {row.pk: row for row in rows}
        return list(found.values())

    def _run_out(self) -> Section:
        """Agreements of which the last period that was agreed on has passed, the latest first."""
        held = self._mine(Agreement.objects.exclude(status=Agreement.Status.PREPARATION))
        over = Q(status=Agreement.Status.ENDED, ended_on=None) | Q(ended_on__lt=self.today, ended_on__isnull=False)
        found = held.filter(expires_on__lt=self.today, renews_on=None).exclude(over)
        return Section(found.values_list(*_TERMS, named=True), "expires_on")

    def _lapsed(self, rows: Sequence[Any]) -> tuple[Seen, ...]:
        """Those of them that nobody extended, ended or replaced."""
        clocks = [(row, clock(_terms(row), self.today)) for row in rows]
        return self._unreplaced(
            [Seen(row.pk, row.type, seen.until, "lapsed") for row, seen in clocks if seen.phase == "lapsed"]
        )

    def _unreplaced(self, lapsed: Sequence[Seen]) -> tuple[Seen, ...]:
        replaced = self._replaced({x.pk for x in lapsed})
        return tuple(x for x in lapsed if x.pk not in replaced)

    def _replaced(self, lapsed: set[int]) -> set[int]:
        """Those in whose place another instrument of the same pair binds: begun later, of its type or a closer bond."""
        if not lapsed:
            return set()
        pairs = Entry.objects.filter(pk__in=lapsed).values("partnership")
        rows = list(Agreement.objects.filter(partnership__in=pairs).values_list(*_TERMS, named=True))
        clocks = {row.pk: clock(_terms(row), self.today) for row in rows}
        types = {row.pk: row.terms.get("instrument") or instrument_of(row.what) for row in rows}
        rank = {code: i.rank for code, i in instruments().items()}
        of_pair: dict[int | None, list[Any]] = defaultdict(list)
        for row in rows:
            of_pair[row.partnership_id].append(row)
        gone = set()
        for old, new in (pair for several in of_pair.values() for pair in permutations(several, 2)):
            if old.pk not in lapsed or not clocks[new.pk].binds:
                continue
            mine, its = types[old.pk], types[new.pk]
            closer = 0 < rank.get(mine, 0) < rank.get(its, 0)
            began, before = clocks[new.pk].start, clocks[old.pk].start or clocks[old.pk].until
            if mine and (mine == its or closer) and began and before and began > before:
                gone.add(old.pk)
        return gone

    def _quiet(self) -> Merged:
        """Partnerships that sleep, with the day of their last act; those that have slept longest come last."""
        since = self.today - timedelta(days=self.times.dormant)
        ahead = Entry.objects.filter(partnership=OuterRef("pk"), day__gt=self.today, when_start__gt=self.today)
        pairs = Partnership.objects.filter(~Exists(ahead.filter(first_told__lte=self.today)))
        if self.party is not None:
            pairs = pairs.of(self.party)
        # Where something is told of days to come (or one looks from an earlier day), the acts before count.
        acts = Entry.objects.filter(partnership=OuterRef("pk")).annotate(on=Coalesce("last_told", "day"))
        told = acts.filter(on__lte=self.today).order_by("-on").values("on")[:1]
        past = pairs.filter(last_act__lt=since).annotate(seen=F("last_act"))
        later = pairs.filter(last_act__gt=self.today).annotate(seen=Subquery(told)).filter(seen__lt=since)
        rows = [found.filter(status=s).values_list("pk", "seen", named=True) for found in (past, later) for s in _AWAKE]
        return Merged(tuple(Section(found, "seen", highest=False) for found in rows))

    def dormant(self, found: Sequence[Any]) -> tuple[Quiet, ...]:
        """Those partnerships, each with its last act, in three queries more."""
        pairs = Partnership.objects.with_parties().in_bulk([row.pk for row in found])
        acts = Entry.objects.filter(partnership__in=list(pairs)).exclude(type=Entry.Type.TRAIT)
        dated = acts.annotate(on=Coalesce("last_told", "day")).filter(on__lte=self.today).order_by("on", "pk")
        last = {pair: (pk, type_) for pair, pk, type_ in dated.values_list("partnership", "pk", "type")}
        lines = {x.partnership_id: x for x in lines_of(last.values())}
        made = []
        for pair, day in ((pairs[row.pk], row.seen) for row in found):
            days = (day - self.today).days
            made.append(Quiet(pair.pk, pair.parties, pair.status, day, lines.get(pair.pk), days))
        return tuple(made)

    def _unanswered(self) -> tuple[Section, ...]:
        """Invitations, offers and requests without an answer, while there is still time for one, the next first.

        Those without a day follow, the latest first.
        """
        found = Commitment.objects.filter(status=Commitment.Status.MADE, kind__in=ANSWERED, joint=False)
        if self.party:
            found = found.filter(Q(kind="request", debtor=self.party) | Q(~Q(kind="request"), creditor=self.party))
        dayless = Entry.objects.filter(type=Entry.Type.COMMITMENT, day=None).order_by()
        undated = found.filter(due_end=None, type=Entry.Type.COMMITMENT, day__isnull=False)
        return (
            Section(self._pledges(found.filter(due_end__gte=self.today)), "due_end", latest=False, highest=False),
            Section(self._pledges(undated), "day"),
            # Hardly any; said so that a database begins with the entries of no day, not with all pledges.
            Section(self._pledges(found.filter(due_end=None, pk__in=dayless.values("pk")))),
        )

    def _recent(self) -> Section:
        """What documents told of lately, the latest first."""
        since = self.today - timedelta(days=self.horizon_days)
        told = self._mine(Entry.objects.filter(last_told__range=(since, self.today)))
        return Section(told.values_list("pk", "type", "last_told", "day", named=True), "last_told")

    def _told_on(self, day: date) -> date:
        """A pledge without a date that was told on this day is to be looked at on that day."""
        return day - timedelta(days=self.times.review)

    def _mine(self, found: Asked) -> Asked:
        """What concerns the party, if one was given."""
        if self.party is None:
            return found
        mine = Q(partnership__party_a=self.party) | Q(partnership__party_b=self.party) | Q(party=self.party)
        return found.filter(mine)

    def _pledges(self, found: EntryQuerySet) -> QuerySet[Any]:
        return self._mine(found).values_list(*_COLUMNS, named=True)

    def _seen(self, row: Any) -> Seen:
        if hasattr(row, "next_on"):
            return Seen(row.pk, row.type, row.next_on, "step")
        if hasattr(row, "last_told"):
            return Seen(row.pk, row.type, row.day, "told")
        when = due(row, self.times.review)
        return Seen(row.pk, row.type, when.day if when else None, when.basis if when else "")


_COLUMNS = ("pk", "type", "kind", "due_start", "due_end", "first_told", "day")

_TERMS = ("pk", "type", "status", "what", "terms", "periods", "ended_on", "partnership_id", "expires_on")


def _terms(row: Any) -> Terms:
    return terms_of(row.status, row.terms, row.periods, row.ended_on)
