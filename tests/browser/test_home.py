"""From the first page to what it tells of."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_what_needs_attention_stands_first_and_leads_on(page):
    expect(page.get_by_role("heading", level=1)).to_contain_text("24 November 2026")
    headings = page.get_by_role("heading", level=2).all_text_contents()
    assert headings[0] == "Overdue"
    assert headings.index("Partners") > headings.index("Overdue")
    page.get_by_role("link", name="Overdue").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Overdue")


def test_a_partner_leads_to_the_page_of_the_pair(page):
    page.get_by_role("link", name="Surabaya – Xiamen").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Surabaya – Xiamen")
    for name in ("Agreements", "Pledges", "Sources"):
        expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()


def test_a_quote_leads_to_its_words(page):
    words = page.locator("blockquote.quote a.words").first
    said = words.inner_text()
    words.click()
    expect(page.locator(".mark.on").first).to_be_in_viewport()
    assert page.locator(".mark.on").first.inner_text() in said


def test_a_number_leads_to_what_it_counts(page):
    page.get_by_role("link", name=re.compile(r"^\d+ agreements?$")).first.click()
    expect(page.locator("#agreements")).to_be_in_viewport()


def test_the_content_is_a_key_away(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
