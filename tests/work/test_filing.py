"""What is uploaded or pasted is filed document by document; what cannot be read is named."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document as Word

from ikrar.office import current
from ikrar.office.models import Office
from ikrar.register.models import ClaimRecord, StoredDocument, StoredReading
from ikrar.work import uploads
from ikrar.work.doing import filing
from ikrar.work.doing.filing import documents_of
from ikrar.work.models import Message
from ikrar.work.queue import ask, cancel, retry
from tests.work.conftest import INVITES, MEETS, NOON

pytestmark = pytest.mark.django_db


def file(*contents: tuple[str, bytes], **known: str):
    """A filing job of these files."""
    inputs = [{"sha256": uploads.keep([content]), "name": name, **known} for name, content in contents]
    return ask("file", {"inputs": inputs}, at=NOON, who="sari")


def word(text: str) -> bytes:
    document, stream = Word(), io.BytesIO()
    document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def test_files_of_several_formats_are_filed_in_one_job(do):
    lines = "\n".join(json.dumps({"id": name, "text": text}) for name, text in (("a", INVITES), ("b", MEETS)))
    html = f"<html><head><title>Kabar</title></head><body><article><p>{MEETS} Mereka makan.</p></article></body></html>"
    job = do(
        file(("letter.docx", word(INVITES + " Salam.")), ("news.jsonl", lines.encode()), ("page.html", html.encode()))
    )
    assert (job.state, job.done, job.of) == ("done", 4, 4)
    assert job.result["documents"] == job.result["new"] == 4
    assert job.result["claims"] == ClaimRecord.objects.count() >= 4
    assert documents_of(job) == list(StoredDocument.objects.order_by("pk").values_list("pk", flat=True))


def test_what_is_known_of_a_pasted_text_is_kept_with_it(do):
    known = {"title": "Undangan", "published": "2026-10-16", "url": "https://example.org/undangan"}
    do(file(("pasted.txt", INVITES.encode()), **known))
    filed = StoredDocument.objects.get()
    assert (filed.title, filed.published, filed.url) == tuple(known.values())
    assert StoredReading.objects.get().settled_by == "sari"


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_filed(do):
    job = do(file(("scan.png", b"\x89PNG\r\n"), ("a.txt", INVITES.encode()), ("empty.txt", b"")))
    assert (job.state, job.result["new"], job.result["unreadable"]) == ("faulty", 1, 2)
    faults = {line.about: Message.told(line.message) for line in job.lines.filter(level="fault")}
    assert faults["scan.png"] == "is an image: run it through text recognition (OCR) first"
    assert faults["empty.txt"] == "is empty"


def test_a_bad_line_of_many_is_named_by_its_number(do):
    lines = [json.dumps({"text": INVITES}), '{"text": ', json.dumps({"text": MEETS})]
    job = do(file(("news.jsonl", "\n".join(lines).encode())))
    assert (job.state, job.result["new"]) == ("faulty", 2)
    assert job.lines.get(level="fault").about == "news.jsonl, line 2"


def test_a_text_that_no_database_can_hold_is_named(do):
    job = do(file(("nul.jsonl", b'{"title": "T\\u0000", "text": "a\\u0000b"}')))
    assert (job.state, job.lines.get().about) == ("faulty", "T\ufffd")
    assert StoredDocument.objects.count() == 0


def test_filing_what_is_filed_changes_nothing_and_says_so(do):
    do(file(("a.txt", INVITES.encode())))
    job = do(file(("again.txt", INVITES.encode())))
    assert (job.result["unchanged"], job.result["added"]) == (1, 0)
    assert documents_of(job) == [StoredDocument.objects.get().pk]


def test_uploads_go_when_all_is_filed_and_stay_while_another_job_needs_them(do):
    first, second = file(("a.txt", INVITES.encode())), file(("b.txt", INVITES.encode()))
    do(first)
    assert len(uploads.stored()) == 1
    do(second)
    assert uploads.stored() == []


def test_uploads_of_a_job_with_faults_stay_so_that_it_can_be_tried_again(do):
    job = do(file(("scan.png", b"\x89PNG\r\n"), ("a.txt", INVITES.encode())))
    assert len(uploads.stored()) == 2
    retry(job)
    assert do(job).state == "faulty"


def test_a_cancelled_filing_goes_on_where_it_was(do, monkeypatch):
    from ikrar.work.doing import filing

    job = file(*((f"{n}.txt", f"{MEETS} {n}.".encode()) for n in range(4)))
    read, texts = filing.read_document, []

    def reading(document):
        texts.append(document.text)
        if len(texts) == 2:
            cancel(job, who="sari", at=NOON)
        return read(document)

    monkeypatch.setattr(filing, "read_document", reading)
    assert do(job).state == "cancelled"
    assert StoredDocument.objects.count() == 2
    retry(job)
    assert do(job).result["new"] == 4
    assert len(texts) == len(set(texts)) == 4, "no document is read twice"


def test_a_fault_of_ours_in_one_document_leaves_the_others_alone(do, monkeypatch):
    from ikrar.work.doing import filing

    read = filing.read_document

    def reading(document):
        if document.id == "b":
            raise ZeroDivisionError("division by zero")
        return read(document)

    monkeypatch.setattr(filing, "read_document", reading)
    job = do(file(("a.txt", INVITES.encode()), ("b.txt", MEETS.encode())))
    assert (job.state, job.result["new"]) == ("faulty", 1)
    assert "ZeroDivisionError" in str(job.lines.get(level="fault"))


def test_an_upload_that_is_gone_is_named(do):
    job = file(("a.txt", INVITES.encode()))
    uploads.remove(job.given["inputs"][0]["sha256"])
    job = do(job)
    assert (job.state, job.lines.get().about) == ("faulty", "a.txt")


def test_the_same_content_lies_there_once_under_its_hash():
    assert uploads.keep([b"a", b"b"]) == uploads.keep([b"ab"])
    assert len(uploads.stored()) == 1


def test_what_is_too_large_leaves_nothing_behind(settings):
    with pytest.raises(uploads.TooLarge):
        uploads.keep([b"12345", b"67890"], limit=9)
    assert [p for p in (settings.DATA / "uploads").rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("name", ["", "..", "../../etc/passwd", "A" * 64])
def test_nothing_but_a_hash_names_an_upload(name):
    with pytest.raises(FileNotFoundError):
        uploads.opened(name)


def test_a_job_is_done_in_the_office_in_which_it_was_asked_for(do, bandung):
    with current.entered(bandung):
        job = file(("a.txt", INVITES.encode()))
    assert job.office == bandung.database
    assert do(job).result["new"] == 1
    assert StoredDocument.objects.count() == 0
    with current.entered(bandung):
        assert StoredDocument.objects.count() == 1


def test_a_job_of_an_office_that_is_gone_says_so(do):
    job = do(ask("file", {"inputs": []}, at=NOON, office="office_atlantis"))
    assert (job.state, "office_atlantis" in Message.told(job.message)) == ("failed", True)


@pytest.mark.parametrize(("own", "handed"), [("0.9", 0.9), ("never", None), ("", 0.7)])
def test_what_is_filed_is_followed_up_as_the_office_wants(do, settings, monkeypatch, own, handed):
    settings.IKRAR_TAKE_OVER = 0.7
    Office.objects.create(slug="main", database="default", take_over=own)
    seen = []
    through = filing.file_and_follow
    monkeypatch.setattr(filing, "file_and_follow", lambda r, score, **k: seen.append(score) or through(r, score, **k))
    do(file(("letter.txt", INVITES.encode())))
    assert seen == [handed]
