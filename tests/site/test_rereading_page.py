"""Reading again: the differences, in the words of their documents, taken over or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ikrar.register.decisions import confirm
from ikrar.register.filing import file_reading
from ikrar.register.models import ClaimRecord, StoredReading
from ikrar.register.rereading import propose
from ikrar.work.models import Job
from tests.register.build import invites, met, reading, signed
from tests.site.page import counted

TEXT = "The governor met the mayor. Shanghai invites Jakarta to its expo. A memorandum binds them since 2020."
MET, INVITES = met("The governor met the mayor"), invites("Shanghai invites Jakarta to its expo")
SIGNED = signed("A memorandum binds them since 2020")
DAY = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def proposal(db) -> StoredReading:
    """A new claim, one that is gone, one with another date."""
    file_reading(reading(TEXT, MET, SIGNED), "0.1")
    return propose(reading(TEXT, replace(MET, when="2023-04-27"), INVITES), at=DAY, engine="0.2")


def test_differences_stand_with_the_words_that_carry_them(proposal, get):
    page = get("/documents/rereading/")
    changes = page.texts('//ul[@class="changes"]/li')
    assert page.texts('//span[@class="change"]') == ["New", "Changed", "Gone"]
    assert "Shanghai → Jakarta" in changes[0]
    assert "Shanghai invites Jakarta to its expo" in changes[0]
    assert "28 Apr 2023" in changes[1]
    assert "27 Apr 2023" in changes[1]
    assert page.texts('//ul[@class="counts"]/li')[1:] == ["1 new claims", "1 claims gone", "1 claims changed"]


def test_what_somebody_decided_about_says_that_it_stays(proposal, get):
    confirm(ClaimRecord.objects.get(kind="agreement"), "sari")
    assert "sari decided about it: it stays." in get("/documents/rereading/").text()


def test_one_document_is_taken_over(proposal, post):
    page = post({"action": f"/documents/rereading/{proposal.pk}/", "how": "take-over"})
    assert "holds now" in page.text()
    assert set(ClaimRecord.objects.filter(found=True).values_list("kind", flat=True)) == {"meeting", "invitation"}
    proposal.refresh_from_db()
    assert proposal.settled_by == "ratna"


def test_one_document_is_dropped(proposal, post):
    post({"action": f"/documents/rereading/{proposal.pk}/", "how": "drop"})
    assert set(ClaimRecord.objects.filter(found=True).values_list("kind", flat=True)) == {"meeting", "agreement"}
    assert not StoredReading.objects.open().exists()


def test_what_somebody_else_has_settled_is_told(proposal, post):
    post({"action": f"/documents/rereading/{proposal.pk}/", "how": "drop"})
    page = post({"action": f"/documents/rereading/{proposal.pk}/", "how": "take-over"})
    assert "Somebody has just decided" in page.text()


def test_all_are_taken_over_by_a_job_up_to_what_was_shown(proposal, get, post):
    form = get("/documents/rereading/").one('//form[contains(@action, "take-over")]')
    post({"action": form.get("action"), "until": form.xpath('.//input[@name="until"]/@value')[0]})
    job = Job.objects.get()
    assert (job.kind, job.who, job.given) == ("take-over", "ratna", {"until": proposal.pk})


def test_all_are_dropped(proposal, post):
    page = post({"action": "/documents/rereading/drop/", "until": str(proposal.pk)})
    assert not StoredReading.objects.open().exists()
    assert "New readings dropped: 1." in page.text()


def test_reading_again_is_asked_for_once_at_a_time(proposal, get, post):
    post({"action": "/documents/rereading/begin/"})
    assert Job.objects.get().kind == "reread"
    page = get("/documents/rereading/")
    assert not page.all('//form[contains(@action, "begin")]')
    assert page.one('//a[contains(@href, "/jobs/")]') is not None


def test_documents_that_differ_in_sureness_alone_are_counted_and_not_shown(get, db):
    file_reading(reading(TEXT, MET), "0.1")
    propose(reading(TEXT, replace(MET, confidence=0.9)), at=DAY, engine="0.2")
    page = get("/documents/rereading/")
    assert not page.all('//ul[@class="changes"]')
    assert "In 1 more document claims differ only in how sure they are." in page.text()


def test_the_page_costs_the_same_for_one_document_and_for_ten(proposal, officer):
    officer.get("/documents/rereading/")
    few = counted(lambda: officer.get("/documents/rereading/"))
    for number in range(9):
        file_reading(reading(f"{TEXT} No. {number}.", MET), "0.1")
        propose(reading(f"{TEXT} No. {number}.", INVITES), at=DAY, engine="0.2")
    assert counted(lambda: officer.get("/documents/rereading/")) == few


def test_without_documents_the_page_leads_to_filing(get, db):
    assert get("/documents/rereading/").one('//main//a[contains(@class, "first")]').get("href") == "/documents/file/"
