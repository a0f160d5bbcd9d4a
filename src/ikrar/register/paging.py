"""Lists by key: each piece of a list begins where another one ended, and costs the same wherever it lies.

A list is one or more sections, one after the other. A section is ordered by a day and then by id, or by id alone, so
that an index gives its rows in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet

COUNTED = 1000  # Nothing that people only glance at is counted further.
_AT_ONCE = 200  # Rows of which some belong to a list are read by so many.


@dataclass(frozen=True, slots=True)
class Key:
    """Where a row stands: in which section, on which day (None in a section without days), under which id."""

    section: int
    day: date | None
    id: int


@dataclass(frozen=True, slots=True)
class Section:
    """Rows by a day that all of them have, the latest or the earliest first; without a day, by id alone.

    An index that begins with another column gives the rows of each of its values in order, and those of several in
    none: `apart` are conditions of which every row meets one. Each is asked by itself, and the answers are merged.
    """

    found: QuerySet[Any]
    day: str | None = None
    latest: bool = True
    highest: bool = True  # id first
    apart: tuple[Q, ...] = ()

    def rows(self, key: Key | None, forward: bool, limit: int | None) -> list[Any]:
        """At most `limit` rows after the key (or, backward, before it), nearest first."""
        falling_day, falling_id = self.latest == forward, self.highest == forward
        by_id = "-pk" if falling_id else "pk"
        found = self.found.order_by(*([f"-{self.day}" if falling_day else self.day] if self.day else []), by_id)
        if key is not None:
            beyond = Q(**{f"pk__{'lt' if falling_id else 'gt'}": key.id})
            if self.day is None:
                found = found.filter(beyond)
            else:
                # The first condition is the one that an index serves; the second leaves out what was seen of that day.
                found = found.filter(**{f"{self.day}__{'lte' if falling_day else 'gte'}": key.day})
                found = found.filter(~Q(**{self.day: key.day}) | beyond)
        if not self.apart:
            return list(found[:limit])
        parts = (found.filter(where)[:limit] for where in self.apart)
        return self.merged(chain.from_iterable(parts), forward, limit)

    def merged(self, rows: Iterable[Any], forward: bool, limit: int | None) -> list[Any]:
        """Rows from several sections of this order, in this order."""
        merged = sorted(rows, key=attrgetter("pk"), reverse=self.highest == forward)
        if self.day:
            merged.sort(key=attrgetter(self.day), reverse=self.latest == forward)
        return merged[:limit]

    def key(self, section: int, row: Any) -> Key:
        return Key(section, getattr(row, self.day) if self.day else None, row.pk)

    def many(self, bound: int | None) -> int:
        rows = self.found.order_by()
        return rows.count() if bound is None else rows[: bound + 1].count()


@dataclass(frozen=True, slots=True)
class Merged:
    """Sections of one order as one list: where no index gives the rows of all in order, one gives those of each."""

    parts: tuple[Section, ...]

    @property
    def day(self) -> str | None:
        return self.parts[0].day

    def rows(self, key: Key | None, forward: bool, limit: int | None) -> list[Any]:
        """As a section's."""
        rows = chain.from_iterable(part.rows(key, forward, limit) for part in self.parts)
        return self.parts[0].merged(rows, forward, limit)

    def key(self, section: int, row: Any) -> Key:
        return self.parts[0].key(section, row)

    def many(self, bound: int | None) -> int:
        return count(self.parts, bound)


@dataclass(frozen=True, slots=True)
class Held:
    """A section whose rows are held already, as what they are is reckoned and not asked; `day` is an attribute."""

    found: Sequence[Any]
    day: str
    latest: bool = True
    highest: bool = True

    def rows(self, key: Key | None, forward: bool, limit: int | None) -> list[Any]:
        """As a section's."""
        order = self._order
        ordered = sorted(self.found, key=order)
        if not forward:
            ordered.reverse()
        if key is not None and key.day is not None:
            at = self._place(key.day, key.id)
            ordered = [row for row in ordered if (order(row) > at if forward else order(row) < at)]
        return ordered[:limit]

    def _order(self, row: Any) -> tuple[int, int]:
        return self._place(self.key(0, row).day or date.max, row.pk)

    def _place(self, day: date, pk: int) -> tuple[int, int]:
        at = day.toordinal()
        return -at if self.latest else at, -pk if self.highest else pk

    def key(self, section: int, row: Any) -> Key:
        return Key(section, getattr(row, self.day), row.pk)

    def many(self, bound: int | None) -> int:
        return len(self.found) if bound is None else min(len(self.found), bound + 1)


@dataclass(frozen=True, slots=True)
class Sifted:
    """A section of which only some rows belong to the list, which shows when they have been read: `sift` says which,

    as what. A piece of the list costs the same wherever it lies, as long as not most of the rows are left out; what
    `sift` gives has the day and the id of its row.
    """

    section: Section
    sift: Callable[[Sequence[Any]], Sequence[Any]]
    _first: list[tuple[list[Any], Any]] = field(default_factory=list, compare=False)  # The first rows, once read.

    @property
    def day(self) -> str | None:
        return self.section.day

    def rows(self, key: Key | None, forward: bool, limit: int | None) -> list[Any]:
        """As a section's."""
        found: list[Any] = []
        at_once: int | None = _AT_ONCE
        while limit is None or len(found) < limit:
            read, kept = self._read(key, forward, at_once)
            found += kept
            if at_once is None or len(read) < at_once:
                break
            key, at_once = self.section.key(0, read[-1]), None if limit is None else max(limit, _AT_ONCE)
        return found[:limit]

    def _read(self, key: Key | None, forward: bool, at_once: int | None) -> tuple[list[Any], Sequence[Any]]:
        """Rows, and those of them that belong to the list. Who shows the first of a list counts it as well."""
        if key is not None or not forward:
            read = self.section.rows(key, forward, at_once)
            return read, self.sift(read)
        if not self._first:
            read = self.section.rows(None, True, at_once)
            self._first.append((read, self.sift(read)))
        return self._first[0]

    def key(self, section: int, row: Any) -> Key:
        return Key(section, row.day, row.pk)

    def many(self, bound: int | None) -> int:
        return len(self.rows(None, True, None if bound is None else bound + 1))


Listed = Section | Merged | Held | Sifted


def by_day(found: QuerySet[Any], day: str, latest: bool = True, highest: bool = True) -> tuple[Section, ...]:
    """Rows by a day, those without one last."""
    return (
        Section(found.filter(**{f"{day}__isnull": False}), day, latest, highest),
        Section(found.filter(**{f"{day}__isnull": True}), None, latest, highest),
    )


def walk(
    sections: Sequence[Listed], limit: int | None = None, key: Key | None = None, forward: bool = True
) -> list[tuple[Key, Any]]:
    """Rows with their keys, from the beginning or from a key on; backward, nearest to the key first."""
    numbers = range(len(sections)) if forward else range(len(sections) - 1, -1, -1)
    found: list[tuple[Key, Any]] = []
    for n in numbers:
        if key is not None and (n < key.section if forward else n > key.section):
            continue
        wanted = None if limit is None else limit - len(found)
        if wanted != 0:
            here = key if key is not None and key.section == n else None
            found += [(sections[n].key(n, row), row) for row in sections[n].rows(here, forward, wanted)]
    return found


def count(sections: Sequence[Listed], bound: int | None = None) -> int:
    """How many rows there are; with a bound, at most one more than that."""
    many = 0
    for section in sections:
        many += section.many(bound)
        if bound is not None and many > bound:
            return bound + 1
    return many
