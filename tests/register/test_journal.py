"""The journal of decisions only grows, and says so when someone tampers with it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from ikrar.register import journal, triggers
from ikrar.register.decisions import confirm, reject, undo
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import ClaimRecord, Decision, Entry, EntryClaim, StoredDocument
from ikrar.register.models.decision import AppendOnlyError
from tests.register.build import met, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    triggers.guard(connection)
    file_reading(reading("They met.", met("They met")))
    return confirm(ClaimRecord.objects.get(), by="ayu")


def test_a_decision_cannot_be_changed(decision):
    decision.who = "someone else"
    with pytest.raises(AppendOnlyError):
        decision.save()


def test_a_decision_cannot_be_removed(decision):
    with pytest.raises(AppendOnlyError):
        decision.delete()


@pytest.mark.parametrize("sql", ["UPDATE register_decision SET who = 'x'", "DELETE FROM register_decision"])
def test_nor_behind_the_models_back(decision, sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Decision.objects.get().who == "ayu"


def test_decisions_are_numbered_without_gaps_and_sealed_one_on_the_other(decision):
    taken_back = undo(decision, by="ayu")
    assert (decision.number, taken_back.number) == (1, 2)
    assert taken_back.digest == journal.digest(taken_back, decision.digest)


def test_only_what_nobody_took_back_stands(decision):
    sha256 = decision.document_sha256
    assert journal.standing([sha256]) == [decision]
    undo(decision, by="ayu")
    assert journal.standing([sha256]) == []


def test_a_register_in_order_has_nothing_to_say(decision):
    assert check() == []


def test_a_rewritten_decision_is_noticed(decision):
    triggers.unguard(connection)
    Decision.objects.update(who="someone else")
    assert check() == ["Decision 1 is not as it was written, or one before it is missing."]


def test_a_missing_decision_is_noticed(decision):
    reject(ClaimRecord.objects.get(), "no", by="ayu")
    triggers.unguard(connection)
    Decision.objects.filter(number=1).delete()
    assert "The journal has a gap: decision 1 is missing before 2." in check()


def test_a_quote_that_does_not_stand_in_its_text_is_noticed(decision):
    ClaimRecord.objects.update(evidence=[{"start": 0, "end": 4, "quote": "Nope"}])
    assert any("does not stand in document" in said for said in check())


def test_a_text_that_was_changed_is_noticed(decision):
    StoredDocument.objects.update(text="They met. Or did they?")
    assert any("is not the one that was filed" in said for said in check())


def test_an_entry_without_evidence_and_a_claim_without_entry_are_noticed(decision):
    EntryClaim.objects.all().delete()
    said = check()
    assert any("has no evidence and nobody entered it" in s for s in said)
    assert any("no entry stands on it" in s for s in said)


def test_what_nothing_stands_behind_is_noticed(decision):
    StoredDocument.objects.all().delete()
    Entry.objects.all().delete()
    said = check()
    assert any("Nothing stands behind the partnership" in s for s in said)
    assert any("about a document that is not filed" in s for s in said)
