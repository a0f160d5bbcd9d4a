"""Signing in and out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.site import factory
from tests.site.page import Page

pytestmark = pytest.mark.django_db


def sign_in(client, address: str = "/sign-in/", name: str = "ratna", password: str = factory.PASSWORD, **more):
    factory.officer()
    return client.post(address, {"login": name, "password": password} | more)


def test_a_stranger_is_led_to_the_sign_in_and_then_on_to_where_they_wanted_to_go(client):
    there = client.get("/partners/")
    assert there.url == "/sign-in/?next=/partners/"
    page = Page(there.url, client.get(there.url).content.decode())
    assert page.one("//form[@class='door-form']/input[@name='next']").get("value") == "/partners/"
    assert sign_in(client, next="/partners/").url == "/partners/"


@pytest.mark.parametrize(
    "address",
    ["/", "/partners/", "/documents/", "/inbox/", "/search/?q=x", "/attention/overdue/", "/entries/1/", "/parties/1/"],
)
def test_nothing_of_the_register_is_shown_to_a_stranger(client, address):
    assert client.get(address).status_code == 302


def test_without_a_wish_one_comes_to_the_first_page(client):
    assert sign_in(client).url == reverse("home")


def test_a_wrong_password_is_told_and_the_name_stays(client):
    page = Page("/sign-in/", sign_in(client, password="wrong").content.decode())
    assert page.text("//*[@role='alert']") == "Name and password do not match. Capital letters count."
    assert page.one("//input[@name='login']").get("value") == "ratna"
    assert not page.one("//input[@name='password']").get("value")


def test_it_does_not_lead_away_to_another_site(client):
    assert sign_in(client, next="https://elsewhere.example/").url == reverse("home")


def test_fields_have_labels_and_say_what_a_password_manager_may_fill_in(client):
    page = Page("/sign-in/", client.get("/sign-in/").content.decode())
    for name, fills in (("login", "username"), ("password", "current-password")):
        field = page.one(f"//input[@name='{name}']")
        assert page.text(f"//label[@for='{field.get('id')}']")
        assert field.get("autocomplete") == fills


def test_one_who_is_signed_in_needs_no_form(officer):
    assert officer.get("/sign-in/").url == reverse("home")


def test_signing_out_ends_it(officer):
    assert officer.post("/sign-out/").url == reverse("sign-in")
    assert officer.get("/").status_code == 302


def test_a_link_cannot_sign_anybody_out(officer):
    assert officer.get("/sign-out/").status_code == 405
    assert officer.get("/").status_code == 200
