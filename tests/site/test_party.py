"""A party: its partners, what it owes and is owed, its agreements, its profile."""

from __future__ import annotations

import pytest

from ikrar.register.filing import file_reading
from ikrar.register.models import Party
from tests.register.build import BOTH, Say, reading
from tests.site.page import words

pytestmark = pytest.mark.django_db


def of(name: str) -> str:
    return f"/parties/{Party.objects.get(name=name).pk}/"


def test_it_says_where_it_is_and_what_it_is(register, get):
    page = get(of("Semarang"))
    assert page.title == "Semarang"
    assert page.texts("//div[contains(@class, 'lead')]/span")[:2] == ["Indonesia", "City"]


def test_its_profile_and_aims_come_with_their_proof(register, get):
    profile = words(get(of("Semarang")).section("traits"))
    assert "Semarang aims to be free of tidal floods by 2035" in profile
    assert "low-lying port cities" in profile


def test_what_it_owes_stands_beside_what_it_is_owed(register, get):
    page = get(of("Semarang"))
    assert page.text("//h3[@id='owes']") == "Semarang owes 2"
    assert page.text("//h3[@id='is-owed']") == "Semarang is owed 1"
    assert "three hydrologists" in words(page.section("is-owed"))


def test_it_leads_to_its_partnerships(register, get):
    page = get(of("Semarang"))
    assert get(page.link("Brisbane – Semarang")).title == "Brisbane – Semarang"


def test_a_busy_party_shows_the_nearest_and_says_how_many_there_are(db, get):
    text = "Both plan: " + ", ".join(f"plan {i}" for i in range(10, 34)) + "."
    said = [
        Say(
            "plan",
            f"plan {i}",
            parties=BOTH,
            what=f"Expo number {i}",
            when=f"2027-{i - 9:02}" if i < 22 else f"2028-{i - 21:02}",
        )
        for i in range(10, 34)
    ]
    file_reading(reading(text, *said))
    section = get(of("Jakarta")).section("both-owe")
    assert len(section.xpath(".//ol/li[@id]")) == 10
    assert "10 of 24 are shown" in words(section)


def test_every_list_that_is_cut_leads_to_the_whole(db, get):
    for i in range(12):
        met = Say("meeting", "They met.", parties=BOTH, when=f"2025-01-{i + 1:02}")
        file_reading(reading(f"No. {i}. They met.", met, published=f"2025-02-{i + 1:02}"))
    for section in ("acts", "sources"):
        cut = get(of("Jakarta")).section(section)
        assert len(cut.xpath(".//ol/li")) == 10
        link = cut.xpath(".//p[@class='all']/a")[0]
        assert words(link) == "All 12"
        whole = get(link.get("href"))
        assert len(whole.all("//ol[contains(@class, 'rows')]/li")) == 12


def test_a_partner_of_whom_only_the_relation_is_told_draws_no_years(db, get):
    twins = Say("partnership", "Jakarta and Shanghai are twins.", parties=BOTH)
    file_reading(reading("Jakarta and Shanghai are twins.", twins))
    assert "Shanghai" in words(get(of("Jakarta")).section("partners"))


def test_one_that_is_not_there(officer):
    assert officer.get("/parties/99999/").status_code == 404


def test_the_number_of_queries_does_not_grow(register, officer, django_assert_max_num_queries):
    officer.get(of("Semarang"))
    with django_assert_max_num_queries(38):
        officer.get(of("Semarang"))
