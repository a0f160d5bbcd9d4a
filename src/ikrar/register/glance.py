"""A dossier at a glance: the first lines of each list and how many there are, so that the page of a party with 20,000
entries costs what one with twenty does. `dossier.py` has them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from ikrar.register import index
from ikrar.register.facets import facet
from ikrar.register.index.asking import Facet, all_of
from ikrar.register.index.places import id_at
from ikrar.register.lines import Line, Source, lines_of
from ikrar.register.models import ClaimRecord, Commitment, Entry, Partnership, Party, StoredDocument
from ikrar.register.paging import COUNTED

Type = Entry.Type
DRAWN = (Type.AGREEMENT, Type.ENCOUNTER, Type.COMMITMENT, Type.ACTIVITY)
_DAY = F("day").desc(nulls_last=True)


@dataclass(frozen=True, slots=True)
class Part:
    """The first lines of a list, and how many it has in all."""

    lines: tuple[Line, ...] = ()
    many: int = 0

    def __bool__(self) -> bool:
        return self.many > 0

    @property
    def more(self) -> bool:
        return self.many > len(self.lines)


@dataclass(frozen=True, slots=True)
class Side:
    """What one side pledged: what is open, the nearest first, and what ended."""

    open: Part
    ended: Part

    def __bool__(self) -> bool:
        return bool(self.open or self.ended)

    @property
    def many(self) -> int:
        return self.open.many + self.ended.many

    @property
    def more(self) -> bool:
        return self.open.more or self.ended.more


@dataclass(frozen=True, slots=True)
class Sources:
    """The latest documents, and how many there are, counted to one more than `COUNTED`."""

    shown: tuple[Source, ...] = ()
    many: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of each list is loaded: lines, and of pledges that ended; agreements; documents.

    `drawn` are acts without their words, for a line of years.
    """

    lines: int = 10
    ended: int = 5
    agreements: int = 10
    drawn: int = 250
    sources: int = 24


@dataclass(frozen=True, slots=True)
class Glance:
    """`owed` is what the party (the first of a pair) pledged, what was pledged to it (by the second), what is joint.

    `drawn` are the latest acts, without the words that prove them; `acts` says how many there are of each type.
    """

    agreements: Part
    encounters: Part
    activities: Part
    traits: Part
    owed: tuple[Side, Side, Side]
    drawn: tuple[Line, ...]
    sources: Sources
    many: dict[str, int] = field(default_factory=dict)

    @property
    def acts(self) -> int:
        """How many acts there are that a line of years would show."""
        return sum(self.many.get(type_, 0) for type_ in DRAWN)

    @property
    def open(self) -> int:
        return sum(side.open.many for side in self.owed)


def of_party(party: Party, bounds: Bounds) -> Glance:
    """What a party has, with everyone and alone. A bounded number of queries, each for a bounded number of rows."""
    pairs = Q(partnership__in=Partnership.objects.of(party).order_by().values("pk"))
    owed = (Q(debtor=party), Q(creditor=party), Q(joint=True, type=Type.COMMITMENT) & pairs)
    return _glance((pairs, Q(party=party)), owed, bounds, _naming(party, most=bounds.sources))


def of_pair(pair: Partnership, a: Party, b: Party, bounds: Bounds) -> Glance:
    """What two parties have with each other, `a` called the first; with the traits of each alone."""
    own = Q(partnership=pair)
    pledged = own & Q(type=Type.COMMITMENT)
    owed = (pledged & Q(debtor=a), pledged & Q(debtor=b), pledged & Q(joint=True))
    alone = Q(party__in=[a, b], type=Type.TRAIT)
    return _glance((own, alone), owed, bounds, _naming(a, b, most=bounds.sources, of=pair))


