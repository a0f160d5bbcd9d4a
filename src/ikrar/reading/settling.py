"""Which place each unit means, and which of them are no places here."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log10

from ikrar.model.folding import fold_name
from ikrar.model.party import Level, Party
from ikrar.places import Place, gazetteer
from ikrar.reading.epithets import is_side, settle_epithets
from ikrar.reading.lexicon import is_han
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page
from ikrar.reading.units import LEVEL_RANK, Unit

_ARTICLE = re.compile(r"\b(?:the|its)\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([A-Z][\w’'.\-]*)[ -]$")
_COMPASS = re.compile(r"(?:north|south|east|west|central)(?:ern)?$")
_INSTITUTION = re.compile(r"^ [A-Z][\w’'\-]+ [A-Z]")
_WORD_AFTER = re.compile(r"^[ -]([A-Z][\w’'\-]*)")
_THINGS = frozenset({"field", "object", "event", "profile"})
MAIN_NAME = 4  # points, as much as twenty times the inhabitants
COUNTRY = 3  # points, for a country that shares its name with a place (格林纳达)
WELL_KNOWN = 50_000  # inhabitants of a place that an institution may well be named after
LARGE_HAN = 400_000  # inhabitants from which a Chinese name of two characters needs no head


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


OFTEN = 3  # times that a smaller one stands in a text that is about it

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
                    if (
                        where
                        and not far
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
        if u.name and ((u.roles and not _word_before_office(page, u)) or (u.chained and not _surname(page, u.name)))
    }
    borne = {u.name.word for u in units if u.name and _borne(page, u)} - headed
    beside = zip(units, [None, *units], [*units[1:], None], strict=False)
    placed = {u.name.word for u, last, after in beside if u.name and _placed(page, u, last, after)}
    borne -= placed
    kept = []
    demonyms = gazetteer().demonyms
    for unit in units:
        if unit.name is None or (unit.name.word not in borne and _is_place(page, unit, headed, placed, demonyms)):
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


def _is_place(page: Page, unit: Unit, headed: set[str], placed: set[str], demonyms: frozenset[str]) -> bool:
    name = unit.name
    assert name is not None
    text = page.text
    if name.word in demonyms and unit.places[0].level == "country":
        return bool(unit.roles) or is_side(page, unit)
    if _namesake(page, unit):
        return False
    if (unit.roles and not _word_before_office(page, unit)) or (unit.chained and not _surname(page, name)):
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


def _word_before_office(page: Page, unit: Unit) -> bool:
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


def _placed(page: Page, unit: Unit, *beside: Unit | None) -> bool:
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
