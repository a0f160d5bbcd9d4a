"""The index on PostgreSQL: a table of its own for each table that is searched, kept in step by triggers.

A row of it is the place in time and the words, without positions, so that the index of words (GIN) alone says which
rows hold them; a long text's words lie apart from its row, and thousands of places on a few pages. The words of the
headline stand there a second time, marked as such, and facets as they are: all that is asked is one question. Words
that are to stand together are asked as words and as hashed pairs, and the few rows that have those are compared with
the text.

The words are taken as they stand in the row, split at spaces and by no parser, so that both databases find the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import prod
from typing import Any

from ikrar.register.index.asking import All, Asked, Either, Facet, Signs, Without, Words, written
from ikrar.register.index.places import ID_BITS
from ikrar.register.index.tables import DOCUMENTS, ENTRIES, Table

_HEADLINE = "^"  # before a word of the headline; no word begins so, nor with what begins a pair
_PAIR = "+"
# Lexemes of a row. A tsvector holds less than a megabyte of them; what is longer is searched by its beginning.
_LONGEST = (1 << 20) - 1
_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION register_pairs(given text[], mark text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT mark || (hashtextextended(a || ' ' || b, 0) & 65535) FROM unnest(given, given[2:]) AS pairs(a, b)
  WHERE b <> '' AND NOT (length(a) = 2 AND length(b) <= 2 AND left(b, 1) = right(a, 1))
$$;
CREATE OR REPLACE FUNCTION register_found(headline text, folded text, facets text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  titled text[] := string_to_array(headline, ' ');
  told text[] := string_to_array(folded, ' ');
  words text[] := ARRAY(
    SELECT w FROM unnest(titled || told || string_to_array(facets, ' ')) AS plain(w) WHERE w <> ''
    UNION SELECT '{_HEADLINE}' || w FROM unnest(titled) AS marked(w) WHERE w <> ''
    UNION SELECT * FROM register_pairs(titled, '{_PAIR}') UNION SELECT * FROM register_pairs(told, '{_PAIR}')
    UNION SELECT * FROM register_pairs(titled, '{_PAIR}{_HEADLINE}'));
BEGIN
  IF octet_length(array_to_string(words, '')) > {_LONGEST} THEN
    RETURN register_found(left(headline, length(headline) / 2), left(folded, length(folded) / 2), facets);
  END IF;
  RETURN array_to_tsvector(words);
END $$
"""


def _place(table: Table, row: str) -> str:
    return f"(coalesce({row}.{table.day} - DATE '0001-01-01' + 1, 0)::bigint << {ID_BITS} | {row}.id)"


def _values(table: Table, row: str) -> str:
    return f"{_place(table, row)}, register_found({row}.headline, {row}.folded, {row}.facets)"


def _triggers(table: Table) -> dict[str, tuple[str, str]]:
    """For each trigger what sets it off, and what it does."""
    columns = ("id", table.day, "headline", "folded", "facets")
    old, new = (f"ROW({', '.join(f'{row}.{name}' for name in columns)})" for row in ("OLD", "NEW"))
    add = f"INSERT INTO {table.index} VALUES ({_values(table, 'NEW')});"
    remove = f"DELETE FROM {table.index} WHERE place = {_place(table, 'OLD')};"
    each = f"ON {table.name} FOR EACH ROW"
    return {
        f"{table.index}_added": (f"AFTER INSERT {each}", add),
        f"{table.index}_removed": (f"AFTER DELETE {each}", remove),
        f"{table.index}_changed": (
            f"AFTER UPDATE OF {', '.join(columns)} {each} WHEN ({old} IS DISTINCT FROM {new})",
            remove + add,
        ),
        f"{table.index}_emptied": (f"AFTER TRUNCATE ON {table.name}", f"TRUNCATE {table.index};"),
    }


