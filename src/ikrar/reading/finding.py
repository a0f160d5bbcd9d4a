"""Places with the offices and heads that stand beside them: `Wali Kota Shanghai`, `Henan delegation`, `合肥市市长`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ikrar.model.folding import fold
from ikrar.places import gazetteer
from ikrar.reading.lexicon import is_han
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page, marked
from ikrar.reading.units import LEVEL_RANK, ROLES, Unit, is_glue

_HEADS = frozenset({"government", "official"})
_DOTS = "·•‧・"
_SHORT = re.compile(r"\s?[(（][\"“]?([A-Z]{2,7})[\"”]?[)）]")
_NAME = r"[A-Z][\w’'\-]*(?: (?:de |del |da |di |la |le |of |on |upon )?[A-Z][\w’'\-]*){0,2}"
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]")
_NAME_AFTER = re.compile(rf"^ ({_NAME})")
_NAME_BEFORE = re.compile(rf"(?<!\w)({_NAME}) $")
# Where names are Han words of their own, not spelled by their sound.
_HAN_NAMED = frozenset({"CN", "TW", "HK", "MO", "JP", "KR", "KP"})


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
        if not m.classes.isdisjoint(_HEADS) and i not in taken and not m.places:
            unknown = _unknown(page, m, ms, i, taken)
            if unknown:
                units.append(unknown)
    units += _again(page, units)
    units.sort(key=lambda u: u.start)
    return units if page.language.spaced else _shortened(page, units)


def _shortened(page: Page, units: list[Unit]) -> list[Unit]:
    """Chinese shortens a name once it is told: 巴伐利亚州, then 巴州; 北苏拉威西省, then 北苏省."""
    told: list[tuple[str, str, Unit]] = []  # names with their heads
    for u in units:
        if u.name is None or not u.places:
            continue
        word, head = u.name.word, _han_head(page, u.name)
        if not head and len(word) == 2 and word[-1] in page.language.short_heads:
            word, head = word[:-1], word[-1]
        full = next((v for w, h, v in told if h == head and len(w) > len(word) and w.startswith(word)), None)
        if full is not None and head:
            u.places, u.country = full.places, full.country
        elif head:
            told.append((word, head, u))
    used = {i for u in units for i in range(u.start, u.end)}
    found = []
    for m in page.of("government"):
        if m.start == 0 or m.start in used or m.start - 1 in used or m.word not in page.language.short_heads:
            continue
        letter = fold(page.text[m.start - 1]).text
        full = next((v for w, h, v in told if h == m.word and w[0] == letter and _foreign(v) and v.end < m.start), None)
        if full is not None and not any(x.end >= m.start for x in page.within(m.start - 4, m.start)):
            found.append(Unit(m.start - 1, m.end, full.name, full.places, [m], full.country))
    found += _sides(page, units, used)
    return sorted((*units, *found), key=lambda u: u.start)


def _sides(page: Page, units: list[Unit], used: set[int]) -> Iterator[Unit]:
    """A side told by the first character of its country's name, or of its own: 德国…, then 德方; 布哈拉…, then 布方."""
    told: dict[str, list[Unit]] = {}
    for u in units:
        if u.name and u.places:
            told.setdefault(u.name.word[0], []).append(u)
    for side in (s for s in page.language.sides if len(s) == 1):
        for match in re.finditer(f".{side}", page.text):
            at, end = match.span()
            around = page.text[at:end], page.text[end - 1 : end + 1]
            if at in used or not page.language.no_sides.isdisjoint(around):
                continue
            before = [u for u in told.get(fold(page.text[at]).text, ()) if u.end <= at]
            if before:
                full = next((u for u in reversed(before) if u.places[0].level == "country"), before[-1])
                yield Unit(at, end, full.name, full.places)


def _han_head(page: Page, name: Mention) -> str:
    """The head of one character right behind a name (市, 省, 州), or none."""
    after = fold(page.text[name.end : name.end + 1]).text
    return after if after in page.language.short_heads else ""


def _foreign(unit: Unit) -> bool:
    return unit.places[0].country not in _HAN_NAMED


