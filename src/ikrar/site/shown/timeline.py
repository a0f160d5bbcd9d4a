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


def draw(acts: Iterable[Act], lanes: Iterable[str], today: date, least: int = 4) -> Timeline:
    """Years from the first act to the last, at least `least` of them and always the present one."""
    known = list(acts)
    days = [today, *(a.day for a in known), *(a.until for a in known if a.until)]
    first, last = min(days).year, max(days).year
    first = min(first, last - least + 1)
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1
    step = _step(last - first + 1)

    def at(day: date) -> float:
        return round(100 * (day.toordinal() - start) / (end - start), 3)

    years = []
    for year in range(first, last + 1):
        x = at(date(year, 1, 1))
        named = year % step == 0
        width = round(100 * (date(year, 12, 31).toordinal() + 1 - date(year, 1, 1).toordinal()) / (end - start), 3)
        years.append(Year(year, x, width, named, named and (year // step) % 2 == 1))
    of_lane: dict[str, list[Act]] = defaultdict(list)
    for a in known:
        of_lane[a.lane].append(a)
    rows = []
    for lane in lanes:
        marks = [
            Mark(at(a.day), round(max(0.0, at(a.until) - at(a.day)), 3) if a.until else 0.0, a)
            for a in sorted(of_lane[lane], key=lambda a: (a.day, a.label))
        ]
        rows.append((lane, tuple(marks)))
    return Timeline(tuple(years), tuple(rows), at(today))
