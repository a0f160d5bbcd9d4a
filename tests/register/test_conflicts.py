"""Where sources disagree is told until somebody says what holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.register import entry_details
from ikrar.register.conflicts import dates_disagree, fields_disagree
from ikrar.register.decisions import merge, undo
from ikrar.register.filing import file_reading
from ikrar.register.models import Agreement, Encounter, Entry
from tests.register.build import JAKARTA, SHANGHAI, Say, met, reading, signed

WHEN = st.sampled_from([None, "2020", "2020-10", "2020-10-22", "2020-10-23", "2020-10-20/2020-10-25", "2021"])
FIELDS = st.frozensets(st.sampled_from(["trade", "waste", "water"]), max_size=2)


@pytest.fixture
def disputed(db) -> Agreement:
    file_reading(reading("On Friday.", signed("On Friday", when="2020-10-23", fields=("trade",))))
    file_reading(reading("On Thursday.", signed("On Thursday", when="2020-10-22", fields=("waste",))))
    merge(list(Agreement.objects.all()), "ani")
    return Agreement.objects.get()


def test_dates_and_fields_that_exclude_each_other_are_told(disputed):
    assert disputed.disputed == "when,fields"


def test_a_vague_date_that_holds_the_exact_one_is_no_conflict(db):
    file_reading(reading("In 2020.", signed("In 2020", when="2020")))
    file_reading(reading("On Friday.", signed("On Friday", when="2020-10-23")))
    assert Agreement.objects.get().disputed == ""


def test_two_directions_and_two_kinds_of_one_encounter_are_told(db):
    file_reading(reading("They came.", Say("visit", "They came", (SHANGHAI,), (JAKARTA,), when="2023-04-28")))
    file_reading(reading("They went.", Say("visit", "They went", (JAKARTA,), (SHANGHAI,), when="2023-04-28")))
    file_reading(reading("They met.", met("They met")))
    merge(list(Encounter.objects.all()), "ani")
    assert Encounter.objects.get().disputed == "direction,kind"


def test_saying_what_holds_settles_it_even_where_the_entry_said_so_already(disputed):
    decision = entry_details.settle(disputed, {"when": disputed.when}, "budi", "I was there")
    disputed.refresh_from_db()
    assert (disputed.disputed, decision.after) == ("fields", {"when": disputed.when})
    undo(decision, "ani")
    disputed.refresh_from_db()
    assert disputed.disputed == "when,fields"


def test_saying_the_other_thing_settles_it_too(disputed):
    other = "2020-10-23" if disputed.when == "2020-10-22" else "2020-10-22"
    entry_details.settle(disputed, {"when": other, "fields": ["trade", "waste"]}, "budi")
    assert list(Entry.objects.values_list("disputed", "when")) == [("", other)]


@given(st.lists(WHEN, max_size=5))
def test_the_order_in_which_dates_are_told_says_nothing(whens):
    assert dates_disagree(whens) == dates_disagree(reversed(whens))
    assert dates_disagree([*whens, *whens]) == dates_disagree(whens)


@given(st.lists(FIELDS, max_size=5), FIELDS)
def test_more_sources_never_end_a_conflict(fields, more):
    assert fields_disagree([*fields, more]) or not fields_disagree(fields)
