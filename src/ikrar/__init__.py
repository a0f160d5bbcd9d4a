"""Ikrar: the ledger of what cities promise each other.

>>> import ikrar
>>> ikrar.read(text, published="2023-04-29").claims
"""

from __future__ import annotations

from datetime import date

from ikrar.model import Claim, Document, Evidence, Note, Party, Reading

__all__ = ["Claim", "Document", "Evidence", "Note", "Party", "Reading", "read"]
__version__ = "0.1.0"


def read(
    text: str, *, published: date | str | None = None, lang: str | None = None, title: str | None = None
) -> Reading:
    """Read a text and find the claims that it states.

    `published` (a date or EDTF) resolves days such as "yesterday"; `lang` is found out where it is not given.
    """
    from ikrar.reading.reader import read as read_text

    return read_text(text, published=published, lang=lang, title=title)
