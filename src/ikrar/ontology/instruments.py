"""Types of instruments and how they are signed; which type a text's name for one means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from ikrar.model.folding import fold_name

__all__ = ["Instrument", "instrument_of", "instruments", "ladder", "manners"]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A type of instrument. `rank` is its rung on the ladder of bonds, 0 for one that stands beside it."""

    code: str
    labels: Mapping[str, str]
    rank: int
    words: tuple[str, ...]

    def label(self, lang: str) -> str:
        return self.labels.get(lang) or self.labels["en"]


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("ikrar.ontology") / "instruments.toml").read_text("utf-8"))


@cache
def instruments() -> Mapping[str, Instrument]:
    """The types by code, in the order in which names are tried."""
    return MappingProxyType(
        {
            code: Instrument(code, MappingProxyType(dict(row["label"])), row.get("rank", 0), tuple(row["words"]))
            for code, row in _table()["types"].items()
        }
    )


@cache
def ladder() -> tuple[Instrument, ...]:
    """The types that have a rank, the first rung first."""
    return tuple(sorted((i for i in instruments().values() if i.rank), key=lambda i: i.rank))


@cache
def manners() -> Mapping[str, Mapping[str, str]]:
    """Labels of the manners of signing, by code."""
    return MappingProxyType({code: MappingProxyType(dict(row["label"])) for code, row in _table()["manners"].items()})


def instrument_of(name: str) -> str:
    """The type that a text means by this name; empty where its words say nothing of one."""
    folded = fold_name(name)
    if not folded:
        return ""
    return next((code for code, words in _patterns() if words.search(folded)), "")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile("|".join(map(_pattern, i.words)))) for code, i in instruments().items())


def _pattern(word: str) -> str:
    """Words of letters with spaces stand alone; Chinese and Japanese ones anywhere."""
    folded = fold_name(word)
    return rf"(?<![a-z0-9]){re.escape(folded)}(?![a-z0-9])" if folded.isascii() else re.escape(folded)
