"""The inbox: one claim at a time, to confirm, correct or reject, with a way back."""

from __future__ import annotations

import pytest

from ikrar.register import decisions
from ikrar.register.filing import file_reading
from ikrar.register.models import ClaimRecord, Commitment, Decision, EntryClaim, StoredDocument
from tests.register.build import BOTH, Say, reading
from tests.site import factory
from tests.site.page import words

pytestmark = pytest.mark.django_db

TIDES = "share the tide records"


def of(claim: ClaimRecord) -> str:
    return f"/inbox/{claim.pk}/"


@pytest.fixture
def tides(register) -> ClaimRecord:
    return factory.one("request", TIDES)


class TestWhatIsShown:
    def test_the_surest_claim_comes_first_and_the_line_says_how_many_wait(self, register, get):
        page = get("/inbox/")
        first = ClaimRecord.objects.inbox().first()
        assert page.form("/confirm/")["action"] == f"/inbox/{first.pk}/confirm/"
        assert "4 of 35 reviewed" in page.text("//p[@class='progress']")
        assert page.text("//nav[@class='nav']//a[@aria-current]") == "Inbox 31"

    def test_a_claim_says_everything_it_holds(self, tides, get):
        page = get(of(tides))
        assert page.text("//h2[@id='case']") == "Request"
        assert page.text("//p[@class='pair']") == "Brisbane → Semarang"
        facts = dict(zip(page.texts("//dl/dt"), page.texts("//dl/dd"), strict=True))
        assert facts == {
            "What": "the tide records of its port",
            "When": "15 November 2026",
            "Fields": "WaterPorts and logistics",
            "Confidence": "90%",
        }

    def test_its_words_are_marked_in_the_text_around_them(self, tides, get):
        page = get(of(tides))
        assert page.text("//div[@class='context']//mark") == tides.quote
        assert "Brisbane offered to lend three hydrologists" in page.text("//div[@class='context']")
        assert page.one("//div[@class='context']").get("lang") == "en"

    def test_it_leads_to_the_words_in_the_document(self, tides, get):
        page = get(of(tides))
        assert page.link("Brisbane and Semarang look at floods together").endswith(f"#w{tides.pk}")

    def test_every_key_is_shown_on_what_it_presses(self, tides, get):
        page = get(of(tides))
        keys = {e.get("data-key").split()[0]: e for e in page.all("//main//*[@data-key]")}
        assert {"c", "e", "x", "o", "j", "k"} <= set(keys)
        for key in "cex":
            assert keys[key].xpath(f".//kbd[text()='{key}']")
            assert keys[key].xpath("descendant-or-self::*[@aria-keyshortcuts]")

    def test_those_before_and_after_are_a_step_away(self, register, get):
        waiting = list(ClaimRecord.objects.inbox())
        page = get(of(waiting[5]))
        assert page.one("//a[@rel='prev']").get("href") == of(waiting[4])
        assert page.one("//a[@rel='next']").get("href") == of(waiting[6])

    def test_one_document_can_be_gone_through_in_its_own_order(self, register, get):
        document = StoredDocument.objects.get(ident="semarang-brisbane-2026")
        page = get(f"/inbox/?document={document.pk}")
        assert page.form("/confirm/")["action"].split("/")[2] == str(document.claims.order_by("start", "id").first().pk)
        assert "0 of 8 reviewed" in page.text()
        assert page.one("//a[@rel='next']").get("href").endswith(f"?document={document.pk}")

    def test_a_claim_that_was_decided_shows_by_whom_and_why(self, tides, get):
        decisions.reject(tides, "too-vague: no number", "budi")
        page = get(of(tides))
        assert "rejected" in page.text("//article/header")
        assert "Rejected · budi" in page.text("//details[@class='past']")
        assert "Too vague to follow: no number" in page.text("//details[@class='past']")

    def test_an_empty_inbox_says_what_fills_it(self, db, get):
        assert "No claims yet." in get("/inbox/").text()

    def test_when_all_is_done_it_says_so(self, db, get):
        file_reading(reading("They met.", Say("meeting", "They met.", parties=BOTH)))
        decisions.confirm(ClaimRecord.objects.get(), "budi")
        assert "All 1 claims are reviewed." in get("/inbox/").text()

    def test_one_that_is_not_there(self, officer):
        assert officer.get("/inbox/99999/").status_code == 404

    @pytest.mark.parametrize("given", ["x", "-1", "99999", "²"])
    def test_a_document_that_makes_no_sense_breaks_nothing(self, register, officer, given):
        assert officer.get(f"/inbox/?document={given}").status_code in (200, 404)


