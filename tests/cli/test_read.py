"""`ikrar read`: tables for people, lines for programs, a page with the words marked."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import INVITES
from tests.documents.make import pdf


@pytest.fixture
def lines(ikrar):
    def read(*words):
        return [json.loads(line) for line in ikrar("read", "--format", "jsonl", *words).out.splitlines()]

    return read


def test_a_table_shows_each_claim_with_its_quote(ikrar, press):
    ran = ikrar("read", press / "invites.txt")
    assert ran.code == 0
    assert "Undangan\n2026-10-16 · Indonesian · https://example.org/undangan · 1 claim\n" in ran.out
    assert "2027-06-22    Invitation  Jakarta (ID) → Shanghai (CN)" in ran.out
    assert "“Pemerintah Kota Jakarta mengundang" in ran.out


def test_a_table_has_no_colours_and_no_trailing_space_outside_a_terminal(ikrar, press):
    out = ikrar("read", press).out
    assert "\x1b" not in out
    assert not [line for line in out.splitlines() if line != line.rstrip()]


def test_a_line_of_json_is_as_the_contract_says(lines, press):
    (line,) = lines(press / "invites.txt")
    document, (claim,) = line["document"], line["claims"]
    assert list(document) == ["id", "lang", "title", "published", "url", "sha256", "notes"]
    assert (document["id"], document["lang"], document["published"]) == ("invites", "id", "2026-10-16")
    assert list(claim) == [
        *("id", "kind", "state", "from", "to", "parties", "what", "fields", "when", "speaker"),
        *("evidence", "confidence"),
    ]
    assert (claim["kind"], claim["when"]) == ("invitation", "2027-06-22")
    assert claim["from"][0] == {
        "name": "Jakarta",
        "country": "ID",
        "level": claim["from"][0]["level"],
        "geonames": 1642911,
    }
    (evidence,) = claim["evidence"]
    assert INVITES[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_positions_hold_in_a_text_with_signs_that_readers_do_not_see(lines, tmp_path):
    text = (
        "\ufeff" + INVITES.replace("mengundang", "mengun\u00addang").replace("Kota Shang", "Kota \u200bShang") + "\r\n"
    )
    path = tmp_path / "odd.jsonl"
    path.write_text(json.dumps({"id": "odd", "text": text}), encoding="utf-8")
    (line,) = lines(path)
    assert line["claims"]
    for claim in line["claims"]:
        for e in claim["evidence"]:
            assert text[e["start"] : e["end"]] == e["quote"]


@pytest.mark.parametrize("format", ["table", "jsonl", "html"])
def test_the_same_input_gives_the_same_bytes(ikrar, press, format):
    assert ikrar("read", press, "--format", format).out == ikrar("read", press, "--format", format).out


def test_folders_patterns_and_files_are_read_in_order(lines, press):
    assert [line["document"]["id"] for line in lines(press)] == ["invites", "meets"]
    assert [line["document"]["id"] for line in lines(press / "m*.txt", press / "invites.txt")] == ["meets", "invites"]


def test_day_and_language_can_be_given(lines, press):
    (line,) = lines(press / "invites.txt", "--published", "2020-01-31", "--lang", "en")
    assert (line["document"]["published"], line["document"]["lang"]) == ("2020-01-31", "en")


def test_bad_inputs_are_named_on_standard_error_and_the_others_are_read(ikrar, press):
    (press / "a.pdf").write_bytes(pdf(["Jakarta"], password="secret"))
    (press / "b.txt").write_bytes(b"")
    ran = ikrar("read", press, press / "gone.txt", "--format", "jsonl")
    assert ran.code == 1
    assert len(ran.out.splitlines()) == 2
    assert ran.err.splitlines() == [
        f"ikrar: {press}/gone.txt: there is no such file",
        f"ikrar: {press}/a.pdf: is encrypted: save a copy without a password",
        f"ikrar: {press}/b.txt: is empty",
    ]


def test_the_limit_can_be_set(ikrar, press):
    (press / "big.txt").write_text("a" * 3000)
    ran = ikrar("read", press, "--limit-mb", "0.002", "--format", "jsonl")
    assert ran.code == 1
    assert "big.txt: is larger than 2000 bytes" in ran.err


def test_a_fault_of_ours_stops_at_its_document(ikrar, press, monkeypatch):
    from ikrar import reading

    def stumble(document):
        if document.id == "meets":
            raise IndexError("list index out of range")
        return whole(document)

    whole = reading.read_document
    monkeypatch.setattr(reading, "read_document", stumble)
    ran = ikrar("read", press, "--format", "jsonl")
    assert (ran.code, len(ran.out.splitlines())) == (1, 1)
    assert "meets.txt: could not be read, which is a fault of Ikrar: IndexError" in ran.err


def test_a_date_that_cannot_be_understood_is_told_and_the_text_is_read(ikrar, press):
    (press / "meets.txt").write_text("---\npublished: gestern\n---\nJakarta.")
    assert ikrar("read", press / "meets.txt", "--format", "jsonl").code == 0


def test_reasons_are_given_when_asked_for(ikrar, press):
    assert "because" not in ikrar("read", press / "invites.txt").out
    assert "because invitation: “mengundang”" in ikrar("read", press / "invites.txt", "--explain").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Missing argument"),
        (("x.txt", "--format", "xml"), "'xml' is not one of"),
        (("x.txt", "--published", "2023-13-40"), "“2023-13-40” is no date"),
        (("x.txt", "--limit-mb", "0"), "--limit-mb"),
        (("x.txt", "--lang", "fr"), "--lang"),
        (("x.txt", "-o", "/nowhere/at/all.txt"), "cannot be written"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(ikrar, words, said):
    ran = ikrar("read", *words)
    assert ran.code == 2
    assert said in ran.err


def test_output_goes_to_a_file(ikrar, press, tmp_path):
    to = tmp_path / "claims.jsonl"
    assert ikrar("read", press, "--format", "jsonl", "-o", to).out == ""
    assert to.read_text("utf-8") == ikrar("read", press, "--format", "jsonl").out


def test_a_file_that_is_written_into_its_own_folder_is_not_read(ikrar, press):
    for _ in range(2):
        assert ikrar("read", press, "-o", press / "claims.txt").code == 0
    assert "claims" not in ikrar("read", press / "claims.txt", "--format", "jsonl").err


class TestPage:
    @pytest.fixture
    def page(self, ikrar, press):
        return lambda *words: ikrar("read", press / "invites.txt", "--format", "html", *words).out

    def test_words_and_claim_lead_to_each_other(self, page):
        html = page()
        assert '<span class="at" id="d1w1"></span><a class="mark" href="#d1c1"' in html
        assert '<section class="claim" id="d1c1"' in html
        assert '<a class="number" href="#d1w1"' in html

    def test_it_loads_nothing(self, page):
        html = page()
        assert "src=" not in html
        assert "@import" not in html
        assert "url(" not in html
        assert "default-src 'none'" in html

    def test_the_text_stands_in_it_whole(self, page):
        import re

        (prose,) = re.findall(r'<p class="prose".*?>(.*?)</p>', page())
        without_numbers = re.sub(r'<a class="ref".*?</a>', "", prose)
        assert re.sub(r"<.*?>", "", without_numbers) == INVITES

    def test_light_and_dark_are_the_sites_own(self, page):
        assert "prefers-color-scheme: dark" in page()

    def test_nothing_of_a_document_is_taken_for_html(self, ikrar, tmp_path):
        evil = '"><script>alert(1)</script>'
        record = {
            "id": evil,
            "text": INVITES.replace("Juni", "Juni </p>" + evil),
            "title": evil,
            "url": "javascript:alert(1)",
        }
        path = tmp_path / "evil.jsonl"
        path.write_text(json.dumps(record), encoding="utf-8")
        html = ikrar("read", path, "--format", "html").out
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert 'href="javascript' not in html

    def test_several_documents_have_a_list_of_contents(self, ikrar, press):
        html = ikrar("read", press, "--format", "html").out
        assert '<nav class="contents"' in html
        assert html.count('<article class="document"') == 2

    def test_a_text_without_claims_is_folded_away(self, ikrar, tmp_path):
        (tmp_path / "x.txt").write_text("The ferry was late.")
        html = ikrar("read", tmp_path / "x.txt", "--format", "html").out
        assert "Nothing in this text is an act" in html
        assert "<details><summary>The text</summary>" in html
