"""The door."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import sign_in


def test_one_signs_in_and_comes_to_where_one_wanted_to_go(opened):
    page = opened("/documents/", signed_in=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Documents")


def test_a_wrong_password_is_told(opened):
    page = opened("/sign-in/", signed_in=False)
    sign_in(page, "a guess")
    expect(page.get_by_role("alert")).to_contain_text("do not match")
    expect(page.get_by_label("Name")).to_have_value("ratna")


def test_one_signs_out(page):
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto("/")
    expect(page).to_have_url("/sign-in/?next=/")
