"""Filing on the site, and what is done in the background: how far it is, what came of it, what was wrong."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ikrar.office import current
from ikrar.register.models import StoredDocument
from ikrar.work import uploads
from ikrar.work.models import Job, WorkerSign
from ikrar.work.queue import ask
from ikrar.work.run import Place
from ikrar.work.running import attempt
from tests.site.page import counted

MEETS = "Wali Kota Surabaya bertemu Wali Kota Busan di Busan pada 20 Agustus 2026."


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def send(officer):
    """Send the form of the filing page; the answer."""

    def sending(what="files", **values):
        return officer.post("/documents/file/", {"what": what, **values})

    return sending


@pytest.fixture
def worked(officer):
    """Do what waits, and look at the page of the last job."""

    def working():
        for job in Job.objects.filter(state="queued"):
            attempt(job.pk, Place(stop=Event()))
        return Job.objects.latest("pk")

    return working


def upload(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def test_files_that_are_uploaded_become_a_job_that_names_them(send, get):
    answer = send(files=[upload("a.txt", MEETS), upload("b.txt", MEETS + " Lagi.")])
    job = Job.objects.get()
    assert answer.url == f"/jobs/{job.pk}/"
    assert (job.kind, job.who, job.about, job.office) == ("file", "ratna", "a.txt, b.txt", "default")
    assert "a.txt, b.txt" in get(answer.url).title


def test_without_a_file_the_page_says_what_to_do(send):
    answer = send()
    assert answer.status_code == 422
    assert "Choose one file or more." in answer.content.decode()


def test_more_than_is_taken_at_once_is_refused_with_the_limit(send, settings):
    settings.IKRAR_UPLOAD_MB = 0
    answer = send(files=[upload("a.txt", "x" * 300_000)])
    assert answer.status_code == 422
    assert "0.3 MB" in answer.content.decode()
    assert uploads.stored() == []


def test_a_pasted_text_is_filed_with_what_is_known_of_it(send, worked):
    send("text", text=MEETS, title="Di Busan", published="2026/8/21", url="https://example.org/busan", lang="id")
    worked()
    filed = StoredDocument.objects.get()
    assert (filed.title, filed.published, filed.url, filed.text) == (
        "Di Busan", "2026-08-21", "https://example.org/busan", MEETS,
    )  # fmt: skip


def test_a_pasted_text_without_a_title_is_called_by_its_first_line(send, worked):
    send("text", text=f"Kabar dari Busan\r\n\r\n{MEETS}")
    worked()
    assert StoredDocument.objects.get().title == "Kabar dari Busan"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": "  \n "}, "Paste a text first."),
        ({"text": MEETS, "published": "kapan-kapan"}, "Write a date as 5 November 2026, March 2027 or 2026."),
        ({"text": MEETS, "published": "31 Februari 2026"}, "Write a date as 5 November 2026, March 2027 or 2026."),
        ({"text": MEETS, "url": "::"}, "Write an address as https://example.org/news."),
    ],
)
def test_what_cannot_be_understood_is_said_and_what_was_typed_stays(send, values, said):
    answer = send("text", title="Kept", **values)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="Kept"' in page
    assert not Job.objects.exists()


def test_a_job_that_ended_tells_what_came_of_it_each_number_leading_there(send, worked, get):
    send(files=[upload("a.txt", MEETS), upload("scan.png", b"\x89PNG\r\n")])
    job = worked()
    page = get(f"/jobs/{job.pk}/")
    assert page.texts('//ul[@class="counts"]/li') == ["1 new documents", "1 new claims", "1 could not be read"]
    assert page.one('//ul[@class="counts"]/li[2]/a').get("href") == f"/inbox/?job={job.pk}"
    document = StoredDocument.objects.get()
    assert page.one(f'//ol//a[@class="source-title" and @href="/documents/{document.pk}/"]') is not None
    faults = get(f"/jobs/{job.pk}/?only=faults")
    assert faults.texts('//ol//p[@class="small soft"]') == ["is an image: run it through text recognition (OCR) first"]


@pytest.mark.parametrize(
    ("code", "about", "why", "broken"),
    [
        ("en", "list.jsonl, line 2", "has no text: “text” is missing", "is a PDF that is broken ("),
        ("id", "list.jsonl, baris 2", "tidak berisi teks: “text” tidak ada", "adalah PDF yang rusak: buka"),
        ("zh-hans", "list.jsonl，第2行", "没有文字：缺少“text”", "是损坏的 PDF：请打开"),
    ],
)
def test_why_something_could_not_be_read_is_told_in_the_readers_language(
    send, worked, get, officer, code, about, why, broken
):
    listed = f'{{"id": "a", "text": "{MEETS}"}}\n{{"id": "b"}}\n'
    send(files=[upload("list.jsonl", listed), upload("paper.pdf", b"%PDF-1.7 and then nothing")])
    job = worked()
    officer.cookies["django_language"] = code
    shown = get(f"/jobs/{job.pk}/?only=faults")
    assert about in shown.text()
    assert why in shown.text()
    assert broken in shown.text()


def test_lines_of_earlier_versions_are_shown_as_they_were_written(send, worked, get):
    send(files=[upload("scan.png", b"\x89PNG\r\n")])
    job = worked()
    job.lines.update(message={"text": "is empty", "values": {}})
    assert "is empty" in get(f"/jobs/{job.pk}/?only=faults").text()
    job.lines.update(message={"text": "%(what)s", "values": {"what": "is 7 years old"}})
    assert "is 7 years old" in get(f"/jobs/{job.pk}/?only=faults").text()


def test_the_inbox_shows_the_claims_of_what_was_filed_together(register, send, worked, get):
    send(files=[upload("a.txt", MEETS)])
    job = worked()
    page = get(f"/inbox/?job={job.pk}")
    assert "0 of 1 reviewed" in page.text()
    assert page.one('//form[contains(@action, "/confirm/")]//input[@name="of"]').get("value") == f"job={job.pk}"
    everything = get("/inbox/")
    assert "0 of 1 reviewed" not in everything.text()


def test_deciding_leads_on_among_what_was_filed_together(register, send, worked, officer, get):
    send(files=[upload("a.txt", MEETS), upload("b.txt", MEETS.replace("Busan", "Kochi"))])
    job = worked()
    form = get(f"/inbox/?job={job.pk}").form("/confirm/")
    answer = officer.post(form["action"], form, follow=True)
    assert answer.request["QUERY_STRING"] == f"job={job.pk}"
    assert "1 of 2 reviewed" in answer.content.decode()


def test_a_job_at_work_refreshes_itself_with_and_without_a_script(officer, get):
    job = ask("reread", at=timezone.now(), who="ratna")
    Job.objects.filter(pk=job.pk).update(state="running", done=3, of=12)
    page = get(f"/jobs/{job.pk}/")
    assert page.one("//noscript/meta").get("http-equiv") == "refresh"
    assert page.one("//*[@data-live]").get("aria-live") == "polite"
    part = get(page.one("//*[@data-progress]").get("data-progress"))
    assert part.one("//progress").get("value") == "3"
    assert part.one("//*[@data-said]").get("data-said") == "Reading again: at work, 20 %"
    Job.objects.filter(pk=job.pk).update(state="done")
    ended = get(f"/jobs/{job.pk}/")
    assert not ended.all("//noscript")
    assert not ended.all('//script[contains(@src, "job.js")]')


def test_a_job_can_be_cancelled_and_gone_on_with(officer, get, post):
    job = ask("reread", at=timezone.now(), who="ratna")
    page = get(f"/jobs/{job.pk}/")
    ended = post({"action": page.one('//form[contains(@action, "cancel")]').get("action")})
    assert "cancelled" in ended.text()
    again = post({"action": ended.one('//form[contains(@action, "retry")]').get("action")})
    assert "waits" in again.text()


def test_where_no_worker_runs_what_waits_is_told_how_to_begin(officer, get):
    job = ask("reread", at=timezone.now(), who="ratna")
    assert "ikrar worker" in get(f"/jobs/{job.pk}/").text()
    assert "ikrar worker" in get("/jobs/").text()
    WorkerSign.objects.create(name="m/1", started_at=timezone.now(), seen_at=timezone.now())
    assert "ikrar worker" not in get("/jobs/").text()
    WorkerSign.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert "ikrar worker" in get("/jobs/").text()


def test_jobs_are_listed_newest_first_and_paged_by_key(officer, get):
    for number in range(45):
        ask("reread", at=timezone.now(), about=f"no. {number}")
    page = get("/jobs/")
    assert "no. 44" in page.texts("//ol/li")[0]
    assert len(page.all("//ol/li")) == 40
    next_page = "/jobs/" + page.one('//a[@rel="next"]').get("href")
    assert len(get(next_page).all("//ol/li")) == 5
    few = counted(lambda: officer.get(next_page))
    assert counted(lambda: officer.get("/jobs/")) == few


def test_an_empty_list_of_jobs_leads_to_filing(officer, get):
    assert get("/jobs/").one('//main//a[contains(@class, "first")]').get("href") == "/documents/file/"


def test_jobs_of_another_office_are_not_seen(officer, bandung):
    with current.entered(bandung):
        job = ask("reread", at=timezone.now())
    assert officer.get(f"/jobs/{job.pk}/").status_code == 404
    assert "Reading again" not in officer.get("/jobs/").content.decode()
