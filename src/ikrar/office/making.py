"""Making offices, and keeping the tables of all their registers up to date."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from ikrar.office import databases, routing
from ikrar.office.models import Office


def make(slug: str, name: str = "", home: str = "") -> Office:
    """A new office with an empty register of its own. Raises `ValidationError`, also where there is one of this name.

    The first office, which was there all along, is written down with it, so that people can be members of either. The
    new one is written down last: where making its tables fails, there is no office, and making it again goes on.
    """
    office = Office(slug=slug, name=name, home=home, database=databases.alias_for(slug))
    office.full_clean()
    databases.prepare(office.database)
    migrate(office.database)
    Office.objects.first_office()
    office.save()
    return office


def migrate(alias: str) -> None:
    """Bring the tables of this database up to date."""
    databases.prepare(alias)
    with routing.using(alias):
        call_command("migrate", database=alias, verbosity=0, interactive=False)


def migrate_all() -> None:
    """The default database first, as it says which others there are."""
    migrate(DEFAULT_DB_ALIAS)
    for alias in others():
        migrate(alias)


def others() -> list[str]:
    """The databases of all offices but the first."""
    found = Office.objects.exclude(database=DEFAULT_DB_ALIAS).order_by("pk").values_list("database", flat=True)
    return list(found)


def is_behind(alias: str) -> bool:
    """Whether the tables of this database are those of another version."""
    executor = MigrationExecutor(connections[databases.ensure(alias)])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
