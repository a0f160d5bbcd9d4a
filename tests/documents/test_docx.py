"""Word documents."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.oxml import parse_xml

from ikrar.documents import load_stream
from tests.documents.make import refusal, text_of, word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _saved(document: docx.document.Document) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_paragraphs_are_lines():
    assert (
        text_of(word("SIARAN PERS", "Kyoto mengundang Yogyakarta."), "a.docx")
        == "SIARAN PERS\nKyoto mengundang Yogyakarta."
    )


def test_properties_give_title_and_day():
    data = word("Kyoto mengundang Yogyakarta.", title="Empat puluh tahun", made=datetime(2025, 7, 17, 9))
    (document,) = load_stream(data, "siaran.docx")
    assert (document.id, document.title, document.published) == ("siaran", "Empat puluh tahun", "2025-07-17")


def test_the_day_of_a_template_is_not_that_of_its_documents():
    (document,) = load_stream(word("Kyoto mengundang Yogyakarta."), "siaran.docx")
    assert document.published is None


def test_a_row_of_a_table_is_a_line():
    document = docx.Document()
    document.add_paragraph("Mitra")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Kyoto", "1985"
    assert text_of(_saved(document), "a.docx") == "Mitra\nKyoto\t1985"


def test_what_was_inserted_is_read_and_what_was_struck_is_not():
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W}><w:r><w:t>Kyoto </w:t></w:r><w:del w:id='1'><w:r><w:delText>asks</w:delText></w:r></w:del>"
            f"<w:ins w:id='2'><w:r><w:t>invites</w:t></w:r></w:ins><w:r><w:t> Yogyakarta.</w:t></w:r></w:p>"
        ),
    )
    assert text_of(_saved(document), "a.docx") == "Kyoto invites Yogyakarta."


def test_a_document_without_words_is_named():
    assert refusal(word(), "a.docx") == "a.docx: holds no text"


def test_a_broken_document_is_named():
    assert "a.docx: is a Word document that is broken" in refusal(word("Kyoto")[:1000], "a.docx")


def test_an_encrypted_document_is_named():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert refusal(locked, "a.docx") == "a.docx: is encrypted: save a copy without a password"


def test_an_old_document_is_named():
    assert "save it as DOCX" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.doc")


def test_other_things_packed_alike_are_named():
    for inside, said in (("xl/workbook.xml", "spreadsheet"), ("notes.txt", "archive"), ("mimetype", "OpenDocument")):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as packed:
            packed.writestr(inside, "x")
        assert said in refusal(written.getvalue(), "a.docx")


def test_a_small_file_that_unpacks_to_gigabytes_is_not_unpacked():
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 5_000_000)
    from tests.documents.make import reasons

    (reason,) = reasons(lambda tell: load_stream(written.getvalue(), "a.docx", limit=100_000, unreadable=tell))
    assert "unpacks to far more" in reason
