"""What is asked of the index, whatever the database: words, facets, and how they are combined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Part = Literal["headline", "folded"]


@dataclass(frozen=True, slots=True)
class Words:
    """Tokens that follow each other, the last perhaps only the beginning of one; in the headline alone, or anywhere."""

    tokens: tuple[str, ...]
    begins: bool = False
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    token: str


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """What meets the one and not the other."""

    this: Asked
    that: Asked


Asked = Words | Facet | All | Either | Without


def all_of(parts: Iterable[Asked]) -> Asked:
    found = tuple(parts)
    return found[0] if len(found) == 1 else All(found)


def either(parts: Iterable[Asked]) -> Asked:
    found = tuple(parts)
    return found[0] if len(found) == 1 else Either(found)
