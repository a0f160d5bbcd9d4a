"""Search: parties, entries and documents, the found words marked."""

from __future__ import annotations

import pytest

from ikrar.ontology import label
from ikrar.register.filing import file_reading
from ikrar.register.models import Party
from ikrar.register.parties import subject
from tests.register.build import reading
from tests.site.page import words

pytestmark = pytest.mark.django_db

TWENTY = "Suwon marks twenty years with Bandung"


@pytest.fixture
def plain(officer):
    """What a script gets."""
    return lambda address: officer.get(f"{address}&format=json").json()


def test_a_city_is_found_with_its_entries_and_documents(register, get):
    page = get("/search/?q=semarang")
    assert get(page.link("Semarang")).title == "Semarang"
    assert page.text("//section[@aria-labelledby='entries']//p[@class='count']") == "8"
    assert page.link("Brisbane and Semarang look at floods together").startswith("/documents/")


def test_what_was_found_is_marked(register, get):
    marked = get("/search/?q=hydrologists").all("//section[@aria-labelledby='found']//mark")
    assert [words(m) for m in marked] == ["hydrologists"]


def test_every_word_has_to_occur(register, get):
    assert get("/search/?q=semarang+hydrologists").has_section("found")
    assert "Nothing found." in get("/search/?q=semarang+beasiswa").text()


def test_a_party_is_found_by_its_chinese_name(register, get):
    assert get("/search/?q=厦门").link("Xiamen").startswith("/parties/")


def test_traditional_finds_simplified(register, get):
    assert "厦门与泗水续签友好城市合作备忘录" in get("/search/?q=廈門與泗水").text()


def test_the_question_stays_in_the_field(register, get):
    page = get("/search/?q=port+city")
    assert page.one("//input[@type='search']").get("value") == "port city"
    assert page.title == "Search port city"


def test_without_a_question_it_says_what_can_be_asked(register, get):
    assert "Type the name of a city" in get("/search/").text()
    assert "Type the name of a city" in get("/search/?q=+").text()


def test_when_nothing_is_found_it_says_what_else_to_try(register, get):
    page = get("/search/?q=zzzz")
    assert "Nothing found." in page.text()
    assert page.link("See all partners") == "/partners/"


def test_what_names_the_word_in_its_title_comes_first_or_the_newest(register, plain):
    def titles(address: str) -> list[str]:
        return [d["title"] for d in plain(address)["documents"]["items"]]

    best, newest = titles("/search/?q=bandung+festival"), titles("/search/?q=bandung+festival&sort=newest")
    assert sorted(best) == sorted(newest) == ["Penari Suwon memukau warga Bandung", TWENTY]
    assert titles("/search/?q=twenty")[0] == TWENTY


def test_a_party_that_is_named_leads_to_what_concerns_it(register, get):
    page = get("/search/?q=xiamen+pelabuhan")
    assert not page.has_section("parties")
    page = get(get("/search/?q=xiamen").link("What concerns it"))
    assert page.texts("//ul[@class='chosen']/li/a")[0].startswith("Party Xiamen")
    assert page.has_section("entries")


def test_a_party_is_chosen_by_its_name_in_any_language(register, get):
    for name in ("Xiamen", "Xiamen (CN)", "厦门", "xiamen"):
        page = get(f"/search/?party={name}&what=entries")
        assert {"Surabaya → Xiamen", "Xiamen → Surabaya"} <= set(page.texts("//ol/li//div[@class='meta']/a"))


def test_a_party_that_is_unknown_is_told_and_left_out(register, get):
    page = get("/search/?q=semarang&party=Xiamenn&from=soon")
    assert [words(e) for e in page.all("//p[@class='error']")] == [
        "No party is called Xiamenn. Near to it: Xiamen.",
        "soon is no date. Write it as 2023, April 2023 or 28 April 2023.",
    ]
    assert page.has_section("entries")


@pytest.mark.parametrize(
    ("chosen", "kinds"),
    [
        ("kind=visit", {"Visit"}),
        ("kind=all-encounter", {"Visit", "Meeting"}),
        ("kind=agreement", {"Agreement"}),
        ("status=kept", {"Invitation"}),
        ("field=waste&party=Xiamen", {"Offer"}),
    ],
)
def test_results_are_narrowed(register, plain, chosen, kinds):
    items = plain(f"/search/?what=entries&{chosen}")["entries"]["items"]
    assert {label(item["kind"], "en") for item in items} == kinds


