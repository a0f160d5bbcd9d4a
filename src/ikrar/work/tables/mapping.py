"""Which column of a table holds what: guessed from its header, in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ikrar.model.folding import fold_name

# What a column may hold, in the order in which columns are looked for.
TARGETS = (
    "party_a", "party_b", "country_a", "country_b", "tie", "instrument", "date", "end", "fields", "status", "note",
    "lat_a", "lon_a", "lat_b", "lon_b",
)  # fmt: skip
Columns = Mapping[str, int]  # What -> number of the column, from 0


@cache
def words() -> dict[str, Any]:
    """The table of words."""
    return tomllib.loads((files("ikrar.work.tables") / "words.toml").read_text("utf-8"))


def guess(header: Sequence[str]) -> dict[str, int]:
    """The columns that a header names; first those that are called exactly so, then those that hold such a word."""
    called = [fold_name(cell) for cell in header]
    found: dict[str, int] = {}
    for exactly in (True, False):
        for target in TARGETS:
            if target in found:
                continue
            for word in words()["columns"][target]:
                named = fold_name(word)
                at = next((i for i, c in enumerate(called) if i not in found.values() and _is(c, named, exactly)), None)
                if at is not None:
                    found[target] = at
                    break
    return found


def by_header(header: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    """The columns of a mapping that was kept, which names them by their headers; those that are there."""
    places = {fold_name(cell): i for i, cell in reversed(list(enumerate(header)))}
    return {target: places[fold_name(name)] for target, name in names.items() if fold_name(name) in places}


def to_headers(header: Sequence[str], columns: Columns) -> dict[str, str]:
    """A mapping as it is kept for next time, when columns may stand elsewhere."""
    return {target: header[i] for target, i in columns.items() if 0 <= i < len(header)}


def _is(called: str, word: str, exactly: bool) -> bool:
    if exactly:
        return called == word
    if not word.isascii():
        return word in called
    return len(word) > 3 and f" {word} " in f" {called} "
