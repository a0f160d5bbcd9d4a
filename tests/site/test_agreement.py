"""An agreement's page: when it binds, its stages, its files, and the forms for all of that."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ikrar.model import Document
from ikrar.reading import read_document
from ikrar.register import entry_details, files
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import Agreement, AttachedFile, Decision, StoredDocument
from tests.site.page import words

pytestmark = pytest.mark.django_db

PAIR = {"kind": "agreement", "parties": ["Denpasar|ID", "Mossel Bay|ZA"], "what": "memorandum of understanding"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.IKRAR_FILES = tmp_path / "files"


def memorandum(**more: object) -> str:
    entry_details.enter(PAIR | {"when": "2024-02-29", "duration": 36, "notice": 3} | more, "ani")
    return f"/entries/{Agreement.objects.get().pk}/"


def prepared(**more: object) -> str:
    entry_details.enter(PAIR | {"state": "planned", "told": "2026-01-10"} | more, "ani")
    return f"/entries/{Agreement.objects.get().pk}/"


def facts(page, section: str) -> dict[str, str]:
    found = page.section(section)
    return dict(
        zip(map(words, found.xpath(".//dl/dt")), map(words, found.xpath(".//dl/dd")), strict=True),
    )


class TestWhenItBinds:
    def test_the_end_and_the_day_to_decide_on_are_counted_from_what_was_agreed(self, get):
        said = facts(get(memorandum()), "validity")
        assert said["Now"] == "It binds until 28 February 2027."
        assert said["Extend by"].startswith("28 November 2026")
        assert "in 4 days" in said["Extend by"]
        assert (said["Duration"], said["Notice"]) == ("3 years", "3 months before its end")

    def test_what_has_renewed_itself_says_so_and_nothing_is_written(self, get):
        before = Decision.objects.count()
        page = get(memorandum(when="2014-05-05", duration=60, renewal=60, notice=6))
        said = facts(page, "validity")
        assert said["Renewed automatically"] == "on 6 May 2024, until 5 May 2029: nobody gave notice."
        assert "renewed automatically" in page.text("//div[@class='meta lead']")
        assert Decision.objects.count() == before + 1

    def test_a_gap_between_two_periods_is_shown_with_its_days(self, get):
        extended = [{"on": "2023-01-31", "until": "2027-01-30"}]
        said = facts(get(memorandum(when="2019-11-27", extensions=extended)), "validity")
        assert said["Without an instrument"] == "64 days 28 Nov 2022 – 30 Jan 2023"

    def test_a_document_that_says_for_how_long_offers_it_and_a_person_enters_it(self, get, officer):
        text = (
            "On 3 June 2024 the mayor of Leeds and the mayor of Hangzhou signed a memorandum of understanding on trade."
            "\nThe memorandum is valid for a period of five years."
        )
        file_reading(read_document(Document("leeds", text, "en", None, "2024-06-04")))
        page = get(f"/entries/{Agreement.objects.get().pk}/")
        found = page.section("validity")
        assert "A document may say for how long: 5 years." in words(found)
        assert "The memorandum is valid for a period of five years." in words(found.xpath(".//blockquote")[0])
        link = found.xpath(".//a[contains(@href, 'duration=60')]/@href")[0]
        assert get(link.partition("#")[0]).all("//input[@name='duration']/@value") == ["60"]
        assert "until when is not on file" in words(found)

    def test_where_its_end_is_known_no_document_is_asked(self, get):
        assert "may say for how long" not in words(get(memorandum()).section("validity"))

    @pytest.mark.parametrize("given", ["", "x", "-1", "99999", "6e1"])
    def test_a_duration_that_is_none_leaves_the_form_empty(self, get, given):
        address = memorandum(duration=None)
        assert get(f"{address}details/?duration={given}").all("//input[@name='duration']/@value") == []

    def test_what_ran_out_has_lapsed(self, get):
        page = get(memorandum(when="2019-11-27"))
        assert facts(page, "validity")["Now"] == "lapsed It ran out on 27 November 2022, and nobody extended it."
        assert "memorandum of understanding" in get("/attention/lapsed/").text("//main/ol")
        assert "lapsed" in get("/").text("//section[@aria-labelledby='lapsed']")


class TestDetails:
    def form(self, get, address: str) -> dict[str, str]:
        return get(address + "details/").form("/details/")

    def test_all_details_are_set_in_one_form_and_shown(self, get, post):
        address = memorandum()
        page = post(
            self.form(get, address),
            instrument="sister-agreement",
            place="Denpasar",
            manner="exchange",
            signatories="I.B. Rai Dharmawijaya Mantra, Mayor of Denpasar\nAlderman Harry Levendal, Executive Mayor",
            languages=["id", "en"],
            renewal="36",
            amendments="2025-06 Adds health",
            our_number="415.4/12",
            original="Treaty room",
            fields_=["tourism", "waste"],
            why="From the original",
        )
        said = facts(page, "facts")
        assert said["Type"] == "Sister city or province agreement"
        assert said["Signed at"] == "Denpasar, by post or exchange of texts"
        assert said["Who signed"].startswith("I.B. Rai Dharmawijaya Mantra, Mayor of Denpasar")
        assert said["Languages of the text"] == "Indonesian, English"
        assert said["Our number"] == "415.4/12"
        assert facts(page, "validity")["Amended"] == "Jun 2025: Adds health"
        kept = Agreement.objects.get()
        assert (kept.terms["renewal"], kept.fields) == (36, ["tourism", "waste"])
        decision = Decision.objects.order_by("-number").first()
        assert (decision.who, decision.why, "duration" in decision.after) == ("ratna", "From the original", False)

    def test_a_detail_is_emptied_by_emptying_its_field(self, get, post):
        address = memorandum(place="Denpasar")
        post(self.form(get, address), place="")
        assert "place" not in Agreement.objects.get().terms

    def test_saving_without_a_change_decides_nothing(self, get, post):
        address = memorandum(
            signatories=[{"name": "A", "office": "B, C"}],
            extensions=[{"on": "2025-01-01", "until": None}],
            amendments=[{"on": "", "what": "No date"}],
            languages=["tet"],
        )
        before = Decision.objects.count()
        page = post(self.form(get, address))
        assert "Nothing was changed." in page.text("//*[@role='status']")
        assert Decision.objects.count() == before

    def test_what_makes_no_sense_is_told_at_its_field_and_what_was_typed_stays(self, get, post):
        address = memorandum()
        page = post(
            self.form(get, address), expect=422, when="soon", extensions="next year", valid_from="2025-01-01",
            valid_until="2024-01-01", place="Typed", end_why="No day",
        )  # fmt: skip
        assert len(page.all("//p[@class='error']")) == 5
        assert page.one("//input[@name='place']").get("value") == "Typed"
        assert "next year" in page.text("//textarea[@name='extensions']")
        assert Decision.objects.count() == 1

    def test_who_saves_after_somebody_else_sees_their_change_and_keeps_what_was_typed(self, get, post):
        address = memorandum(place="Denpasar")
        form = self.form(get, address)
        theirs = {"place": "Mossel Bay", "original": "With us"}
        entry_details.change(Agreement.objects.get(), theirs, "budi", "From the post")
        page = post(form, expect=409, place="Cape Town", our_number="415.4")
        assert "budi changed this agreement while you wrote." in page.text("//*[@role='alert']")
        assert "Where the original lies" in page.text("//*[@role='alert']")
        assert page.one("//input[@name='place']").get("value") == "Cape Town"
        assert page.text("//p[contains(@class, 'theirs')]") == "budi: Mossel Bay"
        assert page.one("//input[@name='original']").get("value") == "With us"
        assert Agreement.objects.get().terms["place"] == "Mossel Bay"
        post(page.form("/details/"))
        kept = Agreement.objects.get().terms
        assert (kept["place"], kept["original"], kept["our_number"]) == ("Cape Town", "With us", "415.4")

    def test_an_arrangement_stands_under_its_memorandum(self, get, post):
        memorandum()
        parent = Agreement.objects.get()
        entry_details.enter(PAIR | {"what": "implementing arrangement on waste", "when": "2025-03-01"}, "ani")
        child = Agreement.objects.exclude(pk=parent.pk).get()
        form = self.form(get, f"/entries/{child.pk}/")
        (key,) = [
            str(o.get("value"))
            for o in get(f"/entries/{child.pk}/details/").all("//select[@name='parent']/option[@value!='']")
        ]
        page = post(form, parent=key)
        assert facts(page, "facts")["Under"].startswith("memorandum of understanding")
        above = facts(get(f"/entries/{parent.pk}/"), "facts")
        assert above["Instruments under it"].startswith("implementing arrangement on waste")


class TestByHand:
    def test_an_agreement_is_entered_and_its_page_comes_up(self, get, post):
        get("/agreements/new/")
        form = {"action": "/agreements/new/"}
        page = post(form, first="Denpasar (ID)", second="Mossel Bay (ZA)", state="done", instrument="memorandum",
                    when="2024-11-27", duration="36")  # fmt: skip
        assert page.title == "Agreement Memorandum of understanding"
        assert Agreement.objects.get().expires_on.isoformat() == "2027-11-27"

    def test_for_a_pair_its_parties_stand_in_the_form(self, get, post):
        memorandum()
        pair = Agreement.objects.get().partnership_id
        page = get(f"/agreements/new/?pair={pair}")
        sides = {page.one("//input[@name='first']").get("value"), page.one("//input[@name='second']").get("value")}
        assert sides == {"Denpasar (ID)", "Mossel Bay (ZA)"}

    @pytest.mark.parametrize(
        "wrong",
        [{"second": "Mossel Bay"}, {"second": "Denpasar (ID)"}, {"instrument": ""}, {"when": "one day"}],
    )
    def test_what_cannot_be_entered_is_told_and_what_was_typed_stays(self, post, wrong):
        good = {"action": "/agreements/new/", "first": "Denpasar (ID)", "second": "Mossel Bay (ZA)", "state": "done",
                "instrument": "memorandum"}  # fmt: skip
        page = post(good | wrong, expect=422)
        assert page.texts("//p[@class='error']")[0].startswith("Something has to be mended")
        assert page.one("//input[@name='first']").get("value") == "Denpasar (ID)"
        assert Decision.objects.count() == 0

    def test_a_preparation_begins_with_its_first_stage_to_come(self, get, post):
        page = post({"action": "/agreements/new/"}, first="Denpasar (ID)", second="Kochi (JP)", state="planned",
                    instrument="memorandum")  # fmt: skip
        assert "It is in preparation and binds nobody yet." in page.text()
        assert page.one("//select[@id='stage-stage']/option[@selected]").get("value") == "initiative"


class TestStages:
    def test_a_stage_is_recorded_and_says_who_has_to_act_since_when(self, get, post):
        page = post(get(prepared()).form("/stages/"), stage="council", entered="2026-03-02", note="With the plan")
        section = page.section("stages")
        assert (
            words(section.xpath(".//p[@class='next']")[0])
            == "The city's council has to act: Council's approval, since 2 Mar 2026"
        )
        now = section.xpath(".//li[@aria-current='step']")
        assert "With the plan" in words(now[0])
        assert [words(li).endswith("not recorded") for li in section.xpath(".//li[@class='passed-over']")] == [True] * 4

    def test_a_completed_stage_hands_on_to_the_next(self, get, post):
        page = post(get(prepared()).form("/stages/"), stage="council", entered="2026-03-02", left="2026-04-10")
        said = words(page.section("stages").xpath(".//p[@class='next']")[0])
        assert said == "The Ministry of Home Affairs has to begin: Ministry's verification, since 10 Apr 2026"

    def test_a_recorded_stage_comes_back_into_the_form(self, get):
        page = get(prepared(**{"stage.plan": {"entered": "2026-02", "person": "Ani"}}) + "?stage=plan")
        assert page.one("//input[@id='stage-entered']").get("value") == "February 2026"
        assert page.one("//input[@id='stage-person']").get("value") == "Ani"

    def test_a_record_is_taken_off_and_put_back_by_undoing(self, get, post):
        address = prepared(**{"stage.plan": {"entered": "2026-02"}})
        post(get(address).form("/stages/"), stage="plan", remove="yes")
        assert Agreement.objects.get().stages == {}
        post(get(address).form("/unwind/") if len(get(address).all("//form[contains(@action, 'unwind')]")) == 1
             else first_undo(get(address)))  # fmt: skip
        assert "plan" in Agreement.objects.get().stages

    @pytest.mark.parametrize("wrong", [{"entered": ""}, {"entered": "soon"}, {"entered": "2026-02", "left": "2025"}])
    def test_dates_that_make_no_sense_are_told(self, get, post, wrong):
        page = post(get(prepared()).form("/stages/"), expect=422, stage="plan", note="Typed", **wrong)
        assert page.texts("//details[@id='stage-form']//p[@class='error']") != []
        assert page.one("//input[@id='stage-note']").get("value") == "Typed"

    def test_who_comes_too_late_is_told_and_keeps_what_was_typed(self, get, post):
        address = prepared()
        form = get(address).form("/stages/")
        entry_details.change(Agreement.objects.get(), {"stage.plan": {"entered": "2026-02"}}, "budi")
        page = post(form, expect=422, stage="council", entered="2026-03", note="Typed")
        assert "budi changed this meanwhile." in page.text("//details[@id='stage-form']")
        assert page.one("//input[@id='stage-note']").get("value") == "Typed"
        assert set(Agreement.objects.get().stages) == {"plan"}

    def test_documents_suggest_stages_and_a_person_records_them(self, register, get, post):
        values = {"kind": "agreement", "parties": ["Semarang|ID", "Brisbane|AU"], "what": "memorandum on water"}
        decision = entry_details.enter(values | {"state": "planned", "told": "2026-10-20"}, "ani")
        address = f"/entries/{decision.entered.entry_id}/"
        rows = [words(li) for li in get(address).section("stages").xpath(".//details//ol/li")]
        assert any("Letter of intent" in row and "29 Sept 2026" in row for row in rows)
        form = next(f for f in get(address).all("//form[contains(@action, '/stages/')]")
                    if f.fields.get("stage") == "letter-of-intent" and "note" not in f.fields)  # fmt: skip
        page = post({"action": form.get("action")} | dict(form.fields))
        assert Agreement.objects.get(pk=decision.entered.entry_id).stages["letter-of-intent"]["entered"] == "2026-09-29"
        assert "has to act: Letter of intent" in words(page.section("stages"))


def first_undo(page) -> dict[str, str]:
    form = page.all("//form[contains(@action, 'unwind')]")[0]
    return {"action": form.get("action"), "number": form.fields["number"]}


PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def upload(content: bytes = PDF, name: str = "MoU signed.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/x-whatever")


class TestFiles:
    def attach(self, officer, address: str, content: bytes = PDF, name: str = "MoU signed.pdf", **more: str):
        return officer.post(address + "files/", {"file": upload(content, name), "what": "original"} | more, follow=True)

    def test_a_scan_is_attached_listed_and_comes_back_byte_for_byte_with_safe_headers(self, officer, get):
        address = memorandum()
        self.attach(officer, address, note="All pages")
        row = words(get(address).section("files").xpath(".//li")[0])
        assert "MoU signed.pdf" in row
        assert "signed original" in row
        assert "All pages" in row
        answer = officer.get(get(address).link("MoU signed.pdf"))
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Length"] == str(len(PDF))
        assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''MoU%20signed.pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert check() == []

    def test_names_that_could_do_harm_are_made_harmless(self, officer, get):
        self.attach(officer, memorandum(), name='x"\r\n..‮fdp.exe')
        assert AttachedFile.objects.get().name.endswith(".pdf")
        assert not set(AttachedFile.objects.get().name) & set("\r\n/\\‮")

    @pytest.mark.parametrize(
        ("content", "told"),
        [(b"<html></html>", "none of these"), (b"", "empty"), (PDF + b"x" * 2_000_000, "larger than 1 MB")],
    )
    def test_what_is_not_kept_is_told_and_nothing_is_written(self, officer, settings, content, told):
        settings.IKRAR_FILE_MB = 1
        address = memorandum()
        answer = self.attach(officer, address, content)
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not AttachedFile.objects.exists()

    def test_a_damaged_file_is_said_to_be_and_not_handed_out(self, officer, get):
        address = memorandum()
        self.attach(officer, address)
        file = AttachedFile.objects.get()
        files.store().path(file.sha256).write_bytes(b"%PDF-1.4 another")
        answer = officer.get(f"/files/{file.number}/")
        assert answer.status_code == 500
        assert "This file is damaged" in answer.content.decode()
        assert any("MoU signed.pdf" in line for line in check())

    def test_it_is_taken_off_and_put_back(self, officer, get, post):
        address = memorandum()
        self.attach(officer, address)
        page = post(get(address).form("/detach/"))
        assert not AttachedFile.objects.exists()
        assert "No file is attached" in words(page.section("files"))
        page = post(page.form("/put-back/"))
        assert AttachedFile.objects.get().name == "MoU signed.pdf"
        assert check() == []

    def test_the_same_scan_attached_twice_is_kept_once(self, officer):
        address = memorandum()
        self.attach(officer, address)
        self.attach(officer, address, name="again.pdf")
        assert (AttachedFile.objects.count(), len(list(files.store().hashes()))) == (2, 1)

    def test_its_text_is_filed_as_a_document_in_one_step(self, officer, get, post):
        from docx import Document as Docx

        written, made = io.BytesIO(), Docx()
        made.add_paragraph(
            "On 4 March 2024 the Mayor of Denpasar and the Mayor of Mossel Bay signed a memorandum of understanding on"
            " tourism and waste management. Both cities will meet again in Denpasar in 2025."
        )
        made.save(written)
        address = memorandum()
        self.attach(officer, address, written.getvalue(), "report.docx")
        page = post(get(address).form("/read/"))
        assert "Mayor of Mossel Bay" in page.text()
        assert StoredDocument.objects.get().sha256 == AttachedFile.objects.get().document
        assert get(get(address).link("its text as a document")).address == page.address

    def test_a_picture_of_a_page_has_no_text_to_read(self, officer, get, post):
        address = memorandum()
        self.attach(officer, address)
        page = post(get(address).form("/read/"))
        assert "No text can be read" in page.text("//*[@role='status']")
        assert not StoredDocument.objects.exists()

    def test_a_file_that_is_not_there_is_no_page(self, officer):
        assert officer.get("/files/99/").status_code == 404

    def test_who_is_not_signed_in_gets_nothing(self, officer, client):
        self.attach(officer, memorandum())
        number = AttachedFile.objects.get().number
        client.logout()
        assert client.get(f"/files/{number}/").status_code == 302


class TestPartnership:
    def test_the_ladder_shows_which_instruments_bind(self, get):
        memorandum()
        entry_details.enter(PAIR | {"what": "letter of intent", "when": "2019-05-01", "duration": 12}, "ani")
        page = get(f"/partners/{Agreement.objects.first().partnership_id}/")
        rungs = {li.get("class"): words(li) for li in page.all("//ul[@class='ladder']/li")}
        assert rungs["binds"].startswith("Memorandum of understanding 29 Feb 2024 – 28 Feb 2027")
        assert rungs["past"] == "Letter of intent 1 May 2019 – 1 May 2020 lapsed"

    def test_an_agreement_in_preparation_says_what_comes_next(self, get):
        prepared(**{"stage.draft": {"entered": "2026-05-04"}})
        page = get(f"/partners/{Agreement.objects.get().partnership_id}/")
        said = page.text("//section[@aria-labelledby='agreements']//p[@class='next']")
        assert (
            said == "memorandum of understanding: The Ministry of Foreign Affairs has to act: Draft, since 4 May 2026"
        )

    def test_a_partnership_that_sleeps_says_since_when(self, get, settings):
        memorandum(when="2023-01-05")
        pair = Agreement.objects.get().partnership_id
        assert "dormant: quiet for 3 years 10 months" in get(f"/partners/{pair}/").text("//div[@class='meta lead']")
        assert "Denpasar – Mossel Bay" in get("/attention/dormant/").text("//main/ol/li")
        settings.IKRAR_DORMANT_DAYS = 3000
        assert "dormant" not in get(f"/partners/{pair}/").text("//div[@class='meta lead']")


def test_the_number_of_queries_does_not_grow(officer, django_assert_max_num_queries):
    address = memorandum()
    for place in ("One", "Two", "Three"):
        entry_details.change(
            Agreement.objects.get(), {"place": place, "stage.plan": {"entered": "2026", "note": place}}, "ani"
        )
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        files.attach(f"entry:{entry_details.key_of(Agreement.objects.get())}", io.BytesIO(PDF), name, "ani")
    officer.get(address)
    with django_assert_max_num_queries(32):
        officer.get(address)
