"""Conflicts between sources: side by side on the entry, listed on a page, settled by a person."""

from __future__ import annotations

import pytest

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
    assert "When, Fields" in page.text()
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
