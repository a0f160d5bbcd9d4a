"""Plain text, with or without a head."""

from __future__ import annotations

from ikrar.documents.encoding import decode
from ikrar.documents.head import split_head
from ikrar.documents.parts import Parts, day, language


def parse(data: bytes) -> Parts:
    """Line ends become \\n; nothing else is altered."""
    head, text = split_head(decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    written = head.get("published")
    published = day(written)
    return Parts(
        text,
        id=head.get("id"),
        title=head.get("title"),
        published=published,
        url=head.get("url"),
        lang=language(head.get("lang")),
        undated=None if published else written,
    )
