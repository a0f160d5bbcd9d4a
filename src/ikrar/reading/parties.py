"""Who stands where: groups of parties in each sentence, with what introduces them (with, to, by, in, ...)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from ikrar.model.folding import fold
from ikrar.model.party import Party
from ikrar.reading import people
from ikrar.reading.finding import find_units
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page, marked
from ikrar.reading.settling import chain, resolve
from ikrar.reading.units import ASIDE, ROLES, Unit, is_glue

# After a dateline: an agency in brackets or an outlet's address, then a dash; or a Chinese wire's day and sign.
_DATELINE = re.compile(
    r"(?:,\s*[A-Z][\w. ]{2,18})?,?\s*(?:\([^)\n]{2,40}\)\s*)?(?:--?|[–—:|])(?=\s|\w)|,\s*\w+\.(?:com|co|id|net|org)\b"
    r"|(?:\d+月)?(?:\d+日)?(?:讯|電|电)"
)
# Names between commas that no gazetteer holds: a list goes on over them (Gold Coast, Lismore and Qingdao).
_UNKNOWN = re.compile(r"(?:,\s*[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+)?){1,3}\s*,?\s*")
# The name of an official that nothing made known, before the next of a list.
_NAMED = re.compile(r",? *(?:[A-Z][\w’'\-]*\.? ?){1,4},? *|[·\u4e00-\u9fff]{1,10}、?")
_HYPHENS = ("-", "–")
_ARTICLE = re.compile(r"\bthe\b\s*", re.IGNORECASE)
# A group that begins so right behind a comma is told anew: by the mayor of A, a delegation of B visited …
_BEGINS = re.compile(r"(?:an?|the) ")
_IN_DATELINE = re.compile(r"[\w. ]{0,20}\)\s*(?:--?|[–—:|])\s")
LED = 40  # characters from a delegation to its leader
MARKERS = ("accompany", "with", "to", "from", "by", "in", "between", "post")
_MARKING = frozenset({*MARKERS, "and"})
PRONOUNS = ("three", "pair", "we", "he", "it", "other", "guests", "there", "there-region", "home")


@dataclass(slots=True)
class Group:
    """Coordinated parties, or a word that stands for parties spoken of before (`pronoun`)."""

    start: int
    end: int
    parties: tuple[Party, ...]
    marker: str | None = None
    role: str | None = None
    pronoun: str | None = None
    joined: bool = False
    person: bool = False
    marked_at: int = -1
    level: str | None = None  # of the parties that a pronoun stands for, where it says so (both cities)

    @property
    def located(self) -> bool:
        """Only a location: `di Bandung`, `in Changsha`; an office or a government is never one."""
        return self.marker == "in" and self.role not in ("official", "government", "group")


@dataclass
class Cast:
    """The parties of a text: groups in order, the place that the text is of, countries and names learnt."""

    groups: list[Group]
    home: Party | None
    names: dict[str, Party] = field(default_factory=dict)
    weight: Counter[Party] = field(default_factory=Counter)
    acting: frozenset[Party] = frozenset()
    rank: dict[Party, int] = field(default_factory=dict)
    titled: frozenset[Party] = frozenset()  # those that the title names
    offices: int = 0  # groups named with an office or as a government


def cast(page: Page, title: Page | None = None) -> Cast:
    """Read the parties of a page; the title lends places and names but no groups."""
    context: Counter[str] = Counter()
    title_units = resolve(title, chain(title, find_units(title)), context) if title else []
    units = resolve(page, chain(page, find_units(page)), context)
    told = {u.name.word: u.party for u in units if u.name}
    for u in title_units:
        u.party = told.get(u.name.word, u.party) if u.name else u.party  # The text says which; its title does not.
    home = _home(page, units, title_units)
    names = people.learn(page, units)
    # A place's name inside a learnt name is that person (Dinar, Koster).
    units = [u for u in units if u.roles or u.chained or names.get(page.text[u.start : u.end], u.party) == u.party]
    units = [u for u in units if not _person_in_office(page, u, names)]
    groups = [_group(u) for u in units if u.party is not None and not _dateline(page, u)]
    groups += _bare_officials(page, units, names, home)
    if not page.language.spaced:
        groups = _without_parts_of_names(page, groups, names)
    if page.language.spaced:
        _leaders(page, units, names)
    for start, end, party in people.occurrences(page, names, marked(page, ((g.start, g.end) for g in groups))):
        groups.append(Group(start, end, (party,), role="official", person=True))
    taken = marked(page, ((g.start, g.end) for g in groups))
    for m in page.of(*PRONOUNS):
        pronoun = next(p for p in PRONOUNS if p in m.classes)
        if not any(taken[m.start : m.end]) and not _apposed(page, m, groups) and not _object(page, m):
            groups.append(Group(m.start, m.end, (), pronoun=pronoun, level=m.get("pair")))
    groups.sort(key=lambda g: (g.start, g.end))
    groups = _without_overlaps(groups)
    _name_guests(page, groups)
    _mark(page, groups)
    groups = _join(page, groups)
    weight: Counter[Party] = Counter()
    for g in groups:
        for p in g.parties:
            weight[p] += 1 if g.located else 3 if g.role else 2
    for u in title_units:
        if u.party:
            weight[u.party] += 4
    acting = frozenset(p for g in groups if g.role for p in g.parties)
    rank = {p: n for n, (p, _) in enumerate(weight.most_common(), 1)}
    offices = sum(g.role in ("official", "government", "group") for g in groups)
    titled = frozenset([u.party for u in title_units if u.party])
    return Cast(groups, home, names, weight, acting, rank, titled, offices)


def _person_in_office(page: Page, unit: Unit, names: dict[str, Party]) -> bool:
    """Whether what stands before an office is a person told before, no place: 智利驻华大使罗哈斯, then 罗哈斯大使."""
    if page.language.head != "after" or unit.name is None or unit.role != "official" or unit.level == "city":
        return False
    return names.get(page.text[unit.name.start : unit.name.end], unit.party) != unit.party


def _name_guests(page: Page, groups: list[Group]) -> None:
    """Guests are of the place of whoever leads them: the delegation, led by the mayor of Los Altos."""
    for guests, leader in pairwise(groups):
        if guests.pronoun == "guests" and leader.role == "official" and leader.start - guests.end < LED:
            led = page.each("led", guests.end, leader.start)
            if led and is_glue(page, led[-1].end, leader.start):
                guests.parties, guests.pronoun, guests.role = leader.parties, None, "group"


def _object(page: Page, m: Mention) -> bool:
    """Whether a verb stands right before a delegation: it is led or received (率代表团访问), no new subject."""
    if page.language.spaced or not m.has("guests"):
        return False
    return any(x.end == m.start and x.has("act", "gap", "led") for x in page.within(m.start - 4, m.start))


def _without_parts_of_names(page: Page, groups: list[Group], names: dict[str, Party]) -> list[Group]:
    """Leave out bare places that stand within the longer name of a person (马祖 in 马祖基)."""
    told = people.occurrences(page, names, bytearray(len(page.text)))
    starts = [start for start, _, _ in told]

    def within(g: Group) -> bool:
        i = bisect_right(starts, g.start) - 1
        return i >= 0 and told[i][1] >= g.end and told[i][1] - told[i][0] > g.end - g.start

    return [g for g in groups if g.role or not within(g)]


def _apposed(page: Page, m: Mention, groups: list[Group]) -> bool:
    """Whether a name follows at once (the Russian city of Perm): the words then belong to it."""
    after = page.within(m.end, m.end + 2)
    if not after or not after[0].has("of"):
        return False
    named = next((g for g in groups if 0 <= g.start - after[0].end <= 1), None)
    if named is None:
        return False
    named.start = m.start
    return True


def _group(u: Unit) -> Group:
    assert u.party is not None
    return Group(u.start, u.end, (u.party,), role="official" if u.role == "envoy" else u.role)


def _dateline(page: Page, unit: Unit) -> bool:
    """A place at the very start before a dash or an agency: it says where the news was written."""
    if unit.start > 90 or unit.roles:
        return False
    if any(m.has("act") for m in page.within(0, unit.start)) or "\n" in page.text[: unit.start]:
        return False
    if page.text[unit.end : unit.end + 1] in _HYPHENS and any(
        m.places for m in page.within(unit.end + 1, unit.end + 2)
    ):
        return False  # A pair of places: Denpasar-Darwin.
    return bool(_DATELINE.match(page.text, unit.end) or _IN_DATELINE.match(page.text, unit.end))


def _home(page: Page, units: list[Unit], title: list[Unit]) -> Party | None:
    """The place whose news this is: the dateline's, else the one with a home word, else the first named city."""
    written_in = next((u.party for u in units if u.party and _dateline(page, u) and u.party.level != "country"), None)
    told = [u.party for u in (*title, *units) if u.party and u.party.level != "country" and u.role != "body"]
    if written_in is not None:
        # Regencies write from their seats, provinces from their capitals (MANGGAR - Bupati Belitung Timur …).
        governing = [u.party for u in units if u.party in told and u.role in ("official", "government")]
        if written_in in governing or page.language.head != "before":
            return written_in
        return next((p for p in governing if p is not None and p.country == written_in.country), written_in)
    if not told:
        return None
    counts = Counter(told)
    first = told[0]
    top, n = counts.most_common(1)[0]
    native = page.language.native
    if native and units and units[0].envoy and units[0].party and units[0].party.country == native:
        # A consulate of one's own tells of its host: 中国驻棉兰总领事 … 省长.
        return next((p for p in told if p.country != native), first)
    if native and first.country != native:
        own = Counter(p for p in told if p.country == native)
        if own:
            return own.most_common(1)[0][0]
    return first if counts[first] * 2 >= n else top


