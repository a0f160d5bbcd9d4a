"""Whom a country's name means beside a word for a side, a group or an office: in a text on Hildesheim, *the German
side*, *delegasi Jerman* and 德方 are Hildesheim."""

from __future__ import annotations

import re

from ikrar.model.party import Party
from ikrar.reading.page import Page
from ikrar.reading.units import Unit

_NEXT_WORD = re.compile(r"\s(\w+)")
_LAST_WORD = re.compile(r"(\w+)\s$")
_LONGEST = 12  # characters of a word for a side


def is_side(page: Page, unit: Unit) -> bool:
    """Whether a word for a side stands with a place: the German side, pihak Jerman, 德国方面, 德方."""
    text, sides = page.text, page.language.sides
    if not sides:
        return False
    if not page.language.spaced:
        return any(text.endswith(s, unit.start, unit.end) or text.startswith(s, unit.end) for s in sides)
    if page.language.head == "before":
        beside = _LAST_WORD.search(text, max(0, unit.start - _LONGEST), unit.start)
    else:
        beside = _NEXT_WORD.match(text, unit.end)
    return beside is not None and beside[1].lower() in sides


def settle_epithets(page: Page, units: list[Unit]) -> None:
    """Give every side, group and office that is told by its country alone the party of that country that was named
    last, or is named next where none was; a country whose own envoys take part speaks for itself."""
    named: dict[str, list[Unit]] = {}
    themselves: set[str] = set()
    for u in units:
        if u.party is not None and u.party.level != "country":
            named.setdefault(u.party.country, []).append(u)
        elif u.party is not None and u.envoy:
            themselves.add(u.party.country)
    for u in units:
        if u.party is None or u.party.level != "country":
            continue
        if u.party.country in themselves and u.level not in ("city", "region"):
            continue
        candidates = named.get(u.party.country)
        if candidates and _is_epithet(page, u):
            u.party = _meant(u, candidates)


def _is_epithet(page: Page, u: Unit) -> bool:
    if u.name is None or u.chained:
        return False
    if u.role is None:
        return is_side(page, u)
    return u.role in ("group", "official") or (u.role == "government" and u.level in ("city", "region"))


def _meant(u: Unit, candidates: list[Unit]) -> Party | None:
    alike = [c for c in candidates if c.party and c.party.level == u.level] or candidates
    before = [c for c in alike if c.end <= u.start]
    return before[-1].party if before else alike[0].party
