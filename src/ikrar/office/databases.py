"""Databases beside the default one, made known to Django while it runs.

An office's register lies in SQLite in a file of its own beside the main one, in PostgreSQL in a schema of its own of
the same database. The name of the database says where: `office_bandung` is `offices/bandung.sqlite3`, or the schema
`office_bandung`. Others (a copy of the register of an earlier day, say) are made known by `add`.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

PREFIX = "office_"
_OF_AN_OFFICE = re.compile(PREFIX + r"[a-z][a-z0-9_]{0,39}")
_CHANGING = Lock()


class NoSuchDatabase(LookupError):
    """A name under which no database is known."""


def alias_for(slug: str) -> str:
    """`south-chungcheong` → `office_south_chungcheong`: a slug has no underscores, so no two meet."""
    return PREFIX + slug.replace("-", "_")


def ensure(alias: str) -> str:
    """See that Django knows this database, and give its name back. Raises `NoSuchDatabase`."""
    if alias in connections.settings:
        return alias
    if not _OF_AN_OFFICE.fullmatch(alias):
        raise NoSuchDatabase(f"No database is called {alias}")
    return add(alias, **_of_an_office(alias))


def add(alias: str, **changes: Any) -> str:
    """Make a database known that is like the default one but for these settings of Django (NAME, OPTIONS, …).

    Threads that go through the connections meanwhile see them as they were: the table is replaced, not changed.
    """
    with _CHANGING:
        if alias not in connections.settings:
            like = deepcopy(connections.settings[DEFAULT_DB_ALIAS])
            connections.settings = {**connections.settings, alias: like | changes}
    return alias


def forget(alias: str) -> None:
    """Close this thread's connection and know the database no more; what is in it stays."""
    if alias == DEFAULT_DB_ALIAS or alias not in connections.settings:
        return
    connections[alias].close()
    del connections[alias]
    with _CHANGING:
        connections.settings = {name: known for name, known in connections.settings.items() if name != alias}


def prepare(alias: str) -> None:
    """Make the folder or the schema in which the tables of an office will lie, unless it is there."""
    if not _OF_AN_OFFICE.fullmatch(ensure(alias)):
        return
    if connections[alias].vendor == "sqlite":
        Path(settings.OFFICES).mkdir(parents=True, exist_ok=True)
        return
    with connections[alias].cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connections[alias].ops.quote_name(alias)}")


def _of_an_office(alias: str) -> dict[str, Any]:
    default = connections.settings[DEFAULT_DB_ALIAS]
    if default["ENGINE"].endswith("sqlite3"):
        return {"NAME": str(Path(settings.OFFICES) / f"{alias.removeprefix(PREFIX).replace('_', '-')}.sqlite3")}
    # The schema alone, without `public`: a table that is missing here must not be found in another office's register.
    # Extensions that registers need go into a schema `extensions`. Connections are not kept from one request to the
    # next, or there would be as many as threads times offices.
    given = default["OPTIONS"].get("options", "")
    options = {**default["OPTIONS"], "options": f"{given} -c search_path={alias},extensions".strip()}
    return {"OPTIONS": options, "CONN_MAX_AGE": 0}