def complete(connection: Any, table: Table) -> bool:
    """Whether the index and everything that keeps it in step is there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND to_regclass(%s) IS NOT NULL",
            [table.name, table.index],
        )
        return {name for (name,) in cursor.fetchall()} >= set(_triggers(table))


def install(connection: Any, table: Table) -> None:
    """Make the index anew and fill it."""
    remove(connection, table)
    statements = [
        _FUNCTIONS,
        f"CREATE TABLE {table.index} (place bigint NOT NULL, words tsvector NOT NULL) WITH (toast_tuple_target = 128)",
        f"ALTER TABLE {table.index} ALTER words SET STORAGE EXTERNAL",
        f"INSERT INTO {table.index} SELECT {_values(table, 'r')} FROM {table.name} r ORDER BY 1",
        f"ALTER TABLE {table.index} ADD PRIMARY KEY (place)",
        # A short list of what waits to be put in: every search looks through it, and too long a one keeps PostgreSQL
        # from asking the index at all.
        f"CREATE INDEX {table.index}_words ON {table.index} USING gin (words) WITH (gin_pending_list_limit = 512)",
        f"ANALYZE {table.index}",
    ]
    for name, (when, does) in _triggers(table).items():
        statements += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {does} RETURN NULL; END $$",
            f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()",
        ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: Any, table: Table) -> None:
    with connection.cursor() as cursor:
        for name in _triggers(table):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table.name}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        cursor.execute(f"DROP TABLE IF EXISTS {table.index}")


_SIGNS = Signs(both=" & ", either=" | ", without=" & !")
_SQL = Signs(both=" AND ", either=" OR ", without=" AND NOT ")


def places(connection: Any, table: Table, asked: Asked, low: int, high: int, forward: bool, limit: int) -> list[int]:
    """The places of what is asked, from `low` to before `high`; forward is from the latest down.

    Common words are looked for along the places, in so many rows as they should need. Rare ones, and those that keep
    away from each other, are asked of the index of words: all that it gives is fetched, and the nearest of it taken.
    """
    hashes = _hashed(connection, asked)
    words, unsure = _query(_loose(asked), hashes), _unsure(asked)
    compared: list[Any] = []
    sure = f" AND {written(unsure, partial(_compared, table, compared), _SQL)}" if unsure else ""
    order = "DESC" if forward else "ASC"
    rows = _reach(connection, table, asked, hashes, low, high, limit)
    with connection.cursor() as cursor:
        if rows:
            near = f"SELECT place, words FROM {table.index} WHERE place >= %s AND place < %s ORDER BY place {order}"
            cursor.execute(
                f"SELECT place FROM ({near} LIMIT %s) near WHERE words @@ %s::tsquery{sure} "
                f"ORDER BY place {order} LIMIT %s",
                [low, high, rows, words, *compared, limit],
            )
            found = [place for (place,) in cursor.fetchall()]
            if len(found) == limit or rows == _ALL:
                return found
        # Hidden in a sum, the place is no column that an index gives in order. What is to be compared with the text is
        # sorted before, and compared no further than is wanted.
        held = f"SELECT place + 0 AS at, place, words FROM {table.index} WHERE words @@ %s::tsquery"
        cursor.execute(
            f"SELECT place FROM ({held} AND place + 0 >= %s AND place + 0 < %s ORDER BY at {order} OFFSET 0) found "
            f"WHERE true{sure} ORDER BY at {order} LIMIT %s",
            [words, low, high, *compared, limit],
        )
        return [place for (place,) in cursor.fetchall()]


# Microseconds, measured: to look through a row in the order of places, and to fetch one that the index of words gave.
# The words of a document lie apart from its row, those of an entry in it, so that entries lie on many pages.
_LOOKED_THROUGH = {DOCUMENTS.name: 8.0, ENTRIES.name: 1.0}
_FETCHED = {DOCUMENTS.name: 0.8, ENTRIES.name: 5.0}
_ALL = 1 << 40  # rows: all that there are in a period
_DOUBT = 2  # How much further than expected one looks: words may keep away from each other.


def _reach(
    connection: Any, table: Table, asked: Asked, hashes: Mapping[str, int], low: int, high: int, limit: int
) -> int:
    """In how many rows to look for as much as is wanted; 0 where the index of words gives it sooner.

    `_ALL` where a period is so short that all of its rows are looked through sooner.

    PostgreSQL knows how many rows to expect, and not that words lie apart from their row: looking through rows costs
    it nothing. So it is asked for the one, and the other is reckoned here.
    """
    this, that = (asked.this, asked.that) if isinstance(asked, Without) else (asked, None)
    parts, but = _each(_loose(this)), _each(_loose(that)) if that else []
    asking = ["true", "place >= %s AND place < %s", *["words @@ %s::tsquery"] * len(parts + but)]
    rows = " UNION ALL ".join(f"SELECT FROM {table.index} WHERE {condition}" for condition in asking)
    values = [low, high, *(_query(part, hashes, expected=True) for part in parts + but)]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {rows}", values)
        told = cursor.fetchone()[0]
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    every, inside, *counts = (part["Plan Rows"] for part in plan["Plans"])
    found = _together(parts, counts, every)
    # What is left out is all of it found: no more than the rest is expected.
    expected = max(1.0, found - _together(but, counts[len(parts) :], every)) if that else found
    needed = limit * every / expected
    if min(needed, inside) * _LOOKED_THROUGH[table.name] > found * _FETCHED[table.name]:
        return 0
    return _ALL if needed > inside else int(needed * _DOUBT)


def _each(asked: Asked) -> list[Asked]:
    """What has to be met all together."""
    return [one for part in asked.parts for one in _each(part)] if isinstance(asked, All) else [asked]


def _narrows(asked: Asked) -> bool:
    """Whether it is made of facets alone."""
    return isinstance(asked, Facet) or (isinstance(asked, Either) and all(map(_narrows, asked.parts)))


def _together(parts: Sequence[Asked], counts: Sequence[int], every: int) -> float:
    """In how many rows of all to expect together what is found in so many each.

    Words of one language keep together: the rarest counts in full, each commoner one the less. Facets cut across.
    """
    shares = [(_narrows(part), max(1, count) / every) for part, count in zip(parts, counts, strict=False)]
    words = sorted(share for is_facet, share in shares if not is_facet)
    return every * prod(share for is_facet, share in shares if is_facet) * prod(s**0.5**i for i, s in enumerate(words))


def _query(asked: Asked, hashes: Mapping[str, int], expected: bool = False) -> str:
    """As the index is asked; where it is only to be expected how much there is, pairs stand for their words."""
    return written(asked, partial(_leaf, hashes, expected), _SIGNS)


def _leaf(hashes: Mapping[str, int], expected: bool, asked: Words | Facet) -> str:
    if isinstance(asked, Facet):
        return f"'{asked.token}'"
    mark = _HEADLINE if asked.headline else ""
    *inner, last = (f"'{mark}{t}'" for t in asked.tokens)
    pairs = [f"'{_PAIR}{mark}{hashes[pair]}'" for pair in _pairs(asked)]
    words = [*inner, f"{last}:*" if asked.begins else last]
    return "(" + " & ".join(pairs if expected and pairs else [*pairs, *words]) + ")"


def _pairs(asked: Asked) -> list[str]:
    """The pairs that `register_pairs` hashes of words that are to follow each other: none that overlap as pairs of
    characters do, as those say themselves what follows.
    """
    match asked:
        case Words(tokens, begins):
            whole = tokens[:-1] if begins else tokens
            return [f"{a} {b}" for a, b in pairwise(whole) if not (len(a) == 2 and len(b) <= 2 and b[0] == a[-1])]
        case Facet():
            return []
        case All(parts) | Either(parts):
            return [pair for part in parts for pair in _pairs(part)]
        case Without(this, that):
            return [*_pairs(this), *_pairs(that)]


def _hashed(connection: Any, asked: Asked) -> Mapping[str, int]:
    """The numbers by which the index knows pairs of words; the database alone can say them."""
    pairs = _pairs(asked)
    if not pairs:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pair, hashtextextended(pair, 0) & 65535 FROM unnest(%s::text[]) AS asked(pair)", [pairs])
        return dict(cursor.fetchall())


def _has_phrase(asked: Asked) -> bool:
    match asked:
        case Words(tokens):
            return len(tokens) > 1
        case Facet():
            return False
        case All(parts) | Either(parts):
            return any(map(_has_phrase, parts))
        case Without(this, that):
            return _has_phrase(this) or _has_phrase(that)


def _loose(asked: Asked) -> Asked:
    """What the index can be asked: at least what is meant, as it knows which words a row has and not where."""
    match asked:
        case All(parts):
            return All(tuple(map(_loose, parts)))
        case Either(parts):
            return Either(tuple(map(_loose, parts)))
        case Without(this, that):
            return _loose(this) if _has_phrase(that) else Without(_loose(this), that)
        case _:
            return asked


def _unsure(asked: Asked) -> Asked | None:
    """What has to be compared with the text where the index gave what it could; what needs no text comes first."""
    match asked:
        case All(parts):
            several = tuple(part for one in parts if (part := _unsure(one)))
            return All(several) if several else None
        case Either(parts):
            return Either(tuple(sorted(parts, key=_has_phrase))) if _has_phrase(asked) else None
        case _:
            return asked if _has_phrase(asked) else None


def _compared(table: Table, values: list[Any], asked: Words | Facet) -> str:
    """The condition on a row that was found, its values added to the others."""
    if isinstance(asked, Facet) or len(asked.tokens) == 1:
        values.append(_query(asked, {}))
        return "words @@ %s::tsquery"
    columns = ("headline",) if asked.headline else ("headline", "folded")
    values += [f" {' '.join(asked.tokens)}{'' if asked.begins else ' '}"] * len(columns)
    stands = " OR ".join(f"strpos(' ' || {column} || ' ', %s) > 0" for column in columns)
    return f"(SELECT {stands} FROM {table.name} WHERE id = place & {(1 << ID_BITS) - 1})"
