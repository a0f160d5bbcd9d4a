"""The database's own guard: a decision that was written cannot be changed or removed, whoever asks."""

from __future__ import annotations

from typing import Any

TABLE = "register_decision"
MESSAGE = "The journal of decisions is append-only"

_SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_keep_{verb} BEFORE {verb} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for verb in ("UPDATE", "DELETE")
]
_SQLITE_OFF = [f"DROP TRIGGER IF EXISTS {TABLE}_keep_{verb}" for verb in ("UPDATE", "DELETE")]

_POSTGRESQL = [
    f"CREATE OR REPLACE FUNCTION {TABLE}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ "
    f"BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"DROP TRIGGER IF EXISTS {TABLE}_keep ON {TABLE}",
    f"CREATE TRIGGER {TABLE}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_keep()",
]
_POSTGRESQL_OFF = [f"DROP TRIGGER IF EXISTS {TABLE}_keep ON {TABLE}"]


def guard(connection: Any) -> None:
    """Put the guard in place. Does nothing where it stands already."""
    _run(connection, _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL)


def unguard(connection: Any) -> None:
    """Take the guard away: for tests that empty the database, and for going back in migrations."""
    _run(connection, _SQLITE_OFF if connection.vendor == "sqlite" else _POSTGRESQL_OFF)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
