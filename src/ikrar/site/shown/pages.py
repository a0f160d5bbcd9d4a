"""Lists by pages that begin where another one ended (`register/paging.py`), and how an address keeps where that is.

What the address keeps of a page (`at`) says nothing to people and nothing to guess at.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from ikrar.register.paging import COUNTED, Key, Listed, walk
from ikrar.site.shown.dates import number

T = TypeVar("T")
BEFORE, AFTER = "-", "+"


@dataclass(frozen=True, slots=True)
class At:
    """After or before which key a page begins. The first page has none."""

    key: tuple[str, ...] = ()
    forward: bool = True

    @property
    def first(self) -> bool:
        return not self.key


def written(key: Sequence[object], forward: bool) -> str:
    """As it stands in an address."""
    plain = "~".join([AFTER if forward else BEFORE, *("" if part is None else str(part) for part in key)])
    return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read(given: str, size: int) -> At:
    """What an address says, of a key with so many parts; the first page where that makes no sense."""
    try:
        plain = urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode() if given.isascii() else ""
    except (Error, ValueError):
        return At()
    direction, *key = plain.split("~")
    if direction not in (BEFORE, AFTER) or len(key) != size:
        return At()
    return At(tuple(key), direction == AFTER)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list. `back` and `on` are what the address keeps of the pages beside it, empty where none is."""

    items: tuple[T, ...]
    back: str = ""
    on: str = ""
    first: bool = True


def page(sections: Sequence[Listed], at: str, size: int) -> Page[Any]:
    """One page of a list: a query for each section that it reaches."""
    key, forward = _key(at, sections)
    found = walk(sections, size + 1, key, forward)
    more = len(found) > size
    if not forward and not more:  # Whatever came in since, the first page is a whole one.
        return page(sections, "", size)
    found = found[:size] if forward else found[:size][::-1]
    back = bool(found) and key is not None
    on = more if forward else True
    return Page(
        tuple(row for _, row in found),
        _written(found[0][0], False) if back else "",
        _written(found[-1][0], True) if on else "",
        key is None,
    )


def _written(key: Key, forward: bool) -> str:
    return written((key.section, key.day, key.id), forward)


def _key(at: str, sections: Sequence[Listed]) -> tuple[Key | None, bool]:
    """What an address says; the first page where that makes no sense in these sections."""
    given = read(at, 3)
    if given.first:
        return None, True
    section, day, pk = given.key
    if not (section.isdecimal() and len(section) < 3 and int(section) < len(sections)):
        return None, True
    if not (pk.isdecimal() and len(pk) < 19) or bool(day) != (sections[int(section)].day is not None):
        return None, True
    try:
        return Key(int(section), date.fromisoformat(day) if day else None, int(pk)), given.forward
    except ValueError:
        return None, True


@dataclass(frozen=True, slots=True)
class Bounded:
    """How many there are, counted up to a bound; `more` where there are more than that."""

    many: int
    more: bool = False

    def __bool__(self) -> bool:
        return self.many > 0

    def __str__(self) -> str:
        return f"{number(self.many)}{'+' if self.more else ''}"


def bounded(found: QuerySet[Any], bound: int = COUNTED) -> Bounded:
    """Counts no further than the bound, so that it costs the same in a register of any size."""
    return at_most(found.order_by()[: bound + 1].count(), bound)


def at_most(many: int, bound: int = COUNTED) -> Bounded:
    """What was counted to one more than the bound."""
    return Bounded(min(many, bound), many > bound)