def test_the_period_takes_years_and_months_and_days(register, plain):
    def days(period: str) -> list[str]:
        return [x["day"] for x in plain(f"/search/?kind=agreement&what=entries&{period}")["entries"]["items"]]

    assert days("from=2019&to=2019") == ["2019-03-11"]
    assert days("to=1997-08-25") == ["1997-08-25"]
    assert days("from=1997-08-26&to=2018-12") == []


def test_what_was_chosen_can_be_let_go_one_by_one(register, get):
    page = get("/search/?q=surabaya&kind=visit&party=Xiamen")
    assert page.texts("//ul[@class='chosen']/li/a")[-1] == "Remove all"
    without = get("/search/" + page.all("//ul[@class='chosen']/li/a")[0].get("href"))
    assert [t.split()[0] for t in without.texts("//ul[@class='chosen']/li/a")] == ["Kind", "Remove"]


def test_many_results_come_in_pages_forward_and_back_and_none_is_lost(db, get):
    for i in range(65):
        title = "Ferry" if i % 3 else "Boat"
        file_reading(reading(f"{title} {i:02}. A ferry sails.", published=f"2025-01-{1 + i % 28:02}"))
    seen, page = [], get("/search/?q=ferry&what=documents")
    assert page.text("//section[@aria-labelledby='found']//p[@class='count']") == "65"
    for _ in range(3):
        seen.append(page.texts("//section[@aria-labelledby='found']//li//p[@class='line']"))
        if page.all("//a[@rel='next']"):
            page = get("/search/" + page.one("//a[@rel='next']").get("href"))
    assert [len(rows) for rows in seen] == [30, 30, 5]
    assert len({row for rows in seen for row in rows}) == 65
    assert all(row.startswith("Ferry") for row in seen[0])
    back = get("/search/" + page.one("//a[@rel='prev']").get("href"))
    assert back.texts("//section[@aria-labelledby='found']//li//p[@class='line']") == seen[1]


@pytest.mark.parametrize("at", ["x", "KzE", "Kzk5OTk5OTk5OTk5OTk5OTk5OTk5fjE", "LTB-MA", "%00", "é"])
def test_a_page_that_makes_no_sense_breaks_nothing(register, get, at):
    get(f"/search/?q=semarang&what=entries&at={at}")


@pytest.mark.parametrize("q", ["<b>x</b>", "%", "'; DROP TABLE", "\\", "a" * 5000, "%00", "sema%00rang"])
def test_nothing_that_is_typed_breaks_it(register, get, q):
    page = get(f"/search/?q={q}")
    assert not page.all("//main//b[text()='x']")


def test_the_number_of_queries_does_not_grow(register, officer, django_assert_max_num_queries):
    officer.get("/search/?q=semarang")
    with django_assert_max_num_queries(29):
        officer.get("/search/?q=semarang")


def test_a_period_is_written_as_people_write_it(register, get):
    """In any of the languages, and the same as by numbers."""
    of = "/search/?q=xiamen&what=entries&from={}&to={}"
    by_numbers = get(of.format("2024-05", "2024-05-31")).texts("//ol/li")
    assert by_numbers
    assert get(of.format("Mei 2024", "31 May 2024")).texts("//ol/li") == by_numbers


def test_as_many_parties_are_counted_as_there_are_and_the_rest_is_one_click_away(db, get):
    for n in range(12):
        subject.add(f"Port City {n}|ID", {}, "ani")
    page = get("/search/?q=Port")
    assert page.text("//section[@aria-labelledby='parties']//p[@class='count']") == "12"
    assert len(page.all("//section[@aria-labelledby='parties']//li")) == 8
    assert len(get(page.link("All 12")).all("//section[@aria-labelledby='parties']//li")) == 12


def test_what_was_chosen_is_told_in_the_readers_language_and_what_is_gone_is_said(db, get, officer):
    subject.add("Shanghai|CN", {}, "ani")
    party = Party.objects.get()
    officer.cookies["django_language"] = "zh-hans"
    assert "上海" in get(f"/search/?party={party.pk}").text()
    officer.cookies["django_language"] = "en"
    assert "no longer in the register" in get(f"/search/?party={party.pk + 99}&q=port").text()
