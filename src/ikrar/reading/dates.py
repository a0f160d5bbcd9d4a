"""Dates of a text as EDTF, resolved against the day of publication where they leave something open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import cast

from ikrar.model.edtf import interval
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page

_DIGIT, _HAN_DIGIT = re.compile(r"\d"), re.compile("[一二三四五六七八九十]")
_TITLE = re.compile(r"《[^》\n]{2,60}》")
_YEAR = re.compile(r"(?:1[5-9]|2[01])\d\d")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "元": 1, "两": 2}


@dataclass(frozen=True, slots=True)
class Moment:
    """A date in the text. `how` says how it was told: in full, without its year, by a weekday, as an anniversary, …;
    `since` marks the beginning of something, `until` its end; `note` tells of a contradiction."""

    start: int
    end: int
    edtf: str
    how: str = "full"
    since: bool = False
    until: bool = False
    note: str | None = None

    @property
    def precision(self) -> str:
        first, _, last = self.edtf.partition("/")
        unit = {4: "year", 7: "month"}.get(len(first), "day")
        return unit if not last else "range" if unit == "day" else f"{unit}s"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a date is resolved against: the day (or the first day) of publication."""

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


def _moved(moment: Moment, years: int) -> Moment:
    """The same days of another year."""
    edtf = "/".join(f"{int(part[:4]) + years:04d}{part[4:]}" for part in moment.edtf.split("/"))
    return replace(moment, edtf=edtf)


