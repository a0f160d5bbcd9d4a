"""The register behind a command: Django set up, its tables there, or a plain word about what is wrong."""

from __future__ import annotations

import os

from ikrar.cli.streams import fail, say


def open_register(create: bool = False) -> None:
    """Set up Django and see that the register can be used; with `create`, make a new one where there is none."""
    set_up()
    if is_new():
        if not create:
            fail(f"there is no register at {place()} yet; file documents first: ikrar file FOLDER")
        say(f"A new register at {place()}", "dim")
        migrate()
    elif is_behind():
        fail("the register was made by another version of Ikrar; bring it up to date first: ikrar migrate")


def set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.site.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, OSError, ValueError) as e:
        fail(f"the configuration makes no sense: {e}")


def is_new() -> bool:
    """Whether the database holds no tables of ours. Ends with 2 where it cannot be reached."""
    from django.db import DatabaseError, connection

    _make_folder()
    try:
        return "django_migrations" not in connection.introspection.table_names()
    except DatabaseError as e:
        fail(f"the register at {place()} cannot be opened: {(str(e).splitlines() or [''])[0]}")


def is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def place() -> str:
    """Where the register is, without its password."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return str(database["NAME"])
    return f"{database['NAME']} on {database.get('HOST') or 'this machine'}"


def _make_folder() -> None:
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and ":memory:" not in str(database["NAME"]):
        folder = os.path.dirname(os.path.abspath(str(database["NAME"])))
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as e:
            fail(f"{folder} cannot be made: {e.strerror}")
