"""What is asked of the index, whatever the database: words, facets, and how they are combined."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands between two parts: of which both are asked, either, the first without the second."""

    both: str
    either: str
    without: str


def all_of(parts: Iterable[Asked]) -> Asked:
    found = tuple(parts)
    return found[0] if len(found) == 1 else All(found)


def either(parts: Iterable[Asked]) -> Asked:
    found = tuple(parts)
    return found[0] if len(found) == 1 else Either(found)


def written(asked: Asked, leaf: Callable[[Words | Facet], str], signs: Signs) -> str:
    """What is asked in the language of an index: each word and facet as `leaf` writes it, put together by `signs`."""
    match asked:
        case All(parts):
            return "(" + signs.both.join(written(p, leaf, signs) for p in parts) + ")"
        case Either(parts):
            return "(" + signs.either.join(written(p, leaf, signs) for p in parts) + ")"
        case Without(this, that):
            return "(" + signs.without.join(written(p, leaf, signs) for p in (this, that)) + ")"
        case _:
            return leaf(asked)
