"""Entering by hand: the kind first, then what it has; changing and removing what was entered."""

from __future__ import annotations

import pytest

from ikrar.register import entry_details
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import (
    Activity,
    Agreement,
    Commitment,
    Decision,
    Encounter,
    Entry,
    Partnership,
    Trait,
)
from tests.register.build import reading, signed
from tests.site.page import words

pytestmark = pytest.mark.django_db


def form(kind: str, **more: str | list[str]) -> dict[str, str | list[str]]:
    return {"action": "/enter/", "kind": kind, "first": "Jakarta (ID)", "second": "Shanghai (CN)"} | more


@pytest.mark.parametrize(
    ("kind", "made"),
    [
        ("meeting", Encounter),
        ("visit", Encounter),
        ("agreement", Agreement),
        ("invitation", Commitment),
        ("offer", Commitment),
        ("request", Commitment),
        ("interest", Commitment),
        ("plan", Commitment),
        ("acceptance", Commitment),
        ("delivery", Activity),
        ("trait", Trait),
        ("aim", Trait),
    ],
)
def test_every_kind_has_a_form_that_makes_its_entry(get, post, kind, made):
    page = get(f"/enter/?kind={kind}")
    sent = page.form("/enter/")
    both = "Jakarta (ID); Shanghai (CN)"
    parties = {"first": "Jakarta (ID)", "second": "Shanghai (CN)"} if "second" in sent else {"first": both}
    page = post(sent, what="the harbour", when="5 November 2026", note="By telephone", **parties)
    entry = made.objects.get()
    assert (entry.kind, entry.when, entry.note) == (kind, "2026-11-05", "By telephone")
    assert page.address == f"/entries/{entry.pk}/"
    assert "Entered by ratna" in words(page.section("evidence"))
    assert "By telephone" in page.text("//dl[@class='facts']")
    assert check() == []


def test_the_kinds_are_told_in_plain_words_the_commonest_first(get):
    page = get("/enter/")
    first = page.texts("//ul[@class='kind-list']//button")[0]
    assert first == "Meeting Officials of the parties met, talked or will meet."
    assert len(page.all("//ul[@class='kind-list']//button")) == 13


def test_a_partnership_itself_leads_to_its_page(get, post):
    page = post(get("/enter/?kind=partnership").form("/enter/"), first="Bergen (NO); Aarhus (DK)", when="1946")
    pair = Partnership.objects.get()
    assert (page.address, pair.since) == (f"/partners/{pair.pk}/", "1946")


def test_the_parties_of_the_page_one_comes_from_stand_in_the_form(register, get):
    pair = Partnership.objects.get(party_a__name="Surabaya", party_b__name="Xiamen")
    assert get(f"/enter/?kind=meeting&of={pair.pk}").form("/enter/")["first"] == "Surabaya (ID); Xiamen (CN)"
    sent = get(f"/enter/?kind=offer&of={pair.pk}").form("/enter/")
    assert (sent["first"], sent["second"]) == ("Surabaya (ID)", "Xiamen (CN)")
    assert get(f"/enter/?kind=offer&party={pair.party_b_id}").form("/enter/")["first"] == "Xiamen (CN)"


def test_what_three_share_is_entered_for_each_two_in_one_go(get, post):
    post(get("/enter/?kind=meeting").form("/enter/"), first="Jakarta (ID); Shanghai (CN); Seoul (KR)", when="2026")
    assert Encounter.objects.count() == 3
    assert len(set(Decision.objects.values_list("batch", flat=True))) == 1


def test_a_status_that_is_known_is_set(get, post):
    sent = get("/enter/?kind=offer").form("/enter/")
    post(sent, first="Jakarta (ID)", second="Shanghai (CN)", what="scholarships", status="kept")
    assert Commitment.objects.get().status == "kept"


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"first": "Jakarta (ID)", "second": "Jakarta (ID)"}, "second", "cannot act towards itself"),
        ({"first": "Atlantis", "second": "Jakarta (ID)"}, "first", "Write a party with its country"),
        ({"first": "Jakarta (ID)", "second": "Seoul (KR)", "when": "one day"}, "when", "Not understood."),
        ({"first": "Jakarta (ID)", "second": ""}, "second", ""),
    ],
)
def test_what_makes_no_entry_is_told_beside_its_field_and_the_rest_is_kept(get, post, given, field, says):
    sent = get("/enter/?kind=offer").form("/enter/")
    page = post(sent, expect=422, **(given | {"what": "ten scholarships"}))
    assert says in words(page.one(f"//*[@name='{field}']").getparent())
    assert page.one("//input[@name='what']").get("value") == "ten scholarships"
    assert (Decision.objects.count(), Entry.objects.count()) == (0, 0)


