"""Whatever is typed or uploaded: nobody meets a fault, what was typed stays, and what is wrong is said."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from ikrar.documents.unreadable import Refused
from ikrar.office.models import Membership
from ikrar.register.models import Agreement, ClaimRecord, Decision, Entered
from ikrar.register.values import CannotChange
from ikrar.site.shown import refusals
from ikrar.work.models import TableImport
from ikrar.work.tables.sheets import MOST_ROWS
from tests.site.page import Page

FAR = "9" * 25  # more than any database counts
PAIR = {"first": "Surabaya (ID)", "second": "Xiamen (CN)"}


def said(answer) -> list[str]:
    return Page("/", answer.content.decode()).texts("//*[contains(@class, 'error')]")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"what": "w" * 501}, "at most 500 characters"),
        ({"what": "a\0b"}, "Null characters"),
        ({"note": "n" * 4001}, "at most 4000 characters"),
        ({"why": "y" * 501}, "at most 500 characters"),
        ({"fields_": ["no-such-field"]}, "Select a valid choice"),
        ({"when": "31 February 2026"}, "Not understood."),
        ({"second": "Atlantis (QQ)"}, "“QQ” is no country."),
        ({"second": "???"}, "Write a party with its country"),
    ],
)
def test_an_entry_by_hand_says_what_is_wrong_at_its_field_and_keeps_the_rest(register, officer, given, why):
    answer = officer.post(
        "/enter/", {"kind": "offer", **PAIR, "what": "Twenty places", "note": "From the letter"} | given
    )
    assert answer.status_code == 422
    assert any(why in one for one in said(answer))
    page = Page("/enter/", answer.content.decode())
    assert page.one("//input[@name='first']").get("value") == PAIR["first"]
    if "note" not in given:
        assert "From the letter" in page.text("//textarea[@name='note']")
    assert not Entered.objects.exists()


@pytest.mark.parametrize("given", [{"what": "w" * 501}, {"fields_": ["no-such-field"]}, {"when": "31 Februari 2026"}])
def test_a_correction_says_what_is_wrong(register, officer, given):
    claim = ClaimRecord.objects.get(what="the tide records of its port")
    before = Decision.objects.count()
    form = {"kind": claim.kind, "state": claim.state, **PAIR, "why": "Read again"} | given
    answer = officer.post(f"/inbox/{claim.pk}/correct/", form)
    assert answer.status_code == 422
    assert said(answer)
    assert (
        Page("/", answer.content.decode()).one("//input[@name='why'][@id='correct-why']").get("value") == "Read again"
    )
    assert Decision.objects.count() == before


def test_a_stage_with_a_wrong_day_keeps_what_was_typed(register, officer):
    entry = Agreement.objects.get(what="memorandum")
    given = {"stage": "plan", "entered": "31 Februari 2026", "person": "Ani", "note": "Draft two"}
    page = Page("/", officer.post(f"/entries/{entry.pk}/stages/", given).content.decode())
    assert "Not understood." in page.text()
    kept = {name: page.one(f"//*[@id='stage-{name}']").get("value") for name in ("entered", "person", "note")}
    assert kept == {"entered": "31 Februari 2026", "person": "Ani", "note": "Draft two"}


@pytest.mark.parametrize(
    "address",
    ["/entries/{}/", "/entries/{}/details/", "/entries/{}/change/", "/partners/{}/", "/parties/{}/", "/inbox/{}/",
     "/documents/{}/", "/programmes/{}/", "/jobs/{}/", "/files/{}/"],
)  # fmt: skip
def test_a_number_beyond_all_numbers_is_a_page_that_is_not_there(register, officer, address):
    assert officer.get(address.format(FAR)).status_code == 404


@pytest.mark.parametrize(
    "address", ["/programmes/new/?from={}", "/enter/?kind=offer&of={}", "/agreements/new/?pair={}"]
)
def test_a_form_for_something_that_is_not_there_is_the_bare_form(register, officer, address):
    assert officer.get(address.format(FAR)).status_code == 200


@pytest.mark.parametrize("what", ["status", "care", "undo"])
def test_what_is_sent_to_an_entry_that_is_not_there_finds_nothing(register, officer, what):
    assert officer.post(f"/entries/{FAR}/{what}/").status_code == 404


@pytest.mark.parametrize("q", ["a" * 10_000, "上海" * 5_000, "\0", "%_\\", '"unclosed', "((", "<script>", "\u202e"])
def test_a_search_for_anything_is_answered(register, officer, q):
    assert officer.get("/search/", {"q": q}).status_code == 200
    assert officer.get("/parties/find", {"q": q}).json() == {"parties": []}


@pytest.fixture
def administrator(settings, tmp_path, register, officer):
    """Who may import; what is uploaded lies in a folder of the test's own."""
    settings.DATA = tmp_path / "data"
    Membership.objects.update(role="administrator")
    return officer


def table(name: str, content: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content)}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04 no workbook", "is not an Excel file"),
        (b"", "is empty"),
        (b"\n\n \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is not a text"),
        (b"one column\nof words\n", "holds no table"),
        (b'Kota,Negara\n"' + b"x" * 200_000, "a quotation mark is left open near line 2"),
        (b"Kota,Negara\n" + b"Seoul,Korea\n" * (MOST_ROWS * 5), f"has more than {MOST_ROWS} rows"),
    ],
    ids=["zip", "empty", "blank", "picture", "words", "quote", "long"],
)
def test_a_list_that_is_none_is_refused_with_the_reason_and_nothing_is_kept(administrator, content, why):
    answer = administrator.post("/documents/import/", table("mitra.csv", content))
    assert answer.status_code == 422
    assert any("mitra.csv" in one and why in one for one in said(answer))
    assert not TableImport.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_list_is_read_in_whatever_encoding(administrator, encoding):
    there = administrator.post(
        "/documents/import/", table("mitra.csv", "伙伴城市,国家\n首尔,韩国\n".encode(encoding))
    ).url
    assert "首尔" in administrator.get(there).content.decode()


def test_what_cannot_be_is_said_in_the_readers_language():
    """By the words that a room chose, with what they are about filled in afterwards."""
    assert refusals.said(CannotChange("Not a name of a party: {name}", name="{x}|y")).endswith(": {x}|y")
    with translation.override("id"):
        assert refusals.said(Refused("is empty")) == "kosong"
