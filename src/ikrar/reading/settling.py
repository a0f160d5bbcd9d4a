"""Which place each unit means."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log10

from ikrar.model.folding import fold_name
from ikrar.model.party import Level, Party
from ikrar.places import Place
from ikrar.reading.epithets import settle_epithets
from ikrar.reading.namesakes import borne, is_place, placed, surname, word_before_office
from ikrar.reading.page import Page
from ikrar.reading.units import LEVEL_RANK, Unit

_ARTICLE = re.compile(r"\b(?:the|its)\b", re.IGNORECASE)
_COMPASS = re.compile(r"(?:north|south|east|west|central)(?:ern)?$")
MAIN_NAME = 4  # points, as much as twenty times the inhabitants
COUNTRY = 3  # points, for a country that shares its name with a place (格林纳达)


def contained(small: Unit, large: Unit, *, listed: bool = False) -> tuple[str, tuple[Place, ...]] | None:
    """The country in which `small` lies in `large`, where the two can be read so, and which of its places lie there.
    What stands in a list of cities (Birmingham, London and New York) is only sure where the region is known."""
    for big in large.places:
        if big.level == "city" and (small.name is not None or large.level == "city"):
            continue
        if small.name is None and LEVEL_RANK[big.level] >= 1:
            return big.country, ()
        sure = not listed or large.places[0].level != "city"
        there = tuple(p for p in small.places if _lies_in(p, big, sure=sure))
        if there:
            return big.country, there
    return None


def _lies_in(p: Place, big: Place, *, sure: bool) -> bool:
    if p.country != big.country or LEVEL_RANK[p.level] >= LEVEL_RANK[big.level] or p.name == big.name:
        return False
    if big.level == "country" or p.level != "city" or not p.region or not big.region:
        return sure
    return p.region == big.region


_BORDER = re.compile(r"[。；;!?！？\n]|\.\s")


def chain(page: Page, units: list[Unit]) -> list[Unit]:
    """Join a place with the larger place that says where it is: Carmel, Indiana; 德国…瑙姆堡市; Kota X dari Y."""
    out: list[Unit] = []
    for unit in units:
        if out:
            last = out[-1]
            gap = page.text[last.end : unit.start]
            if gap.strip() in ("(", "（") and set(last.places) & set(unit.places):
                last.end = unit.end + (page.text[unit.end : unit.end + 1] in (")", "）"))  # Uni Emirat Arab (UEA)
                continue
            if gap == " " and unit.name and unit.roles and _COMPASS.match(unit.name.word):
                last.roles += unit.roles  # Kuching South City Council is of Kuching.
                last.end = unit.end
                continue
            if _BORDER.search(gap):
                out.append(unit)
                continue
            inside = page.within(last.end, unit.start)
            between = [m for m in inside if m.has("in", "from", "of", "post", "seat")]
            bare = gap
            for m in between:
                bare = bare.replace(page.text[m.start : m.end], "", 1)
            seat = any(
                m.has("seat") for m in between
            )  # Victoria, the capital of Seychelles; Indonesian capital Jakarta
            if seat or (unit.places and unit.places[0].level == "country"):
                bare = _ARTICLE.sub("", bare)  # Osan City, the Republic of Korea
            if (
                len(gap) <= (32 if seat else 14)
                and "\n" not in gap
                and not any(m.has("and", "act") and not m.has("seat") for m in inside)
            ):
                if any(m.has("post") for m in between) and _post(last, unit):
                    continue
                if not bare.strip(" ,(，的") and (page.language.spaced or gap.strip() == ""):
                    where = contained(last, unit, listed=gap.strip() == "," and _listed(page, unit))
                    # "X di Y" is a place in Y only for heads without an office: "konsul RI di Shanghai" is none.
                    if where and (page.language.spaced or seat) and (not unit.role or _only_headed(unit)):
                        last.country, last.chained, last.end = last.country or where[0], True, unit.end
                        last.places = where[1] or last.places
                        continue
                if not bare.strip(" ’'s的・") and (not page.language.spaced or seat or "s" in gap or gap == " "):
                    where = contained(unit, last)
                    far = "的" in gap and all(p.level != "country" for p in last.places)  # 佐贺的湖南游客
                    person = last.role == "official" and not page.language.spaced  # 日本驻沈阳总领事西尾良一
                    if (
                        where
                        and not (far or person)
                        and not (last.role and last.role != "government" and page.language.spaced and "s" not in gap)
                    ):
                        unit.country, unit.chained = where[0], True
                        unit.places = where[1] or unit.places
                        unit.roles = [*last.roles, *unit.roles]
                        unit.start = last.start
                        out[-1] = unit
                        continue
        out.append(unit)
    return out


def _only_headed(region: Unit) -> bool:
    """Whether a region stands with nothing but the word for what it is: Yibin City, Sichuan Province."""
    return region.level == "region" and region.role == "government" and len(region.roles) == 1


def _listed(page: Page, unit: Unit) -> bool:
    """Whether another name follows at once: a list goes on."""
    after = page.within(unit.end, unit.end + 8)
    return any(m.places or m.has("and") for m in after[:1]) and page.text[unit.end : unit.end + 1] in (",", " ")


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
    headed = {
        u.name.word
        for u in units
        if u.name and ((u.roles and not word_before_office(page, u)) or (u.chained and not surname(page, u.name)))
    }
    persons = {u.name.word for u in units if u.name and borne(page, u)} - headed
    beside = zip(units, [None, *units], [*units[1:], None], strict=False)
    told_as_places = {u.name.word for u, last, after in beside if u.name and placed(page, u, last, after)}
    persons -= told_as_places
    kept = []
    for unit in units:
        if unit.name is None or (unit.name.word not in persons and is_place(page, unit, headed, told_as_places)):
            kept.append(unit)
    regions = {p.region: u.name.word for u in kept for p in u.places[:1] if p.region and p.level == "region" and u.name}
    levels: dict[str, set[Level]] = {}
    for unit in kept:
        if unit.name is not None and unit.level is not None:
            levels.setdefault(unit.name.word, set()).add(unit.level)
    for unit in kept:
        one = len({p.country for p in unit.places}) == 1
        if unit.places and (unit.chained or one or unit.places[0].level == "country"):
            best = _best(unit, context, regions, levels)
            context[best.country] += 1
    settled = _settled(kept)
    for unit in kept:
        if unit.places:
            known = settled.get(unit.name.word) if unit.name and not unit.chained else None
            unit.party = (known or _best(unit, context, regions, levels)).party
    for unit in kept:
        if unit.party is None:
            unit.party = _settle_unknown(unit, kept, context)
    kept = [u for u in kept if u.party is not None]
    _one_party_a_name(kept)
    settle_epithets(page, kept)
    return kept


def _settled(units: list[Unit]) -> dict[str, Place]:
    """Names that the text settles once (Freiburg, Germany), for wherever they stand alone."""
    found: dict[str, Place | None] = {}
    for unit in units:
        if unit.name is None or not unit.chained or not unit.places:
            continue
        place = _best(unit, Counter(), {}, {})
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


def _best(unit: Unit, context: Counter[str], regions: dict[str, str], levels: dict[str, set[Level]]) -> Place:
    """The likeliest place of a unit: large, called so by its main name, in a country or a region that the text names,
    of the level that it is said to have here or elsewhere in the text."""
    word = "" if unit.name is None else " ".join(unit.name.word.split())
    elsewhere = levels.get(word, ()) if unit.level is None else ()

    def score(item: tuple[int, Place]) -> float:
        rank, p = item
        points = 3 * log10(p.population + 1) - 0.5 * rank
        points += MAIN_NAME if _folded(p.name) in (word, f"{word} city") else 0
        points += 4 if p.level == "city" and regions.get(p.region or "", word) != word else 0
        points += 3 if p.level in elsewhere else 0
        points += 100 if unit.country == p.country else 0
        points += 4 if unit.level == p.level else 0
        points += min(6.0, 2.0 * context[p.country])
        points -= 12 if unit.level in ("city", "region") and p.level == "country" else 0
        points += COUNTRY if unit.level is None and p.level == "country" else 0
        if p.level == "region" and unit.level != "region":
            points -= (
                8 if any(q.level == "city" and q.country == p.country and q.name == p.name for q in unit.places) else 0
            )
        return points

    return max(enumerate(unit.places), key=score)[1]


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
