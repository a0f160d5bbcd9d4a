"""Programme pages: from a pledge to what came of it, one page; persons found, handed over and erased."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikrar.office.people import join
from ikrar.programmes import privacy
from ikrar.programmes.models import Call, Nomination, Programme
from ikrar.register.models import AttachedFile, Commitment, StoredDocument
from tests.programmes.test_programmes import PDF
from tests.site.page import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(register, get, post) -> str:
    """The address of a programme that was made from a pledge."""
    pledge = Commitment.objects.get(what="the tide records of its port")
    page = get(f"/programmes/new/?from={pledge.pk}")
    page = post(page.form("/programmes/new/"), seats="1")
    return page.address


def test_what_was_promised_and_what_came_of_it_stand_on_one_page(made, get):
    page = get(made)
    assert page.title.endswith("the tide records of its port")
    assert "the tide records of its port" in words(page.section("promised"))
    assert made in [there for there, _ in get(f"/entries/{Programme.objects.get().commitment_id}/").links()]
    assert made in [there for there, _ in get("/programmes/").links()]


def test_a_nomination_is_made_decided_and_taken_back(made, get, post):
    page = post(get(made).form("/nominations/"), who="officer", name="Sari Dewi", nominated_by="Port authority")
    assert "Sari Dewi" in words(page.section("nominations"))
    form = page.form(f"/nominations/{Nomination.objects.get().pk}/")
    page = post(form, expect=422, state="selected", reason="")
    assert "Say why: others will want to know." in page.text()
    page = post(form, state="selected", reason="Knows tides", attendance="attended", outcome="Came back with data")
    assert "Knows tides" in words(page.section("nominations"))
    page = post(page.form("/undo/"))
    assert Nomination.objects.get().attendance == "unknown"


def test_seats_that_are_taken_are_said_and_what_was_typed_is_kept(made, get, post):
    for name in ("Sari", "Budi"):
        post(get(made).form("/nominations/"), who="officer", name=name)
    one, two = Nomination.objects.order_by("pk")
    post(get(made).form(f"/nominations/{one.pk}/"), state="selected", reason="First")
    page = post(get(made).form(f"/nominations/{two.pk}/"), expect=422, state="selected", reason="Also good")
    assert "All seats are taken" in page.text()
    assert page.one(f"//input[@id='r{two.pk}']").get("value") == "Also good"


def test_a_call_that_closes_before_it_opens_is_refused(made, get, post):
    page = post(get(made).form("/calls/"), expect=422, opens="2026-12-01", closes="2026-11-01")
    assert "cannot close" in page.text()
    assert not Programme.objects.get().calls.exists()


def test_costs_that_make_no_sense_are_said_and_stay_as_they_were_typed(made, get, post):
    typed = {"cost-what": ["Flights"], "cost-amount": ["much"], "cost-currency": ["IDR"], "cost-borne_by": ["Brisbane"]}
    page = post(get(made).form("/change/"), expect=422, **typed)
    assert "Not an amount" in page.text()
    assert page.all("//input[@name='cost-amount']")[0].get("value") == "much"
    assert page.all("//input[@name='cost-borne_by']")[0].get("value") == "Brisbane"


def test_costs_and_report_are_kept(made, get, post):
    form = get(made).form("/change/")
    line = {
        "cost-what": ["Flights"],
        "cost-amount": ["1500000"],
        "cost-currency": ["IDR"],
        "cost-borne_by": ["Brisbane"],
    }
    page = post(form, report="Two contracts", **line)
    assert "Two contracts" in words(page.section("came"))
    assert "1,500,000 IDR" in words(page.section("came"))


def test_an_administrator_finds_hands_over_and_erases_what_is_kept(made, get, post, client, django_user_model):
    post(get(made).form("/nominations/"), who="student", name="Sari Dewi", email="sari@example.org")
    client.force_login(django_user_model.objects.create_superuser("root"))
    told = json.loads(client.get("/programmes/persons/?q=sari&format=json").content)
    assert told["kept"][0]["email"] == "sari@example.org"
    page = client.get("/programmes/persons/?q=sari").content.decode()
    assert "Sari Dewi" in page
    subject = told["kept"][0]["subject"]
    client.post("/programmes/persons/", {"q": "sari", "subject": subject, "why": "Asked for it"})
    assert Nomination.objects.get().erased
    assert "erased" in client.get(made).content.decode()


def test_only_administrators_look_for_persons(register, officer):
    assert officer.get("/programmes/persons/?q=sari").status_code == 403


@pytest.fixture
def brought(made, get, post, client, settings, tmp_path) -> AttachedFile:
    """A nominee's passport, attached by an officer on the page."""
    settings.IKRAR_FILES = tmp_path / "files"
    post(get(made).form("/nominations/"), who="officer", name="Sari Dewi")
    page = get(made)
    form = page.form(f"/files/nomination/{Nomination.objects.get().pk}/")
    given = SimpleUploadedFile("Paspor Sari.pdf", PDF)
    assert client.post(form["action"], {"file": given, "what": "copy", "note": "Until 2029"}).status_code == 302
    return AttachedFile.objects.get()


