"""The index on PostgreSQL: two columns of words with a GIN index each, and the place in time, kept by the database.

The words are taken as they stand in the row, split at spaces and by no parser, so that both databases find the same.
"""

from __future__ import annotations

import json
from typing import Any

from ikrar.register.index.asking import All, Asked, Either, Facet, Signs, Without, Words, written
from ikrar.register.index.places import FIRST, ID_BITS, LAST
from ikrar.register.index.tables import DOCUMENTS, ENTRIES, Table

_SIGNS = Signs(both=" & ", either=" | ", without=" & !")
# A tsvector knows positions up to 16383 and 256 of them for a word. They go round, so that words follow each other
# in a long text too; what is longer than a tsvector may be is searched by its beginning.
_FUNCTION = """
CREATE OR REPLACE FUNCTION register_words(given text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN coalesce((SELECT string_agg('''' || w || ''':' || ((n - 1) % 16383 + 1), ' ')
    FROM unnest(string_to_array(given, ' ')) WITH ORDINALITY AS u(w, n) WHERE w <> ''), '')::tsvector;
EXCEPTION WHEN program_limit_exceeded THEN
  RETURN register_words(left(given, length(given) / 2));
END $$
"""


def _parts(table: Table) -> tuple[str, str, str, str]:
    """The columns: all words, the headline's, the place; and the function of the trigger."""
    return "found_words", "found_headline", "found_place", f"{table.index}_keep"


def _place(table: Table) -> str:
    return f"coalesce({table.day} - DATE '0001-01-01' + 1, 0)::bigint << {ID_BITS} | id"


def complete(connection: Any, table: Table) -> bool:
    """Whether the index and everything that keeps it in step is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
            [table.name, f"{table.index}_keep"],
        )
        return bool(cursor.fetchone()[0])


def install(connection: Any, table: Table) -> None:
    """Make the index anew and fill it."""
    words, headline, place, keep = _parts(table)
    remove(connection, table)
    statements = [
        _FUNCTION,
        f"ALTER TABLE {table.name} ADD COLUMN {words} tsvector, ADD COLUMN {headline} tsvector, "
        f"ADD COLUMN {place} bigint GENERATED ALWAYS AS ({_place(table)}) STORED",
        f"UPDATE {table.name} SET {headline} = register_words(headline) || register_words(facets), "
        f"{words} = register_words(headline || ' ' || folded) || register_words(facets)",
        f"CREATE OR REPLACE FUNCTION {keep}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"NEW.{headline} := register_words(NEW.headline) || register_words(NEW.facets); "
        f"NEW.{words} := register_words(NEW.headline || ' ' || NEW.folded) || register_words(NEW.facets); "
        f"RETURN NEW; END $$",
        f"CREATE TRIGGER {keep} BEFORE INSERT OR UPDATE OF headline, folded, facets ON {table.name} "
        f"FOR EACH ROW EXECUTE FUNCTION {keep}()",
        f"CREATE INDEX {table.index}_words ON {table.name} USING gin ({words})",
        f"CREATE INDEX {table.index}_headline ON {table.name} USING gin ({headline})",
        f"CREATE INDEX {table.index}_place ON {table.name} ({place})",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: Any, table: Table) -> None:
    words, headline, place, keep = _parts(table)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {keep} ON {table.name}")
        cursor.execute(f"DROP FUNCTION IF EXISTS {keep}()")
        columns = ", ".join(f"DROP COLUMN IF EXISTS {name}" for name in (words, headline, place))
        cursor.execute(f"ALTER TABLE {table.name} {columns}")


def matching(
    connection: Any, table: Table, asked: Asked, low: int, high: int, forward: bool, limit: int
) -> tuple[str, list[Any]]:
    """The query for the places of what is asked, from `low` to before `high`; forward is from the latest down."""
    _, _, place, _ = _parts(table)
    values: list[Any] = []
    where = _where(table, asked, values)
    if (low, high) == (FIRST, LAST) or (low == FIRST) != (high == LAST):
        place = place if _by_place(connection, table, asked, where, values, limit) else f"({place} + 0)"
    order = "DESC" if forward else "ASC"
    return (
        f"SELECT {place} FROM {table.name} WHERE {where} AND {place} >= %s AND {place} < %s "
        f"ORDER BY {place} {order} LIMIT %s",
        [*values, low, high, limit],
    )


# Microseconds, measured: to look through a row of the table in the order of places, and to fetch one that was found.
_LOOKED_THROUGH = {DOCUMENTS.name: 20.0, ENTRIES.name: 7.0}
_FETCHED = {DOCUMENTS.name: 15.0, ENTRIES.name: 5.0}
_SMALL = 10_000  # rows, of which any way is quick
# How much dearer the way along the places may come out than expected: a word may be rarer than it is known to be.
# What meets one condition and not another may be nothing at all, which nobody knows beforehand.
_DOUBT, _DOUBT_WITHOUT = 4, 150


def _by_place(connection: Any, table: Table, asked: Asked, where: str, values: list[Any], limit: int) -> bool:
    """Whether to go along the places until enough is found, or to fetch all that the words are found in and sort it.

    The planner knows how many rows to expect, and not that the words of a long text lie apart from its row: looking
    through rows costs it nothing. So it is asked for the one, and the other is reckoned here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table.name])
        rows = cursor.fetchone()[0]
        if rows < _SMALL:
            return True
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT id FROM {table.name} WHERE {where}", values)
        told = cursor.fetchone()[0]
    plan = json.loads(told) if isinstance(told, str) else told
    expected = max(1, plan[0]["Plan"]["Plan Rows"])
    doubt = _DOUBT_WITHOUT if isinstance(asked, Without) else _DOUBT
    along = limit * rows / expected * _LOOKED_THROUGH[table.name]
    return bool(along * doubt < expected * _FETCHED[table.name])


def _where(table: Table, asked: Asked, values: list[Any]) -> str:
    """A condition. What is asked of one column is one question to its index."""
    words, headline, _, _ = _parts(table)
    kinds = _asks(asked)
    if len(kinds) == 1 or not kinds:
        values.append(written(asked, _leaf, _SIGNS))
        return f"{headline if kinds == {True} else words} @@ %s::tsquery"
    match asked:
        case All(parts):
            apart = {flag: [p for p in parts if _asks(p) <= {flag}] for flag in (True, False)}
            mixed = [p for p in parts if len(_asks(p)) > 1]
            one = [p for p in apart[False] if p not in apart[True]]
            several = [All(tuple(x)) for x in (apart[True], one) if x]
            return "(" + " AND ".join(_where(table, p, values) for p in (*several, *mixed)) + ")"
        case Either(parts):
            return "(" + " OR ".join(_where(table, p, values) for p in parts) + ")"
        case Without(this, that):
            return f"({_where(table, this, values)} AND NOT {_where(table, that, values)})"
    raise AssertionError(asked)


def _asks(asked: Asked) -> set[bool]:
    """Whether it asks for words of the headline alone, for words anywhere, or for both; facets stand with either."""
    match asked:
        case Words(headline=headline):
            return {headline}
        case Facet():
            return set()
        case All(parts) | Either(parts):
            return set().union(*map(_asks, parts))
        case Without(this, that):
            return _asks(this) | _asks(that)


def _leaf(asked: Words | Facet) -> str:
    if isinstance(asked, Facet):
        return f"'{asked.token}'"
    *inner, last = (f"'{t}'" for t in asked.tokens)
    return "(" + " <-> ".join([*inner, f"{last}:*" if asked.begins else last]) + ")"
