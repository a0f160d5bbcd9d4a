"""An entry: what it is, how it stands, what it stands on; a person can say how it stands, and take that back."""

from __future__ import annotations

import pytest

from ikrar.follow.models import Proposal
from ikrar.register import decisions
from ikrar.register.filing import file_reading
from ikrar.register.models import Agreement, Commitment, Decision, Entry
from tests.register.build import JAKARTA, SHANGHAI, Say, invites, reading
from tests.site import factory
from tests.site.page import words

pytestmark = pytest.mark.django_db


def of(what: str) -> str:
    return f"/entries/{Entry.objects.get(what=what).pk}/"


@pytest.fixture
def proposed(db) -> str:
    """An invitation, and a later text that may show that it was kept."""
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("Shanghai invites Jakarta")))
    came = Say(
        "delivery",
        "Jakarta took part",
        (JAKARTA,),
        (SHANGHAI,),
        what="China International Import Expo",
        when="2023-11-06",
    )
    file_reading(reading("Jakarta took part in the expo.", came, published="2023-11-12"))
    assert Proposal.objects.count() == 1
    return f"/entries/{Commitment.objects.get().pk}/"


def facts(page) -> dict[str, str]:
    return dict(zip(page.texts("//dl[@class='facts']/dt"), page.texts("//dl[@class='facts']/dd"), strict=True))


class TestWhatIsShown:
    def test_a_pledge_says_who_owes_it_to_whom_and_by_when(self, register, get):
        page = get(of("the tide records of its port"))
        assert page.title == "Request the tide records of its port"
        assert facts(page) == {
            "Owed by": "Semarang",
            "Owed to": "Brisbane",
            "Due": "15 November 2026",
            "Fields": "Ports and logisticsWater",
            "First told": "30 September 2026",
        }
        assert get(page.link("Semarang")).title == "Semarang"

    def test_an_agreement_says_when_it_was_signed_and_that_its_end_is_not_known(self, register, get):
        found = facts(get(of("letter of intent")))
        assert (found["Signed"], found["Valid until"]) == ("29 September 2026", "not on file")

    def test_every_piece_of_evidence_says_what_it_says_and_whether_it_was_reviewed(self, register, get):
        rows = get(of("nota kesepahaman")).section("evidence").xpath(".//ol/li")
        said = [words(row) for row in rows]
        assert said[0].startswith("States it")
        assert said[1].startswith("Renews it")
        assert "not reviewed" in said[0]

    def test_a_meeting_has_no_status_to_set(self, register, get):
        assert not get(f"/entries/{Entry.objects.filter(kind='meeting').first().pk}/").has_section("standing")

    def test_one_that_is_not_there(self, officer):
        assert officer.get("/entries/99999/").status_code == 404


class TestSettingHowItStands:
    def test_a_pledge_is_kept_and_the_journal_knows_who_said_so_and_why(self, register, get, post):
        address = of("the tide records of its port")
        page = post(get(address).form("/status/"), status="kept", why="They came by post")
        assert "kept" in words(page.section("standing"))
        assert Commitment.objects.get(what="the tide records of its port").status == "kept"
        last = Decision.objects.order_by("-number").first()
        assert (last.who, last.why, last.after["status"]) == ("ratna", "They came by post", "kept")
        assert "They came by post" in words(page.section("standing"))

    def test_an_agreement_gets_an_end_and_then_stands_among_what_expires(self, register, get, post):
        page = post(get(of("letter of intent")).form("/status/"), valid_until="2027-09-28")
        assert facts(page)["Valid until"] == "28 September 2027"
        assert "letter of intent" in get("/attention/expiring/").text()

    def test_saving_without_a_change_decides_nothing(self, register, get, post):
        before = Decision.objects.count()
        post(get(of("letter of intent")).form("/status/"))
        assert Decision.objects.count() == before

    def test_a_day_that_is_none_is_told_and_nothing_is_decided(self, register, get, post):
        before = Decision.objects.count()
        page = post(get(of("letter of intent")).form("/status/"), expect=422, valid_until="2027-02-30")
        assert page.texts("//p[@class='error']") != []
        assert page.one("//details[@data-key='e']").get("open") is not None
        assert Decision.objects.count() == before

    def test_a_status_that_does_not_exist_is_refused(self, register, get, post):
        form = get(of("letter of intent")).form("/status/")
        post(form | {"status": "kept"}, expect=422)
        assert Agreement.objects.get(what="letter of intent").status == "in-force"

    def test_whoever_comes_too_late_is_told(self, register, get, post):
        form = get(of("the tide records of its port")).form("/status/")
        decisions.set_status(Commitment.objects.get(what="the tide records of its port"), "budi", status="declined")
        page = post(form | {"status": "kept", "why": "It came"})
        assert "Somebody has just decided about this entry." in page.text("//*[@role='status']")
        assert Commitment.objects.get(what="the tide records of its port").status == "declined"

    def test_it_can_be_taken_back(self, register, get, post):
        page = post(get(of("the tide records of its port")).form("/status/"), status="kept", why="It came")
        page = post(page.form("/undo/"))
        assert Commitment.objects.get(what="the tide records of its port").status == "made"
        assert "taken back" in words(page.section("standing"))

    def test_only_the_last_decision_can_be_taken_back_and_only_once(self, register, get, post):
        page = post(get(of("the tide records of its port")).form("/status/"), status="kept", why="It came")
        undo = page.form("/undo/")
        post(undo)
        page = post(undo)
        assert "Somebody has just decided about this entry." in page.text("//*[@role='status']")
        assert Commitment.objects.get(what="the tide records of its port").status == "made"

    def test_a_link_to_the_form_leads_to_the_entry(self, register, officer):
        address = of("letter of intent")
        for end in ("status/", "undo/", "proposal/"):
            assert officer.get(address + end).url == address

    def test_what_is_no_pledge_and_no_agreement_cannot_be_set(self, register, officer):
        meeting = Entry.objects.filter(kind="meeting").first()
        assert officer.post(f"/entries/{meeting.pk}/status/", {"status": "kept"}).status_code == 404


