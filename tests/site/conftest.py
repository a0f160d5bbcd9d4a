"""A signed-in officer and a register to look at, for the pages' tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model
from django.test import Client

from ikrar.office import copying
from tests.site import factory
from tests.site.page import Page

Fetch = Callable[[str], Page]


@pytest.fixture(autouse=True)
def _fixed_day(settings) -> None:
    settings.IKRAR_TODAY = factory.TODAY
    settings.PLAIN_HTTP = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = False
    cache.clear()  # of what was tried how often
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # made often, never kept


@pytest.fixture(scope="session")
def told() -> dict[type[Model], list[copying.Row]]:
    """The rows of the stories, once they were filed: filing them anew for every test would take long."""
    return {}


@pytest.fixture
def register(db: None, told: dict[type[Model], list[copying.Row]]) -> None:
    """A register with all stories in it."""
    if not told:
        factory.fill()
        told |= {model: list(copying.rows(model, DEFAULT_DB_ALIAS)) for model in copying.tables_of_the_register()}
        return
    factory.officer()
    for model, rows in told.items():
        copying.insert(model, rows, DEFAULT_DB_ALIAS)
    copying.count_on(told, DEFAULT_DB_ALIAS)


@pytest.fixture
def officer(client: Client, db: None) -> Client:
    """A browser in which an officer is signed in."""
    client.force_login(factory.officer())
    return client


@pytest.fixture
def get(officer: Client) -> Fetch:
    """The page at an address; it must be there."""

    def fetch(address: str) -> Page:
        response = officer.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return Page(address, response.content.decode())

    return fetch


@pytest.fixture
def post(officer: Client) -> Callable[..., Page]:
    """Send a form of a page, some of its values changed, and follow to the page that comes of it."""

    def send(form: dict[str, str], expect: int = 200, **changes: str | list[str]) -> Page:
        values = {k: v for k, v in form.items() if k != "action"} | changes
        response = officer.post(form["action"], values, follow=True)
        assert response.status_code == expect, f"{form['action']}: {response.status_code}"
        return Page(response.request["PATH_INFO"], response.content.decode())

    return send