def _missions(page: Page, units: list[Unit]) -> list[Unit]:
    """Embassies and consulates that stand for a country without naming it (KBRI Baku, 驻棉兰总领事), and out of `units`
    the places where they only sit."""
    found: list[Unit] = []
    for m in page.of("envoy"):
        country = m.get("envoy")
        if country is not None:
            found.append(Unit(m.start, m.end, None, (gazetteer().country(country),), [m], post=True))
            seat = next((u for u in units if m.end <= u.start <= m.end + 8 and _seat(page, m.end, u.start)), None)
            if seat is not None and not (seat.level and seat.role == "official"):
                found[-1].end = seat.end
                units.remove(seat)
    native = page.language.native
    if native is None:
        return found
    for u in units:
        if not u.roles or not u.places or not u.envoy or u.places[0].country == native:
            continue
        posted = page.within(u.start - 3, u.start)
        if (
            posted
            and posted[-1].has("post")
            and posted[-1].end == u.start
            and not any(v.end == posted[-1].start for v in units)
        ):
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
    if dotted and not within and m.places[0].level != "country":  # インドネシア・スラバヤ市 is a place in a larger one.
        return []
    if m.places[0].level == "country" or m.places[0].country in _HAN_NAMED or not is_han(text[m.start]):
        return None
    floor = max((x.end for x in ms[max(0, i - 3) : i]), default=0)
    ceiling = ms[i + 1].start if i + 1 < len(ms) else len(text)
    before, after = fold(text[max(floor, m.start - 8) : m.start]).text, fold(text[m.end : min(ceiling, m.end + 8)]).text
    start = m.start - len(before) + len(before.rstrip(foreign))
    end = m.end + len(after) - len(after.lstrip(foreign))
    least = page.language.foreign_least
    start = start if m.start - start >= least or before.endswith(tuple(page.language.foreign_alone)) else m.start
    head = next((x for x in ms[i + 1 : i + 2] if x.start == end and x.has("government", "official")), None)
    city = head is not None and head.get("government") == "city" and end - m.end == 1  # 普拉|亚市: no city of Pula
    end = end if end - m.end >= least or city else m.end
    if (start, end) == (m.start, m.end):
        return None
    head = head if head is not None and head.start == end else None
    if head is not None and not head.has("government") and _held(page, text[start:end]):
        return []
    return [Unit(start, head.end, None, (), [head], spelled=text[start:end])] if head else []


def _held(page: Page, name: str) -> bool:
    """Whether an office stands right before the name elsewhere: it is a person's (州长切尔诺夫, then 切尔诺夫州长)."""
    return any(page.text.startswith(name, m.end) for m in page.of("official"))


def _again(page: Page, units: list[Unit]) -> list[Unit]:
    """Where a name that only a head made known stands without its head."""
    taken = marked(page, ((u.start, u.end) for u in units))
    found: list[Unit] = []
    for unit in units:
        short = _SHORT.match(page.text, unit.end) if unit.name else None
        if short and not unit.roles:  # Uni Emirat Arab (UEA): from here on the letters are the place.
            for match in re.finditer(rf"\b{short[1]}\b", page.text[short.end() :]):
                at = short.end() + match.start()
                if not any(taken[at : at + len(short[1])]):
                    found.append(Unit(at, at + len(short[1]), unit.name, unit.places))
    for name in sorted({u.spelled for u in units if u.spelled}):
        for match in re.finditer(re.escape(name) + (r"\b" if page.language.spaced else ""), page.text):
            if not any(taken[match.start() : match.end()]):
                found.append(Unit(match.start(), match.end(), None, (), spelled=name))
    return found


