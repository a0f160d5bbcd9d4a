"""Search, from the key to the document."""

from __future__ import annotations

from playwright.sync_api import expect


def test_a_key_leads_to_the_field_and_enter_finds(page):
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("xiamen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("xiamen")
    expect(page.get_by_role("heading", level=2, name="Parties")).to_be_visible()
    page.get_by_role("link", name="Xiamen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xiamen")


def test_chinese_is_found_in_either_script(page):
    page.get_by_role("searchbox").fill("友好城市")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("mark", has_text="友好城市").first).to_be_visible()


def test_nothing_found_says_what_to_try(page):
    page.get_by_role("searchbox").fill("Atlantis")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_text("Nothing found.")).to_be_visible()