def _bare_officials(page: Page, units: list[Unit], names: dict[str, Party], home: Party | None) -> list[Group]:
    """Offices without a place: the mayor, 市长石磊, Gubernur Koster, 张副总领事."""
    used = marked(page, ((u.start, u.end) for u in units))  # and what is part of an office read before
    # Heads with which the text never tells its home: 州长 is of a 州 named before where home is none.
    heads = {head: told for head, told in _heads(page, units).items() if all(u.party != home for u in told)}
    envoys = {u.party for u in units if u.envoy}
    found: list[Group] = []
    for m in page.of("official"):
        if used[m.start]:
            continue
        level = m.get("official")
        start, end, party = m.start, m.end, None
        if not page.language.spaced:
            known = people.surname_and_office(page, m, names)
            if known:
                start, party = known
            elif level in ("city", "region", "any") and home is not None:
                unit = Unit(m.start, m.end, None, (), [m], party=home)
                if level != "any":
                    unit.party = _of_head(m, heads, home)
                learnt = people.learn(page, [unit])
                for name, p in learnt.items():
                    names.setdefault(name, p)
                if learnt or level != "any":
                    party, end = names.get(next(iter(learnt), ""), unit.party), unit.end
            elif level == "country" and len(envoys) == 1:
                party = next(iter(envoys))
        else:
            after = next((n for n in sorted(names, key=len, reverse=True) if page.text.startswith(n, m.end + 1)), None)
            new = people.follows(page, m.end) if not after else None
            led = _led(page, units, m.start) if new else None
            if after:
                party, end = names[after], m.end + 1 + len(after)
            elif new and (led or home):
                # An official named for the first time without a place is of the group that is led, or of here.
                party, end = led or home, new[1]
                for name in people.parts(new[0]):
                    names.setdefault(name, party)  # type: ignore[arg-type]
            elif level != "any":
                earlier = [
                    u
                    for u in units
                    if u.start < m.start
                    and u.party
                    and u.party.level == level
                    and any(r.get("official") == level for r in u.roles)
                ]
                if earlier:
                    same = [u for u in earlier if any(_office(r) == _office(m) for r in u.roles)]
                    party = (same or earlier)[-1].party
                elif home is not None and level == home.level:
                    party = home
        if party is not None:
            found.append(Group(start, end, (party,), role="official", person=True))
            used[start:end] = b"\1" * (end - start)
    return found


