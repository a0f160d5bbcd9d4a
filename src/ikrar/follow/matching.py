"""Whether a deed may be what a pledge promised, and how sure that is. Pure: values in, a value out; no clock.

The signs are those a careful person looks at: the same two parties with the right one acting, the object named
alike (in one language by its words, across languages by what they mean), fields, time, names and numbers. Their
weights and words stand in `matching.toml`.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ikrar.model.folding import fold_name
from ikrar.register.likeness import likeness, same_fields

_HAN = re.compile("[㐀-鿿]")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"\b[A-Z][\w'’-]{3,}")


@dataclass(frozen=True, slots=True)
class Pledge:
    """`debtor` and `creditor` are ids of parties, both None where the two plan together."""

    kind: str
    debtor: int | None
    creditor: int | None
    what: str
    quote: str
    fields: frozenset[str]
    due_start: date | None
    due_end: date | None
    told: date | None
    accepted: bool = False
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Deed:
    """`kind` is delivery, visit, meeting or agreement; `actor` is None where both act or nobody says who."""

    kind: str
    actor: int | None
    what: str
    quote: str
    fields: frozenset[str]
    start: date | None
    end: date | None
    told: date | None
    documents: frozenset[str] = frozenset()

    @property
    def day(self) -> date | None:
        return self.start or self.told


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is between 0 and 1; `reasons` name the signs that speak for it."""

    score: float
    reasons: tuple[str, ...]


def match(pledge: Pledge, deed: Deed, leave_out: frozenset[str] = frozenset()) -> Match | None:
    """How sure the deed is what was pledged; None where it cannot be.

    `leave_out` are words that say nothing, folded: those of the parties' names.
    """
    if not _can_be(pledge, deed):
        return None
    points, reasons = _object(pledge, deed)
    if not reasons:
        return None
    for name, found in (_fields(pledge, deed), _time(pledge, deed), _numbers(pledge, deed)):
        points += _points()[name] if name else 0.0
        reasons += [found] if found else []
    leave_out |= {*fold_name(pledge.what).split(), *fold_name(deed.what).split()}
    shared = len(_names(pledge.quote, leave_out) & _names(deed.quote, leave_out))
    if shared:
        points += _points()["names"] * min(shared, 2)
        reasons.append("names")
    if pledge.accepted:
        points += _points()["accepted"]
    return Match(1 / (1 + math.exp(_points()["bias"] - points)), ("parties", *reasons))


def enough() -> float:
    """The score from which a link is proposed."""
    return float(_data()["enough"]["propose"])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("matching.toml").read_text(encoding="utf-8"))


def _points() -> Mapping[str, float]:
    return _data()["points"]  # type: ignore[no-any-return]


def _days(name: str) -> timedelta:
    return timedelta(days=_data()["times"][name])


def _can_be(pledge: Pledge, deed: Deed) -> bool:
    """The right one acts, after the pledge was made and not in the text that made it."""
    who = _data()["fits"].get(pledge.kind, {}).get(deed.kind)
    if who is None or pledge.documents & deed.documents:
        return False
    if pledge.told is None or deed.day is None or deed.told is None or deed.told <= pledge.told:
        return False
    if (deed.end or deed.day) < pledge.told - _days("before_days"):
        return False
    wanted = {"debtor": pledge.debtor, "guest": pledge.creditor}.get(who)
    return wanted is None or deed.actor in {None, wanted}


def _object(pledge: Pledge, deed: Deed) -> tuple[float, list[str]]:
    """Points for the object, and whether it speaks for the match at all."""
    promised = concepts(f"{pledge.what} {pledge.quote}")
    if deed.kind in _data()["needs"] and not promised & set(_data()["needs"][deed.kind]):
        return 0.0, []
    alike = overlap(pledge.what, deed.what)
    if alike is not None and alike >= 0.5:
        return _points()["object"] * alike, ["object"]
    # Objects that both texts name say more than the sentences around them.
    named = alike is not None
    done = concepts(f"{deed.what} {deed.quote}")
    mine = concepts(pledge.what) if named else promised
    theirs = concepts(deed.what) if named else done
    both = mine & theirs
    if not both:
        return 0.0, []
    share = min(1.0, _weight(both)) * _weight(both) / min(_weight(mine), _weight(theirs))
    if promised - done and done - promised:  # Electric buses, and the training of bus drivers: two things.
        share *= _weight(promised & done) / _weight(promised | done)
    return _points()["concept"] * share + _points()["object"] * (alike or 0.0), ["meaning"]