class TestConfirming:
    def test_the_claim_stands_the_journal_knows_and_the_next_one_comes(self, tides, get, post):
        following = ClaimRecord.objects.inbox()
        ids = [c.pk for c in following]
        page = post(get(of(tides)).form("/confirm/"))
        tides.refresh_from_db()
        last = Decision.objects.order_by("-number").first()
        assert (tides.review, last.what, last.who) == ("confirmed", "confirm", "ratna")
        assert page.address == f"/inbox/{ids[ids.index(tides.pk) + 1]}/"
        assert "Confirmed Request Brisbane → Semarang" in page.text("//form[@role='status']")

    def test_within_one_document_the_next_one_is_of_the_same(self, register, get, post):
        document = StoredDocument.objects.get(ident="semarang-brisbane-2026")
        page = get(f"/inbox/?document={document.pk}")
        for _ in range(8):
            page = post(page.form("/confirm/"))
        assert not document.claims.filter(review="unreviewed").exists()
        assert "All 8 claims are reviewed." in page.text()

    def test_a_claim_that_somebody_else_decided_meanwhile_is_left_as_it_is(self, tides, get, post):
        form = get(of(tides)).form("/confirm/")
        decisions.reject(tides, "not-said", "budi")
        before = Decision.objects.count()
        page = post(form)
        assert page.address == of(tides)
        assert "Somebody has just decided about this claim." in page.text("//div[@role='status']")
        tides.refresh_from_db()
        assert (tides.review, Decision.objects.count()) == ("rejected", before)

    def test_coming_by_a_link_decides_nothing(self, tides, officer):
        for what in ("confirm", "reject", "correct"):
            assert officer.get(f"{of(tides)}{what}/").url == of(tides)
        assert officer.get("/inbox/undo/").url == "/inbox/"
        assert ClaimRecord.objects.get(pk=tides.pk).review == "unreviewed"

    def test_a_form_from_elsewhere_is_refused(self, tides, django_user_model):
        from django.test import Client

        strict = Client(enforce_csrf_checks=True)
        strict.force_login(factory.officer())
        answer = strict.post(f"{of(tides)}confirm/", {"review": "unreviewed"})
        assert answer.status_code == 403
        assert "This form is too old" in answer.content.decode()


class TestRejecting:
    def test_the_entry_it_stood_behind_goes(self, tides, get, post):
        assert Commitment.objects.filter(what="the tide records of its port").exists()
        post(get(of(tides)).form("/reject/"), reason="not-said", more="It offers them")
        tides.refresh_from_db()
        assert tides.review == "rejected"
        assert not Commitment.objects.filter(what="the tide records of its port").exists()
        assert Decision.objects.order_by("-number").first().why == "not-said: It offers them"

    def test_without_a_reason_nothing_happens(self, tides, get, post):
        page = post(get(of(tides)).form("/reject/"), reason="because")
        assert "Choose a reason" in page.text("//div[@role='status']")
        assert page.address == of(tides)
        tides.refresh_from_db()
        assert tides.review == "unreviewed"


