"""Reading again, as a job: it proposes, takes nothing over, and goes on where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikrar.reading import read_document
from ikrar.register.filing import file_reading
from ikrar.register.models import ClaimRecord, StoredReading
from ikrar.register.snapshot import snapshot
from ikrar.work.doing import rereading
from ikrar.work.queue import ask, cancel, retry
from tests.work.conftest import INVITES, MEETS, NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(db):
    """Three documents, read by an engine that found nothing in the first."""
    from ikrar.model import Document

    for number, text in enumerate((INVITES, MEETS, MEETS + " Mereka berbincang."), 1):
        reading = read_document(Document(str(number), text, published="2026-08-21"))
        file_reading(reading if number > 1 else replace(reading, claims=()), "0.0.1")


def test_what_is_read_otherwise_is_proposed_and_counted(filed, do):
    before = snapshot()
    job = do(ask("reread", at=NOON, who="sari"))
    assert (job.state, job.done, job.of) == ("done", 3, 3)
    assert (job.result["documents"], job.result["differ"], job.result["added"], job.result["gone"]) == (3, 1, 1, 0)
    assert StoredReading.objects.open().get().document.ident == "1"
    assert snapshot() == before


def test_what_nobody_changed_is_read_as_it_was(filed, do):
    do(ask("reread", at=NOON))
    StoredReading.objects.open().delete()
    sha = [r.document.sha256 for r in StoredReading.objects.filter(engine="0.0.1")][1:]
    assert do(ask("reread", {"documents": sha}, at=NOON)).result["differ"] == 0


def test_taking_over_all_files_every_proposal(filed, do):
    do(ask("reread", at=NOON))
    last = StoredReading.objects.open().latest("pk").pk
    job = do(ask("take-over", {"until": last}, at=NOON, who="sari"))
    assert (job.state, job.result["documents"], job.result["added"]) == ("done", 1, 1)
    assert ClaimRecord.objects.filter(document__ident="1", found=True).exists()
    taken = StoredReading.objects.get(document__ident="1", engine__gt="0.0.1")
    assert (taken.settled_by, taken.is_open) == ("sari", False)


def test_a_rereading_that_was_cancelled_goes_on_after_the_last_document(filed, do, monkeypatch):
    job = ask("reread", at=NOON)
    texts = []

    def reading(document):
        texts.append(document.text)
        if len(texts) == 2:
            cancel(job, who="sari", at=NOON)
        return read_document(document)

    monkeypatch.setattr(rereading, "read_document", reading)
    assert do(job).state == "cancelled"
    retry(job)
    job = do(job)
    assert (job.state, job.done, len(texts)) == ("done", 3, 3)
    assert (job.result["documents"], job.result["differ"]) == (3, 1)


def test_a_document_that_cannot_be_read_is_named_and_the_others_are(filed, do, monkeypatch):
    def reading(document):
        if document.id == "2":
            raise ZeroDivisionError
        return read_document(document)

    monkeypatch.setattr(rereading, "read_document", reading)
    job = do(ask("reread", at=NOON))
    assert (job.state, job.done, job.result["documents"]) == ("faulty", 3, 2)
    monkeypatch.undo()
    retry(job)
    assert do(job).result["documents"] == 3
