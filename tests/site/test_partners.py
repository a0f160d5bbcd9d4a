"""All partnerships, the latest first."""

from __future__ import annotations

import pytest

from ikrar.model import Party
from ikrar.register.filing import file_reading
from tests.register.build import JAKARTA, Say, reading
from tests.site.page import words

pytestmark = pytest.mark.django_db

NAMES = "//ul[@class='pair-list']//div[@class='pair-name']/a"


def _file_partners(many: int) -> None:
    for i in range(many):
        other = Party(f"Town {i:02}", "XX", "city")
        said = Say("meeting", "They met.", parties=(JAKARTA, other), when=f"2025-{1 + i // 28:02}-{1 + i % 28:02}")
        file_reading(reading(f"No. {i}. They met.", said, published="2026-01-01"))


def test_they_are_listed_the_latest_act_first(register, get):
    page = get("/partners/")
    assert page.texts(NAMES) == [
        "Brisbane – Semarang",
        "East Nusa Tenggara – Northern Territory",
        "Surabaya – Xiamen",
        "Kyoto Prefecture – Special Region of Yogyakarta",
        "Bandung – Suwon",
    ]
    assert "5 partnerships" in page.text("//p[@class='lead']")


def test_each_says_how_it_stands_and_since_when(register, get):
    row = next(words(li) for li in get("/partners/").all("//ul[@class='pair-list']/li") if "Bandung" in words(li))
    assert "active" in row
    assert "since 25 Aug 1997" in row


def test_every_number_leads_to_where_it_is_counted(register, get):
    for a in get("/partners/").all("//ul[@class='pair-counts']/li/a"):
        there, _, part = a.get("href").partition("#")
        page = get(there)
        number = words(a).split()[0]
        assert number == words(page.section(part).xpath("./header/p[@class='count']")[0])


def test_many_partners_come_in_pages_and_none_is_lost(db, get):
    _file_partners(35)
    first = get("/partners/")
    second = get("/partners/" + first.link("Older").rpartition("/")[2])
    assert (len(first.texts(NAMES)), len(second.texts(NAMES))) == (30, 5)
    assert len({*first.texts(NAMES), *second.texts(NAMES)}) == 35
    assert second.link("To the newest") == "/partners/"


@pytest.mark.parametrize("key", ["x", "%00", "é", "KzIwMjUtMTMtNDV-Mw", "K35", "Kw", "LTIwMjUtMDEtMDF-eA"])
def test_an_address_that_makes_no_sense_breaks_nothing(register, get, key):
    get(f"/partners/?at={key}")


def test_without_partners_it_says_what_makes_one(db, get):
    page = get("/partners/")
    assert "No partners yet." in page.text()
    assert page.text("//pre").startswith("ikrar file")


def test_the_number_of_queries_does_not_grow(db, officer, django_assert_max_num_queries):
    _file_partners(3)
    officer.get("/partners/")
    with django_assert_max_num_queries(11):
        officer.get("/partners/")
    _file_partners(12)
    with django_assert_max_num_queries(11):
        officer.get("/partners/")
