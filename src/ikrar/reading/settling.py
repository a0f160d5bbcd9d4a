"""Which place each unit means, and which of them are no places here."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log10

from ikrar.model.folding import fold_name
from ikrar.model.party import Party
from ikrar.places import Place, gazetteer
from ikrar.reading.lexicon import is_han
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page
from ikrar.reading.units import LEVEL_RANK, Unit

_WORD_BEFORE = re.compile(r"([A-Z][\w’'.\-]*)[ -]$")
_WORD_AFTER = re.compile(r"^[ -]([A-Z][\w’'\-]*)")
LARGE_HAN = 400_000  # inhabitants from which a Chinese name of two characters needs no head


def contained(small: Unit, large: Unit) -> str | None:
    """The country in which `small` lies in `large`, where the two can be read so."""
    if not large.places:
        return None
    for big in large.places:
        if big.level == "city" and (small.name is not None or large.level == "city"):
            continue
        if small.name is None and LEVEL_RANK[big.level] >= 1:
            return big.country
        for p in small.places:
            if p.country == big.country and LEVEL_RANK[p.level] < LEVEL_RANK[big.level] and p.name != big.name:
                return big.country
    return None


_BORDER = re.compile(r"[。；;!?！？\n]|\.\s")


def chain(page: Page, units: list[Unit]) -> list[Unit]:
    """Join a place with the larger place that says where it is: Carmel, Indiana; 德国…瑙姆堡市; Kota X dari Y."""
    out: list[Unit] = []
    for unit in units:
        if out:
            last = out[-1]
            gap = page.text[last.end : unit.start]
            if _BORDER.search(gap):
                out.append(unit)
                continue
            between = [m for m in page.within(last.end, unit.start) if m.has("in", "from", "of", "post")]
            bare = gap
            for m in between:
                bare = bare.replace(page.text[m.start : m.end], "", 1)
            if (
                len(gap) <= 14
                and "\n" not in gap
                and not any(m.has("and", "act") for m in page.within(last.end, unit.start))
            ):
                if any(m.has("post") for m in between) and _post(last, unit):
                    continue
                if not bare.strip(" ,(，的") and (page.language.spaced or gap.strip() == ""):
                    where = contained(last, unit)
                    # "X di Y" is a place in Y only for heads without an office: "konsul RI di Shanghai" is none.
                    if where and page.language.spaced and not unit.role:
                        last.country, last.chained, last.end = last.country or where, True, unit.end
                        continue
                if not bare.strip(" ’'s的・") and (not page.language.spaced or "s" in gap or gap == " "):
                    where = contained(unit, last)
                    if where and not (
                        last.role and last.role != "government" and page.language.spaced and "s" not in gap
                    ):
                        unit.country, unit.chained = where, True
                        unit.roles = [*last.roles, *unit.roles]
                        unit.start = last.start
                        out[-1] = unit
                        continue
        out.append(unit)
    return out


def _post(last: Unit, unit: Unit) -> bool:
    """An envoy of `last` posted at `unit` (中国驻棉兰总领事, Ambassador of China to Kenya): one party, the sender."""
    if not (last.envoy or unit.envoy) or not last.places or last.places[0].level != "country":
        return False
    last.roles += unit.roles
    last.end = unit.end
    last.post = True
    return True


def resolve(page: Page, units: list[Unit], context: Counter[str]) -> list[Unit]:
    """Choose what each unit means, and drop those that are not places here."""
    headed = {u.name.word for u in units if u.name and (u.roles or (u.chained and not _surname(page, u.name)))}
    borne = {u.name.word for u in units if u.name and _borne(page, u)} - headed
    kept = []
    demonyms = gazetteer().demonyms
    for unit in units:
        if unit.name is None or (unit.name.word not in borne and _is_place(page, unit, headed, demonyms)):
            kept.append(unit)
    for unit in kept:
        one = len({p.country for p in unit.places}) == 1
        if unit.places and (unit.chained or one or unit.places[0].level == "country"):
            best = _best(unit, context)
            context[best.country] += 1
    settled = _settled(kept)
    for unit in kept:
        if unit.places:
            known = settled.get(unit.name.word) if unit.name and not unit.chained else None
            unit.party = (known or _best(unit, context)).party
    for unit in kept:
        if unit.party is None:
            unit.party = _settle_unknown(unit, kept, context)
    kept = [u for u in kept if u.party is not None]
    _one_party_a_name(kept)
    return kept


def _settled(units: list[Unit]) -> dict[str, Place]:
    """Names that the text settles once (Freiburg, Germany), for wherever they stand alone."""
    found: dict[str, Place | None] = {}
    for unit in units:
        if unit.name is None or not unit.chained or not unit.places:
            continue
        place = _best(unit, Counter())
        known = found.get(unit.name.word, place)
        found[unit.name.word] = place if known == place else None
    return {name: place for name, place in found.items() if place is not None}


def _one_party_a_name(units: list[Unit]) -> None:
    """A city and the region of its name (Kyoto, Shanghai) are one party within a text."""
    first: dict[tuple[str, str], Party] = {}
    for unit in units:
        if unit.party is not None:
            key = _folded(unit.party.name), unit.party.country
            known = first.get(key)
            if known is None or (known.geonames is None and unit.party.geonames is not None):
                first[key] = unit.party
    for unit in units:
        if unit.party is not None:
            unit.party = first[_folded(unit.party.name), unit.party.country]


@cache
def _folded(name: str) -> str:
    return fold_name(name)


def _best(unit: Unit, context: Counter[str]) -> Place:
    def score(item: tuple[int, Place]) -> float:
        rank, p = item
        points = 3 * log10(p.population + 1) - 0.5 * rank
        points += 2 if unit.name is not None and _folded(p.name) == unit.name.word else 0
        points += 100 if unit.country == p.country else 0
        points += 4 if unit.level == p.level else 0
        points += min(6.0, 2.0 * context[p.country])
        points -= 12 if unit.level in ("city", "region") and p.level == "country" else 0
        if p.level == "region" and unit.level != "region":
            points -= (
                8 if any(q.level == "city" and q.country == p.country and q.name == p.name for q in unit.places) else 0
            )
        return points

    return max(enumerate(unit.places), key=score)[1]


def _is_place(page: Page, unit: Unit, headed: set[str], demonyms: frozenset[str]) -> bool:
    name = unit.name
    assert name is not None
    text = page.text
    if name.word in demonyms and unit.places[0].level == "country":
        return bool(unit.roles)
    if unit.roles or (unit.chained and not _surname(page, name)):
        return True
    ambiguous = name.word in gazetteer().ambiguous or name.has(
        "month", "weekday", "title", "detect", "act", "field", "event"
    )
    if name.word in headed:
        return not (page.language.spaced and _part_of_name(page, name, sure=True))
    if ambiguous:
        return _twinned(page, name)
    top = unit.places[0]
    if not page.language.spaced and is_han(text[name.start]):
        return name.end - name.start > 2 or top.level != "city" or top.population >= LARGE_HAN
    if len(name.word) <= 3:
        return False
    return not _part_of_name(page, name, sure=top.level == "country" or top.population >= 1_000_000)


def _twinned(page: Page, name: Mention) -> bool:
    """Whether words of a relation between places stand right before (twinned with Vladimir)."""
    before = [m for m in page.each("act", max(0, name.start - 40), name.start) if m.end == name.start - 1]
    return any(s.cls == "act" and s.value.kind == "partnership" for m in before for s in m.senses)


def _surname(page: Page, name: Mention) -> bool:
    """Whether an office and a given name stand right before (Governor Toshio Tanabe of Japan's Hyogo Prefecture)."""
    before = _WORD_BEFORE.search(page.text[max(0, name.start - 40) : name.start]) if page.language.spaced else None
    if before is None:
        return False
    at = name.start - 1 - len(before[1])
    known = any(m.senses or m.places for m in page.within(at, at + 1))
    return not known and any(m.has("official") and m.end == at - 1 for m in page.within(max(0, at - 40), at))


def _borne(page: Page, unit: Unit) -> bool:
    """Whether a person bears the name here (Mehmet Karaman): where it stands alone, it is that person again."""
    assert unit.name is not None
    large = bool(unit.places) and (unit.places[0].level != "city" or unit.places[0].population >= 1_000_000)
    return page.language.spaced and not large and _part_of_name(page, unit.name, sure=True)


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
    if before and not before[1].isupper():
        at = name.start - 1 - len(before[1])
        opens = any(s.start == at for s in page.sentences)
        known = page.within(at, at + 1) or [m for m in page.within(max(0, at - 30), at) if m.end > at]
        paired = text[name.start - 1] == "-" and any(m.places for m in known)
        if not paired and not any(m.senses for m in known) and not (sure and opens):
            return True
    return False


def _settle_unknown(unit: Unit, units: list[Unit], context: Counter[str]) -> Party | None:
    """A place that no gazetteer holds: the same as a longer name in the text, or a party of its own."""
    folded = fold_name(unit.spelled)
    for other in units:
        if other.party and other.name and fold_name(other.party.name).startswith(folded + " "):
            return other.party
    level = unit.level or "city"
    if level == "country":
        return None
    country = unit.country
    if country is None:
        same = [u.country for u in units if u.spelled == unit.spelled and u.country]
        country = same[0] if same else ""
    return Party(unit.spelled, country, level, None)
