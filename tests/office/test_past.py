"""The register as it stood on an earlier day, out of a copy that can only be read."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, DatabaseError
from django.utils import timezone

from ikrar.office import past
from ikrar.register import decisions, entry_details
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import Agreement, ClaimRecord, Commitment, Decision, Entry, Party, StoredDocument
from ikrar.register.snapshot import snapshot
from tests.register.build import invites, reading, signed

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def nothing(tmp_path_factory) -> Path:
    """Keeps the register without anything in it from one test to the next."""
    return tmp_path_factory.mktemp("nothing")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, databases_beside, nothing):
    settings.OFFICES = tmp_path / "offices"
    shutil.copytree(nothing, tmp_path / "past")
    yield
    for empty in (tmp_path / "past").glob("empty-*.sqlite3"):
        shutil.copy(empty, nothing)


@pytest.fixture
def clock(monkeypatch):
    """Decides what moment it is, for all that writes one down."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(MONDAY)
    return set_to


def then(day: date) -> dict:
    with past.shown(day, DEFAULT_DB_ALIAS):
        assert check() == []
        return snapshot()


def test_documents_filed_later_are_not_there(clock):
    file_reading(reading("They signed it.", signed("They signed it")))
    before = snapshot()
    clock(MONDAY + timedelta(days=1))
    file_reading(reading("Shanghai invites Jakarta.", invites("Shanghai invites Jakarta")))
    assert then(MONDAY.date()) == before != snapshot()


def test_decisions_taken_later_do_not_hold_then(clock):
    file_reading(reading("Shanghai invites Jakarta.", invites("Shanghai invites Jakarta")))
    before = snapshot()
    clock(MONDAY + timedelta(days=1))
    decisions.set_status(Commitment.objects.get(), "ani", "No money", status="declined")
    entry_details.enter({"kind": "agreement", "parties": ["Bergen|NO", "Aarhus|DK"], "when": "2026"}, "ani")
    decisions.confirm(ClaimRecord.objects.get(), "ani")
    assert then(MONDAY.date()) == before
    assert Commitment.objects.get().status == "declined"


def test_a_decision_taken_back_later_still_held_then(clock):
    file_reading(reading("They signed it.", signed("They signed it")))
    decision = decisions.reject(ClaimRecord.objects.get(), "wrong", "ani")
    clock(MONDAY + timedelta(days=1))
    decisions.undo(decision, "budi")
    assert then(MONDAY.date())["entries"] == []
    assert Agreement.objects.count() == 1


def test_documents_are_read_as_they_were_read_then(clock):
    text = "They signed it. Shanghai invites Jakarta."
    file_reading(reading(text, signed("They signed it"), ident="a"))
    before = snapshot()
    clock(MONDAY + timedelta(days=3))
    file_reading(reading(text, invites("Shanghai invites Jakarta"), ident="a"))
    assert Agreement.objects.count() == 0
    assert then(MONDAY.date()) == before


def test_addresses_mean_the_same_then_and_now(clock):
    file_reading(reading("Shanghai invites Jakarta.", invites("Shanghai invites Jakarta")))
    file_reading(reading("They signed it.", signed("They signed it")))
    numbers = dict(Entry.objects.values_list("pk", "kind")), dict(Party.objects.values_list("pk", "name"))
    clock(MONDAY + timedelta(days=1))
    file_reading(reading("They signed it. Indeed.", signed("They signed it")))
    with past.shown(MONDAY.date(), DEFAULT_DB_ALIAS):
        assert (dict(Entry.objects.values_list("pk", "kind")), dict(Party.objects.values_list("pk", "name"))) == numbers


def test_the_past_can_be_read_and_nothing_else(clock):
    file_reading(reading("They signed it.", signed("They signed it")))
    with past.shown(MONDAY.date(), DEFAULT_DB_ALIAS), pytest.raises(DatabaseError):
        entry_details.enter({"kind": "agreement", "parties": ["Bergen|NO", "Aarhus|DK"]}, "ani")
    assert Decision.objects.count() == 0


def test_a_copy_is_made_once(clock):
    file_reading(reading("They signed it.", signed("They signed it")))
    assert not past.ready(MONDAY.date(), DEFAULT_DB_ALIAS)
    made = past.make(MONDAY.date(), DEFAULT_DB_ALIAS)
    assert past.ready(MONDAY.date(), DEFAULT_DB_ALIAS)
    stamp = made.stat().st_ctime_ns
    assert past.make(MONDAY.date(), DEFAULT_DB_ALIAS).stat().st_ctime_ns == stamp
    past.forget()
    assert not made.exists()


def test_what_is_shown_of_the_present_is_untouched(clock):
    file_reading(reading("They signed it.", signed("They signed it")))
    clock(MONDAY + timedelta(days=1))
    file_reading(reading("Shanghai invites Jakarta.", invites("Shanghai invites Jakarta")))
    before = snapshot()
    then(MONDAY.date())
    assert snapshot() == before
    assert StoredDocument.objects.count() == 2


@pytest.mark.parametrize("days", [-1, 1, 2])
def test_days_of_which_there_is_nothing_to_show(clock, days):
    file_reading(reading("They signed it.", signed("They signed it")))
    day, today = MONDAY.date() + timedelta(days=days), MONDAY.date() + timedelta(days=1)
    with pytest.raises(past.NoPast):
        past.check(day, today, DEFAULT_DB_ALIAS)
