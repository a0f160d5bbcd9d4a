"""What all tests of the register share."""

from __future__ import annotations

import pytest

EMPTYING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.fixture(autouse=True)
def _journal_can_be_emptied(request: pytest.FixtureRequest) -> None:
    """Tests that commit are cleaned up by emptying every table, which the guard of the journal forbids."""
    marker = request.node.get_closest_marker("django_db")
    if EMPTYING & set(request.fixturenames) or (marker and marker.kwargs.get("transaction")):
        request.getfixturevalue("transactional_db")
        from django.db import connection

        from ikrar.register.triggers import unguard

        unguard(connection)
