"""The index on SQLite: an FTS5 table for each table that is searched, kept in step by triggers.

The FTS5 table holds no text of its own. Its rowid is the row's place in time, so that matches come in that order
by themselves, the search stops as soon as a page is full, and a page begins wherever the last one ended.
"""

from __future__ import annotations

from typing import Any

from ikrar.register.index.asking import Asked, Facet, Signs, Words, written
from ikrar.register.index.places import ID_BITS
from ikrar.register.index.tables import Table

_COLUMNS = "headline, folded, facets"
_SIGNS = Signs(both=" AND ", either=" OR ", without=" NOT ")


def _place(table: Table, row: str) -> str:
    day = f"coalesce(CAST(julianday({row}.{table.day}) - 1721424.5 AS INTEGER), 0)"
    return f"({day} << {ID_BITS}) | {row}.id"


def _values(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in _COLUMNS.split(", "))


def _triggers(table: Table) -> dict[str, str]:
    add = f"INSERT INTO {table.index}(rowid, {_COLUMNS}) VALUES ({_place(table, 'NEW')}, {_values('NEW')});"
    remove = (
        f"INSERT INTO {table.index}({table.index}, rowid, {_COLUMNS}) "
        f"VALUES ('delete', {_place(table, 'OLD')}, {_values('OLD')});"
    )
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in ("id", table.day, *_COLUMNS.split(", ")))
    return {
        f"{table.index}_added": f"AFTER INSERT ON {table.name} BEGIN {add} END",
        f"{table.index}_removed": f"AFTER DELETE ON {table.name} BEGIN {remove} END",
        f"{table.index}_changed": f"AFTER UPDATE OF {table.day}, {_COLUMNS} ON {table.name} WHEN {differs} "
        f"BEGIN {remove} {add} END",
    }


def complete(connection: Any, table: Table) -> bool:
    """Whether the index and everything that keeps it in step is there."""
    wanted = {table.index, *_triggers(table)}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name FROM sqlite_master WHERE name IN ({', '.join('%s' for _ in wanted)})", sorted(wanted)
        )
        return {name for (name,) in cursor.fetchall()} == wanted


def install(connection: Any, table: Table) -> None:
    """Make the index anew and fill it."""
    remove(connection, table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE VIRTUAL TABLE {table.index} USING fts5({_COLUMNS}, content='', columnsize=0, "
            f"tokenize=\"ascii tokenchars '=-'\")"
        )
        cursor.execute(
            f"INSERT INTO {table.index}(rowid, {_COLUMNS}) "
            f"SELECT {_place(table, 'r')}, {_values('r')} FROM {table.name} r ORDER BY 1"
        )
        for name, does in _triggers(table).items():
            cursor.execute(f"CREATE TRIGGER {name} {does}")


def remove(connection: Any, table: Table) -> None:
    with connection.cursor() as cursor:
        for name in _triggers(table):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {table.index}")


def places(connection: Any, table: Table, asked: Asked, low: int, high: int, forward: bool, limit: int) -> list[int]:
    """The places of what is asked, from `low` to before `high`; forward is from the latest down."""
    order = "DESC" if forward else "ASC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {table.index} WHERE {table.index} MATCH %s AND rowid >= %s AND rowid < %s "
            f"ORDER BY rowid {order} LIMIT %s",
            [written(asked, _leaf, _SIGNS), low, high, limit],
        )
        return [place for (place,) in cursor.fetchall()]


def _leaf(asked: Words | Facet) -> str:
    if isinstance(asked, Facet):
        return f'{{facets}} : "{asked.token}"'
    where = "{headline}" if asked.headline else "{headline folded}"
    return f'{where} : "{" ".join(asked.tokens)}"{" *" if asked.begins else ""}'
