"""Merging and splitting on an entry's page, and taking it back."""

from __future__ import annotations

import pytest

from ikrar.register.filing import file_reading
from ikrar.register.models import Agreement, Decision, Encounter
from tests.register.build import met, reading, signed
from tests.site import factory
from tests.site.page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(db) -> tuple[Agreement, Agreement]:
    """One signing that two outlets date differently, and another instrument of the pair."""
    file_reading(reading("Signed on Friday.", signed("Signed on Friday", when="2020-10-23")))
    file_reading(reading("Signed on Thursday.", signed("Signed on Thursday", when="2020-10-22")))
    file_reading(reading("A protocol.", signed("A protocol", what="protocol on customs", when="2011-02-03")))
    return Agreement.objects.get(when="2020-10-23"), Agreement.objects.get(when="2020-10-22")


@pytest.fixture
def meeting(db) -> Encounter:
    for i in range(3):
        file_reading(reading(f"Outlet {i}: they met.", met("they met")))
    return Encounter.objects.get()


def of(entry) -> str:
    return f"/entries/{entry.pk}/"


def test_the_likeliest_entry_of_the_same_parties_is_suggested_first(two, get):
    first = get(of(two[0])).section("merging").xpath(".//input[@name='other']")
    assert int(first[0].get("value")) == two[1].pk


def test_merging_leads_to_the_one_entry_with_the_evidence_of_both(two, get, post):
    page = post(get(of(two[0])).form("/merge/"), other=str(two[1].pk), why="One signing")
    assert Agreement.objects.filter(what="memorandum of understanding").count() == 1
    assert "Signed on Friday" in words(page.section("evidence"))
    assert "Signed on Thursday" in words(page.section("evidence"))
    assert "Merged ratna" in words(page.section("history"))
    assert "One signing" in words(page.section("history"))


def test_a_merger_is_taken_back_from_the_page(two, get, post):
    page = post(get(of(two[0])).form("/merge/"), other=str(two[1].pk))
    page = post(page.form("/unwind/"))
    assert Agreement.objects.filter(what="memorandum of understanding").count() == 2
    assert "taken back by ratna" in words(page.section("history"))


def test_another_entry_is_found_by_its_words(two, get):
    page = get(f"{of(two[0])}?merge=customs")
    found = words(page.section("merging"))
    assert "protocol on customs" in found
    assert "Signed on Thursday" not in found


def test_merging_with_nothing_asks_for_a_choice(two, get, post):
    page = post(get(of(two[0])).form("/merge/"))
    assert "Choose the entries" in page.text("//*[@role='status']")
    assert Decision.objects.count() == 0


def test_a_piece_of_evidence_becomes_another_act(meeting, get, post):
    page = get(of(meeting))
    button = page.section("evidence").xpath(".//button[@name='statement']")[1]
    made = post({"action": f"{of(meeting)}split/", "seen": "0"}, statement=button.get("value"))
    assert Encounter.objects.count() == 2
    assert len(made.section("evidence").xpath(".//blockquote")) == 1
    assert "Split ratna" in words(made.section("history"))


def test_what_stands_on_one_source_cannot_be_split(two, get):
    assert get(of(two[0])).all("//button[@name='statement']") == []


def test_whoever_comes_second_is_told_by_whom_it_was_decided(two, get, post):
    form = get(of(two[0])).form("/merge/")
    from ikrar.register import decisions

    decisions.merge(list(two), factory.officer("budi"))
    kept = Agreement.objects.get(what="memorandum of understanding")
    page = post(form | {"action": f"{of(kept)}merge/"}, other=str(Agreement.objects.get(when="2011-02-03").pk))
    assert "budi decided about this entry meanwhile" in page.text("//*[@role='status']")
    assert Agreement.objects.count() == 2


def test_nothing_is_merged_by_a_link(two, officer):
    assert officer.get(f"{of(two[0])}merge/").status_code == 302
    assert Agreement.objects.count() == 3


class TestCopies:
    """One news agency, printed by three outlets, and a report of the other side's own."""

    LONG = " ".join(f"the delegation visited place number {i} of the harbour" for i in range(30))

    @pytest.fixture
    def told(self, db) -> Encounter:
        for outlet in ("Pos", "Berita", "Kabar"):
            file_reading(reading(f"They met. {self.LONG}. {outlet}", met("They met"), ident=outlet))
        file_reading(reading("In the harbour the mayors met.", met("the mayors met")))
        return Encounter.objects.get()

    def test_copies_stand_together_and_count_as_one_source(self, told, get):
        evidence = get(of(told)).section("evidence")
        assert len(evidence.xpath("./ol/li")) == 2
        assert "and 2 copies" in words(evidence)
        assert "4 from 2 independent sources" in words(evidence)

    def test_what_is_split_off_takes_its_copies_along(self, told, get, post):
        rows = get(of(told)).section("evidence").xpath("./ol/li")
        copied = next(row for row in rows if "copies" in words(row))
        button = copied.xpath(".//button[@name='statement']")[0]
        made = post({"action": f"{of(told)}split/"}, statement=button.get("value"))
        assert "and 2 copies" in words(made.section("evidence"))
        assert Encounter.objects.count() == 2

    def test_a_document_names_its_copies(self, told, get):
        document = told.claims.first().document
        page = get(f"/documents/{document.pk}/")
        if document.copies is None:
            assert not page.has_section("copies")
            document = next(c.document for c in told.claims.all() if c.document.copies)
            page = get(f"/documents/{document.pk}/")
        assert len(page.section("copies").xpath(".//li")) == 2
