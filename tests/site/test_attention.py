"""The lists of what needs attention, each whole."""

from __future__ import annotations

import pytest

from ikrar.office.models import Office
from ikrar.register import entry_details
from ikrar.register.filing import file_reading
from ikrar.register.models import Commitment
from tests.register.build import BOTH, Say, invites, reading
from tests.site.page import words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("what", "name", "many"),
    [
        ("overdue", "Overdue 4", 4),
        ("due", "Due soon 3", 3),
        ("expiring", "Expiring 1", 1),
        ("unanswered", "Unanswered 5", 5),
        ("again", "To look at again 4", 4),
    ],
)
def test_each_list_has_a_page_with_all_of_it(register, get, what, name, many):
    page = get(f"/attention/{what}/")
    assert page.title == name
    assert len(page.all("//main/ol/li")) == many


def test_what_runs_out_says_when(register, get):
    row = get("/attention/expiring/").text("//main/ol/li")
    assert row.startswith("14 Jul 2027")
    assert "expires in 7 months" in row


def test_a_pledge_without_a_day_shows_when_it_was_told(register, get):
    row = get("/attention/again/").text("//main/ol/li")
    assert row.startswith("3 Feb 2025 (told)")
    assert "told 21 months ago" in row


def test_what_was_told_in_the_last_thirty_days_is_a_list_too(db, get):
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=BOTH), published="2026-11-20"))
    page = get("/attention/recent/")
    assert page.title == "Recent acts 1"
    assert "plan a forum" in page.text("//main/ol/li")


def test_an_empty_list_leads_back(db, get):
    page = get("/attention/overdue/")
    assert "Nothing here today." in page.text()
    assert page.link("To the first page") == "/"


def test_a_list_that_does_not_exist_is_no_page(officer):
    assert officer.get("/attention/nonsense/").status_code == 404


def test_long_lists_come_in_pages(db, get):
    def late(i: int) -> Say:
        return Say(
            "plan", f"plan {i}", parties=BOTH, what=f"Expo number {i}", when=f"2026-{1 + i // 20:02}-{1 + i % 20:02}"
        )

    text = "Both plan: " + ", ".join(f"plan {i}" for i in range(10, 55)) + "."
    file_reading(reading(text, *(late(i) for i in range(10, 55)), published="2025-12-01"))
    first = get("/attention/overdue/")
    assert first.title == "Overdue 45"
    assert len(first.all("//main/ol/li")) == 40
    second = get("/attention/overdue/" + first.link("Next").rpartition("/")[2])
    assert len(second.all("//main/ol/li")) == 5
    shown = [words(li) for page in (first, second) for li in page.all("//main/ol/li")]
    assert len(set(shown)) == 45
    back = get("/attention/overdue/" + second.link("Back").rpartition("/")[2])
    assert back.texts("//main/ol/li") == first.texts("//main/ol/li")


@pytest.mark.parametrize("at", ["0", "%00", "x", "KzB-eH43", "KzV-MjAyMC0wMS0wMX43", "KzB-fjc"])
def test_a_page_number_that_makes_no_sense_breaks_nothing(register, get, at):
    get(f"/attention/overdue/?at={at}")


def test_the_number_of_queries_does_not_grow(register, officer, django_assert_max_num_queries):
    officer.get("/attention/overdue/")
    with django_assert_max_num_queries(13):
        officer.get("/attention/overdue/")


def test_where_a_person_set_another_due_day_lists_and_state_go_by_it(db, get):
    plan = Say("plan", "plan a forum", parties=BOTH, when="2027")
    file_reading(reading("They plan a forum.", plan, published="2026-05-20"))
    pledge = Commitment.objects.get()
    entry_details.change(pledge, {"due": "2026-11-20"}, "ani", "They want to know by then")
    row = get("/attention/overdue/").text("//main/ol/li")
    assert row.startswith("20 Nov 2026")
    assert "4 days overdue" in row
    assert "4 days overdue" in get(f"/entries/{pledge.pk}/").text()


@pytest.mark.parametrize(("when", "late"), [("2026-11-05/2026-11-10", "14 days"), ("2026-10", "24 days")])
def test_what_lasts_is_overdue_since_it_was_over_in_lists_as_on_its_page(db, get, when, late):
    file_reading(
        reading("Shanghai invites Jakarta.", invites("Shanghai invites Jakarta", when=when), published="2026-05-20")
    )
    pledge = Commitment.objects.get()
    for address in ("/attention/overdue/", f"/entries/{pledge.pk}/", "/"):
        assert f"{late} overdue" in get(address).text()


def test_lists_go_by_the_times_of_the_office(register, get):
    office = Office.objects.first_office()
    office.expiring_days = 30
    office.save()
    assert "Nothing here today." in get("/attention/expiring/").text()
    assert not get("/").has_section("expiring")
    assert "expires in" not in get("/partners/").text()
    office.expiring_days = 700
    office.save()
    assert "expires in 7 months" in get("/attention/expiring/").text("//main/ol/li")
