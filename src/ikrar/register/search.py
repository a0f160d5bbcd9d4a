"""Searching parties, entries and documents: every word has to occur, in any order and language, accents aside.

A word that names a party also finds what concerns that party, in whatever language it is written: 上海 finds what is
filed under Shanghai. What names all words in its title, or by its parties, comes first; within that, the latest.
Pages go by key, and nothing is counted further than `COUNTED`, so that a page costs the same wherever it lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import Generic, TypeVar

from django.db.models import Exists, OuterRef, Q

from ikrar.model.folding import fold_name
from ikrar.model.tokens import Term, terms
from ikrar.register import index
from ikrar.register.excerpts import Excerpt, excerpt
from ikrar.register.facets import ANY, facet, named
from ikrar.register.finding import busiest, find_parties
from ikrar.register.finding import named as parties_named
from ikrar.register.index.asking import Asked, Facet, Without, Words, all_of, either
from ikrar.register.index.places import FIRST, between, id_at
from ikrar.register.lines import Line, Source, lines_of
from ikrar.register.models import ClaimParty, ClaimRecord, Entry, Party, StoredDocument

COUNTED = 1000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What results are narrowed to. Values of one name: any of them; parties: all of them."""

    parties: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None

    @property
    def any(self) -> bool:
        return self != Narrowed()

    def asked(self) -> list[Asked]:
        """Kinds and types are one name: an entry may be of this kind or of that type."""
        of_kind = [*(facet("kind", k) for k in self.kinds), *(facet("type", t) for t in self.types)]
        names = {"country": self.countries, "field": self.fields, "status": self.statuses, "lang": self.langs}
        several = [of_kind, *([facet(name, v) for v in values] for name, values in names.items())]
        one = [Facet(facet("party", pk)) for pk in self.parties]
        return [*one, *(either(map(Facet, tokens)) for tokens in several if tokens)]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks. Sorted by `newest`, or what fits best first."""

    text: str = ""
    narrowed: Narrowed = field(default_factory=Narrowed)
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page begins or ends: how well the results there fit (0 is best), and their place."""

    rank: int
    place: int


@dataclass(frozen=True, slots=True)
class Hit:
    document: Source
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are, counted up to `COUNTED`; where that is all of them, how many have each facet."""

    many: int = 0
    more: bool = False
    facets: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A page of results; `before` and `after` are where the pages beside it begin, if there are any."""

    items: tuple[T, ...] = ()
    before: Mark | None = None
    after: Mark | None = None
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True, slots=True)
class Results:
    question: Question
    parties: tuple[Party, ...] = ()
    entries: Found[Line] = field(default_factory=Found)
    documents: Found[Hit] = field(default_factory=Found)

    @property
    def empty(self) -> bool:
        return not (self.parties or self.entries.items or self.documents.items)


