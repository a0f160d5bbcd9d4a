"""A document: its words with the claims marked in them, and from each to the other by a click."""

from __future__ import annotations

import pytest

from ikrar.register import decisions
from ikrar.register.filing import file_reading
from ikrar.register.models import ClaimRecord, StoredDocument
from tests.register.build import BOTH, Say, reading
from tests.site import factory
from tests.site.page import words
from tests.site.stories import STORIES

pytestmark = pytest.mark.django_db


def of(ident: str) -> str:
    return f"/documents/{StoredDocument.objects.get(ident=ident).pk}/"


def claims_of(ident: str) -> list[ClaimRecord]:
    return list(ClaimRecord.objects.filter(document__ident=ident).order_by("start", "id"))


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.ident)
def test_every_word_of_the_text_is_there_and_nothing_else(register, get, story):
    page = get(of(story.ident))
    for ref in page.all("//a[@class='ref']"):
        ref.drop_tree()
    shown = "".join("".join(p.xpath(".//text()")) for p in page.all("//p[@class='prose']"))
    assert "".join(shown.split()) == "".join(story.text.split())


def test_its_head_says_where_it_is_from_and_in_which_language(register, get):
    page = get(of("surabaya-xiamen-2019"))
    assert page.title == "Surabaya dan Xiamen perbarui kerja sama sister city"
    assert page.one("//h1").get("lang") == "id"
    lead = page.text("//div[contains(@class, 'lead')]")
    assert "Published 12 March 2019" in lead
    assert "Indonesian" in lead
    assert page.link("example.org") == "https://example.org/berita/surabaya-xiamen"


def test_the_words_of_each_claim_are_marked(register, get):
    page = get(of("surabaya-xiamen-2019"))
    for claim in claims_of("surabaya-xiamen-2019"):
        marked = [m for m in page.all("//a[@data-claims]") if str(claim.pk) in m.get("data-claims").split()]
        assert "".join("".join(m.itertext()) for m in marked) == claim.quote


def test_from_each_claim_to_its_words_and_back_without_a_script(register, get):
    page = get(of("xiamen-surabaya-2024"))
    for claim in claims_of("xiamen-surabaya-2024"):
        card = page.one(f"//*[@id='c{claim.pk}']")
        assert card.xpath(f".//a[@href='#w{claim.pk}']")
        place = page.one(f"//*[@id='w{claim.pk}']")
        following = place.xpath("following::a[@data-claims][1]")[0]
        assert str(claim.pk) in following.get("data-claims").split()
        assert page.all(f"//p[@class='prose']//a[@class='ref'][@href='#c{claim.pk}']")


def test_claims_stand_in_reading_order_with_a_number(register, get):
    page = get(of("surabaya-xiamen-2019"))
    cards = page.all("//article[starts-with(@id, 'c')]")
    assert [words(c.xpath("./a[@class='number']")[0]) for c in cards] == ["1", "2", "3", "4", "5"]
    assert [c.get("data-claim") for c in cards] == [str(c.pk) for c in claims_of("surabaya-xiamen-2019")]


def test_a_claim_says_what_who_when_and_leads_to_entry_and_review(register, get):
    page = get(of("surabaya-xiamen-2019"))
    card = page.one(f"//*[@id='c{factory.one('offer', 'sepuluh beasiswa').pk}']")
    said = words(card)
    assert "Offer Xiamen → Surabaya sepuluh beasiswa setahun 1 Sept 2019" in said
    assert "corrected" in said
    agreement = page.one(f"//*[@id='c{factory.one('agreement', 'nota kesepahaman').pk}']")
    for a in agreement.xpath(".//div//a"):
        get(a.get("href"))
    assert "not reviewed" in words(agreement)


def test_words_under_two_claims_lead_to_the_narrower_one_and_light_both(register, get):
    wide, narrow = factory.one("offer", "engineers by"), factory.one("visit", "send a team of engineers")
    both = next(
        m for m in get(of("bandung-suwon-2017")).all("//a[@data-claims]") if len(m.get("data-claims").split()) > 1
    )
    assert set(both.get("data-claims").split()) == {str(wide.pk), str(narrow.pk)}
    assert both.get("href") == f"#c{narrow.pk}"


def test_a_rejected_claim_stays_visible_and_says_so(register, get):
    claim = factory.one("visit", "send a team of engineers")
    decisions.reject(claim, "too-vague", factory.officer())
    card = get(of("bandung-suwon-2017")).one(f"//*[@id='c{claim.pk}']")
    assert "rejected" in words(card)
    assert "rejected" in card.get("class").split()


def test_a_note_is_told_and_leads_to_the_words_it_is_about(register, get):
    page = get(of("bandung-suwon-2018"))
    note = words(page.section("notes"))
    assert "A weekday in this text contradicts its date." in note
    assert "28 April 2018 was a Saturday" in note
    assert page.link("Show the words").endswith("#n1")
    following = page.one("//*[@id='n1']").xpath("following::*[contains(@class, 'noted')][1]")[0]
    assert words(following) == "Sabtu (28/4/2018)"


def test_it_offers_to_review_what_waits_in_it(register, get):
    address = of("surabaya-xiamen-2019")
    page = get(address)
    inbox = get(page.link("Review the 3 that wait"))
    assert "Claims of one document:" in inbox.text()


def test_a_text_without_claims_says_so(db, get):
    file_reading(reading("A ferry sails at night."))
    assert "Nothing in this text is an act between the governments" in get(of("A ferry sails at night.")).text()


def test_what_looks_like_markup_in_a_text_stays_text(db, get):
    text = "<script>alert(1)</script> They met & talked."
    file_reading(reading(text, Say("meeting", "They met & talked.", parties=BOTH)))
    page = get(of(text[:40]))
    assert "<script>alert(1)</script> They met & talked." in page.text("//p[@class='prose']")
    assert not page.all("//main//script")


def test_an_address_of_a_source_that_is_no_web_address_is_no_link(db, get):
    file_reading(reading("They met.", Say("meeting", "They met.", parties=BOTH)))
    StoredDocument.objects.update(url="javascript:alert(1)")
    page = get(of("They met."))
    assert not [a for a in page.all("//a/@href") if str(a).startswith("javascript")]


def test_one_that_is_not_there(officer):
    assert officer.get("/documents/99999/").status_code == 404


def test_the_number_of_queries_does_not_grow(db, officer, django_assert_max_num_queries):
    text = "Both plan: " + ", ".join(f"plan {i}" for i in range(10, 50)) + "."
    file_reading(reading(text, *(Say("plan", f"plan {i}", parties=BOTH) for i in range(10, 50))))
    officer.get(of(text[:40]))
    with django_assert_max_num_queries(10):
        officer.get(of(text[:40]))