def _extend(page: Page, unit: Unit, i: int, taken: set[int]) -> None:
    ms = page.mentions
    assert unit.name is not None
    j = i - 1
    city = unit.places[0].level == "city" if unit.places else False
    while j >= 0 and j not in taken and is_glue(page, ms[j].end, unit.start):
        if ms[j].places:
            # Mayor of the German city of Ludwigshafen: the demonym says which.
            if not unit.roles or ms[j].word not in gazetteer().demonyms:
                break
            unit.country, unit.start = ms[j].places[0].country, ms[j].start
            taken.add(j)
            j -= 1
            continue
        if unit.start == unit.name.start and _named_after_office(page, ms[j], unit, city=city):
            break
        if not _is_role(ms[j]):
            if ms[j].has("of") and j > 1 and ms[j - 1].has("there") and _is_role(ms[j - 2]):
                j -= 2  # the Mayor of the German city of Ludwigshafen
                unit.start = ms[j + 1].start
                continue
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
        if ms[j].word.endswith(" of") and unit.name.word in gazetteer().demonyms:
            break  # The German city of Ludwigshafen is told by its own name.
        unit.roles.append(ms[j])
        unit.end = ms[j].end
        taken.add(j)
        j += 1
        if j < len(ms) and ms[j].places and _accredited(page, ms[j - 1], ms[j]):
            unit.end = ms[j].end
            taken.add(j)
            j += 1
    if not page.language.spaced:
        _office_of_body(page, unit, j, taken)


def _accredited(page: Page, office: Mention, place: Mention) -> bool:
    """Whether a place is but where an envoy is sent: Romania's Ambassador to Jordan."""
    return (
        office.get("official") == "country" and office.word.endswith(" to") and is_glue(page, office.end, place.start)
    )


def _named_after_office(page: Page, office: Mention, unit: Unit, *, city: bool) -> bool:
    """Whether a person is named, not a place: English sets an office before a person's name (Mayor Gabriel, Governor
    Gao Ming), Chinese sets it behind a place's (江永县县长, but 市长江永恒)."""
    if page.text[office.end : unit.start].strip():
        return False
    if page.language.head == "both":
        if office.word.endswith(" of") or office.has("of", "from"):
            return False
        if city and office.has("official", "title"):
            return True
        longer = _CAPITAL_AFTER.match(page.text, unit.end) and not page.within(unit.end + 1, unit.end + 2)
        return bool(longer) and unit.places[0].level != "country"
    return page.language.head == "after" and unit.places[0].level != "country" and office.has("official")


def _office_of_body(page: Page, unit: Unit, j: int, taken: set[int]) -> None:
    """An office in a body named after the place: 苏北省旅游与文化厅厅长, 豪登省省长办公室…主任."""
    ms = page.mentions
    first = j
    while j < len(ms) and ms[j].start - unit.end <= 18:
        gap = page.text[unit.end : ms[j].start]
        if gap and ms[j].has("government") and unit.level != "city":
            return  # A place of its own that no gazetteer holds: 美国|某某|市
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
        if of is not None and of.has("to"):
            of = None  # The Deputy Mayor for Planning is of no place.
        last = ms[i - 1] if i and ms[i - 1].word in gazetteer().demonyms else None
        demonym = last if last and m.has("government") and is_glue(page, last.end, m.start) else None
        at = of.end if of else m.end
        found = _NAME_AFTER.match(text[at : at + 60])
        if not m.has("government") and m.get("official") not in LEVEL_RANK:
            found = None  # The head of Foreign Relations, officials of TIKA: of an agency, not of a place.
        whole = page.language.head == "both" and m.word.endswith(" of") and not m.has("government")  # Governor of Duhok
        head_ok = (page.language.head == "before" and m.has("government")) or of is not None or whole
        told = demonym is not None and m.word.endswith(" of")  # the German town of Ilsenburg
        if found and (told or (head_ok and text[m.start].isupper() | (of is not None) | whole)):
            name = _trim(page, found[1], at + 1)
            if name:
                taken.add(i)
                country = demonym.places[0].country if demonym else None
                return Unit(m.start, at + 1 + len(name), None, (), [m], country, spelled=name)
    if page.language.head == "both" and m.has("government") and text[m.start].isupper() and text[m.end - 1] != "s":
        found = _NAME_BEFORE.search(text[max(0, m.start - 60) : m.start])
        if found:
            name = found[1].removeprefix("The ")
            start = m.start - 1 - len(name)
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
        if x.has("official"):
            return None  # 韩国驻沈阳总领事韩斗镇: the name of who holds the office
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
