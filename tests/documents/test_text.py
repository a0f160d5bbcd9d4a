"""Plain text: its encoding, its head, and what is left as it stands."""

from __future__ import annotations

import codecs
import logging

import pytest

from ikrar.documents import load_stream
from tests.documents.make import only, refusal, text_of

CHINESE = "9月12日，厦门市与泗水市举行视频会议，庆祝两市结为友好城市十五周年。厦门市副市长出席会议。"
TRADITIONAL = "6月11日，高雄市與印尼泗水市簽署意向書，雙方同意在水利方面合作。"
ENGLISH = "The Mayor of Malmö said the “sister city” deal – signed in São Paulo – cost £5."
INDONESIAN = "“Kami senang,” kata Wali Kota Semarang – Selasa (5/3)."


def test_a_text_file_is_a_document_called_by_its_name(tmp_path):
    path = tmp_path / "semarang.txt"
    path.write_text("Semarang dan Brisbane bertemu.", encoding="utf-8")
    document = only(path)
    assert (document.id, document.text) == ("semarang", "Semarang dan Brisbane bertemu.")
    assert document.source == path.as_posix()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "cp1252"),
        (INDONESIAN, "cp1252"),
        (CHINESE, "utf-8"),
        (CHINESE, "gb18030"),
        (CHINESE[:12], "gb18030"),
        (CHINESE, "utf-16-le"),
        (TRADITIONAL, "big5"),
        (ENGLISH, "utf-16-be"),
    ],
)
def test_the_encoding_is_found_out(text, encoding):
    assert text_of(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_no_part_of_the_text(bom, encoding):
    assert text_of(bom + CHINESE.encode(encoding)) == CHINESE


def test_a_text_cut_in_the_middle_of_a_character_is_still_utf8():
    assert text_of(CHINESE.encode()[:-1]) == CHINESE[:-1] + "\ufffd"


def test_line_ends_become_one_kind():
    assert text_of(b"one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


def test_what_readers_do_not_see_stays_in_the_text():
    text = "Ja\u00adkarta Ｓｈａｎｇｈａｉ 雅\u200b加达 \u2060"
    assert text_of(text.encode()) == text


def test_a_head_says_what_the_text_does_not():
    data = (
        b'---\ntitle: "Nota Kesepahaman: Air"\npublished: 2019-07-15\nurl: https://example.org/a\nlang: id\nid: a-1\n'
        b"---\nSemarang dan Brisbane bertemu.\n"
    )
    (document,) = load_stream(data, "x.txt")
    assert document.id == "a-1"
    assert document.title == "Nota Kesepahaman: Air"
    assert document.published == "2019-07-15"
    assert document.url == "https://example.org/a"
    assert document.lang == "id"
    assert document.text == "Semarang dan Brisbane bertemu.\n"


def test_a_head_after_a_byte_order_mark_and_with_crlf_is_a_head():
    (document,) = load_stream(codecs.BOM_UTF8 + b"---\r\nlang: zh-CN\r\n---\r\nJakarta\r\n", "x.txt")
    assert (document.lang, document.text) == ("zh", "Jakarta\n")


@pytest.mark.parametrize(
    "text",
    [
        "---\nNot a head: this is prose.\nIt has no names.\n---\n",
        "---\nauthor: somebody\n---\nText.",
        "---\ntitle: never closed\n",
        "First line\n---\ntitle: too late\n---\n",
    ],
)
def test_a_rule_at_the_beginning_is_not_always_a_head(text):
    assert text_of(text.encode()) == text


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("2023-04-29", "2023-04-29"),
        ("2023-04", "2023-04"),
        ("2023", "2023"),
        ("2023-04-29T23:30:00+07:00", "2023-04-29"),
        ("2023-04-29 10:00", "2023-04-29"),
        ("2023/4/9", "2023-04-09"),
        ("20230429", "2023-04-29"),
        ("Sat, 29 Apr 2023 10:00:00 GMT", "2023-04-29"),
    ],
)
def test_the_day_of_publication_is_understood_as_it_is_usually_written(written, understood):
    (document,) = load_stream(f"---\npublished: {written}\n---\nJakarta.".encode(), "x.txt")
    assert document.published == understood


def test_a_date_that_is_none_is_told_and_the_text_is_read_without_it(caplog):
    with caplog.at_level(logging.WARNING):
        (document,) = load_stream(b"---\npublished: 2023-02-30\n---\nJakarta.", "x.txt")
    assert document.published is None
    assert "x.txt" in caplog.text
    assert "2023-02-30" in caplog.text


def test_a_stray_zero_byte_spoils_nothing():
    assert text_of(b"Jakarta\0" + b"Shanghai " * 50) == "Jakarta\ufffd" + "Shanghai " * 50


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\u200b\ufeff \u00ad".encode(), b"---\ntitle: A\n---\n\n"])
def test_a_text_with_nothing_to_see_is_empty(data):
    assert "is empty" in refusal(data, "x.txt")


def test_bytes_that_mean_nothing_are_no_text():
    noise = bytes((i * 197 + i * i * 31) % 256 for i in range(5000))
    assert refusal(noise, "x.bin") == "x.bin: is not a text, nor a document of a kind that can be read"
