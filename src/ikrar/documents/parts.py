"""What a format finds in its data, before it has a source and an id."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from ikrar.model.edtf import interval
from ikrar.model.folding import IGNORED

_LANGUAGES = {"in": "id", "ind": "id", "eng": "en", "chi": "zh", "zho": "zh", "cmn": "zh", "jpn": "ja"}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?=$|[T\s])")


@dataclass(frozen=True, slots=True)
class Parts:
    """A text and what its container says about it. `undated` is a date of publication that is none."""

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    undated: str | None = None


def blank(text: str) -> bool:
    """Whether there is nothing to see: white space and invisible characters at most."""
    return all(c.isspace() or c in IGNORED for c in text)


def language(code: str | None) -> str | None:
    """`zh-CN` → `zh`, `in_ID` → `id`, `eng` → `en`."""
    primary = re.split(r"[-_]", (code or "").strip().lower())[0]
    return _LANGUAGES.get(primary, primary) or None


def day(written: str | None) -> str | None:
    """A date of publication as EDTF; None for one that cannot be understood.

    2023-04-29, 2023-04 and 2023 stand as they are. 2023-04-29T10:00:00+07:00, 2023/4/29 and the dates of
    mails and feeds (Sat, 29 Apr 2023 10:00:00 GMT) are brought into that shape.
    """
    value = (written or "").strip()
    if interval(value):
        return value
    if found := _ISO.match(value):
        value = "-".join(part.zfill(2) for part in found.groups() if part)
    elif re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    else:
        try:
            value = parsedate_to_datetime(value).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return value if interval(value) else None
