"""The database in which the register lies: whichever the routers name at the moment of asking.

One installation may hold several registers, each in a database of its own, and may show an earlier one out of a
copy. So nothing in the register opens a transaction or a cursor on Django's default database: it asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model


def alias() -> str:
    """The name under which Django knows the register's database now."""
    from ikrar.register.models import Decision

    return router.db_for_write(Decision)


def connection() -> BaseDatabaseWrapper:
    """This thread's connection to it."""
    return connections[alias()]


@contextmanager
def atomic(*, savepoint: bool = True, durable: bool = False) -> Iterator[None]:
    """A transaction on it: `with atomic():`, or `@atomic()` before a function, which asks anew at every call."""
    with transaction.atomic(using=alias(), savepoint=savepoint, durable=durable):
        yield


def atomic_on(using: str) -> transaction.Atomic:
    """A transaction on the database of this name, for what is told which one it is about."""
    return transaction.atomic(using=using)


def on_commit(call: Callable[[], object]) -> None:
    """Call this once what was written so far is there to stay; at once where no transaction is open."""
    transaction.on_commit(call, using=alias())


def update(rows: Iterable[Model], columns: Iterable[str]) -> None:
    """Write these columns of rows that are there: one statement, prepared once and run for each row.

    Django's `bulk_update` words a case for every row and column, and takes longer to do so than a database to write.
    """
    wanted = list(rows)
    if not wanted:
        return
    meta, held = wanted[0]._meta, connection()
    fields = [meta.get_field(name) for name in columns]
    key, quoted = meta.pk, held.ops.quote_name
    assert key is not None
    assert all(f.model is meta.model for f in fields), "columns of the row's own table"
    settings = ", ".join(f"{quoted(f.column)} = %s" for f in fields)
    values = [
        [*(f.get_db_prep_save(getattr(row, f.attname), held) for f in fields), key.get_db_prep_save(row.pk, held)]
        for row in wanted
    ]
    with held.cursor() as cursor:
        cursor.executemany(f"UPDATE {quoted(meta.db_table)} SET {settings} WHERE {quoted(key.column)} = %s", values)


def insert(model: type[Model], columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Add rows of plain numbers and texts, given by these columns; the database numbers them."""
    held, meta = connection(), model._meta
    quoted = held.ops.quote_name
    names = [quoted(meta.get_field(name).column) for name in columns]
    marks = ", ".join("%s" for _ in names)
    with held.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quoted(meta.db_table)} ({', '.join(names)}) VALUES ({marks})", [tuple(row) for row in rows]
        )


def lock(key: int) -> None:
    """Wait until no other transaction on this register holds the key (31 bits), and hold it to the end of this one.

    Schemas of one PostgreSQL database share its advisory locks, so the schema belongs to the key. SQLite has one
    writer at a time anyway.
    """
    held = connection()
    if held.vendor == "postgresql":
        with held.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", [key])
