"""The balance of a partnership: every number is that of the entries behind it."""

from __future__ import annotations

from datetime import date

import pytest

from ikrar.follow.balance import by_field, by_year, chosen, facts, rate
from ikrar.follow.life import move
from ikrar.register import entry_details
from ikrar.register.models import Commitment, Partnership, Party

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
FORTH = {"from": ["Jakarta|ID"], "to": ["Shanghai|CN"]}
BACK = {"from": ["Shanghai|CN"], "to": ["Jakarta|ID"]}


@pytest.fixture
def found():
    def enter(kind: str, way: dict, what: str, when: str, told: str, fields: tuple[str, ...] = ()) -> None:
        values = {"kind": kind, "what": what, "when": when, "told": told, "fields": list(fields)} | way
        entry_details.enter(values, "ani")

    enter("offer", FORTH, "ten scholarships", "2025", "2024-03-01", ("education",))
    enter("offer", BACK, "a waste plant", "2027", "2025-03-01", ("waste", "energy"))
    enter("offer", BACK, "two buses", "2024", "2023-03-01", ("transport",))
    enter("offer", BACK, "books", "2024", "2023-05-01")
    enter("plan", {"parties": ["Jakarta|ID", "Shanghai|CN"]}, "a forum", "2027-05", "2026-01-02", ("culture",))
    enter("delivery", FORTH, "batik lessons", "2025-05-05", "2025-05-06", ("culture",))
    enter("visit", BACK, "study visit", "2025-06-05", "2025-06-06")
    move(Commitment.objects.get(what="ten scholarships"), "kept", "ani", "All ten came")
    move(Commitment.objects.get(what="books"), "declined", "ani", "No room")
    a = Party.objects.get(name="Jakarta")
    return facts(Partnership.objects.get().pk, a.pk, TODAY, 180)


def test_the_rate_counts_what_is_known_and_says_what_is_not(found):
    all_ = rate(found)
    assert (all_.kept, all_.settled, all_.open, all_.unknown) == (1, 2, 2, 1)
    assert all_.share == 0.5


def test_each_side_has_its_own(found):
    assert rate(found, "a").share == 1.0
    assert rate(found, "b").share == 0.0
    assert rate(found, "both").share is None


def test_a_pledge_is_promised_and_in_one_state_more(found):
    for fact in found:
        if "promised" in fact.measures:
            assert len(fact.measures) == 2


def test_every_number_is_that_of_the_entries_behind_it(found):
    for year, counted in by_year(found):
        for (side, measure), n in counted.items():
            assert len(chosen(found, side, measure, year if year else "none")) == n
    for field, counted in by_field(found):
        for (side, measure), n in counted.items():
            assert len(chosen(found, side, measure, None, field)) == n


def test_what_has_two_fields_counts_in_both(found):
    fields = {code for code, counted in by_field(found) if counted.get(("b", "promised"))}
    assert {"waste", "energy", ""} <= fields


def test_years_are_those_in_which_it_was_told_or_done(found):
    assert [year for year, _ in by_year(found)] == [2026, 2025, 2024, 2023]
