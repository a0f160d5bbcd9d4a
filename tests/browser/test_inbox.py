"""The inbox, by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from ikrar.register.models import ClaimRecord, Decision, StoredDocument


@pytest.fixture
def inbox(opened) -> Page:
    return opened("/inbox/")


def shown(inbox: Page) -> str:
    """What tells the claim at hand from the others."""
    return inbox.locator(".queue [aria-current=true]").get_attribute("href")


def claim(inbox: Page) -> ClaimRecord:
    return ClaimRecord.objects.get(pk=shown(inbox).split("/")[2])


def press(inbox: Page, key: str) -> None:
    """A key that leads to another page."""
    with inbox.expect_navigation():
        inbox.keyboard.press(key)


def test_confirming_goes_on_to_the_next(inbox):
    first = claim(inbox)
    press(inbox, "c")
    expect(inbox.get_by_role("status")).to_contain_text("Confirmed")
    first.refresh_from_db()
    assert first.review == "confirmed"
    assert claim(inbox) != first


def test_enter_confirms_too(inbox):
    first = claim(inbox)
    press(inbox, "Enter")
    first.refresh_from_db()
    assert first.review == "confirmed"


def test_rejecting_asks_why_and_enter_sends_it(inbox):
    first = claim(inbox)
    inbox.keyboard.press("x")
    expect(inbox.get_by_role("radio").first).to_be_focused()
    inbox.keyboard.press("ArrowDown")
    press(inbox, "Enter")
    expect(inbox.get_by_role("status")).to_contain_text("Rejected")
    first.refresh_from_db()
    assert first.review == "rejected"


def test_correcting_the_date(inbox):
    first = claim(inbox)
    inbox.keyboard.press("e")
    expect(inbox.locator("#correct-kind")).to_be_focused()
    inbox.get_by_label("When").fill("Mei 2031")
    expect(inbox.get_by_text("= May 2031")).to_be_visible()
    press(inbox, "Enter")
    expect(inbox.get_by_role("status")).to_contain_text("Corrected")
    first.refresh_from_db()
    assert (first.review, first.when) == ("corrected", "2031-05")


def test_a_date_that_is_none_is_told_where_it_was_written(inbox):
    first = claim(inbox)
    inbox.keyboard.press("e")
    inbox.get_by_label("When").fill("next spring")
    press(inbox, "Enter")
    expect(inbox.get_by_label("When")).to_have_value("next spring")
    expect(inbox.locator(".field", has=inbox.get_by_label("When")).locator(".error")).to_be_visible()
    first.refresh_from_db()
    assert first.review == "unreviewed"


def test_what_was_done_can_be_taken_back(inbox):
    first = claim(inbox)
    press(inbox, "c")
    press(inbox, "u")
    first.refresh_from_db()
    assert first.review == "unreviewed"
    assert claim(inbox) == first


def test_walking_through_the_queue(inbox):
    first = shown(inbox)
    press(inbox, "j")
    assert shown(inbox) != first
    press(inbox, "k")
    assert shown(inbox) == first


def test_one_key_leads_to_the_words_in_their_document(inbox):
    words = claim(inbox).quote
    press(inbox, "o")
    lit = inbox.locator(".mark.on").first
    expect(lit).to_be_in_viewport()
    assert lit.inner_text() in words


def test_escape_closes_what_a_key_opened(inbox):
    inbox.keyboard.press("x")
    inbox.keyboard.press("Escape")
    expect(inbox.get_by_role("radio").first).to_be_hidden()
    press(inbox, "c")
    expect(inbox.get_by_role("status")).to_contain_text("Confirmed")


def test_keys_are_letters_where_one_writes(inbox):
    first = shown(inbox)
    inbox.keyboard.press("/")
    inbox.keyboard.type("jcx")
    expect(inbox.get_by_role("searchbox")).to_have_value("jcx")
    assert shown(inbox) == first


def test_keys_can_be_turned_off(inbox):
    first = shown(inbox)
    inbox.get_by_label("Single keys work on this page").uncheck()
    inbox.keyboard.press("j")
    inbox.reload()
    assert shown(inbox) == first
    expect(inbox.get_by_label("Single keys work on this page")).not_to_be_checked()


def test_a_document_is_worked_off_to_its_end(opened):
    document = StoredDocument.objects.get(ident="xiamen-surabaya-2024")
    page = opened(f"/inbox/?document={document.pk}")
    for _ in range(document.claims.filter(review="unreviewed").count()):
        press(page, "c")
    assert not document.claims.filter(review="unreviewed").exists()
    expect(page.locator(".queue")).to_have_count(0)


def test_fields_are_chosen_by_typing(inbox):
    first = claim(inbox)
    inbox.keyboard.press("e")
    inbox.evaluate("for (const box of document.querySelectorAll('.checks input')) box.checked = false")
    typing = inbox.get_by_label("Type to choose fields")
    typing.focus()
    inbox.keyboard.type("wat")
    inbox.keyboard.press("Enter")
    expect(typing).to_have_value("")
    inbox.keyboard.type("touri")
    inbox.keyboard.press("Enter")
    press(inbox, "Enter")
    first.refresh_from_db()
    assert (first.review, sorted(first.fields)) == ("corrected", ["tourism", "water"])


def test_several_are_chosen_and_assigned_without_a_mouse(opened):
    page = opened("/inbox/list/")
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("j")
    page.keyboard.press("s")
    expect(page.locator("[data-count]")).to_contain_text("2 /")
    page.keyboard.press("a")
    expect(page.get_by_label("Assign to")).to_be_focused()
    press(page, "Enter")
    assert ClaimRecord.objects.filter(assigned_to="ratna").count() == 2
    press(page, "u")
    assert ClaimRecord.objects.filter(assigned_to="ratna").count() == 0


def test_several_are_chosen_and_decided_without_a_mouse(opened):
    page = opened("/inbox/list/")
    before = ClaimRecord.objects.filter(review="confirmed").count()
    for key in ("j", "s", "j", "s"):
        page.keyboard.press(key)
    press(page, "c")
    assert ClaimRecord.objects.filter(review="confirmed").count() == before + 2
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("x")
    expect(page.get_by_label("Reason")).to_be_focused()
    page.keyboard.press("ArrowDown")
    press(page, "Enter")
    rejected = ClaimRecord.objects.get(review="rejected")
    assert Decision.objects.get(claim_key=rejected.key, what="reject").why == "wrong-parties"


def test_what_to_do_is_in_sight_however_long_the_words_are(opened):
    page = opened("/inbox/", viewport={"width": 1440, "height": 420})
    expect(page.get_by_role("button", name="Confirm")).to_be_in_viewport()
    page.keyboard.press("ArrowDown")  # It scrolls, and does not go on to another claim.
    page.wait_for_function("scrollY > 0")
    expect(page.get_by_role("button", name="Confirm")).to_be_in_viewport()


def test_narrowing_is_kept_from_claim_to_claim(inbox):
    inbox.keyboard.press("f")
    expect(inbox.locator("#narrow-kind")).to_be_focused()
    inbox.keyboard.type("Meet")
    press(inbox, "Enter")
    expect(inbox.locator(".chosen")).to_contain_text("Only: Meeting")
    press(inbox, "c")
    expect(inbox.locator(".chosen")).to_contain_text("Only: Meeting")
    assert claim(inbox).kind == "meeting"


def test_an_entry_is_made_by_keyboard_alone(opened):
    page = opened("/")
    press(page, "n")
    press(page, "1")
    page.get_by_label("Parties").focus()
    page.keyboard.type("Bergen (NO); Aarhus (DK)")
    page.get_by_label("When", exact=True).focus()
    page.keyboard.type("akhir Maret 2027")
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Entered")
    expect(page.locator("h1")).to_contain_text("Meeting")
