"""A date as a person types it into a form, in any of the languages, as EDTF. Pure: today is an argument.

The words and patterns are those by which texts are read (`languages/*/dates.toml`); what a person leaves open is taken
to be as near to today as it can be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import cast

from ikrar.model.edtf import interval
from ikrar.model.folding import fold, fold_name
from ikrar.reading.date_forms import SHIFTS, DateForms
from ikrar.reading.dates import Calendar, Dates
from ikrar.reading.lexicon import Language, language_codes, load_table
from ikrar.reading.page import Page, Sentence

LONGEST = 80  # characters that are looked at
_LOOSE = re.compile(r"\s*([/–—~～])\s*")
_HAN = re.compile(r"[\u3400-\u9fff]")


def _page(text: str) -> Page:
    """What was typed, as a page of one sentence in which nothing else was found."""
    page = Page(text, cast(Language, None), [])
    page.sentences = [Sentence(0, len(text), 0)]
    return page


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one language that stand for a day or a period by themselves; folded."""

    tables: DateForms
    days: dict[str, int]  # days from today
    weekdays: dict[str, int]
    years: dict[str, int]  # years from this one
    months: dict[str, int]
    weeks: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Typed:
    """What `typed_date.toml` says, folded. `turns` are days: Senin depan is Monday and 1, last Friday Friday and -1."""

    fillers: frozenset[str]
    frames: tuple[str, ...]
    turns: dict[str, int]
    parts: dict[str, int]  # of a year: quarter and 4
    numbers: dict[str, int]
    part_fillers: frozenset[str]


@cache
def _typed() -> _Typed:
    raw = tomllib.loads(files(__package__).joinpath("typed_date.toml").read_text(encoding="utf-8"))
    return _Typed(
        frozenset(map(fold_name, raw["fillers"])),
        tuple(raw["frames"]),
        {fold_name(w): n for n, name in ((1, "next"), (-1, "last")) for w in raw["weekday"][name]},
        {fold_name(w): len(raw["parts"]["numbers"]) if name == "quarter" else 2
         for name in ("quarter", "half") for w in raw["parts"][name]},
        {fold_name(w): n for n, listed in enumerate(raw["parts"]["numbers"], 1) for w in listed},
        frozenset(map(fold_name, raw["parts"]["fillers"])),
    )  # fmt: skip


@cache
def _words(code: str) -> _Words:
    raw = load_table(code, "dates")
    periods: dict[str, dict[str, int]] = {"year": {}, "month": {}, "week": {}}
    for name, listed in raw.get("periods", {}).items():
        when, unit = name.split("_")
        if unit in periods:
            periods[unit] |= {fold_name(w): SHIFTS[when] for w in listed}
    return _Words(
        DateForms(raw),
        {fold_name(w): int(n) for w, n in raw.get("relative", {}).items()},
        {fold_name(w): int(n) for w, n in raw.get("weekdays", {}).items()},
        periods["year"],
        periods["month"],
        periods["week"],
    )


def typed_date(text: str, today: date, lang: str = "") -> str | None:
    """The EDTF expression that was meant (`2026-11-05`, `2027-03`, `2026-11-05/2026-11-10`), None where it is none.

    `lang` is tried first: 05/11/2026 is the fifth of November wherever days come first.
    """
    typed = " ".join(text[:LONGEST].split())
    if interval(typed):
        return typed
    codes = sorted(language_codes(), key=lambda code: code != lang)
    for code in codes:
        words = _words(code)
        found = _part(typed, words, today) or _plain(typed, words, today) or _dated(typed, words, today)
        if found and interval(found):
            return found
    return None


def _plain(typed: str, words: _Words, today: date) -> str | None:
    """A word that is a day or a period: tomorrow, Jumat, 下个月."""
    said = fold_name(typed)
    if said in words.days:
        return (today + timedelta(words.days[said])).isoformat()
    if said in words.weekdays:
        ahead = words.weekdays[said] - today.isoweekday()  # 下周五 and 上周五 say which week.
        return (today + timedelta(ahead % 7 if 1 <= words.weekdays[said] <= 7 else ahead)).isoformat()
    if said in words.years:
        return f"{today.year + words.years[said]:04d}"
    if said in words.months:
        month = today.year * 12 + today.month - 1 + words.months[said]
        return f"{month // 12:04d}-{month % 12 + 1:02d}"
    if said in words.weeks:
        monday = today - timedelta(today.weekday()) + timedelta(weeks=words.weeks[said])
        return f"{monday.isoformat()}/{(monday + timedelta(6)).isoformat()}"
    return _turned(said, words, today)


