"""Dates of a text as EDTF, resolved against the day of publication where they leave something open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ikrar.model.edtf import interval
from ikrar.reading.page import Page

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in the text. `since` marks the beginning of something; `note` tells of a contradiction."""

    start: int
    end: int
    edtf: str
    since: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a date is resolved against: the day (or the first day) of publication, and the last date read."""

    published: date | None
    day_known: bool = True


def calendar(published: str | None) -> Calendar:
    found = interval(published)
    if found is None:
        return Calendar(None)
    return Calendar(found.end if found.start != found.end else found.start, found.start == found.end)


def _edtf(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if not 1500 <= year <= 2200:
        return None
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def han_number(text: str) -> int | None:
    """二〇二三 -> 2023, 二十三 -> 23, 十 -> 10."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        a, b = (_DIGITS.get(tens, 1) if tens else 1), (_DIGITS.get(ones, 0) if ones else 0)
        return a * 10 + b
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    return None


class Dates:
    """Finds dates in stretches of a page, in reading order; a year once read serves the dates after it."""

    def __init__(self, page: Page, cal: Calendar, tables: DateTables):
        self.page, self.cal, self.tables = page, cal, tables

    def _near_year(self, month: int, day: int | None, text_around: str = "") -> int | None:
        """The year that puts a date without one nearest to publication."""
        if self.cal.published is None:
            return None
        pub = self.cal.published
        best = None
        for year in (pub.year - 1, pub.year, pub.year + 1):
            edtf = _edtf(year, month, day or 15)
            if edtf:
                distance = abs((date.fromisoformat(edtf) - pub).days)
                if best is None or distance < best[0]:
                    best = (distance, year)
        return best[1] if best else None

    def find(self, start: int, end: int) -> list[Moment]:
        """Moments of a stretch, in order, none overlapping another."""
        found: list[Moment] = []
        segment = self.page.text[start:end]
        for pattern in self.tables.patterns:
            for match in pattern.finditer(segment):
                a, b = start + match.start(), start + match.end()
                if any(a < m.end and m.start < b for m in found):
                    continue
                moment = self._moment(match, a, b)
                if moment is not None:
                    found.append(moment)
        for m in self.page.within(start, end):
            if any(m.start < x.end and x.start < m.end for x in found):
                continue
            moment = self._relative(m.start, m.end, m.get("relative"), m.get("period"), m.get("weekday"))
            if moment is not None:
                found.append(moment)
        return sorted(found, key=lambda m: m.start)

    def _moment(self, match: re.Match[str], a: int, b: int) -> Moment | None:
        g = {k: v for k, v in match.groupdict().items() if v is not None}
        t = self.tables
        number = han_number
        year = number(g["year"]) if "year" in g else None
        if "era" in g and year is not None:
            year += t.eras[g["era"]]
        elif year is not None and year < 100:
            year += 2000
        month = t.month(g["month"]) if "month" in g else (number(g["mon"]) if "mon" in g else None)
        day = number(g["day"]) if "day" in g else None
        day2 = number(g["day2"]) if "day2" in g else None
        month2 = t.month(g["month2"]) if "month2" in g else (number(g["mon2"]) if "mon2" in g else None)
        year2 = number(g["year2"]) if "year2" in g else None
        if month is None and day is not None and month2 is None:
            pub = self.cal.published
            if pub is None:
                return None
            month, year = pub.month, pub.year
            if day > pub.day + 20 and pub.day < 10:
                month, year = (12, year - 1) if month == 1 else (month - 1, year)
        if month is None and month2 is not None and day2 is not None:
            month = month2
        if year is None and year2 is not None:
            year = year2
        if year is None:
            if month is None:
                return None
            year = self._near_year(month, day)
            if year is None:
                return None
        first = _edtf(year, month, day)
        if first is None:
            return None
        edtf = first
        if day2 is not None or month2 is not None:
            last = _edtf(year2 or year, month2 or month, day2)
            if last and last > first:
                edtf = f"{first}/{last}"
        elif year2 is not None and month is None:
            edtf = f"{first}/{year2:04d}"
        return Moment(a, b, edtf, note=self._weekday_note(match, a, first))

    def _weekday_note(self, match: re.Match[str], a: int, edtf: str) -> str | None:
        """A note where the weekday named beside a full date is not the date's own."""
        if len(edtf) != 10:
            return None
        before = [m for m in self.page.within(max(0, a - 14), a) if m.has("weekday")]
        if not before or self.page.text[before[-1].end : a].strip(" ,(（"):
            return None
        named = before[-1].get("weekday")
        actual = date.fromisoformat(edtf).isoweekday()
        if named == actual:
            return None
        word = self.page.text[before[-1].start : before[-1].end]
        stretch = self.page.text[before[-1].start : a] + match[0]
        return f"“{stretch}”: {edtf} was no {word} but a {date.fromisoformat(edtf):%A}"

    def _relative(self, a: int, b: int, days: int | None, period: str | None, weekday: int | None) -> Moment | None:
        pub = self.cal.published
        if pub is None:
            return None
        if days is not None and self.cal.day_known:
            return Moment(a, b, (pub + timedelta(days=days)).isoformat())
        if period is not None:
            shift, unit = {"last": -1, "this": 0, "next": 1}[period.split("_")[0]], period.split("_")[1]
            if unit == "year":
                return Moment(a, b, f"{pub.year + shift:04d}")
            month = pub.year * 12 + pub.month - 1 + shift
            return Moment(a, b, f"{month // 12:04d}-{month % 12 + 1:02d}")
        if weekday is not None and self.cal.day_known and 1 <= weekday <= 7:
            back = (pub.isoweekday() - weekday) % 7
            return Moment(a, b, (pub - timedelta(days=back)).isoformat())
        return None