class TestWhatMayHaveKeptIt:
    def test_the_words_are_shown_for_a_person_to_judge(self, proposed, get):
        section = words(get(proposed).section("standing"))
        assert "A later text may show that it was kept:Jakarta took part" in section

    def test_yes_makes_it_kept_with_those_words_as_proof(self, proposed, get, post):
        page = post(get(proposed).form("/proposal/"), answer="yes")
        pledge = Commitment.objects.get()
        assert pledge.status == "kept"
        assert pledge.status_claim.quote == "Jakarta took part"
        assert "Jakarta took part" in words(page.section("standing"))

    def test_no_is_remembered(self, proposed, get, post):
        page = post(get(proposed).form("/proposal/"), answer="no")
        assert Commitment.objects.get().status == "made"
        assert not Proposal.objects.exists()
        assert "Not shown by what was proposed" in words(page.section("standing"))

    def test_an_answer_to_a_question_that_was_answered_is_told(self, proposed, get, post):
        form = get(proposed).form("/proposal/")
        post(form, answer="no")
        page = post(form, answer="yes")
        assert "Somebody has just decided about this entry." in page.text("//*[@role='status']")
        assert Commitment.objects.get().status == "made"


def test_the_number_of_queries_does_not_grow(register, officer, django_assert_max_num_queries):
    pledge = Commitment.objects.get(what="the tide records of its port")
    for status in ("kept", "made", "kept", "made"):
        decisions.set_status(pledge, factory.officer(), status=status)
    officer.get(of("the tide records of its port"))
    with django_assert_max_num_queries(36):
        officer.get(of("the tide records of its port"))


class TestLookingAfterIt:
    def test_an_officer_says_who_looks_after_a_pledge_and_what_comes_next(self, register, get, post):
        form = get(of("the tide records of its port")).form("/care/")
        page = post(form, owner="ratna", next_step="Ask the port", next_on="2026-12-01")
        assert "Looked after byratna" in words(page.section("standing"))
        assert "Ask the port" in words(page.section("standing"))

    def test_whoever_saves_over_a_colleague_is_told_and_keeps_what_was_typed(self, register, get, post):
        form = get(of("the tide records of its port")).form("/care/")
        post(form, next_step="Ask the port")
        page = post(form | {"next_step": "Ask the harbour master"}, expect=422)
        assert "changed this meanwhile" in page.text()
        assert page.one("//input[@name='next_step']").get("value") == "Ask the harbour master"
        assert Commitment.objects.get(what="the tide records of its port").next_step == "Ask the port"

    def test_a_step_without_reason_or_words_is_asked_for_them(self, register, get, post):
        page = post(get(of("the tide records of its port")).form("/status/"), expect=422, status="kept")
        assert page.texts("//p[@class='error']") != []
        assert Commitment.objects.get(what="the tide records of its port").status == "made"
