"""Which format data is in: by its first bytes, and by its name where these leave it open."""

from __future__ import annotations

import re
from typing import Literal

from ikrar.documents.unreadable import Refused, reason

Kind = Literal["text", "html", "pdf", "docx", "json", "jsonl"]

_BY_NAME: dict[str, Kind] = {
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "json",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_JSON_LINE = re.compile(rb'\s*\{\s*"[^\n]*\}\s*(?:\n|$)')
_JSON = re.compile(rb'\s*(?:\{\s*"|\[\s*\{)')

# What can be told by its first bytes and is not read: what it is and what to do.
_OTHERS = (
    (b"{\\rtf", reason("is an RTF document: save it as DOCX")),
    (b"\x1f\x8b", reason("is compressed (gzip): unpack it first")),
    (b"7z\xbc\xaf", reason("is an archive (7z): unpack it first")),
    (b"Rar!", reason("is an archive (RAR): unpack it first")),
    (b"\x89PNG", reason("is an image: run it through text recognition (OCR) first")),
    (b"\xff\xd8\xff", reason("is an image: run it through text recognition (OCR) first")),
    (b"GIF8", reason("is an image: run it through text recognition (OCR) first")),
    (b"SQLite format 3", reason("is a database, not a document")),
)
# Packed as DOCX is, or as old and encrypted Word documents are: `docx.parse` tells them apart.
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def kind(begins: bytes, name: str) -> Kind:
    """The format of data that begins so. Raises `Refused` for one that is known and not read."""
    if b"%PDF-" in begins[:1024]:
        return "pdf"
    for magic, why in _OTHERS:
        if begins.startswith(magic):
            raise Refused(why)
    if begins.startswith(_OFFICE):
        return "docx"
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in _BY_NAME:
        return _BY_NAME[ending]
    if ending == "docx" and begins:
        raise Refused("is not the Word document that its name says: open it and save it anew")
    if ending == "pdf" and begins:
        raise Refused("is not the PDF that its name says: open it and save it anew")
    if _HTML.match(begins.removeprefix(b"\xef\xbb\xbf")):
        return "html"
    plain = ending in {"txt", "text", "md"}
    if not plain and begins_with_record(begins):
        return "jsonl"
    return "json" if not plain and _JSON.match(begins) else "text"


def begins_with_record(data: bytes) -> bool:
    """Whether the first line is a JSON object, whole."""
    return _JSON_LINE.match(data) is not None
