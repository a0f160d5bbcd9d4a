"""The register behind a command: Django set up, its tables there, or a plain word about what is wrong."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from ikrar.cli.streams import fail, say


def _slug(given: str | None) -> str | None:
    """The environment may still name the home party (Jakarta|ID) under this name; that is no office's slug."""
    return None if given and "|" in given else given or None


Office = Annotated[
    str | None,
    typer.Option(
        "--office",
        metavar="SLUG",
        envvar="IKRAR_OFFICE",
        callback=_slug,
        show_envvar=False,
        help="The office whose register is meant (or IKRAR_OFFICE); the first one without it.",
    ),
]


def open_register(create: bool = False, office: str | None = None) -> None:
    """Set up Django and see that the register can be used; with `create`, make a new one where there is none.

    With the slug of an office, all that the command does from here on is done in that office.
    """
    set_up()
    if is_new():
        if not create:
            fail(f"there is no register at {place()} yet; file documents first: ikrar file FOLDER")
        say(f"A new register at {place()}", "dim")
        migrate()
    elif is_behind():
        fail("the register was made by another version of Ikrar; bring it up to date first: ikrar migrate")
    if office:
        enter(office)


def enter(slug: str) -> None:
    """Work in this office until the command ends. Ends with 2 where there is none of this name."""
    from ikrar.office import current
    from ikrar.office.models import Office

    office = Office.objects.filter(slug=slug).first()
    if office is None:
        known = ", ".join(Office.objects.values_list("slug", flat=True)) or "none yet: ikrar office add SLUG"
        fail(f"no office is called {slug}; there are: {known}")
    current.enter(office)


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
    """Whether tables of any office are those of another version."""
    from django.db import DEFAULT_DB_ALIAS

    from ikrar.office import making

    return making.is_behind(DEFAULT_DB_ALIAS) or any(map(making.is_behind, making.others()))


def migrate() -> None:
    """Bring the tables of all offices up to date."""
    from ikrar.office import making

    making.migrate_all()


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
