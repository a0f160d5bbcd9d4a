"""Small real inputs: PDF, DOCX and pages written on the spot."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from ikrar.documents import Unreadable, load, load_stream
from ikrar.model import Document


def only(path: Path) -> Document:
    """The one document of a file."""
    (document,) = load(path)
    return document


def text_of(data: bytes, name: str = "press.txt") -> str:
    (document,) = load_stream(data, name)
    return document.text


def reasons(load_them: Callable[[Callable[[Unreadable], object]], object]) -> list[str]:
    """What was said about the inputs that could not be read."""
    told: list[Unreadable] = []
    list(load_them(told.append))  # type: ignore[call-overload]
    return [str(problem) for problem in told]


def refusal(data: bytes, name: str) -> str:
    """Why the one input cannot be read."""
    (reason,) = reasons(lambda tell: load_stream(data, name, unreadable=tell))
    return reason


def pdf(*pages: list[str], title: str | None = None, made: str | None = None, password: str | None = None) -> bytes:
    """A PDF with these lines of Latin text."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject({
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        })  # fmt: skip
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
        drawn = DecodedStreamObject()
        shown = b" T* ".join(b"(" + line.encode("cp1252") + b") Tj" for line in lines)
        drawn.set_data(b"BT /F1 11 Tf 14 TL 60 780 Td " + shown + b" ET")
        page[NameObject("/Contents")] = writer._add_object(drawn)
    if title or made:
        writer.add_metadata({"/Title": title or "", "/CreationDate": made or ""})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def word(*paragraphs: str, title: str = "", made: datetime | None = None) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    if made:
        document.core_properties.created = made
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
