"""What all tests of the register share."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from ikrar.office.models import Office

# A machine that does much else at the same time is slow, and no law of ours is about that.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

EMPTYING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.fixture(autouse=True)
def _every_test_begins_in_english() -> Iterator[None]:
    """A page that was asked for leaves its language to its thread."""
    yield
    if "django" in sys.modules:
        from django.utils import translation

        translation.deactivate()


@pytest.fixture(autouse=True)
def _journal_can_be_emptied(request: pytest.FixtureRequest) -> None:
    """Tests that commit are cleaned up by emptying every table, which the guard of the journal forbids."""
    marker = request.node.get_closest_marker("django_db")
    if EMPTYING & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        from django.db import connection

        from ikrar.register.triggers import unguard

        unguard(connection)


@pytest.fixture
def databases_beside(db, monkeypatch) -> Iterator[None]:
    """Django's tests may ask the databases alone that were there when they began; with this, those added since too."""
    from django.db.backends.base.base import BaseDatabaseWrapper

    guarded = BaseDatabaseWrapper.ensure_connection

    def ensure(self: BaseDatabaseWrapper) -> None:
        if self.connection is None and self.alias not in beginning:
            with self.wrap_database_errors:
                self.connect()
        else:
            guarded(self)

    from django.db import connections

    beginning = set(connections)
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure)
    yield
    from ikrar.office import databases

    for alias in set(connections) - beginning:
        databases.forget(alias)


@pytest.fixture(scope="session")
def _empty_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an office that was made before: making all tables for every test would take long."""
    return tmp_path_factory.mktemp("offices") / "empty.sqlite3"


@pytest.fixture
def office(databases_beside, settings, tmp_path, _empty_register) -> Iterator[Callable[..., Office]]:
    """Make an office; its register is gone after the test."""
    settings.OFFICES = tmp_path / "offices"
    from django.db import connections

    from ikrar.office import databases, making

    sqlite = connections["default"].vendor == "sqlite"
    made: list[Office] = []

    def make(slug: str, **values: str) -> Office:
        file = settings.OFFICES / f"{slug}.sqlite3"
        if sqlite and _empty_register.exists():
            settings.OFFICES.mkdir(exist_ok=True)
            shutil.copy(_empty_register, file)
        made.append(making.make(slug, **values))
        if sqlite and not _empty_register.exists():
            connections[made[-1].database].close()  # all that was written is then in the one file
            shutil.copy(file, _empty_register)
        return made[-1]

    yield make
    for one in made:
        if connections[one.database].vendor == "postgresql":
            with connections[one.database].cursor() as cursor:
                cursor.execute(f'DROP SCHEMA "{one.database}" CASCADE')
        databases.forget(one.database)


@pytest.fixture
def bandung(office) -> Office:
    return office("bandung", name="Kota Bandung", home="Bandung|ID")
