"""All documents, the newest first."""

from __future__ import annotations

import pytest

from ikrar.register.filing import file_reading
from tests.register.build import reading
from tests.site.page import words

pytestmark = pytest.mark.django_db


def _file(many: int) -> None:
    for i in range(many):
        published = f"2025-{1 + i // 28:02}-{1 + i % 28:02}" if i % 9 else None
        file_reading(reading(f"Text number {i:03}. A ferry sails.", published=published))


def test_they_are_listed_the_newest_first_with_what_was_found_in_them(register, get):
    page = get("/documents/")
    rows = page.texts("//main/ol/li")
    assert rows[0].startswith("30 Sept 2026 Brisbane and Semarang look at floods togetherEnglish")
    assert rows[0].endswith("8 claims")
    assert [row[-8:] for row in rows][-1] == "6 claims"
    assert "7 texts" in page.text("//p[@class='lead']")


def test_each_leads_to_its_page_and_its_claims(register, get):
    for a in get("/documents/").all("//main/ol/li//a"):
        there, _, part = a.get("href").partition("#")
        page = get(there)
        assert not part or part in page.ids


def test_a_title_is_in_the_language_of_its_text(register, get):
    langs = {words(a): a.get("lang") for a in get("/documents/").all("//main//a[@lang]")}
    assert langs["厦门与泗水续签友好城市合作备忘录"] == "zh"


def test_many_documents_come_in_pages_and_none_is_lost(db, get):
    _file(95)
    page, seen = get("/documents/"), []
    for _ in range(5):
        seen += page.texts("//main/ol/li//p[@class='line']")
        if not page.all("//a[@rel='next']"):
            break
        page = get("/documents/" + page.link("Older").rpartition("/")[2])
    assert len(seen) == len(set(seen)) == 95


@pytest.mark.parametrize("key", ["x", "%00", "é", "KzIwMjUtMTMtNDV-Mw", "K35", "Kw", "LTIwMjUtMDEtMDF-eA"])
def test_an_address_that_makes_no_sense_breaks_nothing(register, get, key):
    get(f"/documents/?at={key}")


def test_without_documents_it_says_how_they_come(db, get):
    page = get("/documents/")
    assert "No documents yet." in page.text()
    assert page.text("//pre") == "ikrar file texts/"


def test_the_number_of_queries_does_not_grow(db, officer, django_assert_max_num_queries):
    _file(3)
    officer.get("/documents/")
    with django_assert_max_num_queries(8):
        officer.get("/documents/")
    _file(30)
    with django_assert_max_num_queries(8):
        officer.get("/documents/")
