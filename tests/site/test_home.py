"""The first page: what needs attention, the partners, what was told last."""

from __future__ import annotations

import pytest

from ikrar.register import decisions
from ikrar.register.models import Commitment
from tests.site import factory
from tests.site.page import words


def counts(page) -> dict[str, str]:
    """Name: number, from the line under the date."""
    lines = page.all("//ul[@class='counts']/li/a")
    return {words(a).split(" ", 1)[1]: words(a).split(" ", 1)[0] for a in lines}


def rows(section) -> list[str]:
    return [words(li) for li in section.xpath(".//ol/li")]


def test_it_names_the_day_in_full(register, get):
    assert get("/").title == "Tuesday, 24 November 2026"


def test_what_needs_attention_comes_before_everything_else(register, get):
    ids = [s.get("aria-labelledby") for s in get("/").all("//main/section")]
    assert ids == ["overdue", "due", "expiring", "unanswered", "dormant", "again", "partners", "recent"]


def test_every_number_leads_to_a_page_with_as_many_rows(register, get):
    page = get("/")
    for a in page.all("//ul[@class='counts']/li/a")[:-1]:
        number = int(words(a).split()[0])
        assert len(get(a.get("href")).all("//main//ol/li")) == number
    assert counts(page) == {
        "Overdue": "4",
        "Due soon": "3",
        "Next steps": "0",
        "Lapsed": "0",
        "To decide on": "0",
        "Expiring": "1",
        "Unanswered": "5",
        "Perhaps kept": "0",
        "Dormant": "2",
        "To look at again": "4",
        "Claims to review": "31",
    }


def test_what_is_late_says_how_late_who_owes_it_and_which_words_prove_it(register, get):
    first = get("/").section("overdue").xpath(".//ol/li")[0]
    said = words(first)
    assert "the tide records of its port" in said
    assert "9 days overdue" in said
    assert "Semarang owes it" in said
    quote = first.xpath(".//blockquote/a")[0]
    assert words(quote) == "asked Semarang to share the tide records of its port by 15 November 2026"
    assert get(quote.get("href").split("#")[0]).title == "Brisbane and Semarang look at floods together"


def test_the_latest_of_what_is_late_stands_first(register, get):
    late = rows(get("/").section("overdue"))
    assert [("9 days" in late[0]), ("24 days" in late[1])] == [True, True]
    assert "8 years 10 months overdue" in late[3]


def test_a_pledge_without_a_day_is_not_called_overdue(register, get):
    page = get("/")
    assert not any("training in the care of cattle" in row for row in rows(page.section("overdue")))
    again = rows(page.section("again"))
    assert not any("overdue" in row for row in again)


def test_what_stands_in_one_list_is_not_told_again_in_the_next(register, get):
    page = get("/")
    assert any("Pameran Kerajinan" in row for row in rows(page.section("due")))
    assert not any("Pameran Kerajinan" in row for row in rows(page.section("unanswered")))


def test_an_event_of_these_days_is_under_way_and_not_late(register, get):
    row = next(r for r in rows(get("/").section("due")) if "Pameran Kerajinan" in r)
    assert "under way now" in row


def test_a_kept_pledge_leaves_the_list(register, get):
    pledge = Commitment.objects.get(what="the tide records of its port")
    decisions.set_status(pledge, factory.officer(), status="kept")
    page = get("/")
    assert counts(page)["Overdue"] == "3"
    assert not any("tide records" in row for row in rows(page.section("overdue")))


def test_partners_come_with_their_numbers_and_lead_to_their_page(register, get):
    page = get("/")
    section = page.section("partners")
    names = [words(a) for a in section.xpath(".//div[@class='pair-name']/a")]
    assert names[0] == "Brisbane – Semarang"
    assert len(names) == 5
    row = section.xpath(".//li[contains(@class, 'pair-row')]")[0]
    assert [words(a) for a in row.xpath(".//ul/li/a")] == ["1 agreement", "3 open pledges", "2 encounters"]
    assert get(page.link("Brisbane – Semarang")).title == "Brisbane – Semarang"


def test_partners_stand_on_one_line_of_years(register, get):
    section = get("/").section("partners")
    years = [words(t) for t in section.xpath(".//text[contains(@class, 'year')]")]
    assert years[0] == "2000"
    assert "2025" in years
    for row in section.xpath(".//li[contains(@class, 'pair-row')]"):
        assert row.xpath(".//svg//*[contains(@class, 'act')]"), words(row)


def test_recent_acts_are_there_however_old_the_last_text_is(register, get):
    recent = rows(get("/").section("recent"))
    assert len(recent) == 8
    assert all("Brisbane" in row for row in recent[:4])
    assert not any("Trait" in row for row in recent)


def test_an_office_stands_first_in_its_pairs(register, get, settings):
    settings.IKRAR_HOME = "Semarang|ID"
    assert "Semarang – Brisbane" in get("/").text()


def test_an_empty_ledger_says_what_to_do_first(db, get):
    page = get("/")
    assert "The ledger is empty." in page.text()
    assert page.text("//pre") == "ikrar file texts/"
    assert not page.has_section("overdue")


def test_a_register_of_documents_without_claims_leads_to_the_documents(db, get):
    from ikrar.register.filing import file_reading
    from tests.register.build import reading

    file_reading(reading("A ferry sails at night."))
    page = get("/")
    assert "No two parties stand in a claim yet." in page.text()
    assert page.link("See the documents") == "/documents/"


def test_the_number_of_queries_does_not_grow_with_the_register(register, officer, django_assert_max_num_queries):
    officer.get("/")
    with django_assert_max_num_queries(52):
        officer.get("/")


pytestmark = pytest.mark.django_db


def test_what_was_perhaps_kept_asks_for_a_judgement(db, get, post):
    from ikrar.register.filing import file_reading
    from tests.register.build import JAKARTA, SHANGHAI, Say, invites, reading

    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("Shanghai invites Jakarta")))
    came = Say("delivery", "Jakarta took part", (JAKARTA,), (SHANGHAI,), what="China International Import Expo")
    file_reading(reading("Jakarta took part in the expo.", came, published="2023-11-12"))
    row = get("/").section("kept").xpath(".//ol/li")[0]
    assert "perhaps kept" in words(row)
    page = post(get(row.xpath(".//p[@class='line']/a")[0].get("href")).form("/proposal/"), answer="yes")
    assert "kept" in words(page.section("standing"))
    assert not get("/").has_section("kept")
    assert "Nothing here today." in get("/attention/kept/").text()