def overlap(one: str, other: str) -> float | None:
    """The part of the shorter phrase's telling words that the other has; None where they cannot be compared."""
    a, b = likeness(one), likeness(other)
    compared = [(x, y) for x, y in ((a.latin, b.latin), (a.han, b.han)) if x and y]
    if not compared:
        return None
    return max(len(x & y) / min(len(x), len(y)) for x, y in compared)


@lru_cache(maxsize=65536)
def concepts(words: str) -> frozenset[str]:
    """What a phrase speaks of, whatever its language."""
    folded = f" {fold_name(words)} "
    return frozenset(name for name, pattern in _patterns() if pattern.search(folded))


def _weight(found: frozenset[str]) -> float:
    """How much concepts say: a general one half."""
    general = set(_data()["general"]["concepts"])
    return sum(0.5 if name in general else 1.0 for name in found)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, _pattern(words)) for name, words in _data()["concepts"].items())


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Han stands anywhere; a Latin word is whole, or begins so where a star ends it."""
    parts = []
    for word in words:
        bare = re.escape(fold_name(word.rstrip("*")))
        if _HAN.search(word):
            parts.append(bare)
        else:
            parts.append(f" {bare}" if word.endswith("*") else f" {bare} ")
    return re.compile("|".join(parts))


def _fields(pledge: Pledge, deed: Deed) -> tuple[str, str]:
    if not pledge.fields or not deed.fields:
        return "", ""
    return ("same_fields", "fields") if same_fields(pledge.fields, deed.fields) else ("other_fields", "")


def _time(pledge: Pledge, deed: Deed) -> tuple[str, str]:
    """Whether the deed falls into the time that was named, or follows the pledge soon enough."""
    began, ended = deed.day, deed.end or deed.day
    if not (began and ended and pledge.told):
        return "", ""
    if pledge.due_start and pledge.due_end:
        slack = _days("slack_days")
        if began <= pledge.due_end + slack and ended >= pledge.due_start - slack:
            return "inside", "dates"
        near = began <= pledge.due_end + _days("soon_days") and ended >= pledge.due_start - _days("soon_days")
        return ("soon", "") if near else ("outside", "")
    return ("timely", "") if began - pledge.told <= _days("timely_days") else ("late", "")


def _numbers(pledge: Pledge, deed: Deed) -> tuple[str, str]:
    """Numbers in the objects: ten scholarships are not twenty. Around them, only the same number says something."""
    mine, theirs = set(_NUMBER.findall(pledge.what)), set(_NUMBER.findall(deed.what))
    if mine and theirs:
        return ("numbers", "numbers") if mine & theirs else ("other_numbers", "")
    around = _counts(pledge.quote, pledge.due_start, pledge.due_end) & _counts(deed.quote, deed.start, deed.end)
    return ("numbers", "numbers") if around else ("", "")


def _counts(quote: str, *days: date | None) -> set[str]:
    """Numbers of a sentence that count something: neither years nor the parts of its date."""
    of_dates = {str(n) for day in days if day for n in (day.day, day.month)}
    return {n for n in _NUMBER.findall(quote) if 1 < len(n) < 4 or n in "23456789"} - of_dates


def _names(quote: str, leave_out: frozenset[str]) -> set[str]:
    """Words written as names, but not at the beginning of the quote."""
    found = {fold_name(m.group()) for m in _NAME.finditer(quote) if m.start() > 0}
    return {name for name in found if name not in leave_out}