class TestFiles:
    def test_what_a_nominee_brought_stands_with_them_and_is_handed_to_officers(self, made, get, client, brought):
        assert "Paspor Sari.pdf" in words(get(made).section("nominations"))
        answer = client.get(f"/files/{brought.number}/")
        assert (b"".join(answer.streaming_content), answer["Cache-Control"]) == (PDF, "private, no-store")

    def test_readers_see_neither_it_nor_its_name(self, made, client, django_user_model, brought):
        reader = django_user_model.objects.create_user("reader")
        join(reader, None, "reader")
        client.force_login(reader)
        assert "Paspor" not in client.get(made).content.decode()
        assert client.get(f"/files/{brought.number}/").status_code == 403

    def test_strangers_of_an_open_installation_see_no_nominees(self, made, settings, client, brought):
        settings.IKRAR_OPEN = True
        client.logout()
        shown = client.get(made).content.decode()
        assert "tide records" in shown
        assert "Sari" not in shown
        assert client.get(f"/files/{brought.number}/").status_code in (302, 403)

    def test_it_is_taken_off_and_put_back_on_the_page(self, made, get, post, brought):
        page = post(get(made).form(f"/files/{brought.number}/detach/"))
        assert page.address == made
        assert "Paspor Sari.pdf was taken off by" in words(page.section("nominations"))
        page = post(page.form("/put-back/"))
        assert "Take off" in words(page.section("nominations"))

    def test_its_text_cannot_be_filed(self, client, brought):
        filed = StoredDocument.objects.count()
        client.post(f"/files/{brought.number}/read/")
        assert StoredDocument.objects.count() == filed

    def test_an_administrator_takes_it_along_and_erases_it(
        self, made, client, django_user_model, brought, django_capture_on_commit_callbacks
    ):
        client.force_login(django_user_model.objects.create_superuser("root"))
        page = client.get("/programmes/persons/?q=sari").content.decode()
        assert "Paspor Sari.pdf" in page
        with ZipFile(io.BytesIO(client.get("/programmes/persons/?q=sari&format=file").content)) as archive:
            told = json.loads(archive.read("kept.json"))["kept"][0]
            assert told["files"] == [{"name": f"files/{brought.number}-Paspor Sari.pdf", "note": "Until 2029"}]
            assert archive.read(told["files"][0]["name"]) == PDF
        with django_capture_on_commit_callbacks(execute=True):
            client.post("/programmes/persons/", {"q": "sari", "subject": told["subject"]})
        assert client.get(f"/files/{brought.number}/").status_code == 404
        assert "a file that was erased" in client.get(made).content.decode()

    @pytest.mark.parametrize("of", ["programme", "call"])
    def test_reports_and_calls_carry_files_that_all_may_see(self, made, get, post, client, of, settings, tmp_path):
        settings.IKRAR_FILES = tmp_path / "files"
        post(get(made).form("/calls/"), title="Spring")
        form = get(made).form(f"/files/{of}/{(Programme if of == 'programme' else Call).objects.get().pk}/")
        client.post(form["action"], {"file": SimpleUploadedFile("laporan.pdf", PDF), "what": "original"})
        assert "laporan.pdf" in words(get(made).section("files" if of == "programme" else "calls"))
        assert AttachedFile.objects.get().personal == ""

    def test_what_is_no_file_of_ours_is_refused_where_it_was_tried(self, made, get, client, brought):
        form = get(made).form(f"/files/nomination/{Nomination.objects.get().pk}/")
        answer = client.post(form["action"], {"file": SimpleUploadedFile("x.exe", b"MZ"), "what": "copy"})
        assert answer.status_code == 422
        assert "The file is none of these" in answer.content.decode()

    def test_the_number_of_queries_does_not_grow_with_nominees(self, made, get, post, django_assert_max_num_queries):
        get(made)
        with django_assert_max_num_queries(32):
            get(made)
        for name in ("One", "Two", "Three", "Four"):
            post(get(made).form("/nominations/"), who="officer", name=name)
        with django_assert_max_num_queries(32):
            get(made)


