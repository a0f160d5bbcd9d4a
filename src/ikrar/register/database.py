"""The database in which the register lies: whichever the routers name at the moment of asking.

One installation may hold several registers, each in a database of its own, and may show an earlier one out of a
copy. So nothing in the register opens a transaction or a cursor on Django's default database: it asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


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


def lock(key: int) -> None:
    """Wait until no other transaction on this register holds the key (31 bits), and hold it to the end of this one.

    Schemas of one PostgreSQL database share its advisory locks, so the schema belongs to the key. SQLite has one
    writer at a time anyway.
    """
    held = connection()
    if held.vendor == "postgresql":
        with held.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", [key])
