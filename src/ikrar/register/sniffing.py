"""What a file is, by its content: its name says nothing that can be trusted. Pure.

Only formats that an office keeps originals in are known; what can run in a browser or an office program is not.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import BinaryIO

_OOXML = "application/vnd.openxmlformats-officedocument."
ENDINGS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/heic": "heic",
    f"{_OOXML}wordprocessingml.document": "docx",
    f"{_OOXML}spreadsheetml.sheet": "xlsx",
    f"{_OOXML}presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_MAIN = {  # What the main part of an Office document says of itself.
    f"{_OOXML}wordprocessingml.document.main+xml": f"{_OOXML}wordprocessingml.document",
    f"{_OOXML}spreadsheetml.sheet.main+xml": f"{_OOXML}spreadsheetml.sheet",
    f"{_OOXML}presentationml.presentation.main+xml": f"{_OOXML}presentationml.presentation",
}
_HEAD = 1024
_MOST = 1_000_000  # bytes of a table of contents that are looked at
_MOST_PARTS = 10_000


def sniff(stream: BinaryIO) -> str | None:
    """The media type of this file, or None where it is none of the known. The stream is left at its beginning."""
    stream.seek(0)
    head = stream.read(_HEAD)
    found = _by_beginning(head)
    if found is None and head.startswith(b"PK\x03\x04"):
        found = _by_parts(stream)
    stream.seek(0)
    return found


def _by_beginning(head: bytes) -> str | None:
    for begins, type_ in _BEGINNINGS:
        if head.startswith(begins):
            return type_
    if b"%PDF-" in head:  # Readers allow some bytes before it.
        return "application/pdf"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1"}:
        return "image/heic"
    return None


def _by_parts(stream: BinaryIO) -> str | None:
    """Of a ZIP file: which office document it is, if it is one without programs in it."""
    try:
        with zipfile.ZipFile(stream) as parts:
            names = parts.namelist()
            if len(names) > _MOST_PARTS or any(n.lower().endswith(("vbaproject.bin", ".exe")) for n in names):
                return None
            if "[Content_Types].xml" in names:
                with parts.open("[Content_Types].xml") as table:
                    says = table.read(_MOST).decode("utf-8", "replace")
                return next((type_ for main, type_ in _MAIN.items() if f'"{main}"' in says), None)
            if "mimetype" in names:
                with parts.open("mimetype") as named:
                    type_ = named.read(200).decode("ascii", "replace").strip()
                return type_ if type_ in ENDINGS else None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return None
    return None