def _glance(scopes: Sequence[Q], owed: Sequence[Q], bounds: Bounds, sources: Sources) -> Glance:
    """`scopes` are conditions on entries that no two of them meet: each is answered by an index of its own."""
    counted: list[dict[str, int]] = [
        dict(Entry.objects.filter(scope).order_by().values_list("type").annotate(many=Count("*"))) for scope in scopes
    ]
    many = {type_: sum(found.get(type_, 0) for found in counted) for type_ in Type.values}

    def latest(most: int, *types: str) -> list[tuple[int, str]]:
        rows: list[tuple[date, int, str]] = []
        for scope, found in zip(scopes, counted, strict=True):
            if any(found.get(type_) for type_ in types):
                its = Entry.objects.filter(scope, type__in=types).order_by(_DAY, "-pk")[:most]
                rows += [(day or date.min, pk, type_) for pk, type_, day in its.values_list("pk", "type", "day")]
        return [(pk, type_) for _day, pk, type_ in sorted(rows, reverse=True)[:most]]

    lists = {
        type_: latest(bounds.agreements if type_ == Type.AGREEMENT else bounds.lines, type_)
        for type_ in (Type.AGREEMENT, Type.ENCOUNTER, Type.ACTIVITY, Type.TRAIT)
    }
    pledged = [_pledged(where, bounds) for where in owed]
    wanted = dict.fromkeys(row for rows in lists.values() for row in rows)
    wanted |= dict.fromkeys((pk, str(Type.COMMITMENT)) for sides in pledged for ids, _ in sides for pk in ids)
    lines = {line.id: line for line in lines_of(wanted)}

    def part(ids: Sequence[int], total: int) -> Part:
        return Part(tuple(lines[pk] for pk in ids if pk in lines), total)

    parts = {type_: part([pk for pk, _ in rows], many[type_]) for type_, rows in lists.items()}
    drawn = lines_of(latest(bounds.drawn, *DRAWN), bare=True)
    one, other, joint = (Side(part(*open_), part(*ended)) for open_, ended in pledged)
    return Glance(
        parts[Type.AGREEMENT], parts[Type.ENCOUNTER], parts[Type.ACTIVITY], parts[Type.TRAIT],
        (one, other, joint), tuple(drawn), sources, many,
    )  # fmt: skip


def _pledged(where: Q, bounds: Bounds) -> tuple[tuple[list[int], int], tuple[list[int], int]]:
    """The ids of open pledges, the nearest due first, and how many there are; the same of those that ended.

    Of a pair's, `where` says that they are pledges: it goes without saying, but not to a database that chooses which
    index to begin with. Of a party's it does not, as their entries need not be looked at.
    """
    by = [Q(status__in=Commitment.OPEN)]
    order = [F("due_end").asc(nulls_last=True), F("pk").asc()]
    numbered = Commitment.objects.filter(where).annotate(
        at=Window(RowNumber(), partition_by=by, order_by=order), many=Window(Count("*"), partition_by=by)
    )
    nearest = numbered.filter(at__lte=max(bounds.lines, bounds.ended)).order_by("at")
    found: dict[bool, list[int]] = {True: [], False: []}
    counted = {True: 0, False: 0}
    for pk, status, many in nearest.values_list("pk", "status", "many"):
        is_open = status in Commitment.OPEN
        found[is_open].append(pk)
        counted[is_open] = many
    return (found[True][: bounds.lines], counted[True]), (found[False][: bounds.ended], counted[False])


def _naming(*parties: Party, most: int, of: Partnership | None = None) -> Sources:
    """The latest documents whose claims name all these parties; of a partnership, those with a claim of its own."""
    asked = all_of(Facet(facet("party", p.pk)) for p in parties)
    ids = [id_at(place) for place in index.places(index.DOCUMENTS, asked, limit=COUNTED + 1)]
    if of is not None:
        claims = ClaimRecord.objects.live().filter(partnerships=of, document__in=ids).order_by()
        its = set(claims.values_list("document", flat=True).distinct())
        ids = [pk for pk in ids if pk in its]
    columns = ("pk", "sha256", "ident", "title", "published", "url", "lang")
    rows = {row[0]: Source(*row) for row in StoredDocument.objects.filter(pk__in=ids[:most]).values_list(*columns)}
    return Sources(tuple(rows[pk] for pk in ids[:most] if pk in rows), len(ids))
