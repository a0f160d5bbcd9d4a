"""A date as a person types it into a form, in any of the languages, as EDTF. Pure: today is an argument.

The words and patterns are those by which texts are read (`languages/*/dates.toml`); what a person leaves open is taken
to be as near to today as it can be.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import cast

from ikrar.model.edtf import interval
from ikrar.model.folding import fold, fold_name
from ikrar.reading.dates import Calendar, Dates, DateTables
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

    tables: DateTables
    days: dict[str, int]  # days from today
    weekdays: dict[str, int]
    years: dict[str, int]  # years from this one
    months: dict[str, int]


@cache
def _frames() -> tuple[frozenset[str], tuple[str, ...]]:
    raw = tomllib.loads(files(__package__).joinpath("typed_date.toml").read_text(encoding="utf-8"))
    return frozenset(map(fold_name, raw["fillers"])), tuple(raw["frames"])


@cache
def _words(code: str) -> _Words:
    raw = load_table(code, "dates")
    periods: dict[str, dict[str, int]] = {"year": {}, "month": {}}
    for name, listed in raw.get("periods", {}).items():
        when, unit = name.split("_")
        if unit in periods:  # A week is no date that one would type.
            periods[unit] |= {fold_name(w): {"last": -1, "this": 0, "next": 1}[when] for w in listed}
    return _Words(
        DateTables(raw),
        {fold_name(w): int(n) for w, n in raw.get("relative", {}).items()},
        {fold_name(w): int(n) for w, n in raw.get("weekdays", {}).items()},
        periods["year"],
        periods["month"],
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
        found = _plain(typed, _words(code), today) or _dated(typed, _words(code), today)
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
    return None


def _dated(typed: str, words: _Words, today: date) -> str | None:
    """A date written out, with nothing beside it but fillers, a weekday, or a year told as a period."""
    rest, shift = _without_period(typed, words)
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


def _without_period(typed: str, words: _Words) -> tuple[str, int | None]:
    """明年3月 → 3月 and 1: a year told as a period, taken out of the rest."""
    folded = fold(typed)
    for period in sorted(words.years, key=len, reverse=True):
        at = folded.text.find(period)
        if at >= 0:
            start, end = folded.origin(at), folded.origin(at + len(period))
            return f"{typed[:start]} {typed[end:]}".strip(), words.years[period]
    return typed, None


def _variants(typed: str) -> Iterator[str]:
    """What was typed, in the frames in which texts have dates."""
    tight = _LOOSE.sub(r"\1", typed)
    for frame in _frames()[1]:
        yield frame.format(tight)


def _fills(rest: str, words: _Words) -> bool:
    """Whether what stands beside a date changes nothing."""
    fillers, frames = _frames()
    own = {fold_name(part) for frame in frames for part in frame.split("{}")}
    return all(
        word in fillers or word in own or word in words.weekdays or all(_HAN.match(c) and c in fillers for c in word)
        for word in fold_name(rest).split()
    )