class TestChanging:
    @pytest.fixture
    def meeting(self, get, post) -> Encounter:
        post(get("/enter/?kind=meeting").form("/enter/"), first="Jakarta (ID); Shanghai (CN)", when="2026-11-05")
        return Encounter.objects.get()

    def test_all_of_what_was_entered_can_be_changed(self, meeting, get, post):
        sent = get(f"/entries/{meeting.pk}/change/").form("/change/")
        assert sent["first"] == "Jakarta (ID); Shanghai (CN)"
        page = post(sent, first="Jakarta (ID); Seoul (KR)", when="akhir Maret 2027", why="Wrong city")
        entry = Encounter.objects.get()
        assert (str(entry.partnership), entry.when) == ("Jakarta – Seoul", "2027-03")
        assert "Wrong city" in words(page.section("history"))
        assert check() == []

    def test_of_what_documents_tell_the_date_can_be_changed_and_that_taken_back(self, get, post):
        file_reading(reading("They signed it.", signed("They signed it")))
        entry = Agreement.objects.get()
        sent = get(f"/entries/{entry.pk}/change/").form("/change/")
        assert "first" not in sent
        page = post(sent, when="22 Oktober 2020", note="By post")
        entry.refresh_from_db()
        assert (entry.signed, entry.note) == ("2020-10-22", "By post")
        assert "When: 23 Oct 2020 22 Oct 2020" in words(page.section("history"))
        post(page.form("/unwind/"))
        entry.refresh_from_db()
        assert (entry.signed, entry.note) == ("2020-10-23", "")

    def test_the_second_is_told_what_changed_and_keeps_what_was_typed(self, meeting, get, post):
        sent = get(f"/entries/{meeting.pk}/change/").form("/change/")
        entry_details.change(meeting, {"note": "by budi"}, "budi")
        page = post(sent, expect=409, when="2026-11-06")
        assert "budi: Changed" in page.text("//div[@role='alert']")
        assert page.one("//input[@name='when']").get("value") == "6 November 2026"
        assert Encounter.objects.get().when == "2026-11-05"
        post(page.form("/change/"))
        assert Encounter.objects.get().when == "2026-11-06"

    def test_sending_it_unchanged_is_told(self, meeting, get, post):
        page = post(get(f"/entries/{meeting.pk}/change/").form("/change/"), expect=422)
        assert "Nothing was changed." in page.text("//*[@role='alert']")

    def test_what_was_entered_can_be_removed(self, meeting, get, post):
        page = post(get(f"/entries/{meeting.pk}/change/").form("/remove/"), why="Entered twice")
        assert Entry.objects.count() == 0
        assert "Removed. The journal keeps it." in page.text("//div[@role='status']")

    def test_what_documents_tell_cannot_be_removed(self, get, post):
        file_reading(reading("They signed it.", signed("They signed it")))
        address = f"/entries/{Agreement.objects.get().pk}/"
        assert get(f"{address}change/").all("//form[contains(@action, 'remove')]") == []
        page = post({"action": f"{address}remove/"})
        assert "goes when its claims are rejected" in page.text("//div[@role='status']")
        assert Agreement.objects.count() == 1


def test_it_is_a_key_away_from_home_from_a_partnership_and_from_a_party(register, get):
    pair = Partnership.objects.get(party_a__name="Surabaya", party_b__name="Xiamen")
    for address, there in (
        ("/", "/enter/"),
        (f"/partners/{pair.pk}/", f"/enter/?of={pair.pk}"),
        (f"/parties/{pair.party_a_id}/", f"/enter/?party={pair.party_a_id}"),
    ):
        assert get(address).one("//main//*[@data-key='n']").get("href") == there