class TestCorrecting:
    def test_what_was_changed_holds_and_the_register_follows(self, tides, get, post):
        page = post(get(of(tides)).form("/correct/"), when="2026-12-15", fields_=["water"], why="In the printed paper")
        tides.refresh_from_db()
        assert (tides.review, tides.when, tides.fields) == ("corrected", "2026-12-15", ["water"])
        assert Commitment.objects.get(what="the tide records of its port").due == "2026-12-15"
        last = Decision.objects.order_by("-number").first()
        assert (last.what, last.why, set(last.after)) == ("correct", "In the printed paper", {"when", "fields"})
        assert "Corrected" in page.text("//form[@role='status']")

    def test_parties_are_written_as_people_write_them(self, tides, get, post):
        form = get(of(tides)).form("/correct/")
        assert (form["first"], form["second"]) == ("Brisbane (AU)", "Semarang (ID)")
        post(form, first="Semarang (ID)", second="Gold Coast (AU)")
        tides.refresh_from_db()
        assert (tides.from_keys, tides.to_keys) == (["Semarang|ID"], ["Gold Coast|AU"])
        assert EntryClaim.objects.get(claim=tides).entry.partnership.party_a.name == "Gold Coast"

    def test_several_parties_stand_with_a_semicolon_between_them(self, register, get, post):
        meeting = factory.one("meeting", "The Lord Mayor of Brisbane received")
        post(get(of(meeting)).form("/correct/"), first="Brisbane (AU); Semarang (ID); Kupang (ID)", second="")
        meeting.refresh_from_db()
        assert meeting.party_keys == ["Brisbane|AU", "Semarang|ID", "Kupang|ID"]

    @pytest.mark.parametrize(
        ("field", "value", "says"),
        [
            ("first", "Brisbane", "Write a party with its country: Shanghai (CN)."),
            ("when", "next week", "Write a date as 2026-11-05"),
            ("when", "2026-02-30", "Write a date as 2026-11-05"),
        ],
    )
    def test_what_makes_no_sense_is_told_beside_its_field_and_nothing_is_decided(
        self, tides, get, post, field, value, says
    ):
        before = Decision.objects.count()
        page = post(get(of(tides)).form("/correct/"), expect=422, **{field: value})
        wrong = page.one(f"//*[@name='{field}']")
        assert wrong.get("value") == value
        assert says in words(wrong.getparent())
        assert page.one("//details[@data-key='e']").get("open") is not None
        assert Decision.objects.count() == before

    def test_one_party_alone_makes_no_request(self, tides, get, post):
        page = post(get(of(tides)).form("/correct/"), expect=422, second="")
        assert "This kind of claim needs two parties from different places." in page.text()

    def test_sending_it_unchanged_is_told(self, tides, get, post):
        page = post(get(of(tides)).form("/correct/"), expect=422)
        assert "Nothing was changed." in page.text("//*[@role='alert']")


class TestTakingBack:
    def test_a_decision_can_be_taken_back_and_the_claim_waits_again(self, tides, get, post):
        page = post(get(of(tides)).form("/reject/"), reason="not-said")
        page = post(page.form("/undo/"))
        tides.refresh_from_db()
        assert tides.review == "unreviewed"
        assert page.address == of(tides)
        assert Commitment.objects.filter(what="the tide records of its port").exists()
        assert Decision.objects.order_by("-number").first().what == "undo"

    def test_only_once(self, tides, get, post):
        undo = post(get(of(tides)).form("/confirm/")).form("/undo/")
        post(undo)
        before = Decision.objects.count()
        assert "There is nothing to undo." in post(undo).text("//div[@role='status']")
        assert Decision.objects.count() == before

    def test_what_another_person_decided_is_not_offered(self, tides, get):
        decisions.confirm(tides, "budi")
        assert "Brisbane" not in get("/inbox/").text("//form[@role='status']")


def test_the_number_of_queries_does_not_grow(db, officer, django_assert_max_num_queries):
    text = "Both plan: " + ", ".join(f"plan {i}" for i in range(10, 60)) + "."
    file_reading(reading(text, *(Say("plan", f"plan {i}", parties=BOTH) for i in range(10, 60))))
    officer.get("/inbox/")
    with django_assert_max_num_queries(14):
        officer.get("/inbox/")