def _turned(said: str, words: _Words, today: date) -> str | None:
    """A weekday and which: Senin depan, next Monday, the first after today; last Friday, the last before it."""
    for turn, way in _typed().turns.items():
        if not (said.endswith(f" {turn}") or said.startswith(f"{turn} ")):
            continue
        day = words.weekdays.get(said.removesuffix(turn).removeprefix(turn).strip(), 0)
        if 1 <= day <= 7:
            ahead = (day - today.isoweekday() - 1) % 7 + 1 if way > 0 else -((today.isoweekday() - day - 1) % 7 + 1)
            return (today + timedelta(ahead)).isoformat()
    return None


def _part(typed: str, words: _Words, today: date) -> str | None:
    """A quarter or a half of a year: triwulan III 2026, Q3 2026, second half of 2027, 2026年下半年."""
    known = _typed()
    rest, shift = _without_period(
        typed, {y: n for y, n in words.years.items() if not any(_held(p, y) for p in known.parts)}
    )
    said = fold_name(rest)
    year = re.search(r"(?<!\d)(\d{4})(?!\d)", said)
    if year and shift is not None:
        return None
    if year:
        said = f"{said[: year.start()]} {said[year.end() :]}"
    for name in sorted(known.parts, key=len, reverse=True):
        held = _held(name, said)
        if not held:
            continue
        which = _number(f"{said[: held.start()]} {said[held.end() :]}")
        if which is None or which > known.parts[name]:
            return None
        of, months = int(year[1]) if year else today.year + (shift or 0), 12 // known.parts[name]
        return f"{of:04d}-{(which - 1) * months + 1:02d}/{of:04d}-{which * months:02d}"
    return None


def _held(name: str, said: str) -> re.Match[str] | None:
    """Where a name stands as a word; a digit may follow it, as in Q3."""
    return re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", said)


def _number(said: str) -> int | None:
    """Which part, of what is left beside it; None where something else is said."""
    known = _typed()
    left = [word for word in said.split() if word not in known.part_fillers]
    one = "".join(c for c in "".join(left) if not (_HAN.match(c) and c in known.part_fillers))
    return known.numbers.get(one) if len(left) <= 2 else None


def _dated(typed: str, words: _Words, today: date) -> str | None:
    """A date written out, with nothing beside it but fillers, a weekday, or a year told as a period."""
    rest, shift = _without_period(typed, words.years)
    for text in _variants(rest):
        moments = Dates(_page(text), Calendar(today), words.tables).moments
        if len(moments) != 1:
            continue
        moment = moments[0]
        if not _fills(f"{text[: moment.start]} {text[moment.end :]}", words):
            continue
        if shift is None:
            return moment.edtf
        if moment.how in {"no-year", "day"} and len(moment.edtf) >= 7:
            return "/".join(f"{today.year + shift:04d}{point[4:]}" for point in moment.edtf.split("/"))
    return None


def _without_period(typed: str, years: Mapping[str, int]) -> tuple[str, int | None]:
    """明年3月 → 3月 and 1: a year told as a period, taken out of the rest."""
    folded = fold(typed)
    for period in sorted(years, key=len, reverse=True):
        at = folded.text.find(period)
        if at >= 0:
            start, end = folded.origin(at), folded.origin(at + len(period))
            return f"{typed[:start]} {typed[end:]}".strip(), years[period]
    return typed, None


def _variants(typed: str) -> Iterator[str]:
    """What was typed, in the frames in which texts have dates."""
    tight = _LOOSE.sub(r"\1", typed)
    for frame in _typed().frames:
        yield frame.format(tight)


def _fills(rest: str, words: _Words) -> bool:
    """Whether what stands beside a date changes nothing."""
    fillers = _typed().fillers
    own = {fold_name(part) for frame in _typed().frames for part in frame.split("{}")}
    return all(
        word in fillers or word in own or word in words.weekdays or all(_HAN.match(c) and c in fillers for c in word)
        for word in fold_name(rest).split()
    )
