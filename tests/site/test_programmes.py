"""Programme pages: from a pledge to what came of it, one page; persons found, handed over and erased."""

from __future__ import annotations

import json

import pytest

from ikrar.programmes.models import Nomination, Programme
from ikrar.register.models import Commitment
from tests.site.page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(register, get, post) -> str:
    """The address of a programme that was made from a pledge."""
    pledge = Commitment.objects.get(what="the tide records of its port")
    page = get(f"/programmes/new/?from={pledge.pk}")
    page = post(page.form("/programmes/new/"), seats="1")
    return page.address


def test_what_was_promised_and_what_came_of_it_stand_on_one_page(made, get):
    page = get(made)
    assert page.title.endswith("the tide records of its port")
    assert "the tide records of its port" in words(page.section("promised"))
    assert made in [there for there, _ in get(f"/entries/{Programme.objects.get().commitment_id}/").links()]
    assert made in [there for there, _ in get("/programmes/").links()]


def test_a_nomination_is_made_decided_and_taken_back(made, get, post):
    page = post(get(made).form("/nominations/"), who="officer", name="Sari Dewi", nominated_by="Port authority")
    assert "Sari Dewi" in words(page.section("nominations"))
    form = page.form(f"/nominations/{Nomination.objects.get().pk}/")
    page = post(form, expect=422, state="selected", reason="")
    assert "Say why: others will want to know." in page.text()
    page = post(form, state="selected", reason="Knows tides", attendance="attended", outcome="Came back with data")
    assert "Knows tides" in words(page.section("nominations"))
    page = post(page.form("/undo/"))
    assert Nomination.objects.get().attendance == "unknown"


def test_seats_that_are_taken_are_said_and_what_was_typed_is_kept(made, get, post):
    for name in ("Sari", "Budi"):
        post(get(made).form("/nominations/"), who="officer", name=name)
    one, two = Nomination.objects.order_by("pk")
    post(get(made).form(f"/nominations/{one.pk}/"), state="selected", reason="First")
    page = post(get(made).form(f"/nominations/{two.pk}/"), expect=422, state="selected", reason="Also good")
    assert "All seats are taken" in page.text()
    assert page.one(f"//input[@id='r{two.pk}']").get("value") == "Also good"


def test_a_call_that_closes_before_it_opens_is_refused(made, get, post):
    page = post(get(made).form("/calls/"), expect=422, opens="2026-12-01", closes="2026-11-01")
    assert "cannot close" in page.text()
    assert not Programme.objects.get().calls.exists()


def test_costs_and_report_are_kept(made, get, post):
    form = get(made).form("/change/")
    line = {
        "cost-what": ["Flights"],
        "cost-amount": ["1500000"],
        "cost-currency": ["IDR"],
        "cost-borne_by": ["Brisbane"],
    }
    page = post(form, report="Two contracts", **line)
    assert "Two contracts" in words(page.section("came"))
    assert "1,500,000 IDR" in words(page.section("came"))


def test_an_administrator_finds_hands_over_and_erases_what_is_kept(made, get, post, client, django_user_model):
    post(get(made).form("/nominations/"), who="student", name="Sari Dewi", email="sari@example.org")
    client.force_login(django_user_model.objects.create_superuser("root"))
    told = json.loads(client.get("/programmes/persons/?q=sari&format=json").content)
    assert told["kept"][0]["email"] == "sari@example.org"
    page = client.get("/programmes/persons/?q=sari").content.decode()
    assert "Sari Dewi" in page
    subject = told["kept"][0]["subject"]
    client.post("/programmes/persons/", {"q": "sari", "subject": subject, "why": "Asked for it"})
    assert Nomination.objects.get().erased
    assert "erased" in client.get(made).content.decode()


def test_only_administrators_look_for_persons(register, officer):
    assert officer.get("/programmes/persons/?q=sari").status_code == 403
