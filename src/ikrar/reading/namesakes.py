"""Which names of places are none here: persons, institutions and words that are called as places are."""

from __future__ import annotations

import re

from ikrar.places import gazetteer
from ikrar.reading.epithets import is_side
from ikrar.reading.lexicon import is_han
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page
from ikrar.reading.units import Unit

_WORD_BEFORE = re.compile(r"([A-Z][\w’'.\-]*)[ -]$")
_INSTITUTION = re.compile(r"^ [A-Z][\w’'\-]+ [A-Z]")
_GIVEN_AFTER = re.compile(r" [A-Z][a-z]+-[a-z]{2,}")
_WORD_AFTER = re.compile(r"^[ -]([A-Z][\w’'\-]*)")
_THINGS = frozenset({"field", "object", "event", "profile"})
WELL_KNOWN = 50_000  # inhabitants of a place that an institution may well be named after
LARGE_HAN = 400_000  # inhabitants from which a Chinese name of two characters needs no head
OFTEN = 3  # times that a smaller one stands in a text that is about it


def is_place(page: Page, unit: Unit, headed: set[str], placed: set[str]) -> bool:
    """Whether a name is a place here. `headed` are names that stand with a head anywhere in the text, `placed` those
    that stand as only a place does."""
    name = unit.name
    assert name is not None
    text = page.text
    if name.word in gazetteer().demonyms and unit.places[0].level == "country":
        return bool(unit.roles) or is_side(page, unit)
    if _namesake(page, unit) or _surname_of(page, name):
        return False
    if (unit.roles and not word_before_office(page, unit)) or (unit.chained and not surname(page, name)):
        return True
    ambiguous = name.word in gazetteer().ambiguous or name.has(
        "month", "weekday", "title", "detect", "act", "field", "event"
    )
    if name.word in headed:
        return not (page.language.spaced and _part_of_name(page, name, sure=True))
    if name.word in placed:
        return not (page.language.spaced and _part_of_name(page, name, sure=True))
    if ambiguous:
        return _twinned(page, name)
    top = unit.places[0]
    if not page.language.spaced and is_han(text[name.start]):
        known = top.level != "city" or top.population >= LARGE_HAN
        return known or name.end - name.start > 2 or text.count(text[name.start : name.end]) >= OFTEN
    if len(name.word) <= 3:
        return False
    return not _part_of_name(page, name, sure=top.level == "country" or top.population >= 1_000_000)


def _surname_of(page: Page, name: Mention) -> bool:
    """Whether a given name of two joined syllables follows: Kim In-tae."""
    found = page.language.spaced and _GIVEN_AFTER.match(page.text, name.end)
    return bool(found) and not page.within(name.end + 1, name.end + 2)


def word_before_office(page: Page, unit: Unit) -> bool:
    """Whether a name that is also a word stands before an office where names stand behind (Selama wali kota …)."""
    name = unit.name
    if name is None or page.language.head != "before" or unit.chained or not unit.roles:
        return False
    return name.word in gazetteer().ambiguous and all(r.start >= name.end for r in unit.roles)


def _namesake(page: Page, unit: Unit) -> bool:
    """Whether a small place is named by nothing but an institution that more likely bears a person's name: Massey
    University, the Carnegie Museum, but University of Jinan."""
    name = unit.name
    assert name is not None
    behind = any(m.has("body") and m.start >= name.end for m in unit.roles)
    if not page.language.spaced or not behind or unit.role not in ("body", "group") or unit.chained:
        return False
    return all(p.level == "city" and p.population < WELL_KNOWN for p in unit.places) and (
        len(re.findall(rf"\b{re.escape(page.text[name.start : name.end])}\b", page.text)) == 1
    )


def placed(page: Page, unit: Unit, *beside: Unit | None) -> bool:
    """Whether a name of a doubtful sort stands here as only a place does: right after *in*, beside another place in a
    list, or with the words of a relation between places."""
    name = unit.name
    assert name is not None
    if not page.language.spaced or _part_of_name(page, name, sure=False):
        return False
    if any(m.end == name.start - 1 and m.has("in") for m in page.within(max(0, name.start - 12), name.start)):
        return True
    if _twinned(page, name):
        return True
    after = page.text[name.end : name.end + 2]
    possessed = name.end + 3 if after in ("'s", "’s") else name.end + 1
    if any(m.has("twin") for m in page.within(possessed, possessed + 1)):
        return True
    return any(
        other is not None and other.name is not None and other.name.word != name.word and _beside(page, unit, other)
        for other in beside
    )


