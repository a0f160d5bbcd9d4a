"""Search: parties, entries and documents, the found words marked."""

from __future__ import annotations

import pytest

from tests.site.page import words

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("q", ["<b>x</b>", "%", "'; DROP TABLE", "\\", "a" * 5000, "%00", "sema%00rang"])
def test_nothing_that_is_typed_breaks_it(register, get, q):
    page = get(f"/search/?q={q}")
    assert not page.all("//main//b[text()='x']")


def test_the_number_of_queries_does_not_grow(register, officer, django_assert_max_num_queries):
    officer.get("/search/?q=semarang")
    with django_assert_max_num_queries(24):
        officer.get("/search/?q=semarang")
