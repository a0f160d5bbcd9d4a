"""The page of an office's people, and its settings: for administrators, about their own office alone."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ikrar.office.models import Change, Membership, Office, Role
from ikrar.office.people import join
from ikrar.ontology.stages import stages
from ikrar.register.validity import office_stages
from tests.ontology.test_stages import OWN
from tests.site.page import Page, words

pytestmark = pytest.mark.django_db

PASSWORD = "a long word of passage"


def person(name: str, role: str, office: Office | None = None) -> Membership:
    return join(get_user_model().objects.create_user(name, f"{name}@jakarta.example", PASSWORD), office, role)


@pytest.fixture
def sari() -> Client:
    client = Client()
    client.force_login(person("sari", Role.ADMINISTRATOR).person)
    return client


@pytest.fixture
def budi() -> Membership:
    return person("budi", Role.OFFICER)


def page(answer) -> Page:
    return Page("/people/", answer.content.decode())


def does(client: Client, membership: Membership, what: str, **more: str):
    return client.post(f"/people/{membership.pk}/", {"what": what} | more, follow=True)


def test_members_stand_there_with_their_role_and_when_they_were_seen(sari, budi):
    other = Client()
    other.post("/sign-in/", {"login": "budi", "password": PASSWORD})
    shown = page(sari.get("/people/"))
    row = next(t for t in shown.texts("//ol[contains(@class, 'people')]/li") if "budi" in t)
    assert "budi@jakarta.example" in row
    assert "1 session" in row
    assert "never seen" not in row


def test_the_table_says_what_each_role_may_do(sari):
    rows = (row.xpath("./*") for row in page(sari.get("/people/")).all("//tbody/tr"))
    told = {words(what): [words(c.xpath("./span[@class='unseen']")[0]) for c in cells] for what, *cells in rows}
    assert told["Confirm, correct and reject claims"] == ["no", "no", "yes", "yes"]


def test_a_role_is_changed_and_holds_at_once(sari, budi):
    does(sari, budi, "role", role="reader")
    budi.refresh_from_db()
    assert budi.role == Role.READER
    assert Change.objects.get().detail == "officer → reader"


def test_a_role_that_is_none_changes_nothing(sari, budi):
    does(sari, budi, "role", role="emperor")
    budi.refresh_from_db()
    assert budi.role == Role.OFFICER


def test_who_left_sees_nothing_any_more_and_is_signed_out(sari, budi):
    other = Client()
    other.post("/sign-in/", {"login": "budi", "password": PASSWORD})
    does(sari, budi, "end")
    assert other.get("/").url.startswith("/sign-in/")
    other.post("/sign-in/", {"login": "budi", "password": PASSWORD})
    assert other.get("/").status_code == 403
    does(sari, budi, "back")
    assert other.get("/").status_code == 200


def test_all_sessions_of_a_person_are_ended(sari, budi):
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/sign-in/", {"login": "budi", "password": PASSWORD})
    does(sari, budi, "sign-out")
    assert [b.get("/").status_code for b in browsers] == [302, 302]


@pytest.mark.parametrize(("what", "more"), [("end", {}), ("role", {"role": "reader"})])
def test_the_last_administrator_stays(sari, budi, what, more):
    own = Membership.objects.get(person__username="sari")
    assert "Make another administrator first" in page(does(sari, own, what, **more)).text()
    own.refresh_from_db()
    assert (own.role, own.ended_at) == (Role.ADMINISTRATOR, None)
    does(sari, budi, "role", role="administrator")
    does(sari, own, what, **more)
    assert sari.get("/people/").status_code == 403


def test_members_of_another_office_are_out_of_reach(sari, bandung):
    theirs = person("ayu", Role.OFFICER, bandung)
    assert "ayu" not in page(sari.get("/people/")).text()
    assert does(sari, theirs, "end").status_code == 404
    theirs.refresh_from_db()
    assert theirs.ended_at is None


def test_the_number_of_queries_does_not_grow_with_the_members(sari, django_assert_max_num_queries):
    sari.get("/people/")
    with django_assert_max_num_queries(10):
        sari.get("/people/")
    for n in range(12):
        person(f"officer{n}", Role.OFFICER)
    with django_assert_max_num_queries(10):
        sari.get("/people/")


class TestSettings:
    FORM = {"name": "Biro Kerja Sama", "home": "Jakarta (ID)", "review_days": "90", "dormant_days": ""}

    def test_they_are_kept_and_it_is_written_down_who_changed_them(self, sari):
        assert sari.post("/settings/", self.FORM | {"two_person": "on"}).url == "/settings/"
        office = Office.objects.get()
        assert (office.name, office.home, office.review_days) == ("Biro Kerja Sama", "Jakarta|ID", 90)
        assert (office.dormant_days, office.two_person, office.require_two_factor) == (None, True, False)
        written = Change.objects.get()
        assert (written.who, set(written.after)) == ("sari", {"name", "home", "review_days", "two_person"})
        assert "Biro Kerja Sama" in sari.get("/").content.decode()

    def test_saving_again_changes_nothing(self, sari):
        sari.post("/settings/", self.FORM)
        sari.post("/settings/", self.FORM)
        assert Change.objects.count() == 1

    def test_two_who_save_at_the_same_time_set_what_each_changed(self, sari):
        form = page(sari.get("/settings/")).form("/settings/")
        kept = {name: value for name, value in form.items() if name != "action"}
        sari.post("/settings/", kept | {"two_person": "on", "review_days": "90"})
        sari.post("/settings/", kept | {"name": "Biro Kerja Sama"})  # From a page that was opened before.
        office = Office.objects.get()
        assert (office.name, office.two_person, office.review_days) == ("Biro Kerja Sama", True, 90)

    @pytest.mark.parametrize(
        ("changed", "told"),
        [({"home": "Jakarta"}, "Write a party with its country"), ({"review_days": "0"}, "greater than or equal to 1")],
    )
    def test_what_makes_no_sense_is_told(self, sari, changed, told):
        answer = sari.post("/settings/", self.FORM | changed)
        assert answer.status_code == 422
        assert told in page(answer).text()

    def test_what_is_left_empty_is_as_the_installation_has_it(self, sari, settings):
        settings.IKRAR_REVIEW_DAYS = 123
        assert "Empty: 123" in page(sari.get("/settings/")).text()

    @pytest.mark.parametrize(
        ("own", "says"),
        [("never", "is now A person judges each"), ("0.9", "is now from 0.9 on"), ("0.4", "not one of the")],
    )
    def test_what_is_sure_enough_is_chosen(self, sari, own, says):
        answer = sari.post("/settings/", self.FORM | {"take_over": own}, follow=True)
        assert says in page(answer).text()

    def test_a_change_is_told_with_what_was_before_and_taken_back_by_a_button(self, sari):
        sari.post("/settings/", self.FORM | {"expiring_days": "400"})
        shown = page(sari.get("/settings/"))
        assert "An agreement is expiring (days before its end): as the installation has it → is now 400" in shown.text()
        (address,) = shown.all("//section[@aria-labelledby='changes']//form/@action")
        assert "Taken back." in page(sari.post(address, follow=True)).text()
        assert Office.objects.get().expiring_days is None
        assert "taken back by sari" in page(sari.get("/settings/")).text()

    def test_a_change_of_another_office_is_out_of_reach(self, sari, bandung):
        theirs = Change.objects.create(
            office=bandung, at="2026-11-24T03:00Z", who="ayu", what="settings", about="home", before={"home": ""},
            after={"home": "Bandung|ID"},
        )  # fmt: skip
        assert sari.post(f"/settings/changes/{theirs.pk}/undo/").status_code == 404

    def test_stages_come_as_a_file_and_go_along_as_one(self, sari):
        own = SimpleUploadedFile("ours.toml", OWN.encode())
        assert sari.post("/settings/stages/", {"file": own}).url == "/settings/#stages"
        assert Office.objects.get().stages == OWN
        shown = page(sari.get("/settings/")).texts("//ol[@class='way']/li")
        assert shown == ["Talk We", "Sign We puts the agreement in force"]
        assert sari.get("/settings/stages.toml").content.decode() == OWN
        sari.post("/settings/stages/", {"do": "back"})
        assert Office.objects.get().stages == ""
        assert "Letter of intent" in page(sari.get("/settings/")).text()

    def test_stages_that_make_no_sense_are_told_where_and_kept_as_typed(self, sari):
        wrong = OWN.replace("concludes = true", "conclude = true")
        answer = sari.post("/settings/stages/", {"text": wrong})
        assert answer.status_code == 422
        assert "stages.sign: Ikrar knows nothing called “conclude” here." in page(answer).text()
        assert page(answer).one("//textarea").text.strip() == wrong.strip()
        assert Office.objects.get_or_create(database="default")[0].stages == ""

    @pytest.mark.parametrize("content", [b"\xff\xfe[", b"", b"[stages"])
    def test_a_file_that_is_no_text_or_no_toml_is_refused(self, sari, content):
        answer = sari.post("/settings/stages/", {"file": SimpleUploadedFile("x.toml", content)})
        assert answer.status_code == 422
        assert page(answer).all("//p[@class='error']")

    def rows(self, sari, **changes: str) -> dict[str, str]:
        """What the rows of the stages hold as they are sent, with some of it changed."""
        form = page(sari.get("/settings/")).one("//form[.//button[@value='rows']]")
        return {name: value for name, value in form.fields.items() if value is not None} | {"do": "rows"} | changes

    def test_stages_are_renamed_moved_left_out_and_added_row_by_row(self, sari):
        sari.post("/settings/stages/", {"text": OWN})
        new = {
            "s-2-label_id": "Usul",
            "s-2-label_en": "Proposal",
            "s-2-label_zh": "提案",
            "s-2-acts": "us",
            "s-2-ORDER": "1",
        }
        sari.post("/settings/stages/", self.rows(sari, **{"s-0-ORDER": "2", "s-0-label_en": "Talks"}, **new))
        known = office_stages()
        assert [(s.code, s.label("en"), s.concludes) for s in known.values()] == [
            ("proposal", "Proposal", False), ("talk", "Talks", False), ("sign", "Sign", True),
        ]  # fmt: skip
        sari.post("/settings/stages/", self.rows(sari, **{"s-0-DELETE": "on"}))
        assert list(office_stages()) == ["talk", "sign"]

    def test_rows_keep_what_they_do_not_show(self, sari):
        sari.post("/settings/stages/", self.rows(sari, **{"s-0-label_en": "First idea"}))
        first, *rest = office_stages().values()
        own = stages()
        assert (first.label("en"), first.documents("en")) == ("First idea", own["initiative"].documents("en"))
        assert rest == list(own.values())[1:]

    def test_rows_that_change_nothing_set_nothing(self, sari):
        sari.post("/settings/stages/", self.rows(sari))
        assert not Change.objects.exists()

    @pytest.mark.parametrize(
        ("changed", "told"),
        [({"s-1-label_zh": ""}, "This field is required"), ({"s-1-DELETE": "on"}, "put the agreement in force")],
    )
    def test_rows_that_make_no_sense_are_told_and_kept_as_typed(self, sari, changed, told):
        sari.post("/settings/stages/", {"text": OWN})
        answer = sari.post("/settings/stages/", self.rows(sari, **{"s-0-label_en": "Talks"}, **changed))
        assert answer.status_code == 422
        assert told in page(answer).text()
        assert page(answer).one("//input[@name='s-0-label_en']").get("value") == "Talks"
        assert list(office_stages()) == ["talk", "sign"]