def _heads(page: Page, units: list[Unit]) -> dict[str, list[Unit]]:
    """The places that are told with each head of one character, in order: 普斯科夫州."""
    found: dict[str, list[Unit]] = {}
    for u in units if page.language.short_heads else ():
        end = u.name.end if u.name else u.end
        for head in fold(page.text[end - 1 : end + 1]).text:
            if u.party is not None and head in page.language.short_heads:
                found.setdefault(head, []).append(u)
    return found


def _of_head(office: Mention, heads: dict[str, list[Unit]], home: Party) -> Party:
    """The place named last with the head of an office, or home."""
    told = heads.get(office.word[:1], [])
    i = bisect_left(told, office.start, key=attrgetter("start"))
    return told[i - 1].party or home if i else home


def _office(m: Mention) -> str:
    return m.word.removeprefix("the ").removesuffix(" of")


def _led(page: Page, units: list[Unit], start: int) -> Party | None:
    """The place of the group that whoever stands here leads: a delegation from Hue, led by Vice Chairman …"""
    before = page.each("led", max(0, start - 40), start)
    if not before or not is_glue(page, before[-1].end, start):
        return None
    groups = [u for u in units if u.end <= before[-1].start and u.party is not None and before[-1].start - u.end < 400]
    led = [u for u in groups if u.role == "group"] or groups
    return led[-1].party if led else None


