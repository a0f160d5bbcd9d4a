"""The site in the reader's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


def test_one_switches_the_language_and_stays_where_one_was(opened):
    page = opened("/partners/")
    page.get_by_role("button", name="Indonesia").click()
    expect(page).to_have_url("/partners/")
    expect(page.locator("html")).to_have_attribute("lang", "id")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mitra")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("link", name="收件箱")).to_be_visible()


@pytest.mark.parametrize(("locale", "lang"), [("id-ID", "id"), ("zh-CN", "zh-Hans"), ("de-DE", "en")])
def test_the_language_of_the_browser_is_taken_where_we_have_it(opened, locale, lang):
    page = opened("/sign-in/", signed_in=False, locale=locale)
    expect(page.locator("html")).to_have_attribute("lang", lang)


def test_a_document_keeps_its_language(opened):
    from ikrar.register.models import StoredDocument

    page = opened(f"/documents/{StoredDocument.objects.filter(lang='zh').first().pk}/")
    expect(page.locator(".prose").first).to_have_attribute("lang", "zh")
