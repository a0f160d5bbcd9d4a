"""A partnership: agreements, what each side owes, encounters, years, sources."""

from __future__ import annotations

import pytest

from ikrar.register import decisions
from ikrar.register.filing import file_reading
from ikrar.register.models import Agreement, Partnership
from tests.register.build import BOTH, Say, reading
from tests.site import factory
from tests.site.page import words

pytestmark = pytest.mark.django_db


def of(name: str) -> str:
    pair = next(p for p in Partnership.objects.with_parties() if name in str(p))
    return f"/partners/{pair.pk}/"


def rows(section) -> list[str]:
    return [words(li) for li in section.xpath(".//ol/li")]


def test_it_says_who_since_when_and_how_it_stands(register, get):
    page = get(of("Xiamen"))
    assert page.title == "Surabaya – Xiamen"
    lead = page.text("//div[contains(@class, 'lead')]")
    assert "active" in lead
    assert "Indonesia – China" in lead
    assert "Partners since 2006" in lead


def test_its_agreements_come_with_dates_fields_end_and_proof(register, get):
    first = get(of("Xiamen")).section("agreements").xpath(".//ol/li")[0]
    said = words(first)
    assert said.startswith("11 Mar 2019")
    assert "nota kesepahaman" in said
    assert "valid until 17 May 2029" in said
    assert "renewed" in said
    assert words(first.xpath(".//ul[@class='tags']")[0]) == "Ports and logisticsTourismTrade"
    assert "1 more source" in said


def test_an_old_agreement_renewed_in_another_text_shows_both(register, get):
    quotes = get(of("Xiamen")).section("agreements").xpath(".//blockquote/a")
    assert [q.get("lang") for q in quotes] == ["id", "zh"]


def test_each_side_has_its_own_column(register, get):
    page = get(of("Brisbane"))
    assert page.text("//h3[@id='one-owes']") == "Brisbane owes Semarang 1"
    assert page.text("//h3[@id='other-owes']") == "Semarang owes Brisbane 2"
    first, second = (rows(page.section(i)) for i in ("one-owes", "other-owes"))
    assert "three hydrologists" in first[0]
    assert "the tide records of its port" in second[0]
    assert "how Brisbane maps its floods" in second[1]


def test_what_both_plan_together_stands_apart(register, get):
    assert "直达货运航线" in rows(get(of("Xiamen")).section("both-owe"))[0]


def test_what_was_kept_is_folded_away(register, get):
    page = get(of("Suwon"))
    settled = page.section("other-owes" if "Bandung" in page.text("//h3[@id='other-owes']")[:7] else "one-owes")
    inside = settled.xpath(".//details[@class='settled']")[0]
    assert "1 settled" in words(inside)
    assert "kept" in words(inside)


def test_encounters_and_deeds_come_the_latest_first(register, get):
    page = get(of("Suwon"))
    assert [r[:11].strip() for r in rows(page.section("encounters"))] == ["28 Apr 2018", "Dec 2017 Vi", "28 Aug 2017"]
    assert "Asia Africa Festival" in rows(page.section("activities"))[0]


def test_years_are_drawn_and_every_act_leads_to_its_entry(register, get):
    page = get(of("Xiamen"))
    acts = page.section("years").xpath(".//svg//a")
    assert len(acts) >= 8
    for act in acts:
        assert act.get("aria-label")
        get(act.get("href"))
    lanes = [words(s) for s in page.section("years").xpath(".//span[@class='lane-name']") if words(s)]
    assert [lane.split()[0] for lane in lanes] == ["Agreements", "Encounters", "Pledges"]


def test_it_names_its_sources_and_leads_to_them(register, get):
    page = get(of("Xiamen"))
    links = page.section("sources").xpath(".//ol//a")
    assert [words(a) for a in links] == [
        "厦门与泗水续签友好城市合作备忘录",
        "Surabaya dan Xiamen perbarui kerja sama sister city",
    ]
    assert get(links[0].get("href")).title == words(links[0])


def test_the_words_that_prove_the_relation_stand_first(register, get):
    assert "kota kembar sejak 2006" in words(get(of("Xiamen")).section("relation"))


def test_many_sources_are_folded(db, get):
    for i in range(15):
        said = Say("meeting", "They met.", parties=BOTH, when=f"2025-01-{i + 1:02}")
        file_reading(reading(f"No. {i}. They met.", said, published=f"2025-02-{i + 1:02}"))
    section = get(of("Jakarta")).section("sources")
    assert "3 more sources" in words(section.xpath(".//details/summary")[0])
    assert len(section.xpath(".//li")) == 15


def test_a_pair_without_agreement_says_what_would_bring_one(db, get):
    file_reading(reading("They met.", Say("meeting", "They met.", parties=BOTH, when="2025-01-01")))
    page = get(of("Jakarta"))
    assert "No instrument binds the two yet." in words(page.section("agreements"))
    assert "Neither side has promised the other anything" in words(page.section("pledges"))


def test_what_a_person_set_shows_at_once(register, get):
    agreement = Agreement.objects.get(what="letter of intent")
    decisions.set_status(agreement, factory.officer(), status="ended")
    assert "ended" in rows(get(of("Brisbane")).section("agreements"))[0]


def test_one_that_is_not_there(officer):
    assert officer.get("/partners/99999/").status_code == 404


def test_the_number_of_queries_does_not_grow(db, officer, django_assert_max_num_queries):
    def more(first: int, last: int) -> None:
        for i in range(first, last):
            said = Say("plan", f"plan {i}", parties=BOTH, what=f"Expo {i}", when=f"2025-01-{i + 1:02}")
            met = Say("meeting", "They met", parties=BOTH, when=f"2025-01-{i + 1:02}")
            file_reading(reading(f"They met and made plan {i}.", said, met, published=f"2025-02-{i + 1:02}"))

    more(0, 2)
    address = of("Jakarta")
    officer.get(address)
    with django_assert_max_num_queries(24):
        officer.get(address)
    more(2, 14)
    with django_assert_max_num_queries(24):
        officer.get(address)
