"""Conflicts between sources: side by side on the entry, listed on a page, settled by a person."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikrar.register.decisions import merge
from ikrar.register.filing import file_reading
from ikrar.register.models import Agreement
from tests.register.build import reading, signed
from tests.site.page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def disputed(db) -> str:
    file_reading(reading("On Friday.", signed("On Friday", when="2020-10-23", fields=("trade",))))
    file_reading(reading("On Thursday.", signed("On Thursday", when="2020-10-22", fields=("waste",))))
    merge(list(Agreement.objects.all()), "ani")
    return f"/entries/{Agreement.objects.get().pk}/"


def test_both_sides_stand_with_their_words(disputed, get):
    told = words(get(disputed).section("conflicts"))
    for said in ("22 October 2020", "On Thursday", "23 October 2020", "On Friday", "Trade", "Waste"):
        assert said in told


def test_the_list_leads_to_what_is_open(disputed, get):
    page = get("/conflicts/")
    assert page.title == "Sources that disagree 1"
    assert "22 Oct 2020 / 23 Oct 2020" in page.text()
    assert "Trade / Waste" in page.text()
    assert (disputed, "conflicts") in page.links()


def test_saying_what_holds_settles_it_and_says_by_whom(disputed, get, post):
    form = {"action": f"{disputed}settle/", "seen": "9"}
    page = post(form, name="when", value="2020-10-22")
    page = post(form, name="fields", value="trade,waste")
    assert not page.has_section("conflicts")
    assert "22 October 2020" in page.text("//dl[@class='facts']")
    assert "Changed ratna" in words(page.section("history"))
    assert "No sources disagree." in get("/conflicts/").text()


def test_what_no_source_could_say_is_refused(disputed, post):
    page = post({"action": f"{disputed}settle/"}, name="when", value="some day")
    assert "not among what the sources say" in page.text("//*[@role='status']")
    assert Agreement.objects.get().disputed == "when,fields"


def test_fields_that_several_sources_name_may_all_hold(disputed, get, post):
    page = get(disputed)
    both = page.one("//button[@name='value' and contains(., 'All of them hold')]").get("value")
    post({"action": f"{disputed}settle/"}, name="fields", value=both)
    assert Agreement.objects.get().disputed == "when"
    assert sorted(Agreement.objects.get().fields) == ["trade", "waste"]


def test_copies_stand_together_and_count_as_one_source(db, get):
    text = "On Friday, after a long ceremony in the old city hall, both mayors put their names to the memorandum. " * 4
    for _ in range(3):
        file_reading(reading(f"{text} {_}", signed("On Friday", when="2020-10-23")))
    file_reading(reading("On Thursday.", signed("On Thursday", when="2020-10-22")))
    file_reading(reading("It was Thursday, says another.", signed("It was Thursday", when="2020-10-22")))
    merge(list(Agreement.objects.all()), "ani")
    told = words(get(f"/entries/{Agreement.objects.get().pk}/").section("conflicts"))
    assert "2 sources" in told.partition("23 October 2020")[0]
    assert "1 source" in told.partition("23 October 2020")[2]
    assert "and 2 copies" in told


def test_the_list_asks_as_much_for_many_as_for_one(disputed, officer, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as asked:
        officer.get("/conflicts/")
    few = len(asked)
    for year in range(2010, 2014):
        for n, day in enumerate(("03-01", "03-02")):
            file_reading(reading(f"{year}, {n}: on that day.", signed("on that day", when=f"{year}-{day}")))
        merge(list(Agreement.objects.filter(day__year=year)), "ani")
    assert Agreement.objects.exclude(disputed="").count() == 5
    with django_assert_max_num_queries(few):
        officer.get("/conflicts/")