class Dates:
    """The moments of a page, found once; each is resolved against publication or against the moment before it."""

    def __init__(self, page: Page, cal: Calendar, tables: DateTables):
        self.page, self.cal, self.tables = page, cal, tables
        self._last: date | None = None
        self.written = self._dateline()
        self.moments: list[Moment] = []
        signs = tables.signs(page.text)
        words = page.of("relative", "period", "weekday", "after")
        for s in page.sentences:
            standing = signs.within(s.start, s.end)
            here = kinds(standing)
            beside = [m for m in words if s.start <= m.start < s.end] if words else []
            if here & TELLING or ((here or beside) and tables.telling.search(page.text, s.start, s.end)):
                self.moments += self._of_sentence(s.start, s.end, standing, beside)
        titles = [t.span() for t in _TITLE.finditer(page.text)] if "《" in page.text else []
        if titles:  # 《2018—2020年合作备忘录》 tells no day of its signing.
            self.moments = [m for m in self.moments if not any(a < m.start < b for a, b in titles)]
        self._starts = [m.start for m in self.moments]
        days = [m for m in self.moments if m.precision in ("day", "range")]
        self._days, self._day_starts = days, [m.start for m in days]
        self.lead = days[0] if days else None

    def _dateline(self) -> date | None:
        """The day on which a wire's text was written, where its dateline names it: 新华社广州13日电."""
        found = self.tables.dateline and self.tables.dateline.search(self.page.text, 0, 120)
        near = self.cal.published
        if not found or near is None or not self.cal.day_known:
            return None
        day = han_number(found["day"])
        try:
            written = near.replace(day=day or 0)
        except ValueError:
            return None
        return written if 0 <= (near - written).days <= 3 else None

    def find(self, start: int, end: int) -> list[Moment]:
        """Moments that begin in a stretch, in order."""
        return self.moments[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def ahead(self, moment: Moment) -> Moment:
        """A date without a year, of something that is to come: the next such date where the nearest one is past."""
        pub, days = self.cal.published, interval(moment.edtf)
        if moment.how != "no-year" or pub is None or days is None or days.end >= pub or (pub - days.end).days < 32:
            return moment
        return _moved(moment, 1)

    def recalls(self, start: int, end: int) -> bool:
        """Whether a stretch recalls the occasion told before (during the visit, 论坛活动上): they share its day."""
        occasions = self.tables.occasions
        return occasions is not None and occasions.search(self.page.text, start, end) is not None

    def before(self, position: int, *, of_day: bool = False) -> Moment | None:
        """The last moment that begins before a position; with `of_day` the last that names a day or days."""
        found, starts = (self._days, self._day_starts) if of_day else (self.moments, self._starts)
        i = bisect_left(starts, position)
        return found[i - 1] if i else None

    def _of_sentence(self, start: int, end: int, signs: list[Sign], words: list[Mention]) -> list[Moment]:
        """The moments of a sentence in which these signs and these words of time stand."""
        text = self.page.text
        taken: list[tuple[int, int]] = []
        found: list[tuple[int, int, re.Match[str] | Mention]] = []
        for pattern in self.tables.possible(kinds(signs), text, start, end):
            for match in pattern.matches(text, start, end, signs):
                a, b = match.span()
                if not any(a < d and c < b for c, d in taken):
                    taken.append((a, b))
                    found.append((a, b, match))
        for m in words:
            if not any(m.start < d and c < m.end for c, d in taken) and not self._beside(m, taken):
                found.append((m.start, m.end, m))
        moments = []
        for a, b, what in sorted(found, key=lambda f: f[:2]):
            moment = self._moment(what, a, b) if isinstance(what, re.Match) else self._relative(what)
            if moment is not None:
                since, until = self._before(a, "since"), self._before(a, "until")
                moments.append(replace(moment, since=since, until=until) if since or until else moment)
                day = interval(moment.edtf)
                if day is not None and moment.precision in ("day", "range") and not until:
                    self._last = day.start
        moments += self._spans(start, end, moments)
        return sorted(moments, key=lambda m: m.start) if len(moments) > 1 else moments

    def _spans(self, start: int, end: int, named: list[Moment]) -> Iterator[Moment]:
        """Days told by their number from the one that the sentence names, or the text named last: a four-day visit."""
        spans = self.tables.spans
        for match in spans.finditer(self.page.text, start, end) if spans is not None else ():
            length = self.tables.number(next(g for g in match.groups() if g is not None))
            beside = [m for m in named if m.precision == "day"]
            first = min(beside, key=lambda m: abs(m.start - match.start()), default=None)
            day = date.fromisoformat(first.edtf) if first is not None else self._last
            if day is not None and length is not None and 2 <= length <= 20:
                edtf = f"{day.isoformat()}/{(day + timedelta(length - 1)).isoformat()}"
                yield Moment(match.start(), match.end(), edtf, "span" if first is not None else "span-of-last")

    def _beside(self, m: Mention, taken: list[tuple[int, int]]) -> bool:
        """Whether the word only goes with a date written out beside it: Rabu (13/4), yesterday, 3 May."""
        text = self.page.text
        return any(
            (m.end <= a and not text[m.end : a].strip(" ,.(（"))
            or (b <= m.start and not text[b : m.start].strip(" ,.(（"))
            for a, b in taken
        )

    def _before(self, a: int, cls: str) -> bool:
        """Whether a word of a class (since, until) stands right before a date or opens it."""
        return any(a - m.end <= 8 or m.start == a for m in self.page.each(cls, a - 16, a + 1))

    def _leaning(self, a: int, b: int) -> int:
        """Whether the words at a date say that it is to come (1) or gone by (-1)."""
        beside = [
            m for m in self.page.within(a - 12, b + 12) if (m.start < b and m.end >= a - 1) or b <= m.start <= b + 2
        ]
        return any(m.has("coming") for m in beside) - any(m.has("past") for m in beside)

    def _near_year(self, month: int, day: int | None, leaning: int = 0) -> int | None:
        """The year that puts a date without one nearest to publication, or to the date read before it."""
        near = self.cal.published or self._last
        if near is None:
            return None
        best = None
        for year in (near.year - 1, near.year, near.year + 1):
            edtf = _edtf(year, month, day or 15)
            if edtf:
                distance = (date.fromisoformat(edtf) - near).days
                if distance * leaning >= 0 and (best is None or abs(distance) < best[0]):
                    best = (abs(distance), year)
        return best[1] if best else None

    def _moment(self, match: re.Match[str], a: int, b: int) -> Moment | None:
        g = {k: v for k, v in match.groupdict().items() if v is not None}
        if "years" in g:
            return self._anniversary(g["years"], a, b)
        t, how = self.tables, "full"
        year = han_number(g["year"]) if "year" in g else None
        if "era" in g and year is not None:
            year += t.eras[g["era"]]
        elif year is not None and year < 100:
            year += 2000
        month = t.month(g["month"]) if "month" in g else (han_number(g["mon"]) if "mon" in g else None)
        day = han_number(g["day"]) if "day" in g else None
        day2 = han_number(g["day2"]) if "day2" in g else None
        month2 = t.month(g["month2"]) if "month2" in g else (han_number(g["mon2"]) if "mon2" in g else None)
        year2 = han_number(g["year2"]) if "year2" in g else None
        if year is None and "offset" in g and self.cal.published is not None:
            year = self.cal.published.year + t.offset(g["offset"])
        if "part" in g:
            return self._part(t.part(g["part"]), year, a, b)
        if month is None and day is not None and month2 is None:
            near = self.cal.published
            if near is None:
                return None
            month, year, how = near.month, near.year, "day"
            if day > near.day + 20 and near.day < 10:
                month, year = (12, year - 1) if month == 1 else (month - 1, year)
        if month is None and month2 is not None and day2 is not None:
            month = month2
        if year is None and year2 is not None:
            year = year2
        if year is None:
            if month is None:
                return None
            year, how = self._near_year(month, day, self._leaning(a, b)), "no-year"
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
        return Moment(a, b, edtf, how, note=self._weekday_note(match, a, first))

    def _part(self, months: tuple[int, int], year: int | None, a: int, b: int) -> Moment | None:
        """A quarter or a half of a year, of that of publication where none is named."""
        how = "full" if year is not None else "period"
        if year is None and self.cal.published is not None:
            year = self.cal.published.year
        first, last = _edtf(year or 0, months[0]), _edtf(year or 0, months[1])
        return Moment(a, b, f"{first}/{last}", how) if first and last else None

    def _anniversary(self, years: str, a: int, b: int) -> Moment | None:
        count = self.tables.number(years)
        if count is None or self.cal.published is None or not 0 < count < 300:
            return None
        return Moment(a, b, f"{self.cal.published.year - count:04d}", "anniversary")

    def _weekday_note(self, match: re.Match[str], a: int, edtf: str) -> str | None:
        """A note where the weekday named beside a full date is not the date's own."""
        if len(edtf) != 10:
            return None
        before = [m for m in self.page.within(max(0, a - 14), a) if m.has("weekday")]
        if not before or self.page.text[before[-1].end : a].strip(" ,(（"):
            return None
        named = (before[-1].get("weekday") - 1) % 7 + 1
        actual = date.fromisoformat(edtf).isoweekday()
        if named == actual:
            return None
        stretch = self.page.text[before[-1].start : a] + match[0]
        closed = ")" if "(" in stretch and ")" not in stretch else ""
        return f"“{stretch}{closed}”: {edtf} was a {date.fromisoformat(edtf):%A}"

    def _relative(self, m: Mention) -> Moment | None:
        after, days, period, weekday = m.get("after"), m.get("relative"), m.get("period"), m.get("weekday")
        if after is not None:
            return Moment(m.start, m.end, (self._last + timedelta(after)).isoformat(), "after") if self._last else None
        pub = self.written or self.cal.published
        if pub is None:
            return None
        if not self.cal.day_known and (days is not None or weekday is not None):
            return Moment(m.start, m.end, f"{pub:%Y-%m}", "in-month")
        if days is not None and self.cal.day_known:
            return Moment(m.start, m.end, (pub + timedelta(days=days)).isoformat(), "relative")
        if period is not None:
            shift, unit = {"last": -1, "this": 0, "next": 1}[period.split("_")[0]], period.split("_")[1]
            if unit == "year":
                return Moment(m.start, m.end, f"{pub.year + shift:04d}", "period")
            if unit == "week":
                return Moment(m.start, m.end, f"{pub + timedelta(7 * shift):%Y-%m}", "week")
            if unit == "weekend":
                saturday = pub - timedelta((pub.isoweekday() - 6) % 7) + timedelta(7 * max(shift, 0))
                return Moment(m.start, m.end, f"{saturday.isoformat()}/{saturday + timedelta(1)}", "week")
            month = pub.year * 12 + pub.month - 1 + shift
            return Moment(m.start, m.end, f"{month // 12:04d}-{month % 12 + 1:02d}", "period")
        if weekday is not None and 1 <= weekday <= 7:
            return Moment(m.start, m.end, self._weekday(m, weekday, pub).isoformat(), "weekday")
        if weekday is not None:
            return Moment(m.start, m.end, (pub + timedelta(weekday - pub.isoweekday())).isoformat(), "weekday")
        return None

    def _weekday(self, m: Mention, weekday: int, pub: date) -> date:
        """The latest such day up to publication; the coming one beside *next*, *depan*, 下周."""
        back = timedelta((pub.isoweekday() - weekday) % 7)
        beside = [
            x
            for x in self.page.within(m.start - 12, m.end + 14)
            if x is not m and (m.start - x.end <= 1 and x.start - m.end <= 1)
        ]
        if any(x.has("coming") for x in beside):
            return pub - back + timedelta(7)
        if any(x.has("past") for x in beside) and not back:
            return pub - timedelta(7)
        return pub - back


# What a date is written with: a pattern without its signs in the sentence need not be tried.
DIGIT, HAN_DIGIT, YEAR, MONTH, NUMBER, OFFSET, ERA, PART, ANY = (1 << n for n in range(9))
TELLING = DIGIT | HAN_DIGIT | MONTH | NUMBER | PART
# A placeholder of the patterns -> signs of which it holds one.
_HOLDS = {
    "month": MONTH,
    "month2": MONTH,
    "long-month": MONTH,
    **dict.fromkeys(("day", "day2", "mon", "mon2"), DIGIT),
    **dict.fromkeys(("year", "year2"), YEAR),
    **dict.fromkeys(("han-day", "han-day2", "han-mon", "han-mon2", "han-year"), DIGIT | HAN_DIGIT),
    "years": DIGIT | HAN_DIGIT | NUMBER,
    "offset": OFFSET,
    "era": ERA,
    "part": PART,
}
_PLACEHOLDER = re.compile(r"<([a-z][a-z0-9-]*)>")
_LETTERS = re.compile(r"\w+")
_FIRST = re.compile(r"\\b<([a-z][a-z0-9-]*)>(?![?*{])")
_CLASS = re.compile(r"\[\]?[^\]]*\]")
_INNERMOST = re.compile(r"\((\?[:=!<][=!]?)?([^()]*)\)([?*]|\{0?,)?")
_ODD_CASE = re.compile("[ſıİ]")  # The same as s and i where case is ignored, but lower() does not make them so.


Sign = tuple[int, int]  # Where it begins, and its kind


class Signs:
    """Where the signs of dates stand in a text; without a list of them, any may stand anywhere."""

    def __init__(self, found: list[Sign] | None):
        self._found = sorted(found) if found is not None else None
        self._at = [at for at, _ in self._found or ()]

    def within(self, start: int, end: int) -> list[Sign]:
        """The signs that begin in a stretch, in order."""
        if self._found is None:
            return [(start, ANY)]
        return self._found[bisect_left(self._at, start) : bisect_left(self._at, end)]


def kinds(signs: list[Sign]) -> int:
    """The kinds of some signs, as bits."""
    found = 0
    for _, kind in signs:
        found |= kind
    return found


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A compiled pattern, the signs of which the sentence must hold one each, characters that must stand there, and the
    signs with one of which every match begins (none where it may begin with something else)."""

    compiled: re.Pattern[str]
    signs: tuple[int, ...]
    chars: frozenset[str]
    begins: int

    def matches(self, text: str, start: int, end: int, signs: list[Sign]) -> Iterator[re.Match[str]]:
        """The pattern's matches in a sentence in which these signs stand."""
        if not self.begins or signs[:1] == [(start, ANY)]:
            yield from self.compiled.finditer(text, start, end)
            return
        for at, kind in signs:
            if kind & self.begins and at >= start and (match := self.compiled.match(text, at, end)):
                yield match
                start = match.end()


def required(pattern: str) -> tuple[tuple[int, ...], frozenset[str]]:
    """What stands in every match of a date pattern: of each set of signs one, and these characters, which have no case.

    Optional parts, alternatives and what only looks ahead or back ask for nothing."""
    marks = {name: chr(0xE000 + n) for n, name in enumerate(_HOLDS)}
    rest = _PLACEHOLDER.sub(lambda m: marks.get(m[1], "\ue0ff"), pattern)
    rest = _CLASS.sub("\ue0ff", re.sub(r"\\.", "\ue0ff", rest))

    def inner(group: re.Match[str]) -> str:
        looks = group[1] not in (None, "?:")
        return "\ue0ff" if looks or group[3] or "|" in group[2] else group[2]

    while (shorter := _INNERMOST.sub(inner, rest)) != rest:
        rest = shorter
    rest = re.sub(r".(?:[?*]|\{0?,)", "", rest)
    if "|" in rest:
        return (), frozenset()
    names = {mark: name for name, mark in marks.items()}
    signs = dict.fromkeys(_HOLDS[names[c]] for c in rest if c in names)
    plain = frozenset(c for c in rest if c in "-/" or "\u3040" <= c <= "\u9fff")
    return tuple(signs), plain


def begins(pattern: str) -> int:
    """The signs with one of which every match of a pattern begins; 0 where that is not plain to see."""
    first = _FIRST.match(pattern)
    return _HOLDS.get(first[1], 0) if first else 0


class DateTables:
    """A language's months, numbers and date patterns, compiled."""

    def __init__(self, tables: dict[str, dict[str, object]]):
        def ints(name: str) -> dict[str, int]:
            return {k.casefold(): int(v) for k, v in tables.get(name, {}).items()}  # type: ignore[call-overload]

        self.months, self.numbers, self.offsets = ints("months"), ints("numbers"), ints("offset")
        self.eras: dict[str, int] = {k: int(v) for k, v in tables.get("eras", {}).items()}  # type: ignore[call-overload]
        spread = cast("dict[str, tuple[int, int]]", tables.get("parts", {}))
        self.parts = {part.casefold(): months for part, months in spread.items()}
        words = tables.get("words", {})
        ranges = sorted(words.get("range", []), key=len, reverse=True)  # type: ignore[call-overload]
        parts = {
            "MONTH": _either(self.months),
            "LONG": _either({m: n for m, n in self.months.items() if len(m) > 3}),
            "RANGE": "|".join([*map(re.escape, ranges), "[-–—~～]"]),
            "ERA": _either(self.eras),
            "NUMBER": _either(self.numbers),
            "OFFSET": _either(self.offsets),
            "PART": _either(dict.fromkeys(self.parts, 0)),
        }
        # A sentence without any of these holds no date: one look instead of one a pattern.
        relative = [*tables.get("relative", {}), *tables.get("after", {}), *tables.get("weekdays", {})]
        periods = [w for listed in tables.get("periods", {}).values() for w in listed]  # type: ignore[attr-defined]
        known = {**self.months, **self.numbers, **dict.fromkeys([*relative, *periods, *self.parts], 0)}
        self.telling = re.compile(rf"\d|[一二三四五六七八九十]|{_either(known)}", re.IGNORECASE)
        self.patterns = [
            _Pattern(re.compile(self._expand(str(p), parts), re.IGNORECASE), *required(str(p)), begins(str(p)))
            for p in words.get("patterns", [])  # type: ignore[attr-defined]
        ]
        number = f"([0-9]{{1,2}}|{parts['NUMBER']}|[一二两三四五六七八九十]{{1,3}})"
        spans = [str(p).replace("<number>", number) for p in words.get("spans", [])]  # type: ignore[attr-defined]
        self.spans = re.compile("|".join(spans), re.IGNORECASE) if spans else None
        occasions = [str(p) for p in words.get("occasions", [])]  # type: ignore[attr-defined]
        self.occasions = re.compile("|".join(occasions), re.IGNORECASE) if occasions else None
        dateline = words.get("dateline")
        self.dateline = re.compile(str(dateline)) if dateline else None
        self._possible: dict[int, list[_Pattern]] = {}
        of_year = dict.fromkeys(self.parts, 0)
        kinds = {MONTH: self.months, NUMBER: self.numbers, OFFSET: self.offsets, ERA: self.eras, PART: of_year}
        self._signs = {kind: re.compile(_either(_shortest(words))) for kind, words in kinds.items() if words}

    def signs(self, text: str) -> Signs:
        """Where digits, names of months and the like stand in a text."""
        found = [(m.start(), DIGIT) for m in _DIGIT.finditer(text)]
        if found:
            found += [(m.start(), YEAR) for m in _YEAR.finditer(text)]
        small = text.lower()
        if not text.isascii():
            if len(small) != len(text) or _ODD_CASE.search(text):
                return Signs(None)
            found += [(m.start(), HAN_DIGIT) for m in _HAN_DIGIT.finditer(text)]
        for kind, pattern in self._signs.items():
            found += [(m.start(), kind) for m in pattern.finditer(small)]
        return Signs(found)

    def possible(self, signs: int, text: str, start: int, end: int) -> list[_Pattern]:
        """The patterns that may match in a sentence, in their order."""
        mine = self._possible.get(signs)
        if mine is None:
            mine = [p for p in self.patterns if all(signs & (one | ANY) for one in p.signs)]
            self._possible[signs] = mine
        here = set(text[start:end])
        return [p for p in mine if p.chars <= here]

    @staticmethod
    def _expand(pattern: str, parts: dict[str, str]) -> str:
        for name in ("day", "day2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>[0-3]?\d)")
        for name in ("year", "year2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>(?:1[5-9]|20|21)\d\d)")
        for name in ("month", "month2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>{parts['MONTH']})")
        pattern = pattern.replace("<long-month>", rf"(?P<month>{parts['LONG']})")
        for name in ("mon", "mon2"):
            pattern = pattern.replace(f"<{name}>", rf"(?P<{name}>[01]?\d)")
            pattern = pattern.replace(f"<han-{name}>", rf"(?P<{name}>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])")
        for name in ("day", "day2"):
            han = r"[0-3]?\d|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
            pattern = pattern.replace(f"<han-{name}>", f"(?P<{name}>{han})")
        pattern = pattern.replace("<han-year>", r"(?P<year>[12]\d{3}|[一二][〇零○一二三四五六七八九]{3})")
        pattern = pattern.replace("<era>", f"(?P<era>{parts['ERA']})")
        pattern = pattern.replace("<era-year>", r"(?P<year>\d{1,3}|元|[一二三四五六七八九〇零十百]{1,4})")
        pattern = pattern.replace("<part>", f"(?P<part>{parts['PART']})")
        pattern = pattern.replace("<offset>", f"(?P<offset>{parts['OFFSET']})")
        pattern = pattern.replace(
            "<years>", rf"(?P<years>\d{{1,3}}|{parts['NUMBER']}|[一二三四五六七八九]?十[一二三四五六七八九]?)"
        )
        return pattern.replace("<range>", f"(?:{parts['RANGE']})")

    def month(self, word: str) -> int | None:
        return self.months.get(word.casefold())

    def part(self, word: str) -> tuple[int, int]:
        """The first and the last month of a part of a year."""
        return self.parts[" ".join(word.casefold().split())]

    def offset(self, word: str) -> int:
        return self.offsets[" ".join(word.casefold().split())]

    def number(self, word: str) -> int | None:
        known = self.numbers.get(word.casefold())
        return known if known is not None else han_number(word)


def _shortest(words: dict[str, int]) -> dict[str, int]:
    """Beginnings of the words, of which no other is the beginning: where one of all begins, one of these does."""
    heads = {head[0] if (head := _LETTERS.match(w)) else w: n for w, n in words.items()}
    return {w: n for w, n in heads.items() if not any(w != o and w.startswith(o) for o in heads)}


def _either(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"
