"""Pages without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ikrar.register.models import StoredDocument


@pytest.fixture
def plain(opened) -> Page:
    return opened("/", java_script_enabled=False)


def test_one_reads_and_finds(plain):
    plain.get_by_role("searchbox").fill("xiamen")
    plain.get_by_role("searchbox").press("Enter")
    expect(plain.get_by_role("heading", level=2, name="Documents")).to_be_visible()


def test_a_claim_leads_to_its_words_and_back(plain):
    plain.goto(f"/documents/{StoredDocument.objects.get(ident='surabaya-xiamen-2019').pk}/")
    claim = plain.locator(".claim", has_text="Offer")
    claim.get_by_role("link", name="to its words").click()
    mark = plain.locator(".mark", has_text="Kami menawarkan")
    expect(mark).to_be_in_viewport()
    mark.click()
    expect(claim).to_be_in_viewport()


def test_claims_are_decided_on(plain):
    plain.goto("/inbox/")
    plain.get_by_role("button", name="Confirm").click()
    expect(plain.get_by_role("status")).to_contain_text("Confirmed")
    plain.get_by_role("button", name="Undo").click()
    plain.locator("summary", has_text="Reject").click()
    plain.get_by_role("button", name="Reject").click()
    expect(plain.get_by_role("status")).to_contain_text("Rejected")


def test_no_hint_is_shown_for_keys_that_do_not_work(plain):
    plain.goto("/inbox/")
    assert [k.inner_text() for k in plain.locator("kbd").all() if k.is_visible()] == []


def test_the_language_is_switched(plain):
    plain.get_by_role("button", name="Indonesia").click()
    expect(plain.locator("html")).to_have_attribute("lang", "id")
