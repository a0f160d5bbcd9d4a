"""PDF: the text of its pages, put back into paragraphs."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from ikrar.documents.parts import Parts, blank
from ikrar.documents.unreadable import Refused
from ikrar.documents.unwrap import unwrap

if TYPE_CHECKING:
    from pypdf import PdfReader

# What typesetting made of two or three letters; and a sign that no text may hold.
_LETTERS = str.maketrans({"\0": None, "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
# Titles that word processors leave behind.
_NO_TITLE = re.compile(r"Microsoft Word - |untitled|.*\.(docx?|pdf|rtf|odt|indd)$", re.IGNORECASE)


def parse(data: bytes) -> Parts:
    """The day that the file was made counts as published."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("is encrypted: save a copy without a password")
        text = _clean(unwrap(page.extract_text() for page in reader.pages))
    except DependencyError:
        raise Refused("is encrypted: save a copy without a password") from None
    except Refused:
        raise
    except Exception as e:
        raise Refused("is a PDF that is broken ({fault}): open it and save it anew", fault=_brief(e)) from e
    if blank(text):
        raise Refused("holds no text, so it may be a scan: run it through text recognition (OCR) first")
    return Parts(text, title=_title(reader), published=_made(reader))


def _clean(text: str) -> str:
    """With plain letters, and with the halves of characters put together or replaced."""
    return text.translate(_LETTERS).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _title(reader: PdfReader) -> str | None:
    title = _property(reader, "title")
    if not isinstance(title, str) or not title.strip() or _NO_TITLE.match(title):
        return None
    return _clean(title.strip())


def _made(reader: PdfReader) -> str | None:
    made = _property(reader, "creation_date")
    return made.date().isoformat() if hasattr(made, "date") else None


def _property(reader: PdfReader, name: str) -> object:
    """What a PDF says of itself may be broken without the text being so."""
    try:
        return getattr(reader.metadata, name, None)
    except Exception:
        return None


def _brief(e: Exception) -> str:
    return (str(e).splitlines() or [""])[0][:80] or type(e).__name__
