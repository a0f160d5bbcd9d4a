"""Acts on a line of years, in hundredths of its width, so that the picture fits any page without scripts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happened, or will. `lane` chooses its row, `shape` how it is drawn."""

    day: date
    lane: str
    shape: str
    label: str
    href: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    width: float
    act: Act


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    x: float
    width: float
    named: bool
    minor: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    years: tuple[Year, ...]
    lanes: tuple[tuple[str, tuple[Mark, ...]], ...]
    now: float

    @property
    def first(self) -> int:
        return self.years[0].year

    @property
    def last(self) -> int:
        return self.years[-1].year


def _step(count: int) -> int:
    return next(step for step in (1, 2, 5, 10, 25, 50) if count / step <= 12 or step == 50)


@dataclass(frozen=True, slots=True)
class Scale:
    """The years that a line shows, and where on it a day stands."""

    first: int
    last: int
    start: int  # its first day, counted from the year 1
    days: int

    def at(self, day: date) -> float:
        return round(100 * (day.toordinal() - self.start) / self.days, 3)

    def years(self) -> tuple[Year, ...]:
        step = _step(self.last - self.first + 1)
        made = []
        for year in range(self.first, self.last + 1):
            begins = date(year, 1, 1)
            width = round(100 * (date(year, 12, 31).toordinal() + 1 - begins.toordinal()) / self.days, 3)
            named = year % step == 0
            made.append(Year(year, self.at(begins), width, named, named and (year // step) % 2 == 1))
        return tuple(made)


def scale(days: Iterable[date], today: date, least: int = 4) -> Scale:
    """Years from the first day to the last, at least `least` of them and always the present one."""
    known = [today, *days]
    last = max(known).year
    first = min(min(known).year, last - least + 1)
    start = date(first, 1, 1).toordinal()
    return Scale(first, last, start, date(last, 12, 31).toordinal() + 1 - start)


def draw(acts: Iterable[Act], lanes: Iterable[str], today: date, least: int = 4) -> Timeline:
    """Acts in their lanes, on the years from the first of them to the last."""
    known = list(acts)
    line = scale([*(a.day for a in known), *(a.until for a in known if a.until)], today, least)
    of_lane: dict[str, list[Act]] = defaultdict(list)
    for a in known:
        of_lane[a.lane].append(a)
    rows = []
    for lane in lanes:
        marks = [
            Mark(line.at(a.day), round(max(0.0, line.at(a.until) - line.at(a.day)), 3) if a.until else 0.0, a)
            for a in sorted(of_lane[lane], key=lambda a: (a.day, a.label))
        ]
        rows.append((lane, tuple(marks)))
    return Timeline(line.years(), tuple(rows), line.at(today))
