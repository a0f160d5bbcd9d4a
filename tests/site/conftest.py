"""A signed-in officer and a register to look at, for the pages' tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.site import factory


@pytest.fixture(autouse=True)
def _fixed_day(settings) -> None:
    settings.IKRAR_TODAY = factory.TODAY
    settings.PLAIN_HTTP = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False


@pytest.fixture
def register(db: None) -> None:
    factory.fill()


@pytest.fixture
def officer(client: Client, db: None) -> Client:
    """A browser in which an officer is signed in."""
    client.force_login(factory.officer())
    return client


@pytest.fixture
def get(officer: Client) -> Callable[[str], str]:
    """The page at an address, as text; it must be there."""

    def fetch(address: str) -> str:
        response = officer.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return response.content.decode()

    return fetch
