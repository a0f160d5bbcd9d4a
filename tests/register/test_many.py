"""A register that grew: lists of thousands."""

from __future__ import annotations

import pytest

from ikrar.register.lines import lines_of
from ikrar.register.models import ClaimRecord, Entry, EntryClaim, Party, StoredDocument

pytestmark = pytest.mark.django_db


def test_thousands_of_entries_are_listed_with_their_evidence(queries):
    party = Party.objects.create(name="Jakarta", country="ID")
    document = StoredDocument.objects.create(sha256="0" * 64, ident="x", text="A port.")
    evidence = [{"start": 0, "end": 6, "quote": "A port"}]
    many = range(2500)
    Entry.objects.bulk_create(Entry(pk=i + 1, type="trait", kind="trait", party=party) for i in many)
    claims = [ClaimRecord(pk=i + 1, document=document, key=str(i), kind="trait", evidence=evidence) for i in many]
    ClaimRecord.objects.bulk_create(claims)
    EntryClaim.objects.bulk_create(EntryClaim(entry_id=i + 1, claim_id=i + 1) for i in many)

    listed = list(Entry.objects.with_parties().with_evidence())

    assert len(listed) == len(many)
    assert {e.evidence.all()[0].claim.quote for e in listed} == {"A port"}
    assert queries(lambda: list(Entry.objects.with_parties().with_evidence())) == 2
    assert lines_of([]) == []
