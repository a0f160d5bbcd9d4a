"""Which database a query goes to: accounts to the default one, the register to that of the office at hand.

    with routing.using("office_bandung"):
        Partnership.objects.count()          # those of Bandung

Apps whose tables each office has for itself say so in their `AppConfig`: `of_the_office = True`. Such tables point to
each other alone, never to accounts or offices, which lie in the default database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model

from ikrar.office import databases

_at_hand: ContextVar[str] = ContextVar("register database", default=DEFAULT_DB_ALIAS)


def alias() -> str:
    """The database of the register at hand."""
    return _at_hand.get()


@contextmanager
def using(alias: str) -> Iterator[None]:
    """All queries about the register go to this database, in this thread (or task), until the end of the block.

    Querysets ask when they are evaluated, not when they are written. Raises `databases.NoSuchDatabase`.
    """
    token = _at_hand.set(databases.ensure(alias))
    try:
        yield
    finally:
        _at_hand.reset(token)


def change(alias: str) -> None:
    """As `using`, to the end of this context."""
    _at_hand.set(databases.ensure(alias))


def kept(chunks: Iterable[Any]) -> Iterator[Any]:
    """The same chunks, each made with the office, database and language of now: for what is sent after a request."""
    now, following, end = copy_context(), iter(chunks), object()
    return iter(lambda: now.run(next, following, end), end)


def of_the_office(app_label: str) -> bool:
    """Whether each office has the tables of this app for itself."""
    return bool(getattr(apps.get_app_config(app_label), "of_the_office", False))


class Router:
    """Django's question where a model lies. A row of the register stays in the database that it came from."""

    def db_for_read(self, model: type[Model], instance: Model | None = None, **hints: Any) -> str:
        if not of_the_office(model._meta.app_label):
            return DEFAULT_DB_ALIAS
        came_from = instance._state.db if instance is not None and of_the_office(instance._meta.app_label) else None
        return came_from or alias()

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return one._state.db == other._state.db

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """The default database holds all tables, its register being that of the first office."""
        return db == DEFAULT_DB_ALIAS or of_the_office(app_label)
