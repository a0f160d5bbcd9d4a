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
        assert "budi has just decided about this claim (Rejected)." in page.text("//div[@role='status']")
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
            ("first", "Atlantis", "Write a party with its country: Shanghai (CN)."),
            ("when", "next spring", "Write a date as 5 November 2026"),
            ("when", "30 February 2026", "Write a date as 5 November 2026"),
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


class TestWrittenAsPeopleWrite:
    def test_a_date_in_words_and_a_party_by_its_name_alone(self, tides, get, post):
        post(get(of(tides)).form("/correct/"), when="5 Desember 2026", first="brisbane")
        tides.refresh_from_db()
        assert (tides.when, tides.from_keys) == ("2026-12-05", ["Brisbane|AU"])

    def test_how_a_date_is_understood_is_told_while_it_is_typed(self, officer):
        told = officer.get("/dates/understood/", {"q": "akhir Maret 2027"}).json()
        assert told == {"edtf": "2027-03", "written": "March 2027"}
        assert officer.get("/dates/understood/", {"q": "soon"}).json() == {"edtf": "", "written": ""}


class TestTwoOnOneClaim:
    def test_the_second_sees_who_changed_what_and_keeps_what_was_typed(self, tides, get, post):
        form = get(of(tides)).form("/correct/")
        decisions.correct(tides, {"when": "2026-12-15"}, "budi", "In print")
        page = post(form, expect=409, what="the tide tables", why="Heard it")
        said = page.text("//div[@role='alert']")
        assert "budi: Corrected In print" in said
        assert "When: 15 Dec 2026" in said
        assert page.one("//input[@name='what']").get("value") == "the tide tables"
        assert page.one("//details[@data-key='e']").get("open") is not None
        tides.refresh_from_db()
        assert tides.what == "the tide records of its port"

    def test_sending_it_again_applies_it(self, tides, get, post):
        form = get(of(tides)).form("/correct/")
        decisions.correct(tides, {"when": "2026-12-15"}, "budi")
        page = post(form, expect=409, what="the tide tables")
        post(page.form("/correct/"))
        tides.refresh_from_db()
        assert tides.what == "the tide tables"