class TestWhoWasNominated:
    """Nominees are persons: officers and above see who they are, and nobody else, wherever they look."""

    @pytest.fixture
    def nominated(self, made, get, post) -> str:
        post(get(made).form("/nominations/"), who="officer", name="Sari Dewi", nominated_by="Port authority")
        form = get(made).form(f"/nominations/{Nomination.objects.get().pk}/")
        post(form, state="selected", reason="Sari knows tides", outcome="Her report on Xiamen's tides")
        return made

    @pytest.fixture
    def reader(self, nominated, client, django_user_model):
        one = django_user_model.objects.create_user("reader")
        join(one, None, "reader")
        client.force_login(one)
        return client

    def test_readers_see_how_many_and_not_who(self, nominated, reader):
        page = Page(nominated, reader.get(nominated).content.decode())
        assert "1 selected" in page.text()
        assert "shown to those alone who work with nominations" in words(page.section("nominations"))
        for secret in ("Sari", "Her report", "Port authority"):
            assert secret not in page.source

    @pytest.mark.parametrize(
        "address",
        [
            "/programmes/",
            "/search/?q=Sari",
            "/search/?q=Sari&format=json",
            "/programmes/persons/?q=Sari",
            "/parties/find?q=Sari",
        ],
    )
    def test_no_other_page_names_them_to_readers(self, nominated, reader, address):
        body = reader.get(address).content.decode().replace('value="Sari"', "").replace("q=Sari", "")
        assert "Sari Dewi" not in body
        assert "Her report" not in body

    def test_nor_does_the_page_of_the_pledge_or_of_an_earlier_day(self, nominated, reader):
        pledge = Programme.objects.get().commitment_id
        assert "Sari" not in reader.get(f"/entries/{pledge}/").content.decode()
        assert "Sari" not in reader.get(f"{nominated}?as-of=2026-11-23", follow=True).content.decode()

    def test_the_history_says_whose_nomination_and_how_it_stands(self, nominated, get):
        told = words(get(nominated).section("decided"))
        assert "Nomination Sari Dewi: Changed – Selected, Outcome" in told
        assert "Nomination Sari Dewi: Entered" in told

    def test_to_readers_the_history_says_only_that_a_nomination_was_decided(self, nominated, reader):
        told = words(Page(nominated, reader.get(nominated).content.decode()).section("decided"))
        assert "Nomination: Changed" in told
        assert "Selected" not in told

    def test_who_was_erased_is_named_no_more(self, nominated, get, client, django_user_model):
        privacy.erase(f"nomination:{Nomination.objects.get().key}", "admin", "Sari Dewi asked for it")
        told = words(get(nominated).section("decided"))
        assert "Nomination erased: Entered" in told

    def test_somebody_who_judged_meanwhile_is_not_overwritten(self, nominated, get, post):
        form = get(nominated).form(f"/nominations/{Nomination.objects.get().pk}/")
        post(form, state="reserve", reason="Next year")
        page = post(form, expect=422, state="declined", reason="Too late")
        assert "ratna changed this meanwhile" in page.text()
        assert Nomination.objects.get().state == "reserve"

    def test_what_cannot_be_decided_changes_nothing_of_it(self, nominated, get, post):
        form = get(nominated).form(f"/nominations/{Nomination.objects.get().pk}/")
        post(form, expect=422, state="declined", reason="", attendance="attended")
        assert (Nomination.objects.get().state, Nomination.objects.get().attendance) == ("selected", "unknown")


def test_the_number_of_queries_does_not_grow_with_nominations(made, get, post, officer, django_assert_max_num_queries):
    post(get(made).form("/calls/"), closes="2026-12-01")
    call = Call.objects.get().key
    for n in range(2):
        post(get(made).form("/nominations/"), who="officer", name=f"Sari {n}", call=call)
    with CaptureQueriesContext(connection) as asked:
        officer.get(made)
    few = len(asked)
    for n in range(5):
        post(get(made).form("/nominations/"), who="officer", name=f"Budi {n}", call=call)
    with django_assert_max_num_queries(few):
        officer.get(made)


@pytest.mark.parametrize("address", ["/programmes/?before=" + "9" * 30, "/programmes/new/?from=" + "9" * 5000])
def test_a_number_that_no_row_has_is_as_none(register, officer, address):
    assert officer.get(address).status_code == 200
