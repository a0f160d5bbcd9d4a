"""A document: from claim to words and back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from ikrar.register.models import StoredDocument


@pytest.fixture
def document(opened) -> Page:
    kept = StoredDocument.objects.get(ident="surabaya-xiamen-2019")
    return opened(f"/documents/{kept.pk}/")


def test_the_number_of_a_claim_leads_to_its_words(document):
    claim = document.locator(".claim", has_text="Offer")
    claim.get_by_role("link", name="to its words").click()
    lit = document.locator(".mark.on")
    expect(lit).to_contain_text("Kami menawarkan sepuluh beasiswa")
    expect(lit).to_be_in_viewport()
    expect(claim).to_have_class(re.compile(r"\bon\b"))


def test_words_lead_to_their_claim(document):
    document.locator(".mark", has_text="kota kembar").click()
    claim = document.locator(".claim.on")
    expect(claim).to_contain_text("Partnership")
    expect(claim).to_be_in_viewport()


def test_pointing_at_words_lights_their_claim(document):
    document.locator(".mark", has_text="kota kembar").hover()
    expect(document.locator(".claim.near")).to_contain_text("Partnership")
    document.get_by_role("heading", level=1).hover()
    expect(document.locator(".claim.near")).to_have_count(0)


def test_keys_walk_through_the_claims(document):
    document.keyboard.press("j")
    expect(document.locator(".claim.on")).to_have_attribute("id", document.locator(".claim").nth(0).get_attribute("id"))
    document.keyboard.press("j")
    expect(document.locator(".claim.on")).to_have_attribute("id", document.locator(".claim").nth(1).get_attribute("id"))
    document.keyboard.press("k")
    expect(document.locator(".claim.on")).to_have_attribute("id", document.locator(".claim").nth(0).get_attribute("id"))


def test_the_text_stands_whole(document):
    kept = StoredDocument.objects.get(ident="surabaya-xiamen-2019")
    paragraphs = document.locator(".prose").evaluate_all(
        "all => all.map(p => [...p.childNodes].filter(n => !n.matches?.('.ref, .at')).map(n => n.textContent).join(''))"
    )
    assert paragraphs == [p for p in kept.text.split("\n") if p]


def test_going_back_leads_back(document):
    document.locator(".claim").first.get_by_role("link", name="to its words").click()
    document.go_back()
    expect(document.locator(".claim.on")).to_have_count(0)