class TestTwoPeople:
    @pytest.fixture(autouse=True)
    def _two(self, db):
        from ikrar.office.models import Office

        office = Office.objects.first_office()
        office.two_person = True
        office.save()

    def test_the_first_confirmation_is_shown_and_the_claim_waits(self, tides, get, post):
        post(get(of(tides)).form("/confirm/"))
        tides.refresh_from_db()
        assert (tides.review, tides.first_by) == ("unreviewed", "ratna")
        assert "Another person has to confirm it." in get(of(tides)).text("//article/header")

    def test_the_second_sees_who_was_the_first(self, tides, get):
        decisions.confirm(tides, "budi", people=2)
        assert "confirmed by budi; a second person has to confirm it" in get(of(tides)).text("//article/header")

    def test_the_second_sees_what_the_first_corrected_and_confirms_that(self, tides, get, post):
        decisions.correct(tides, {"what": "the tide tables", "when": "2027-03"}, "budi", "As the letter says", people=2)
        header = get(of(tides)).text("//article/header")
        assert "corrected by budi; a second person has to confirm it" in header
        assert "As the letter says" in header
        assert "before: the tide records of its port" in header
        post(get(of(tides)).form("/confirm/"))
        tides.refresh_from_db()
        assert (tides.review, tides.what) == ("corrected", "the tide tables")

    def test_the_second_may_differ(self, tides, get, post):
        decisions.confirm(tides, "budi", people=2)
        post(get(of(tides)).form("/reject/"), reason="too-vague")
        tides.refresh_from_db()
        assert tides.review == "rejected"

    def test_meanwhile_the_entry_and_the_document_say_that_it_waits(self, tides, get):
        decisions.confirm(tides, "budi", people=2)
        entry = EntryClaim.objects.filter(claim=tides).first().entry_id
        for address in (f"/entries/{entry}/", f"/documents/{tides.document_id}/"):
            assert "confirmed by budi, waits for a second person" in get(address).text()

    def test_whoever_was_the_first_is_offered_no_second_confirmation_but_to_take_it_back(self, tides, get, post):
        post(get(of(tides)).form("/confirm/"))
        page = get(of(tides))
        assert not page.tree.xpath("//form[contains(@action, '/confirm/')]")
        post(page.form("/undo/"))
        tides.refresh_from_db()
        assert (tides.review, tides.first_by) == ("unreviewed", "")

    def test_the_same_person_cannot_be_the_second_not_even_a_superuser(self, tides, get, post):
        person = factory.officer()
        person.is_superuser = True
        person.save()
        form = get(of(tides)).form("/confirm/")
        post(form)
        page = post(form, seen=str(Decision.objects.latest("number").number))
        assert "A second person has to confirm it too." in page.text("//div[@role='status']")
        tides.refresh_from_db()
        assert tides.review == "unreviewed"

    def test_what_waits_for_another_does_not_come_again(self, tides, get, post):
        for _ in range(3):
            page = post(get("/inbox/").form("/confirm/"))
        assert ClaimRecord.objects.filter(first_by="ratna").count() == 3
        assert page.form("/confirm/")["action"] not in {
            f"/inbox/{c.pk}/confirm/" for c in ClaimRecord.objects.filter(first_by="ratna")
        }
        assert "3" in get("/inbox/list/?second=1").title

    def test_what_one_has_confirmed_stands_in_ones_list_no_more_but_in_that_of_others(self, tides, get, post, client):
        before = ClaimRecord.objects.inbox().count()
        post(get(of(tides)).form("/confirm/"))
        assert f"/inbox/{tides.pk}/" not in {there for there, _ in get("/inbox/list/").links()}
        assert f"/inbox/{tides.pk}/" not in {there for there, _ in get("/inbox/").links()}
        assert get("/inbox/list/").text("//h1/span") == str(before - 1)
        client.force_login(factory.officer("budi"))
        assert f"/inbox/{tides.pk}/" in {there for there, _ in get("/inbox/list/").links()}

    def test_the_second_confirms(self, tides, get, post):
        decisions.confirm(tides, "budi", people=2)
        post(get(of(tides)).form("/confirm/"))
        tides.refresh_from_db()
        assert tides.review == "confirmed"


class TestWhereItBelongs:
    def test_the_entry_it_stands_behind_is_shown_with_its_other_evidence(self, register, get):
        renewal = EntryClaim.objects.filter(position=1).first().claim
        page = get(of(renewal))
        first = EntryClaim.objects.get(entry=EntryClaim.objects.get(claim=renewal).entry, position=0).claim
        assert first.quote[:40] in page.text("//section[@aria-labelledby='stands']")

    def test_it_can_be_given_an_entry_of_its_own_and_back(self, register, get, post):
        renewal = EntryClaim.objects.filter(position=1).first().claim
        before = EntryClaim.objects.get(claim=renewal).entry_id
        page = post(get(of(renewal)).form("/attach/"), entry="own")
        assert EntryClaim.objects.get(claim=renewal).entry_id != before
        assert page.address == of(renewal)
        post(page.form("/undo/"))
        assert EntryClaim.objects.get(claim=renewal).entry_id == before

    def test_what_is_no_entry_of_these_parties_is_refused(self, register, get, post):
        renewal = EntryClaim.objects.filter(position=1).first().claim
        page = post(get(of(renewal)).form("/attach/"), entry="99999")
        assert "Choose an entry of the same parties" in page.text("//div[@role='status']")


