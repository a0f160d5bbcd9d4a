"""What search narrows by is compared with the rows, and what is out of step is named."""

from __future__ import annotations

from datetime import date

import pytest

from ikrar.register import index
from ikrar.register.database import connection
from ikrar.register.filing import file_reading
from ikrar.register.findable import flaws
from ikrar.register.integrity import check
from ikrar.register.models import ClaimRecord, Entry, Party, StoredDocument
from tests.register.build import BOTH, Say, met, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed():
    said = Say("invitation", "Jakarta invited Shanghai", parties=BOTH, what="expo", when="2027-01", fields=("trade",))
    file_reading(reading("They met.", met("They met")))
    file_reading(reading("Jakarta invited Shanghai.", said))


def said(text: str) -> list[str]:
    return [flaw for flaw in check() if text in flaw]


def test_a_register_as_it_was_filed_is_in_order(filed):
    assert list(flaws()) == []


def test_a_document_whose_facets_do_not_follow_from_its_claims_is_named(filed):
    document = StoredDocument.objects.order_by("pk").first()
    StoredDocument.objects.filter(pk=document.pk).update(facets=document.facets.replace("=kmeeting", "=kvisit"))
    assert said(f"Search does not narrow to document {document.ident} by =kmeeting")
    assert said(f"Search narrows to document {document.ident} by =kvisit")


def test_a_claim_that_was_rejected_behind_the_back_of_its_document_is_noticed(filed):
    claim = ClaimRecord.objects.get(kind="invitation")
    ClaimRecord.objects.filter(pk=claim.pk).update(review="rejected")
    assert said(f"Search narrows to document {claim.document.ident} by ")


def test_an_entry_whose_party_moved_to_another_country_is_named(filed):
    Party.objects.filter(name="Shanghai").update(country="JP")
    entry = Entry.objects.order_by("pk").first()
    assert said(f"Search does not narrow to entry {entry.pk} by =cjp")
    assert said(f"Search narrows to entry {entry.pk} by =ccn")


def test_an_entry_whose_status_changed_behind_its_back_is_named(filed):
    pledge = Entry.objects.get(type="commitment")
    type(pledge.commitment).objects.filter(pk=pledge.pk).update(status="kept")
    assert said(f"Search does not narrow to entry {pledge.pk} by =skept")


@pytest.fixture
def untied(filed):
    """As where triggers were gone while a row was written."""
    on = " ON register_entry" if connection().vendor == "postgresql" else ""
    with connection().cursor() as cursor:
        if on:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in ("added", "removed", "changed"):
            cursor.execute(f"DROP TRIGGER {index.ENTRIES.index}_{name}{on}")
    return Entry.objects.order_by("pk").first()


def test_an_index_that_lost_a_row_is_noticed(untied):
    Entry.objects.filter(pk=untied.pk).update(facets=f"{untied.facets} =p99999")
    assert f"The index does not give entry {untied.pk} for =p99999, though its row says so." in list(flaws())


def test_an_index_that_holds_a_row_in_another_place_is_noticed(untied):
    Entry.objects.filter(pk=untied.pk).update(day=date(2001, 1, 1))
    assert any(f"The index does not give entry {untied.pk} for =any" in flaw for flaw in flaws())
