"""Places with the offices and heads that stand beside them: `Wali Kota Shanghai`, `Henan delegation`, `合肥市市长`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from math import log10

from ikrar.model.folding import fold_name
from ikrar.model.party import Level, Party
from ikrar.places import Place, gazetteer
from ikrar.reading.lexicon import is_han
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page

ROLES = ("official", "government", "group", "body")
ASIDE = re.compile(r"\s*[(（][^()（）\n]{1,30}[)）]")
_DOTS = "·•‧・"
_SHORT = re.compile(r"\s?[(（][\"“]?([A-Z]{2,7})[\"”]?[)）]")
_GLUE = re.compile(r"(?:\s|[’']s?\b|-|·|\bthe\b|[“\"(])*$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([A-Z][\w’'.\-]*)[ -]$")
_WORD_AFTER = re.compile(r"^[ -]([A-Z][\w’'\-]*)")
_NAME = r"[A-Z][\w’'\-]*(?: (?:de |del |da |di |la |le |of |on |upon )?[A-Z][\w’'\-]*){0,2}"
_NAME_AFTER = re.compile(rf"^ ({_NAME})")
_NAME_BEFORE = re.compile(rf"({_NAME}) $")
LEVEL_RANK: dict[Level, int] = {"city": 0, "region": 1, "country": 2}
LARGE_HAN = 400_000
# Where names are Han words of their own, not spelled by their sound.
_HAN_NAMED = frozenset({"CN", "TW", "HK", "MO", "JP", "KR", "KP"})


@dataclass(slots=True)
class Unit:
    """A stretch that names a place: the place's candidates, its roles, what it was resolved to."""

    start: int
    end: int
    name: Mention | None
    places: tuple[Place, ...]
    roles: list[Mention] = field(default_factory=list)
    country: str | None = None
    party: Party | None = None
    spelled: str = ""
    chained: bool = False
    post: bool = False

    @property
    def role(self) -> str | None:
        """The strongest role: an official before a group, a government, a body."""
        have = {s.cls for m in self.roles for s in m.senses}
        return next((r for r in ("official", "envoy", "group", "government", "body") if r in have), None)

    @property
    def level(self) -> Level | None:
        """The level that the roles say the place has."""
        for cls in ("government", "official"):
            for m in self.roles:
                value = m.get(cls)
                if value in LEVEL_RANK:
                    return value  # type: ignore[no-any-return]
        return None

    @property
    def envoy(self) -> bool:
        """An ambassador, consul or embassy: speaks for a country, in a place."""
        return any(m.get("official") == "country" or m.has("envoy") for m in self.roles)


def is_glue(page: Page, start: int, end: int) -> bool:
    """Whether nothing but an `of`, an article or white space stands between two positions."""
    if start >= end:
        return start == end
    gap = page.text[start:end]
    if len(gap) > 40 or "\n" in gap:
        return False
    for m in page.within(start, end):
        if m.end <= end and m.has("of", "from"):
            gap = page.text[start : m.start] + page.text[m.end : end]
    gap = ASIDE.sub("", gap)
    return len(gap) <= 16 and bool(_GLUE.match(gap))


def _is_role(m: Mention) -> bool:
    return m.has(*ROLES, "title")


def find_units(page: Page) -> list[Unit]:
    """Places with their roles, then heads that name a place the gazetteer does not hold."""
    taken: set[int] = set()
    units: list[Unit] = []
    ms = page.mentions
    for i, m in enumerate(ms):
        if not m.places or i in taken:
            continue
        if page.language.foreign:
            longer = _longer(page, ms, i)
            if longer is not None:
                units += longer
                continue
        unit = Unit(m.start, m.end, m, m.places)
        _extend(page, unit, i, taken)
        units.append(unit)
    units += _missions(page, units)
    for i, m in enumerate(ms):
        if i not in taken and m.has("government", "official") and not m.places:
            unknown = _unknown(page, m, ms, i, taken)
            if unknown:
                units.append(unknown)
    units += _again(page, units)
    units.sort(key=lambda u: u.start)
    return units


def _missions(page: Page, units: list[Unit]) -> list[Unit]:
    """Embassies and consulates that stand for a country without naming it (KBRI Baku, 驻棉兰总领事), and out of `units`
    the places where they only sit."""
    found: list[Unit] = []
    for m in page.mentions:
        country = m.get("envoy")
        if country is not None:
            found.append(Unit(m.start, m.end, None, (gazetteer().country(country),), [m], post=True))
            seat = next((u for u in units if m.end <= u.start <= m.end + 8 and _seat(page, m.end, u.start)), None)
            if seat is not None and not (seat.level and seat.role == "official"):
                found[-1].end = seat.end
                units.remove(seat)
    native = page.language.native
    for u in units:
        posted = page.within(u.start - 3, u.start)
        alone = u.envoy and u.places and u.places[0].level != "country" and posted and posted[-1].has("post")
        if alone and native and posted[-1].end == u.start and not any(v.end == posted[-1].start for v in units):
            u.places, u.name, u.post = (gazetteer().country(native),), None, True
    return found