class DateTables:
    """A language's months and date patterns, compiled."""

    def __init__(self, tables: dict[str, dict[str, object]]):
        self.months: dict[str, int] = {k.casefold(): int(v) for k, v in tables.get("months", {}).items()}  # type: ignore[call-overload]
        self.eras: dict[str, int] = {k: int(v) for k, v in tables.get("eras", {}).items()}  # type: ignore[call-overload]
        words = tables.get("words", {})
        ranges = sorted(words.get("range", []), key=len, reverse=True)  # type: ignore[call-overload]
        parts = {
            "MONTH": "|".join(sorted(map(re.escape, self.months), key=len, reverse=True)) or "(?!)",
            "RANGE": "|".join([*map(re.escape, ranges), "[-–—~～]"]),
            "ERA": "|".join(map(re.escape, self.eras)) or "(?!)",
        }
        self.patterns = [
            re.compile(self._expand(str(p), parts), re.IGNORECASE) for p in words.get("patterns", [])  # type: ignore[attr-defined]
        ]

    @staticmethod
    def _expand(pattern: str, parts: dict[str, str]) -> str:
        for name in ("day", "day2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>[0-3]?\d)")
        for name in ("year", "year2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>(?:1[5-9]|20|21)\d\d)")
        for name in ("month", "month2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>{parts['MONTH']})")
        for name in ("mon", "mon2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>[01]?\d)")
        for name in ("han-year",):
            pattern = pattern.replace(f"<{name}>", r"(?P<year>[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})")
        pattern = pattern.replace("<han-mon>", r"(?P<mon>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])")
        pattern = pattern.replace("<han-mon2>", r"(?P<mon2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])")
        pattern = pattern.replace("<han-day>", r"(?P<day>[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])")
        pattern = pattern.replace("<han-day2>", r"(?P<day2>[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])")
        pattern = pattern.replace("<era>", f"(?P<era>{parts['ERA']})")
        pattern = pattern.replace("<era-year>", r"(?P<year>\d{1,3}|元)")
        return pattern.replace("<range>", f"(?:{parts['RANGE']})")

    def month(self, word: str) -> int | None:
        return self.months.get(word.casefold())
