"""Dates of a text as EDTF, resolved against the day of publication where they leave something open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from ikrar.model.edtf import interval
from ikrar.reading.date_forms import SHIFTS, TELLING, DateForms, Sign, han_number, kinds
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page

_TITLE = re.compile(r"《[^》\n]{2,60}》")
_LONGEST = 20  # days of a stay
_LONGEST_TITLE = 80  # characters
_OF_EVENT = re.compile(r" ((?:19|20)\d\d)\b(?![-/]\d)")
_BEHIND = 12  # characters behind a day in which its verb may follow


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


def _moved(moment: Moment, years: int) -> Moment:
    """The same days of another year."""
    edtf = "/".join(f"{int(part[:4]) + years:04d}{part[4:]}" for part in moment.edtf.split("/"))
    return replace(moment, edtf=edtf)


def _names_instrument(page: Page, start: int, end: int) -> bool:
    """Whether a quotation is the name of an instrument: its last word is one's."""
    return any(m.end == end for m in page.each("instrument", max(start, end - 30), end))


class Dates:
    """The moments of a page, found once; each is resolved against publication or against the moment before it."""

    def __init__(self, page: Page, cal: Calendar, tables: DateForms):
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
            if here & TELLING or beside or (here and tables.telling.search(page.text, s.start, s.end)):
                self.moments += self._of_sentence(s.start, s.end, standing, beside)
        self.moments += self._of_events()
        titles = [t.span() for t in _TITLE.finditer(page.text)] if "《" in page.text else []
        titles += [(a, b) for a, b in page.quotes if b - a <= _LONGEST_TITLE and _names_instrument(page, a, b)]
        if titles:  # 《2018—2020年合作备忘录》 tells no day of its signing, nor does “结好40周年协议书”.
            self.moments = [m for m in self.moments if not any(a <= m.start < b for a, b in titles)]
        self.moments.sort(key=lambda m: m.start)
        self._starts = [m.start for m in self.moments]
        days = [m for m in self.moments if m.precision in ("day", "range")]
        self._days, self._day_starts = days, [m.start for m in days]
        self.lead = days[0] if days else None
        self.only_day = len({m.edtf for m in days}) == 1

    def _of_events(self) -> list[Moment]:
        """The years that events bear in their names: Bogor Street Festival 2024."""
        named = [(m.start, _OF_EVENT.match(self.page.text, m.end)) for m in self.page.of("event")]
        return [
            Moment(start, year.end(), year[1], "named")
            for start, year in named
            if year and not any(m.start < year.end() and year.start() < m.end for m in self.moments)
        ]

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

    def next_week(self, moment: Moment) -> Moment:
        """A weekday, or a stay from one to another, of something that is to come: the next such days where they were
        read as gone by."""
        pub, days = self.cal.published, [date.fromisoformat(day) for day in moment.edtf.split("/")]
        if pub is None or days[0] >= pub:
            return moment
        return replace(moment, edtf="/".join((day + timedelta(7)).isoformat() for day in days))

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
        """Days told by their number from the one that the sentence names, or the text named last (a four-day visit), or
        up to it (returned on Sunday from a four-day visit); and from one day to the last (arrived on Monday and will
        leave on Friday)."""
        ending = self.tables.ending
        over = ending is not None and ending.search(self.page.text, start, end) is not None
        spans = self.tables.spans
        for match in spans.finditer(self.page.text, start, end) if spans is not None else ():
            length = self.tables.number(next(g for g in match.groups() if g is not None))
            beside = [m for m in named if m.precision == "day"]
            first = min(beside, key=lambda m: abs(m.start - match.start()), default=None)
            day = date.fromisoformat(first.edtf) if first is not None else self._last
            if day is not None and length is not None and 2 <= length <= _LONGEST:
                how = "span" if first is not None else "span-of-last"
                rest = timedelta(length - 1)
                yield Moment(match.start(), match.end(), f"{day}/{day + rest}", f"{how}-over" if over else how)
                if over and first is not None:
                    yield Moment(match.start(), match.end(), f"{day - rest}/{day}", "span-up-to")
        for one, other in pairwise([m for m in named if m.precision == "day"]):
            begun, last = date.fromisoformat(one.edtf), date.fromisoformat(other.edtf)
            onward = self.tables.onward.fullmatch(self.page.text, one.end, other.start)  # Selasa (24/9)–Rabu (25/9)
            if onward and last < begun and other.how == "weekday":
                last += timedelta(7)
            both = onward and self.page.holds("and", one.end, other.start)  # on 3 May and 12 May: days, no stay
            if not 0 < (last - begun).days <= (1 if both else _LONGEST):
                continue
            reach = min(end, other.end + _BEHIND)  # 10日抵达，18日离开
            if onward:
                yield Moment(one.start, other.end, f"{begun}/{last}", one.how)
            elif over and ending is not None and ending.search(self.page.text, one.end, reach):
                yield Moment(one.start, other.end, f"{begun}/{last}", "stay")

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
            which, unit = period.split("_")
            shift = SHIFTS[which]
            if unit in ("year", "season"):
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