def _seat(page: Page, start: int, end: int) -> bool:
    """Whether nothing but *di*, *untuk*, *in* stands between a mission and a place."""
    gap = page.text[start:end]
    for m in page.within(start, end):
        if m.has("in", "post", "to"):
            gap = gap.replace(page.text[m.start : m.end], "", 1)
    return not gap.strip()


def _longer(page: Page, ms: list[Mention], i: int) -> list[Unit] | None:
    """None where a Han name stands by itself; else the longer foreign name that it is part of, if a head follows."""
    m, text, foreign = ms[i], page.text, page.language.foreign
    dotted = any(c and c in _DOTS for c in (text[m.start - 1 : m.start] if m.start else "", text[m.end : m.end + 1]))
    within = i and ms[i - 1].end == m.start - 1 and ms[i - 1].places and ms[i - 1].places[0].level != "city"
    if dotted and not within and m.places[0].level == "city":  # インドネシア・スラバヤ市 is a place in a larger one.
        return []
    if m.places[0].country in _HAN_NAMED or not is_han(text[m.start]):
        return None
    start, end = m.start, m.end
    floor = max((x.end for x in ms[max(0, i - 3) : i]), default=0)
    while start > floor and text[start - 1] in foreign:
        start -= 1
    ceiling = ms[i + 1].start if i + 1 < len(ms) else len(text)
    while end < ceiling and text[end] in foreign:
        end += 1
    if (start, end) == (m.start, m.end):
        return None
    head = next((x for x in ms[i + 1 : i + 2] if x.start == end and x.has("government", "official")), None)
    return [Unit(start, head.end, None, (), [head], spelled=text[start:end])] if head else []


def _again(page: Page, units: list[Unit]) -> list[Unit]:
    """Where a name that only a head made known stands without its head."""
    spans = [(u.start, u.end) for u in units]
    found: list[Unit] = []
    for unit in units:
        short = _SHORT.match(page.text, unit.end) if unit.name else None
        if short and not unit.roles:  # Uni Emirat Arab (UEA): from here on the letters are the place.
            for match in re.finditer(rf"\b{short[1]}\b", page.text[short.end() :]):
                at = short.end() + match.start()
                if not any(a < at + len(short[1]) and at < b for a, b in spans):
                    found.append(Unit(at, at + len(short[1]), unit.name, unit.places))
    for name in sorted({u.spelled for u in units if u.spelled}):
        for match in re.finditer(re.escape(name) + (r"\b" if page.language.spaced else ""), page.text):
            if not any(a < match.end() and match.start() < b for a, b in spans):
                found.append(Unit(match.start(), match.end(), None, (), spelled=name))
    return found


def _extend(page: Page, unit: Unit, i: int, taken: set[int]) -> None:
    ms = page.mentions
    assert unit.name is not None
    j = i - 1
    city = unit.places[0].level == "city" if unit.places else False
    while j >= 0 and j not in taken and not ms[j].places and is_glue(page, ms[j].end, unit.start):
        # English sets an office before a person's name, not a city's: Mayor Gabriel, President Vladimir.
        bare = page.text[ms[j].end : unit.start].strip() == "" and unit.start == unit.name.start
        if (
            page.language.head == "both"
            and city
            and bare
            and ms[j].has("official", "title")
            and not ms[j].word.endswith(" of")
        ):
            break
        if not _is_role(ms[j]):
            if ms[j].has("of", "from") and j and _is_role(ms[j - 1]) and is_glue(page, ms[j - 1].end, ms[j].start):
                j -= 1
                continue
            break
        unit.roles.insert(0, ms[j])
        unit.start = ms[j].start
        taken.add(j)
        j -= 1
    if page.language.head == "before" and unit.roles:
        return
    j = i + 1
    while j < len(ms) and is_glue(page, unit.end, ms[j].start) and not ms[j].places:
        if not _is_role(ms[j]) or ms[j].get("title"):
            break
        if page.language.spaced and page.text[unit.end : ms[j].start].strip() == "of":
            break
        unit.roles.append(ms[j])
        unit.end = ms[j].end
        taken.add(j)
        j += 1
    if not page.language.spaced:
        _office_of_body(page, unit, j, taken)


def _office_of_body(page: Page, unit: Unit, j: int, taken: set[int]) -> None:
    """An office in a body named after the place: 苏北省旅游与文化厅厅长, 豪登省省长办公室…主任."""
    ms = page.mentions
    first = j
    while j < len(ms) and ms[j].start - unit.end <= 18:
        gap = page.text[unit.end : ms[j].start]
        stop = ms[j].places or (ms[j].has("act", "gap", "speech", "in", "to") and not ms[j].has("official"))
        if stop or not all(is_han(c) for c in gap) or (j == first and gap == "" and ms[j].has("with", "and")):
            return
        if ms[j].has("official"):
            for k in range(first, j + 1):
                taken.add(k)
            unit.roles.append(ms[j])
            unit.end = ms[j].end
            return
        j += 1


