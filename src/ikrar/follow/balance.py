"""The balance of a partnership: given and received, promised and kept, by year and field.

Everything is counted from facts: an entry counts once for each measure that it stands for. The numbers and the
entries behind them come from the same list, so that every number can be followed to what it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ikrar.follow.due import due
from ikrar.register.models import Activity, Commitment, Encounter

Side = Literal["a", "b", "both"]
KEPT = frozenset({Commitment.Status.KEPT, Commitment.Status.PARTLY_KEPT})
GIVEN_UP = frozenset({Commitment.Status.DECLINED, Commitment.Status.LAPSED, Commitment.Status.WITHDRAWN})
# What is promised, and what became of it; then what was done. A pledge is in `promised` and in one of the next four.
OF_PLEDGES = ("promised", "kept", "open", "given-up", "unknown")
OF_DEEDS = ("given", "visits")
MEASURES = (*OF_PLEDGES, *OF_DEEDS)
NO_FIELD = ""  # the code of what names no field


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry as it counts. `side` made the pledge, gave, or travelled; `both` where neither did alone."""

    entry: int
    type: str
    side: Side
    measures: frozenset[str]
    year: int | None
    fields: tuple[str, ...]
    day: date | None = None  # its place among others


@dataclass(frozen=True, slots=True)
class Rate:
    """How many pledges were kept, of those whose end is known; and of how many nobody knows."""

    kept: int
    settled: int
    open: int
    unknown: int

    @property
    def share(self) -> float | None:
        return self.kept / self.settled if self.settled else None


def facts(partnership: int, a: int, today: date, review_days: int) -> tuple[Fact, ...]:
    """What counts in a partnership; `a` is the party that is called the first. Three queries."""

    def side(party: int | None) -> Side:
        return "both" if party is None else "a" if party == a else "b"

    found = []
    for p in Commitment.objects.filter(partnership=partnership).order_by("pk"):
        measures = frozenset({"promised", became(p, today, review_days)})
        found.append(
            Fact(p.pk, p.type, side(p.debtor_id), measures, _year(p.first_told or p.day), _fields(p.fields), p.day)
        )
    for d in Activity.objects.filter(partnership=partnership).order_by("pk"):
        found.append(Fact(d.pk, d.type, side(d.giver_id), frozenset({"given"}), _year(d.day), _fields(d.fields), d.day))
    for v in Encounter.objects.filter(partnership=partnership, kind="visit", planned=False).order_by("pk"):
        found.append(
            Fact(v.pk, v.type, side(v.visitor_id), frozenset({"visits"}), _year(v.day), _fields(v.fields), v.day)
        )
    return tuple(found)


def became(pledge: Commitment, today: date, review_days: int) -> str:
    """What became of a pledge: kept, given up, still open, or unknown: past its day, and nobody said."""
    if pledge.status in KEPT:
        return "kept"
    if pledge.status in GIVEN_UP:
        return "given-up"
    when = due(pledge, review_days)
    return "unknown" if when is not None and when.overdue(today) else "open"


def rate(found: Iterable[Fact], side: Side | None = None) -> Rate:
    """The rate of pledges kept, of one side or of all."""
    counted = Counter(m for f in found if side in (None, f.side) for m in f.measures)
    kept = counted["kept"]
    return Rate(kept, kept + counted["given-up"], counted["open"], counted["unknown"])


def by_year(found: Iterable[Fact]) -> list[tuple[int | None, dict[tuple[Side, str], int]]]:
    """For each year, the latest first, how many facts of each side and measure; without a year last."""
    counted: dict[int | None, Counter[tuple[Side, str]]] = {}
    for fact in found:
        counted.setdefault(fact.year, Counter()).update((fact.side, m) for m in fact.measures)
    return [(year, dict(counted[year])) for year in sorted(counted, key=lambda y: (y is None, -(y or 0)))]


def by_field(found: Iterable[Fact]) -> list[tuple[str, dict[tuple[Side, str], int]]]:
    """For each field, the fullest first; an entry of two fields counts in both."""
    counted: dict[str, Counter[tuple[Side, str]]] = {}
    for fact in found:
        for code in fact.fields:
            counted.setdefault(code, Counter()).update((fact.side, m) for m in fact.measures)
    return [(c, dict(counted[c])) for c in sorted(counted, key=lambda c: (c == NO_FIELD, -counted[c].total(), c))]


def chosen(
    found: Iterable[Fact], side: str | None = None, measure: str | None = None, year: int | str | None = None,
    field: str | None = None,
) -> list[tuple[int, str]]:  # fmt: skip
    """Id and type of the entries behind a number. `year` is "none" for those without one."""
    return [
        (f.entry, f.type)
        for f in found
        if side in (None, "", f.side)
        and (not measure or measure in f.measures)
        and (year in (None, "") or (f.year is None if year == "none" else f.year == year))
        and (field is None or field in f.fields)
    ]


def _year(day: date | None) -> int | None:
    return day.year if day else None


def _fields(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(codes) or (NO_FIELD,)
