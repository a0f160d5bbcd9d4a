"""A document: a text with its source, language and date of publication."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Document:
    """A text to be read. Every position in a reading counts Unicode code points of `text`.

    `published` is EDTF (`2023-04-29`, `2023-04`, `2023`) or None; `lang` is `id`, `en`, `zh` or None
    (found out by reading); `source` names the file or stream it came from.
    """

    id: str
    text: str
    lang: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None

    @cached_property
    def sha256(self) -> str:
        """The document's identity: the hash of its text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader should know about a document: a weekday that contradicts its date, say."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