def _leaders(page: Page, units: list[Unit], names: dict[str, Party]) -> None:
    """Learn who leads a group where only the name is told: a delegation from Leeds headed by Jane Bell."""
    for m in page.of("led"):
        found = people.follows(page, m.end)
        party = _led(page, units, m.end + 1) if found else None
        if found and party is not None:
            for name in people.parts(found[0]):
                names.setdefault(name, party)


def _without_overlaps(groups: list[Group]) -> list[Group]:
    kept: list[Group] = []
    for g in groups:
        if kept and g.start < kept[-1].end:
            if g.parties and not kept[-1].parties:
                kept[-1] = g
            continue
        kept.append(g)
    return kept


def _mark(page: Page, groups: list[Group]) -> None:
    """Give each group the connector that stands right before it."""
    for i, g in enumerate(groups):
        floor = groups[i - 1].end if i else 0
        before = page.within(max(floor, g.start - 24), g.start)
        for m in reversed(before):
            if m.classes.isdisjoint(_MARKING):
                continue
            after = m.end + (page.text[m.end : m.end + 1] == "、")  # A connector may pause: X市は、Y市を訪問した.
            if m.end <= g.start and is_glue(page, after, g.start):
                g.marker = next(c for c in (*MARKERS, "and") if m.has(c))
                g.marked_at = m.start
                break


def _goes_on(g: Group, after: list[Group]) -> bool:
    """Whether another group of a list follows at once."""
    return any(a.parties and a.marker == "and" and a.marked_at - g.end <= 2 for a in after)


def _join(page: Page, groups: list[Group]) -> list[Group]:
    """Coordinate neighbours: `A, B and C`, `A、B和C`; `between A and B` too."""
    out: list[Group] = []
    for n, g in enumerate(groups):
        if out and g.parties and out[-1].parties and not out[-1].pronoun:
            last = out[-1]
            gap_start = g.marked_at if g.marker == "and" else g.start
            # A bracket that a country closed behind its city: Hildesheim (Germany), Fremantle (Australia).
            gap = _ARTICLE.sub(" ", ASIDE.sub("", page.text[last.end : gap_start])).lstrip(")）")
            only_list = len(gap) <= 12 and not gap.strip(" ,、，;；&和") and "\n" not in gap
            if not only_list:
                inside = page.within(last.end, gap_start)
                only_list = len(gap) <= 12 and bool(inside) and all(m.has(*ROLES, "title", "and") for m in inside)
            linked = g.marker == "and" or (
                (g.marker is None and gap.strip() in (",", "、", "，")) or gap.strip() in ("、",)
            )
            only_list = only_list or bool(_UNKNOWN.fullmatch(gap))
            linked = linked or bool(_UNKNOWN.fullmatch(gap))
            if gap in _HYPHENS and not (last.role or g.role):
                only_list = linked = True
            alike = g.marker == "and" and last.role == g.role
            anew = gap.strip() == "," and not alike and _BEGINS.match(page.text, g.start)
            if anew and not _goes_on(g, groups[n + 1 : n + 2]):
                linked = False
            officials = last.role == g.role == "official" and not page.holds("act", last.end, g.start)
            if linked and officials and _NAMED.fullmatch(gap):
                only_list = True  # the Mayor of Seoul Park Min-jun and the Mayor of Busan
            apposed = set(g.parties) <= set(last.parties) or (last.located and g.role is not None)
            if (
                only_list
                and not apposed
                and (linked or (g.marker == "with" and last.marker == "between") or gap.strip() == "&")
            ):
                last.parties = (*last.parties, *(p for p in g.parties if p not in last.parties))
                last.end = g.end
                last.joined = True
                last.role = last.role or g.role
                continue
        out.append(g)
    return out
