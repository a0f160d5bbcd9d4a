"""Describing a party on its pages: names, offices, contacts, predecessors, identifiers; and taking that back."""

from __future__ import annotations

import pytest

from ikrar.register.models import Contact, Entry, OfficeHolder, Partnership, Party, PartyName, Personal
from ikrar.register.parties import belongings, subject
from ikrar.register.parties.belongings import CONTACT, HOLDER, NAME
from tests.site.page import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]


def party(name: str = "Surabaya") -> Party:
    return Party.objects.get(name=name)


def address(more: str = "", name: str = "Surabaya") -> str:
    return f"/parties/{party(name).pk}/{more}"


def filled(get, more: str, name: str = "Surabaya") -> dict[str, str]:
    """The form of this page as it stands."""
    form = get(address(more, name)).one("//main//form[not(contains(@action, '/'))]")
    return {"action": address(more, name)} | {k: v or "" for k, v in form.fields.items() if k != "csrfmiddlewaretoken"}


def test_a_party_is_called_as_the_reader_calls_it(get, officer):
    officer.cookies["django_language"] = "zh-hans"
    page = get(address())
    assert page.title == "泗水"
    assert "泗水 – 厦门" in page.text()


def test_an_old_entry_names_the_party_as_it_was_called_then(get, post):
    belongings.add(NAME, party(), {"name": "Soerabaja", "until": "2019-12-31"}, "ratna")
    page = get(address())
    assert page.title == "Surabaya"
    assert "Xiamen → Soerabaja" in words(page.section("acts"))


def test_a_name_is_added_changed_and_removed(get, post):
    page = post(filled(get, "names/add/"), name="Kota Surabaya", lang="id", kind="official", why="By law")
    assert "Kota Surabaya" in words(page.section("names"))
    row = PartyName.objects.exclude(key=None).get()
    page = post(filled(get, f"names/{row.number}/"), since="1950")
    assert "since 1950" in words(page.section("names"))
    page = post(get(address(f"names/{row.number}/")).form("/remove/"))
    assert "Kota Surabaya" not in words(page.section("names"))


