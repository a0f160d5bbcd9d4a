"""The party that a model means by a name."""

from __future__ import annotations

from collections.abc import Iterator

from ikrar.llm.prompt import words
from ikrar.model import Party
from ikrar.places import lookup


def resolve(name: str, country: str, level: str) -> Party | None:
    """The party of the gazetteer; None where it holds no such place in that country."""
    for spelling in _spellings(name):
        found = lookup(spelling, country or None)
        if found:
            return next((p for p in found if p.level == level), found[0]).party
    return None


def _spellings(name: str) -> Iterator[str]:
    """The name as given, then without what only says what sort of place it is."""
    yield name
    low = name.casefold()
    for head in words()["before"]:
        if low.startswith(f"{head} "):
            yield name[len(head) :]
    for tail in words()["after"]:
        if low.endswith(f" {tail}"):
            yield name[: -len(tail)]