class Asking:
    """A question made ready: its terms, and the parties that they may mean."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.terms = terms(question.text)
        self.meant: list[list[Party]] = parties_named(self.terms) if self.terms else []
        self._latest: dict[index.Table, list[int]] = {}

    @property
    def nothing(self) -> bool:
        """Neither a word to search for nor anything to narrow to."""
        return not self.terms and not self.question.narrowed.any

    def ranks(self) -> list[Asked]:
        """What is asked of the index, what fits best first; nothing fits twice."""
        narrowed = self.question.narrowed.asked()
        if not self.terms:
            return [all_of(narrowed or [Facet(ANY)])]
        anywhere = all_of([*map(self._term, self.terms, self.meant), *narrowed])
        if self.question.newest:
            return [anywhere]
        first = all_of([self._term(t, m, headline=True) for t, m in zip(self.terms, self.meant, strict=True)])
        return [all_of([first, *narrowed]), Without(anywhere, first)]

    def anywhere(self) -> Asked:
        return all_of([*map(self._term, self.terms, self.meant), *self.question.narrowed.asked()] or [Facet(ANY)])

    def latest(self, table: index.Table) -> list[int]:
        """The places of the latest `COUNTED` results and one more, however well they fit; asked for once."""
        if table not in self._latest:
            low, high = self.period
            self._latest[table] = index.places(table, self.anywhere(), low=low, high=high, limit=COUNTED + 1)
        return self._latest[table]

    @property
    def period(self) -> tuple[int, int]:
        return between(self.question.narrowed.start, self.question.narrowed.end)

    @staticmethod
    def _term(term: Term, meant: Sequence[Party], headline: bool = False) -> Asked:
        words = Words(term.tokens, term.begins, headline)
        return either([words, *(Facet(facet("party", p.pk)) for p in meant)])


def search(question: Question | str, limit: int = 20) -> Results:
    """The first of each kind of result, at most `limit` of each."""
    asking = Asking(Question(question) if isinstance(question, str) else question)
    if asking.nothing:
        return Results(asking.question)
    return Results(asking.question, parties(asking, limit), entries(asking, limit), documents(asking, limit))


def parties(asking: Asking, limit: int = 20) -> tuple[Party, ...]:
    """Parties with every word in their name, or called so in another language; the busiest first."""
    if not asking.terms or asking.question.narrowed.any:
        return ()
    words = fold_name(" ".join(t.text for t in asking.terms)).split()
    where = Q()
    for word in words:
        where &= Q(folded__contains=word)
    exact = find_parties(asking.question.text, limit)
    found = {p.pk: p for p in (*exact, *busiest(Party.objects.filter(where))[:limit])}
    return tuple(found.values())[:limit]


def entries(asking: Asking, limit: int = 20, *, after: Mark | None = None, before: Mark | None = None) -> Found[Line]:
    marks, found = _page(index.ENTRIES, asking, limit, after, before)
    types = dict(Entry.objects.filter(pk__in=[id_at(m.place) for m in marks]).order_by().values_list("pk", "type"))
    ordered = [(pk, types[pk]) for pk in (id_at(m.place) for m in marks) if pk in types]
    return replace(found, items=tuple(lines_of(ordered)))  # type: ignore[return-value]


def documents(asking: Asking, limit: int = 20, *, after: Mark | None = None, before: Mark | None = None) -> Found[Hit]:
    marks, found = _page(index.DOCUMENTS, asking, limit, after, before)
    ids = [id_at(m.place) for m in marks]
    rows = {d.pk: d for d in StoredDocument.objects.defer("folded", "headline", "facets").filter(pk__in=ids)}
    shown = [rows[pk] for pk in ids if pk in rows]
    return replace(found, items=_hits(asking, shown))  # type: ignore[return-value]


def _hits(asking: Asking, shown: Sequence[StoredDocument]) -> tuple[Hit, ...]:
    pieces = {d.pk: excerpt(d.text, asking.terms) for d in shown}
    unsaid = [d.pk for d in shown if not pieces[d.pk].marks]
    starts = _where_named(unsaid, [p.pk for meant in asking.meant for p in meant]) if unsaid else {}
    pieces |= {d.pk: excerpt(d.text, (), start=starts[d.pk]) for d in shown if d.pk in starts}
    return tuple(Hit(Source(d.pk, d.sha256, d.ident, d.title, d.published, d.url, d.lang), pieces[d.pk]) for d in shown)


def _where_named(documents: Collection[int], parties: Collection[int]) -> dict[int, int]:
    """Where the first claim about one of these parties stands, in texts that call them by other names."""
    # Asked so that a database begins with the few documents, and not with all that ever named the party.
    about = Exists(ClaimParty.objects.filter(claim=OuterRef("pk"), party__in=parties))
    claims = ClaimRecord.objects.live().filter(about, document__in=documents)
    return dict(claims.order_by("-start").values_list("document", "start"))


def tally(asking: Asking, table: index.Table) -> Tally:
    """How many results there are, and what they may be narrowed to."""
    found = asking.latest(table)
    if len(found) > COUNTED:
        return Tally(COUNTED, True)
    told = index.facets(table, map(id_at, found))
    tokens = Counter(chain.from_iterable(facets.split() for facets in told))
    counted = Counter({name: many for token, many in tokens.items() if (name := named(token))})
    return Tally(len(told), False, counted)


@dataclass(frozen=True, slots=True)
class _Held:
    """The latest places of one rank: all there are from `down` on."""

    places: Sequence[int]
    down: int

    def between(self, low: int, high: int, forward: bool, limit: int) -> Sequence[int] | None:
        """What the index would answer, or None where that does not follow from what is held."""
        inside = [place for place in self.places if low <= place < high]
        if low < self.down and not (forward and len(inside) >= limit):
            return None
        return (inside if forward else inside[::-1])[:limit]


def _held(table: index.Table, asking: Asking, first: int) -> dict[int, _Held]:
    """What is known of each rank when the results are counted and those that fit best asked for, on the first page
    only so many: what fits less is the rest, so that the index is seldom asked what one word has and another has not.
    """
    ranks, latest = asking.ranks(), asking.latest(table)
    down = FIRST if len(latest) <= COUNTED else latest[-1]
    if len(ranks) == 1:
        return {0: _Held(latest, down)}
    low, high = asking.period
    limit = COUNTED + 1 if down == FIRST else first
    if not limit:
        return {}
    best = index.places(table, ranks[0], low=low, high=high, limit=limit)
    if len(best) == limit:
        return {0: _Held(best, best[-1])}
    rest = set(best)
    return {0: _Held(best, FIRST), 1: _Held([place for place in latest if place not in rest], down)}


def _page(
    table: index.Table, asking: Asking, limit: int, after: Mark | None, before: Mark | None
) -> tuple[list[Mark], Found[object]]:
    """The marks of a page, and the page without its items."""
    forward = before is None
    low, high = asking.period
    asked = list(enumerate(asking.ranks()))
    held = _held(table, asking, limit + 1 if after is None and forward else 0)
    marks: list[Mark] = []
    for rank, what in asked if forward else reversed(asked):
        lower, upper = low, high
        if after is not None and forward:
            if rank < after.rank:
                continue
            upper = min(high, after.place) if rank == after.rank else high
        if before is not None:
            if rank > before.rank:
                continue
            lower = max(low, before.place + 1) if rank == before.rank else low
        wanted = limit + 1 - len(marks)
        found = held[rank].between(lower, upper, forward, wanted) if rank in held else None
        if found is None:
            found = index.places(table, what, low=lower, high=upper, forward=forward, limit=wanted)
        marks += [Mark(rank, place) for place in found]
        if len(marks) > limit:
            break
    more = len(marks) > limit
    marks = marks[:limit] if forward else marks[:limit][::-1]
    back, on = (after is not None, more) if forward else (more, True)
    return marks, Found((), marks[0] if marks and back else None, marks[-1] if marks and on else None)
