"""The index of words behind search: made and kept by the database itself, asked in one way on SQLite and PostgreSQL.

Whoever writes a row of a searched table changes the index with it. What a row says to the index stands in its
columns `headline`, `folded` (words, see `ikrar.model.tokens`) and `facets`.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from ikrar.register.database import connection
from ikrar.register.index import postgresql, sqlite
from ikrar.register.index.asking import Asked
from ikrar.register.index.places import FIRST, LAST
from ikrar.register.index.tables import DOCUMENTS, ENTRIES, TABLES, Table

__all__ = ["DOCUMENTS", "ENTRIES", "EVERY", "Table", "facets", "install", "keep", "places", "remove"]

EVERY = 1 << 40  # More than any index holds, where all places are asked for.


def _of(of: Any) -> ModuleType:
    return sqlite if of.vendor == "sqlite" else postgresql


def install(on: Any) -> None:
    """Make the index anew and fill it from the rows."""
    for table in TABLES:
        _of(on).install(on, table)


def remove(on: Any) -> None:
    """Take the index away, for going back in migrations."""
    for table in TABLES:
        _of(on).remove(on, table)


def keep(on: Any) -> list[str]:
    """Make anew what is missing: on SQLite a migration that changes a table drops its triggers. Names the tables."""
    made = []
    for table in TABLES:
        if not _of(on).complete(on, table):
            _of(on).install(on, table)
            made.append(table.name)
    return made


def places(
    table: Table, asked: Asked, *, low: int = FIRST, high: int = LAST, forward: bool = True, limit: int
) -> list[int]:
    """The places of what is asked, from `low` to before `high`, the latest first (or, backward, the earliest)."""
    asked_of = connection()
    return list(_of(asked_of).places(asked_of, table, asked, low, high, forward, limit))


def facets(table: Table, ids: Iterable[int]) -> list[str]:
    """What each of these rows is narrowed by, in no order; in one query, which Django would take long to word."""
    wanted = ", ".join(str(int(pk)) for pk in ids)
    if not wanted:
        return []
    with connection().cursor() as cursor:
        cursor.execute(f"SELECT facets FROM {table.name} WHERE id IN ({wanted})")
        return [told for (told,) in cursor.fetchall()]