@pytest.mark.parametrize(
    ("more", "given", "says"),
    [
        ("names/add/", {"name": "X", "since": "lately"}, "Write a date as"),
        ("names/add/", {"name": "X", "since": "2024", "until": "2020"}, "It cannot end before it begins"),
        ("names/add/", {"name": ""}, "required"),
        ("offices/add/", {"person": ""}, "required"),
        ("contacts/add/", {"email": "nobody"}, "valid email"),
        ("contacts/add/", {}, "Say at least who it is"),
        ("predecessors/add/", {"predecessor": "Nowhere at All"}, "No one party is called"),
        ("predecessors/add/", {"predecessor": "Surabaya (ID)"}, "cannot come before itself"),
        ("about/", {"wikidata": "3630"}, "looks like Q3630"),
        ("about/", {"subdivision": "CN-SH"}, "lies in another country"),
        ("about/", {"belongs_to": "Surabaya (ID)"}, "belongs to Surabaya already"),
        ("same/", {"same_as": "Surabaya (ID)"}, "is the same party already"),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(get, post, more, given, says):
    form = filled(get, more)
    page = post(form, expect=422, **given)
    assert says.casefold() in page.text("//*[contains(@class, 'error')]").casefold()
    for name, value in given.items():
        assert page.one(f"//*[@name='{name}']").get("value", "") == value


def test_who_holds_office_and_who_held_it_on_a_day(get, post):
    post(filled(get, "offices/add/"), person="Tri Rismaharini", since="2010-09-28", until="2020-12-23")
    page = post(filled(get, "offices/add/"), person="Eri Cahyadi", title="Wali Kota", since="2021-02-26")
    assert page.texts("//section[@aria-labelledby='offices']//li//b")[0] == "Eri Cahyadi"
    assert "Eri Cahyadi, Wali Kota" in page.one("//*[contains(@aria-label, 'Eri Cahyadi')]").get("aria-label")
    then = get(address("?on=2015-01-01"))
    assert then.texts("//section[@aria-labelledby='offices']//li//b")[0] == "Tri Rismaharini"
    assert "no day such as" in get(address("?on=yesterday")).text()


def test_an_entry_says_who_was_in_office_that_day(get):
    belongings.add(HOLDER, party(), {"person": "Tri Rismaharini", "until": "2020-12-23"}, "ratna")
    belongings.add(HOLDER, party(), {"person": "Eri Cahyadi", "title": "Wali Kota", "since": "2021-02-26"}, "ratna")
    belongings.add(HOLDER, party("Xiamen"), {"person": "Somebody", "post": "deputy-head"}, "ratna")
    entry = Entry.objects.get(kind="meeting", partnership__party_a=party(), day="2024-05-18")
    page = get(f"/entries/{entry.pk}/")
    assert "In office that dayEri Cahyadi Wali Kota, Surabaya" in page.text("//dl")
    assert "Somebody" not in page.text()
    assert get(page.link("Eri Cahyadi").partition("#")[0]).title == "Surabaya"


def test_the_line_of_years_of_a_partnership_shows_who_governed(get):
    belongings.add(HOLDER, party(), {"person": "Tri Rismaharini", "since": "2010-09-28"}, "ratna")
    page = get(f"/partners/{Partnership.objects.get(party_a=party()).pk}/")
    assert "In office: Surabaya" in page.text("//figure")


def test_a_contact_is_kept_and_erased_for_good(get, post):
    page = post(filled(get, "contacts/add/"), role="Desk", name="Dwi Lestari", email="dwi@example.org")
    assert page.link("dwi@example.org").startswith("mailto:")
    row = Contact.objects.get()
    page = post(get(address(f"contacts/{row.number}/")).form("/erase/"), why="Left")
    assert "The person was erased. Desk" in words(page.section("contacts"))
    assert "Dwi" not in page.source
    assert Personal.objects.get().values == {}


def test_a_predecessor_that_is_not_in_the_register_is_added_and_its_entries_stand_under_a_heading(get, post):
    page = post(filled(get, "predecessors/add/"), predecessor="Bandung (ID)", how="merged", when="2020")
    assert "Bandung merged, 2020" in words(page.section("before"))
    assert "sister-city agreement" in words(page.section("before"))
    assert "sister-city agreement" not in words(page.section("agreements"))
    post(filled(get, "predecessors/add/"), predecessor="Gresik (ID)")
    assert Party.objects.get(name="Gresik").kept
    assert get(address(name="Gresik")).link("Surabaya") == address()


def test_belonging_and_identifiers(get, post):
    page = post(filled(get, "about/"), wikidata="Q11462", geonames="1625822", belongs_to="East Java (ID)")
    assert page.link("Wikidata Q11462") == "https://www.wikidata.org/wiki/Q11462"
    assert page.link("East Java") == address(name="East Java")
    assert "Surabaya" in words(get(address(name="East Java")).section("belonging"))


def test_two_parties_that_are_one(get, post):
    page = post(filled(get, "same/", "Bandung"), same_as="Surabaya (ID)", why="A test")
    assert page.address == address()
    assert "Surabaya – Suwon" in page.text()
    assert "Also filed as Bandung" in page.text()
    led = get(address())
    assert led.title == "Surabaya"


def test_every_decision_can_be_undone_from_the_history(get, post):
    belongings.add(NAME, party(), {"name": "Soerabaja"}, "ratna")
    page = get(address())
    assert page.title == "Soerabaja"
    page = post(page.form("/undo/"))
    assert page.title == "Surabaya"
    assert "taken back by ratna" in words(page.section("history"))


def test_an_erasure_cannot_be_undone(get, officer):
    belongings.add(CONTACT, party(), {"role": "Desk", "name": "Dwi"}, "ratna")
    decision = belongings.erase(Contact.objects.get(), "ratna")
    page = get(address())
    numbers = page.all("//form[contains(@action, '/undo/')]//input[@name='number']")
    assert str(decision.number) not in {n.get("value") for n in numbers}
    officer.post(address("undo/"), {"number": decision.number})
    assert Contact.objects.get().erased


def test_somebody_else_was_quicker(get, post):
    belongings.add(HOLDER, party(), {"person": "Eri"}, "ratna")
    row = OfficeHolder.objects.get()
    form = filled(get, f"offices/{row.number}/")
    belongings.change(HOLDER, row, {"person": "Eri Cahyadi"}, "budi")
    page = post(form, expect=422, person="Eri C.")
    assert "budi has changed this meanwhile" in page.text()
    assert page.one("//input[@name='person']").get("value") == "Eri C."


def test_a_place_of_the_gazetteer_is_added(get, post):
    page = get("/parties/new/?q=上海")
    page = post({"action": "/parties/new/", "key": page.all("//input[@name='key']")[0].get("value")})
    assert page.title == "Shanghai"
    assert Party.objects.get(name="Shanghai").geonames == 1796236


def test_a_body_is_added_by_hand_and_once(get, post):
    form = get("/parties/new/").form("/parties/new/")
    given = {"name": "Port of Tanjung Perak", "country": "ID", "body": "port", "belongs_to": "Surabaya (ID)"}
    page = post(form, **given)
    assert page.title == "Port of Tanjung Perak"
    assert page.link("Surabaya") == address()
    again = post(form, expect=422, **given)
    assert "in the register already" in again.text()


def test_all_parties_are_listed_by_name(get):
    page = get("/parties/")
    names = page.texts("//main//li//a")
    assert names == sorted(names)
    assert "Surabaya" in names
    assert get("/parties/?after=Suwon|KR").texts("//main//li//a")[0] == "Xiamen"


def test_typing_finds_parties(officer):
    found = officer.get("/parties/find", {"q": "泗"}).json()["parties"][0]
    assert (found["id"], found["written"], found["country_name"]) == (party().pk, "Surabaya (ID)", "Indonesia")
    assert "泗水" in found["names"]
    assert officer.get("/parties/find", {"q": "a\0"}).status_code == 200
    assert officer.get("/parties/find").json() == {"parties": []}


@pytest.mark.parametrize("more", ["names/999/", "colours/add/", "names/999/remove/"])
def test_what_is_not_there(officer, more):
    assert officer.post(address(more)).status_code == 404


def test_a_party_that_was_taken_back_is_gone(post, get):
    subject.add("Zürich Airport|CH", {"body": "company"}, "ratna")
    page = get(f"/parties/{Party.objects.get(name='Zürich Airport').pk}/")
    page = post(page.form("/undo/"))
    assert page.address == "/parties/"
    assert "is not in the register any more" in page.text()
