"""Web pages: the article without what stands around it."""

from __future__ import annotations

import re

from ikrar.documents.encoding import decode
from ikrar.documents.parts import Parts, blank, day
from ikrar.documents.unreadable import Refused

_DECLARED = re.compile(rb"""(?:<meta\b[^>]*?charset|<\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML = re.compile(r"\s*<\?xml\b.*?\?>", re.DOTALL)
# As browsers take these names.
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252", "us-ascii": "cp1252"}
# No guesses from years anywhere on the page, and no clock.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}


def parse(data: bytes) -> Parts:
    """Title, date and address as the page gives them. Its `lang` is left aside: it is too often the template's."""
    from trafilatura import bare_extraction, html2txt
    from trafilatura.settings import Document as Article

    page = _XML.sub("", _decode(data), count=1)
    found = bare_extraction(page, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    article = found if isinstance(found, Article) else Article()
    text = article.text or html2txt(page)
    if blank(text):
        raise Refused("no text stands in this page (scripts may put it there): save the text itself")
    url = article.url or ""
    return Parts(
        text,
        title=article.title,
        published=day(article.date),
        url=url if url.startswith(("https://", "http://")) else None,
    )


def _decode(data: bytes) -> str:
    """UTF-8 where it is that, else as the page declares, else found out."""
    declared = _DECLARED.search(data[:4096])
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        try:
            return data.decode(_MEANT.get(name, name))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)
