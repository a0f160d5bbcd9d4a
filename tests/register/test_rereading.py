"""Reading again proposes; a person takes over or drops; every reading that held is kept with since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikrar.register.decisions import confirm
from ikrar.register.differences import difference
from ikrar.register.filing import file_reading
from ikrar.register.models import ClaimRecord, StoredReading
from ikrar.register.models.reading import ReadingKeptError
from ikrar.register.readings import as_reading, held_on
from ikrar.register.rereading import CannotSettle, change, drop, propose, take_over
from ikrar.register.snapshot import snapshot
from ikrar.register.values import as_read
from tests.register.build import SURABAYA, Say, invites, met, reading, signed

pytestmark = pytest.mark.django_db

TEXT = "The governor met the mayor. Shanghai invites Jakarta to its expo. A memorandum binds them since 2020."
MET, INVITES = met("The governor met the mayor"), invites("Shanghai invites Jakarta to its expo")
SIGNED = signed("A memorandum binds them since 2020")
MAY, JUNE, JULY = (datetime(2023, month, 1, tzinfo=UTC) for month in (5, 6, 7))


def test_what_is_filed_is_kept_as_a_reading():
    file_reading(reading(TEXT, MET, SIGNED), "1.0", at=MAY, by="sari")
    kept = StoredReading.objects.get()
    assert (kept.engine, kept.at, kept.taken_over_at, kept.settled_by) == ("1.0", MAY, MAY, "sari")
    assert [c["kind"] for c in sorted(kept.claims, key=lambda c: c["evidence"][0]["start"])] == ["meeting", "agreement"]
    assert (kept.added, kept.gone, kept.changed) == (2, 0, 0)


def test_filing_the_same_again_keeps_no_second_reading():
    file_reading(reading(TEXT, MET), at=MAY)
    file_reading(reading(TEXT, MET), at=JUNE)
    assert StoredReading.objects.count() == 1


def test_a_document_without_claims_is_kept_as_read_too():
    file_reading(reading(TEXT), at=MAY)
    assert StoredReading.objects.get().claims == []


def test_what_held_on_a_day_can_be_told():
    filed = file_reading(reading(TEXT, MET), at=MAY)
    file_reading(reading(TEXT, SIGNED), at=JULY)
    assert held_on(filed.document, datetime(2023, 4, 1, tzinfo=UTC)) is None
    assert [c["kind"] for c in held_on(filed.document, JUNE).claims] == ["meeting"]
    assert [c["kind"] for c in held_on(filed.document, JULY).claims] == ["agreement"]


def test_a_kept_reading_cannot_be_changed():
    file_reading(reading(TEXT, MET))
    kept = StoredReading.objects.get()
    kept.claims = []
    with pytest.raises(ReadingKeptError):
        kept.save()
    with pytest.raises(ReadingKeptError):
        kept.save(update_fields=["claims"])


def test_a_proposal_changes_nothing_in_the_register():
    file_reading(reading(TEXT, MET, SIGNED), at=MAY)
    before = snapshot()
    made = propose(reading(TEXT, MET, INVITES), at=JUNE, engine="2.0")
    assert (made.added, made.gone, made.changed, made.is_open) == (1, 1, 0, True)
    assert snapshot() == before


def test_where_nothing_would_change_nothing_is_proposed():
    file_reading(reading(TEXT, MET), at=MAY)
    assert propose(reading(TEXT, MET), at=JUNE) is None


def test_a_document_has_one_open_proposal_and_the_latest_counts():
    file_reading(reading(TEXT, MET), at=MAY)
    first = propose(reading(TEXT, SIGNED), at=JUNE)
    assert propose(reading(TEXT, SIGNED), at=JULY) == first
    second = propose(reading(TEXT, INVITES), at=JULY)
    first.refresh_from_db()
    assert (first.dropped_at, second.is_open) == (JULY, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredReading.objects.create(document=second.document, at=JULY)


def test_taking_over_makes_the_register_what_filing_would_have_made_it():
    file_reading(reading(TEXT, MET, SIGNED), at=MAY)
    proposal = propose(reading(TEXT, MET, INVITES), at=JUNE, engine="2.0")
    take_over(proposal, by="sari", at=JULY)
    taken = snapshot()
    assert (proposal.taken_over_at, proposal.settled_by) == (JULY, "sari")
    assert not StoredReading.objects.open().exists()
    assert StoredReading.objects.count() == 2, "taking over writes no third reading"
    file_reading(reading(TEXT, MET, SIGNED))
    file_reading(reading(TEXT, MET, INVITES))
    assert snapshot() == taken


def test_decisions_survive_taking_over():
    filed = file_reading(reading(TEXT, MET, SIGNED), at=MAY)
    confirm(ClaimRecord.objects.get(kind="agreement"), "sari")
    take_over(propose(reading(TEXT, MET), at=JUNE), by="sari", at=JULY)
    kept = filed.document.claims.get(kind="agreement")
    assert (kept.found, kept.live, kept.review) == (False, True, "confirmed")


def test_dropping_leaves_everything_as_it_was():
    file_reading(reading(TEXT, MET), at=MAY)
    before = snapshot()
    proposal = propose(reading(TEXT, SIGNED), at=JUNE)
    drop(proposal, by="sari", at=JULY)
    assert (proposal.dropped_at, proposal.settled_by, snapshot()) == (JULY, "sari", before)


@pytest.mark.parametrize("settle", [take_over, drop])
def test_a_proposal_is_settled_once(settle):
    file_reading(reading(TEXT, MET), at=MAY)
    proposal = propose(reading(TEXT, SIGNED), at=JUNE)
    settle(proposal, by="sari", at=JULY)
    with pytest.raises(CannotSettle):
        take_over(proposal, by="sari", at=JULY)
    with pytest.raises(CannotSettle):
        drop(proposal, by="sari", at=JULY)


def test_filing_something_else_drops_a_proposal_that_was_compared_with_what_stood_before():
    file_reading(reading(TEXT, MET), at=MAY)
    proposal = propose(reading(TEXT, SIGNED), at=JUNE)
    file_reading(reading(TEXT, INVITES), at=JULY)
    proposal.refresh_from_db()
    assert proposal.dropped_at == JULY


def test_filing_what_was_proposed_takes_it_over():
    file_reading(reading(TEXT, MET), at=MAY)
    proposal = propose(reading(TEXT, SIGNED), at=JUNE)
    file_reading(reading(TEXT, SIGNED), at=JULY, by="budi")
    proposal.refresh_from_db()
    assert (proposal.taken_over_at, proposal.settled_by) == (JULY, "budi")
    assert StoredReading.objects.count() == 2


def test_a_kept_reading_is_the_reading_that_was_filed():
    given_ = reading(TEXT, MET, INVITES, SIGNED)
    file_reading(given_)
    back = as_reading(StoredReading.objects.get())
    assert sorted(map(repr, map(as_read, back.claims))) == sorted(map(repr, map(as_read, given_.claims)))
    assert (back.lang, back.notes, back.document.sha256) == (given_.lang, given_.notes, given_.document.sha256)


def test_the_change_is_told_as_things_stand_now():
    file_reading(reading(TEXT, MET, SIGNED), at=MAY)
    found = change(propose(reading(TEXT, MET, INVITES), at=JUNE))
    assert [c["kind"] for c in found.added] == ["invitation"]
    assert [c["kind"] for c in found.gone] == ["agreement"]


def reads(*said: Say) -> list[dict]:
    return [as_read(c) for c in reading(TEXT, *said).claims]


def test_the_same_words_with_other_parties_are_one_claim_changed():
    other = replace(INVITES, to=(SURABAYA,))
    found = difference(reads(INVITES), reads(other))
    assert (found.added, found.gone) == ((), ())
    assert [(was["to"][0]["name"], now["to"][0]["name"]) for was, now in found.changed] == [("Jakarta", "Surabaya")]


def test_another_date_of_the_same_claim_is_a_change():
    found = difference(reads(INVITES), reads(invites("Shanghai invites Jakarta to its expo", when="2024")))
    assert found.counts == {"added": 0, "gone": 0, "changed": 1, "weighed": 0}


def test_being_surer_of_the_same_claim_is_no_change_of_what_is_stated():
    found = difference(reads(INVITES), reads(invites("Shanghai invites Jakarta to its expo", confidence=0.95)))
    assert found.counts == {"added": 0, "gone": 0, "changed": 0, "weighed": 1}


ON_ANY_MACHINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SAID = st.lists(
    st.builds(
        met,
        st.sampled_from(["The governor met the mayor", "met the mayor", "Jakarta to its expo", "since 2020"]),
        when=st.sampled_from([None, "2023", "2023-04-28"]),
        confidence=st.sampled_from([0.5, 0.9]),
    ),
    max_size=4,
    unique_by=lambda say: say.quote,
)


@ON_ANY_MACHINE
@given(SAID, SAID)
def test_nothing_is_lost_or_told_twice_between_two_readings(before, after):
    old, new = reads(*before), reads(*after)
    found = difference(old, new)
    same = len(old) - len(found.gone) - len(found.changed) - found.weighed
    assert same == len(new) - len(found.added) - len(found.changed) - found.weighed >= 0


@ON_ANY_MACHINE
@given(SAID)
def test_a_reading_does_not_differ_from_itself_in_another_order(said):
    assert not difference(reads(*said), reversed(reads(*said)))


@ON_ANY_MACHINE
@given(SAID, SAID)
def test_the_way_back_is_the_same_way(before, after):
    there, back = difference(reads(*before), reads(*after)), difference(reads(*after), reads(*before))
    assert (there.added, there.gone, there.weighed) == (back.gone, back.added, back.weighed)


def test_a_register_of_before_is_kept_as_it_was_read():
    filed = file_reading(reading(TEXT, MET, SIGNED), "0.1")
    digest = StoredReading.objects.get().digest
    StoredReading.objects.all().delete()
    migration = import_module("ikrar.register.migrations.0004_keep_what_was_read")
    migration.keep_what_was_read(apps, SimpleNamespace(connection=connection))
    kept = StoredReading.objects.get()
    assert (kept.engine, kept.digest, kept.added) == ("0.1", digest, 2)
    assert kept.taken_over_at == filed.document.filed_at