def _unknown(page: Page, m: Mention, ms: list[Mention], i: int, taken: set[int]) -> Unit | None:
    """A head with a capitalised name that no gazetteer holds: Kota Mossel, Hai Chau District, 瑙姆堡市."""
    text = page.text
    if not page.language.spaced:
        return _unknown_han(page, m, ms, i)
    if page.language.head in ("before", "both"):
        of = ms[i + 1] if i + 1 < len(ms) and ms[i + 1].has("of") and is_glue(page, m.end, ms[i + 1].start) else None
        at = of.end if of else m.end
        found = _NAME_AFTER.match(text[at : at + 60])
        head_ok = (page.language.head == "before" and m.has("government")) or of is not None
        if found and head_ok and text[m.start].isupper() | (of is not None):
            name = _trim(page, found[1], at + 1)
            if name:
                taken.add(i)
                return Unit(m.start, at + 1 + len(name), None, (), [m], spelled=name)
    if page.language.head == "both" and m.has("government") and text[m.start].isupper():
        found = _NAME_BEFORE.search(text[max(0, m.start - 60) : m.start])
        if found:
            name, start = found[1], m.start - 1 - len(found[1])
            inside = [x for x in page.within(start, m.start) if x.places or _is_role(x)]
            if not inside and name.lower() not in ("the", "a", "this", "our", "new", "sister"):
                taken.add(i)
                return Unit(start, m.end, None, (), [m], spelled=name)
    return None


def _trim(page: Page, name: str, start: int) -> str:
    """The part of a capitalised stretch before the first word that means something else."""
    for x in page.within(start, start + len(name)):
        if x.senses and not (len(x.senses) == 1 and x.has("of", "title")):
            name = name[: x.start - start].rstrip()
            break
    return name


def _unknown_han(page: Page, m: Mention, ms: list[Mention], i: int) -> Unit | None:
    """A Han stretch between a larger place and a head: 德国|瑙姆堡|市."""
    if not m.has("government") or i == 0:
        return None
    before = next((x for x in reversed(ms[max(0, i - 4) : i]) if x.places), None)
    if before is None:
        return None
    start = before.end
    for x in page.within(before.end, m.start):
        if _is_role(x) and x.start == start:
            start = x.end
    name = page.text[start : m.start]
    if (
        2 <= len(name) <= 9
        and all(is_han(c) or c in "·-" for c in name)
        and not any(x.has("and", "with", "act", "in", "to", "by") for x in page.within(start, m.start))
    ):
        return Unit(start, m.end, None, (), [m], spelled=name)
    return None


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
    headed = {u.name.word for u in units if u.name and (u.roles or u.chained)}
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
    if unit.roles or unit.chained:
        return True
    ambiguous = name.word in gazetteer().ambiguous or name.has(
        "month", "weekday", "title", "detect", "act", "field", "event"
    )
    if name.word in headed:
        return not (page.language.spaced and _part_of_name(page, name, sure=True))
    if ambiguous:
        return False
    top = unit.places[0]
    if not page.language.spaced and is_han(text[name.start]):
        return name.end - name.start > 2 or top.level != "city" or top.population >= LARGE_HAN
    if len(name.word) <= 3:
        return False
    return not _part_of_name(page, name, sure=top.level == "country" or top.population >= 1_000_000)


def _borne(page: Page, unit: Unit) -> bool:
    """Whether a person bears the name here (Mehmet Karaman): where it stands alone, it is that person again."""
    assert unit.name is not None
    large = bool(unit.places) and (unit.places[0].level != "city" or unit.places[0].population >= 1_000_000)
    return page.language.spaced and not large and _part_of_name(page, unit.name, sure=True)


def _part_of_name(page: Page, name: Mention, *, sure: bool) -> bool:
    """Whether a capitalised neighbour makes the name part of another name (Lawrence Hayward, Shanghai Tower)."""
    text = page.text
    if text[name.start : name.end].isupper():
        return False
    after = _WORD_AFTER.match(text[name.end : name.end + 40])
    if after and not after[1].isupper():
        at = name.end + 1
        known = [m for m in page.within(at, at + 1) if m.senses or m.places]
        if not known or not any(m.senses for m in known):
            return True
        if any(m.has("event") and not m.places for m in known):
            return True
    before = _WORD_BEFORE.search(text[max(0, name.start - 40) : name.start])
    if before and not before[1].isupper():
        at = name.start - 1 - len(before[1])
        opens = any(s.start == at for s in page.sentences)
        known = page.within(at, at + 1) or [m for m in page.within(max(0, at - 30), at) if m.end > at]
        if not any(m.senses for m in known) and not (sure and opens):
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