def _beside(page: Page, one: Unit, other: Unit) -> bool:
    """Whether two names are told in one breath (Legazpi and Naga), the other a place beyond doubt."""
    first, last = (one, other) if one.start < other.start else (other, one)
    gap = page.text[first.end : last.start]
    if not 0 < len(gap) <= 6:
        return False
    joined = gap.strip() == "," or any(m.has("and") for m in page.within(first.end, last.start))
    assert other.name is not None
    sure = other.name.word not in gazetteer().ambiguous and len(other.name.word) > 3
    return joined and sure and not _part_of_name(page, other.name, sure=False)


def _twinned(page: Page, name: Mention) -> bool:
    """Whether words of a relation between places stand right before (twinned with Vladimir)."""
    before = [m for m in page.each("act", max(0, name.start - 40), name.start) if m.end == name.start - 1]
    return any(s.cls == "act" and s.value.kind == "partnership" for m in before for s in m.senses)


def surname(page: Page, name: Mention) -> bool:
    """Whether an office and a given name stand right before (Governor Toshio Tanabe of Japan's Hyogo Prefecture)."""
    before = _WORD_BEFORE.search(page.text[max(0, name.start - 40) : name.start]) if page.language.spaced else None
    if before is None:
        return False
    at = name.start - 1 - len(before[1])
    known = any(m.senses or m.places for m in page.within(at, at + 1))
    return not known and any(m.has("official") and m.end == at - 1 for m in page.within(max(0, at - 40), at))


def borne(page: Page, unit: Unit) -> bool:
    """Whether a person bears the name here (Mehmet Karaman): where it stands alone, it is that person again."""
    assert unit.name is not None
    large = bool(unit.places) and (unit.places[0].level != "city" or unit.places[0].population >= 1_000_000)
    if not page.language.spaced:
        return not unit.roles and unit.places[0].level != "country" and _borne_han(page, unit.name)
    if large or _institution(page, unit.name):
        return False
    return _part_of_name(page, unit.name, sure=True)


def _borne_han(page: Page, name: Mention) -> bool:
    """Whether an office stands right before (市长江永恒), or one character and a word of speech behind (李海涛说)."""
    before = page.within(name.start - 6, name.start)
    goes_on = is_han(page.text[name.end : name.end + 1] or " ") and not page.within(name.end, name.end + 1)
    if any(m.end == name.start and (m.has("official") or (m.has("group") and goes_on)) for m in before):
        return True
    return goes_on and name.end - name.start == 2 and page.holds("speech", name.end + 1, name.end + 2)


def _institution(page: Page, name: Mention) -> bool:
    """Whether what is named after the place is no person: the Westport Arts Festival, Omaha Public Schools."""
    before, after = page.text[max(0, name.start - 4) : name.start], page.text[name.end : name.end + 60]
    return bool(_INSTITUTION.match(after)) or (before.lower() == "the " and bool(_WORD_AFTER.match(after)))


def _part_of_name(page: Page, name: Mention, *, sure: bool) -> bool:
    """Whether a capitalised neighbour makes the name part of another name (Lawrence Hayward, Shanghai Tower); two
    places that a hyphen joins are a pair (Denpasar-Darwin)."""
    text = page.text
    if text[name.start : name.end].isupper():
        return False
    after = _WORD_AFTER.match(text[name.end : name.end + 40])
    if after and not after[1].isupper():
        at = name.end + 1
        known = [m for m in page.within(at, at + 1) if m.senses or m.places]
        paired = text[name.end] == "-" and any(m.places for m in known)
        if not paired and (not known or not any(m.senses for m in known)):
            return True
        if any(m.has("event") and not m.places for m in known):
            return True
    before = _WORD_BEFORE.search(text[max(0, name.start - 40) : name.start])
    if before and not before[1].isupper() and not page.opens(name.start):
        at = name.start - 1 - len(before[1])
        opens = page.opens(at)
        known = page.within(at, at + 1) or [m for m in page.within(max(0, at - 30), at) if m.end > at]
        paired = text[name.start - 1] == "-" and any(m.places for m in known)
        if not paired and not any(m.senses for m in known) and not (sure and opens):
            return True
        thing = bool(known) and all(m.classes and m.classes <= _THINGS for m in known)  # Benteng Victoria
        abroad = all(p.country != page.language.native for p in name.places)
        if page.language.head == "before" and thing and abroad and not sure and not opens:
            return True
    return False
