"""Dates as people write them in lists, as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from ikrar.model.edtf import interval
from ikrar.model.folding import fold_name

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?$")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_HAN = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?$")
_NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+) (?:(\d{1,2})(?:st|nd|rd|th)? )?(\d{4})$")


def month_first(given: Iterable[str]) -> bool:
    """Whether a column writes 10/23/2020: some value makes sense in no other way, and none in that other way."""
    found = [m for value in given if (m := _NUMBERS.match(value.strip()))]
    return any(int(m[2]) > 12 for m in found) and not any(int(m[1]) > 12 for m in found)


def edtf(written: str, months_first: bool = False) -> str | None:
    """`23/10/2020`, `23 Oktober 2020`, `2020年10月23日`, `Oct 2020`, `1979` as EDTF; None where it is no date."""
    value = written.strip()
    if interval(value):
        return value
    if m := _ISO.match(value) or _HAN.match(value):
        return _made(m[1], m[2], m[3])
    if m := _NUMBERS.match(value):
        return _made(m[3], m[1], m[2]) if months_first else _made(m[3], m[2], m[1])
    if m := _NAMED.match(fold_name(value)):
        month = _months().get(m[2])
        return _made(m[4], str(month), m[1] or m[3]) if month else None
    return None


def _made(year: str, month: str | None, day: str | None) -> str | None:
    parts = [year, *(p.zfill(2) for p in (month, day) if p)]
    value = "-".join(parts)
    return value if interval(value) else None


def last_day(value: str) -> date | None:
    """The last day that an EDTF date covers: a memorandum until 2025 runs out with the year."""
    span = interval(value)
    return span.end if span else None


@cache
def _months() -> dict[str, int]:
    from babel import Locale

    found = {}
    for code in ("id", "en"):
        months = Locale(code).months["format"]
        for width in ("wide", "abbreviated"):
            found |= {fold_name(name): number for number, name in months[width].items()}
    return found | {"sept": 9, "okt": 10, "agu": 8, "ags": 8, "pebruari": 2, "nopember": 11}
