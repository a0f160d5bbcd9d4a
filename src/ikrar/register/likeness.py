"""Whether two acts are told in words alike enough to be the same. Pure: no database, no clock."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from ikrar.model.folding import fold_name

ENOUGH = 0.6  # of the words of the shorter phrase stand in the longer one
_HAN = re.compile("[㐀-鿿]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of a phrase: its telling words (pairs of characters in Chinese), its instruments."""

    latin: frozenset[str]
    han: frozenset[str]
    instruments: frozenset[str]

    @property
    def empty(self) -> bool:
        return not (self.latin or self.han)


@cache
def _data() -> tuple[frozenset[str], tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    raw = tomllib.loads(files(__package__).joinpath("likeness.toml").read_text(encoding="utf-8"))
    generic_han = sorted((w for w in raw["generic"] if _HAN.fullmatch(w)), key=len, reverse=True)
    instruments = tuple((name, tuple(words)) for name, words in raw["instruments"].items())
    return frozenset(raw["generic"]), tuple(generic_han), instruments


@lru_cache(maxsize=65536)
def likeness(phrase: str) -> Likeness:
    """The telling parts of a phrase."""
    generic, generic_han, instruments = _data()
    folded = fold_name(phrase)
    han: set[str] = set()
    bare = folded
    for word in generic_han:
        bare = bare.replace(word, " ")
    for run in _HAN.findall(bare):
        han.update(run[i : i + 2] for i in range(max(1, len(run) - 1)))
    latin = frozenset(w for w in _HAN.sub(" ", folded).split() if w not in generic)
    padded = f" {folded} "
    named = frozenset(name for name, words in instruments if any(_stands(w, padded) for w in words))
    return Likeness(latin, frozenset(han), named)


def _stands(word: str, padded: str) -> bool:
    return word in padded if _HAN.search(word) else f" {word} " in padded


def same_words(one: Likeness, other: Likeness) -> bool | None:
    """True or False where the phrases can be compared; None where one is empty or the scripts differ."""
    pairs = [(one.latin, other.latin), (one.han, other.han)]
    compared = [(x, y) for x, y in pairs if x and y]
    if not compared:
        return True if one.empty and other.empty else None
    return any(len(x & y) >= ENOUGH * min(len(x), len(y)) for x, y in compared)


def same_fields(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """True where fields meet, False where both name fields and none is shared, None where one names none."""
    if one and other:
        return bool(one & other)
    return True if not one and not other else None


def same_instrument(one: Likeness, other: Likeness) -> bool | None:
    """As `same_words`, by the class of the instrument where both name one."""
    if one.instruments and other.instruments:
        return bool(one.instruments & other.instruments)
    return same_words(one, other) or None if one.instruments or other.instruments else same_words(one, other)