class TestNarrowing:
    def test_the_address_says_what_is_asked_for_and_it_is_kept_from_claim_to_claim(self, register, get, post):
        waiting = ClaimRecord.objects.inbox().filter(kind="plan")
        page = get("/inbox/?kind=plan")
        assert (
            f"{ClaimRecord.objects.filter(kind='plan', review='unreviewed').count()}"
            in get("/inbox/list/?kind=plan").title
        )
        assert "Only: Plan" in page.text("//p[contains(@class, 'chosen')]")
        page = post(page.form("/confirm/"))
        assert page.form("/confirm/")["of"] == "kind=plan"
        assert waiting.count() == int(get("/inbox/list/?kind=plan").text("//h1/span"))

    @pytest.mark.parametrize(
        ("asked", "fits"),
        [
            ("country=AU", lambda c: any(k.endswith("|AU") for k in [*c.from_keys, *c.to_keys, *c.party_keys])),
            ("field=water", lambda c: "water" in c.fields),
            ("sure=high", lambda c: c.confidence >= 0.9),
            ("sure=middle", lambda c: 0.7 <= c.confidence < 0.9),
            ("to=-", lambda c: True),
            ("to=me", lambda c: False),
            ("conflict=1", lambda c: False),
        ],
    )
    def test_each_part_narrows_to_what_fits(self, register, get, asked, fits):
        expected = sum(map(fits, ClaimRecord.objects.inbox()))
        assert get(f"/inbox/list/?{asked}").text("//h1/span") == str(expected)

    def test_what_makes_no_sense_is_passed_over(self, register, get):
        every = str(ClaimRecord.objects.inbox().count())
        assert get("/inbox/list/?kind=x&party=%00&sure=9&country=ABC&field=%27").text("//h1/span") == every


class TestMany:
    def chosen(self, kind: str) -> list[str]:
        return [str(c.pk) for c in ClaimRecord.objects.inbox().filter(kind=kind)]

    def test_those_chosen_are_confirmed_in_one_go_and_taken_back_in_one_go(self, register, get, post):
        chosen = self.chosen("plan")
        page = post(get("/inbox/list/").form("/many/"), act="confirm", claim=chosen)
        assert ClaimRecord.objects.filter(pk__in=chosen, review="confirmed").count() == len(chosen)
        assert f"Confirmed {len(chosen)} claims" in page.text("//form[@role='status']")
        post(page.form("/undo/"))
        assert ClaimRecord.objects.filter(pk__in=chosen, review="unreviewed").count() == len(chosen)

    def test_those_chosen_are_rejected_with_one_reason(self, register, get, post):
        chosen = self.chosen("plan")
        post(get("/inbox/list/").form("/many/"), act="reject", reason="too-vague", claim=chosen)
        assert set(Decision.objects.filter(what="reject").values_list("why", flat=True)) >= {"too-vague"}
        assert ClaimRecord.objects.filter(pk__in=chosen, review="rejected").count() == len(chosen)

    def test_those_chosen_are_given_to_a_colleague(self, register, get, post):
        factory.officer("budi")
        chosen = self.chosen("plan")
        post(get("/inbox/list/").form("/many/"), act="assign", to="budi", claim=chosen)
        assert get("/inbox/list/?to=budi").text("//h1/span") == str(len(chosen))

    def test_with_none_chosen_nothing_happens(self, register, get, post):
        before = Decision.objects.count()
        page = post(get("/inbox/list/").form("/many/"), act="confirm")
        assert "Choose the claims first." in page.text("//div[@role='status']")
        assert Decision.objects.count() == before

    def test_the_next_twenty_are_taken_and_waited_for(self, register, get, post):
        page = post(get("/inbox/").form("/take/"))
        assert ClaimRecord.objects.filter(assigned_to="ratna").count() == 20
        assert "20 claims are yours now." in page.text("//div[@role='status']")
        assert page.form("/confirm/")["of"] == "to=me"


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
    with django_assert_max_num_queries(28):
        officer.get("/inbox/")


def test_who_said_it_stands_there_by_name(register, get):
    claim = factory.one("interest", "how Brisbane maps its floods")
    ClaimRecord.objects.filter(pk=claim.pk).update(
        speaker="Semarang|ID", reasons=["also considered: Semarang|ID alone"]
    )
    page = get(f"/inbox/{claim.pk}/")
    assert page.text("//dt[.='Said by']/following-sibling::dd[1]") == "Semarang"
    assert "also considered: Semarang (ID) alone" in page.text()
