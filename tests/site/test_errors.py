"""What stands in the place of a page that is not there, not yours, or broken; and what goes with every page."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from ikrar.site.views import errors
from tests.site.page import Page

pytestmark = pytest.mark.django_db


def test_an_address_that_does_not_exist(officer):
    response = officer.get("/nowhere/")
    page = Page("/nowhere/", response.content.decode())
    assert (response.status_code, page.title) == (404, "This page is not here")
    assert page.link("To the first page") == "/"


def test_a_stranger_learns_nothing_about_what_exists(client):
    assert client.get("/documents/99999/").status_code == 302


@pytest.mark.parametrize(
    ("code", "title"), [("en", "Something went wrong here"), ("id", "Ada yang tidak beres"), ("zh-hans", "出错了")]
)
def test_when_all_breaks_there_is_still_a_page_that_asks_the_database_for_nothing(
    code, title, django_assert_num_queries
):
    with translation.override(code), django_assert_num_queries(0):
        response = errors.broken(RequestFactory().get("/"))
    page = Page("/", response.content.decode())
    assert (response.status_code, page.title) == (500, title)
    assert page.all("//link[@rel='stylesheet']")


def test_an_error_in_a_page_shows_that_page(officer, monkeypatch):
    officer.raise_request_exception = False
    monkeypatch.setattr("ikrar.site.views.home.clock", lambda: 1 / 0)
    response = officer.get("/")
    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()


def test_a_request_that_makes_no_sense(officer):
    response = officer.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert "This request makes no sense" in response.content.decode()


@pytest.mark.parametrize("address", ["/sign-in/", "/", "/nowhere/", "/about/"])
def test_no_page_may_run_or_load_anything_from_elsewhere_or_be_kept(officer, address):
    headers = officer.get(address, follow=True).headers
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"


def test_the_mark_is_where_browsers_look_for_it(client: Client):
    assert client.get("/favicon.ico", follow=True).status_code == 200


def test_the_look_is_served_without_collecting_anything_first(client: Client):
    page = Page("/sign-in/", client.get("/sign-in/").content.decode())
    needed = [e.get("href") or e.get("src") for e in page.all("//link[@href] | //script[@src]")]
    assert len(needed) >= 8
    for address in needed:
        assert client.get(address).status_code == 200, address
