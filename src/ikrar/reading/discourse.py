"""What the text has established so far: the pair, the topic, the speaker; and who pronouns stand for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from ikrar.model.party import Party
from ikrar.reading.page import Page, Sentence
from ikrar.reading.parties import Cast, Group

Pair = tuple[Party, ...]

# What a pronoun's class may stand for, the likeliest first.
MEANT = {
    "three": ("three", "pair", "main"),
    "pair": ("alike", "pair", "main"),
    "we": ("speaker", "topic", "home"),
    "he": ("person", "speaker", "topic", "recent"),
    "it": ("topic", "speaker", "recent"),
    "other": ("opposite",),
    "guests": ("guests", "away", "topic", "recent"),
    "there": ("city", "recent", "topic", "home"),
    "there-region": ("region", "recent", "topic", "home"),
    "home": ("home", "topic"),
}

MOST = 12  # parties of a text whose pairs are counted


class Known(NamedTuple):
    """What a text as a whole says of parties that could be a side: who they are (`members`, a bit each), the ways in
    which that offers them, their countries, whether a country is among them, whether one is of an unknown country, how
    much the text speaks of them (1 is most)."""

    parties: Pair
    members: int
    ways: tuple[str, ...]
    countries: frozenset[str]
    country: bool
    unknown: bool
    rank: int


@dataclass
class Discourse:
    """Carried from sentence to sentence while a page is read."""

    page: Page
    cast: Cast
    pair: Pair = ()
    topic: Pair = ()
    speaker: Pair = ()
    person: Pair = ()  # whose official acted or spoke last
    guests: Pair = ()
    recent: list[Party] = field(default_factory=list)

    def __post_init__(self) -> None:
        main = [p for p, _ in self.cast.weight.most_common() if p.level != "country"]
        self.main: Pair = tuple(main[:2])
        if len(self.main) < 2:
            rest = [p for p, _ in self.cast.weight.most_common() if p not in self.main]
            self.main = (*self.main, *rest)[:2]
        self._bits: dict[str, int] = {}
        self._known: dict[Pair, Known] = {}
        self._pairings: dict[tuple[int, int], tuple[str, ...]] = {}
        self.main_members = self.members(self.main)

    @property
    def pair_members(self) -> int:
        return self.members(self.pair)

    def members(self, parties: Pair) -> int:
        """Parties as bits of a number."""
        return self.known(parties).members if parties else 0

    def known(self, parties: Pair) -> Known:
        """What the text says of parties; found out once."""
        found = self._known.get(parties)
        if found is None:
            found = self._known[parties] = self._find_out(parties)
        return found

    def _find_out(self, parties: Pair) -> Known:
        members = 0
        for p in parties:
            members |= self._bits.setdefault(p.key, 1 << len(self._bits))  # Bandung and its regency are no pair
        countries = [p.level == "country" for p in parties]
        rank = max(self.cast.rank.get(p, 9) for p in parties)
        ways = ["country" if all(countries) else "place"]
        if not self.cast.acting.issuperset(parties):
            ways.append("never-acting")
        ways.append("many" if len(parties) > 1 else self._among_countrymen(parties[0]))
        if self.cast.titled:
            ways.append("titled" if self.cast.titled.issuperset(parties) else "untitled")
        unknown = any(p.geonames is None and p.country == "" for p in parties)
        of = frozenset([p.country for p in parties])
        return Known(parties, members, tuple(ways), of, any(countries), unknown, min(rank, 4))

    def _among_countrymen(self, party: Party) -> str:
        """Of what level a party is, and how many places of its country the text speaks of more: of a city and its
        province mostly one is meant."""
        rank = self.cast.rank
        others = [r for p, r in rank.items() if p.country == party.country and p != party and p.level != "country"]
        if not others:
            return f"{party.level}-alone"
        return f"{party.level}-behind{min(sum(r < rank.get(party, MOST) for r in others), 2)}"

    def pairing(self, a: Known, b: Known) -> tuple[str, ...]:
        """What the text as a whole says of two sides together: their levels, how many of its sentences name both,
        whether more than name any others."""
        key = (a.members, b.members) if a.members < b.members else (b.members, a.members)
        found = self._pairings.get(key)
        if found is None:
            both = a.members | b.members
            levels = sorted((a.parties[0].level or "", b.parties[0].level or ""))
            ways = [f"levels:{'-'.join(levels)}", f"together{min(self._together(both), 3)}"]
            if both in self._closest:
                ways.append("closest")
            if not a.countries.isdisjoint(b.countries):
                ways.append("kin" if a.country or b.country else "countrymen")
            if both == self.main_members:
                ways.append("both-main")
            if not both & self.main_members:
                ways.append("neither-main")
            if a.unknown or b.unknown:
                ways.append("unknown")
            found = self._pairings[key] = tuple(ways)
        return found

    @cached_property
    def _named(self) -> list[int]:
        """The parties that each sentence names, as bits."""
        groups = [g for g in self.cast.groups if g.parties and not g.located]
        starts = [g.start for g in groups]
        found = []
        for s in self.page.sentences:
            members = 0
            for g in groups[bisect_left(starts, s.start) : bisect_left(starts, s.end)]:
                members |= self.members(g.parties)
            found.append(members)
        return found

    def _together(self, members: int) -> int:
        """How many sentences name all of some parties."""
        return sum(members & named == members for named in self._named)

    @cached_property
    def _closest(self) -> frozenset[int]:
        """The pairs that most sentences name together, as bits."""
        counted: dict[int, int] = {}
        for a, b in combinations([self.known((p,)) for p in list(self.cast.rank)[:MOST]], 2):
            if a.countries.isdisjoint(b.countries) or not (a.country or b.country):
                counted[a.members | b.members] = self._together(a.members | b.members)
        most = max(counted.values(), default=0)
        return frozenset([both for both, times in counted.items() if times == most]) if most else frozenset()

    def resolve(self, group: Group) -> Pair:
        """The parties of a group; of a pronoun, those it stands for here, as far as grammar tells."""
        if group.parties or group.pronoun is None:
            return group.parties
        return next((parties for way in MEANT[group.pronoun] if (parties := self._by(way, group.level))), ())

    def meanings(self, group: Group) -> list[tuple[Pair, str]]:
        """What a group may mean, the likeliest first, and by what: a name means itself."""
        if group.parties:
            return [(group.parties, "name")]
        if group.pronoun is None:
            return []
        found: dict[Pair, str] = {}
        for way in MEANT[group.pronoun]:
            parties = self._by(way, group.level)
            if parties:
                found.setdefault(parties, way)
        return list(found.items())

    def _by(self, way: str, level: str | None) -> Pair:
        """The parties that the text has established in one way; of a `level`, where the words for them say it."""
        if way == "alike":
            return self.alike(level) if level else ()
        if way == "pair":
            return self.pair if len(self.pair) > 1 else ()
        if way == "three":
            return self.three()
        if way == "main":
            return self.main if len(self.main) == 2 else ()
        if way == "speaker":
            return self.speaker
        if way == "person":
            return self.person
        if way == "topic":
            return self.topic
        if way == "opposite":
            return self.counterpart(self.topic)
        if way == "guests":
            return self.guests
        if way == "home":
            return self.homes()
        if way == "away":
            return self.counterpart_of_home()
        if way == "recent":
            return tuple(self.recent[:1])
        return next(((p,) for p in self.recent if p.level == way), ())

    def homes(self) -> Pair:
        return (self.cast.home,) if self.cast.home else ()

    def three(self) -> Pair:
        """The three that act as one: those named together last, else the three named last."""
        if len(self.pair) == 3:
            return self.pair
        last = tuple(p for p in self.recent if p.level != "country")[:3]
        return last if len(last) == 3 else ()

    def alike(self, level: str) -> Pair:
        """Two of a level, where not both of the pair are: one of the pair, or who was named last, and who of another
        country was named before."""
        mine = [p for p in self.pair if p.level == level]
        if len(mine) == len(self.pair):
            return ()
        known = list(dict.fromkeys(p for p in (*mine, *self.recent, *self.main) if p.level == level))
        if len(mine) == 2 or len(known) < 2:
            return tuple(mine) if len(mine) == 2 else ()
        abroad = [p for p in known if p.country != known[0].country]
        return (known[0], (abroad or known[1:])[0])

    def counterpart_of_home(self) -> Pair:
        """Of the text's main parties the one that is not the place whose news it is."""
        others = tuple(p for p in self.main if p != self.cast.home)
        return others if len(others) == 1 else ()

    def counterpart(self, side: Pair) -> Pair:
        """Who stands opposite a side: the rest of the pair, else whom the text named last, else most."""
        if side and all(p in self.pair for p in side):
            rest = tuple(p for p in self.pair if p not in side)
            if rest:
                return rest
        for p in self.recent:
            if p not in side and not _same_place(p, side):
                return (p,)
        for p in self.main:
            if p not in side:
                return (p,)
        return ()

    def saw(self, groups: list[Group]) -> None:
        """Take in the parties of a sentence that has been read."""
        named: list[Party] = []
        for g in groups:
            for p in g.parties:
                if g.located and p in named:
                    continue
                if p not in named:
                    named.append(p)
        for p in named:
            if p in self.recent:
                self.recent.remove(p)
            self.recent.insert(0, p)
        came = [g.parties for g in groups if g.role == "group" and g.parties]
        self.guests = came[-1] if came else self.guests
        strong = [p for g in groups if not g.located for p in g.parties]
        strong = list(dict.fromkeys(strong))
        if len(strong) > 1 and any(p.level != "country" for p in strong):
            strong = [p for p in strong if p.level != "country" or self.cast.weight[p] > 4] or strong
        if len(strong) >= 2:
            self.pair = tuple(strong[:4])
        elif len(strong) == 1 and strong[0] not in self.pair:
            other = self.counterpart((strong[0],))
            self.pair = (strong[0], *other[:1])


def _same_place(p: Party, side: Pair) -> bool:
    return any(p.country == q.country and "country" in (p.level, q.level) for q in side)


def _acting(page: Page, groups: list[Group]) -> list[Group]:
    """Groups without those at the end that an act has as its object: the mayor met the delegation and said."""
    while len(groups) > 1 and page.holds("act", groups[-2].end, groups[-1].start):
        groups = groups[:-1]
    return groups


def speakers(page: Page, groups: list[Group], sentences: list[Sentence]) -> dict[int, Group]:
    """Sentence number -> who speaks in it, by a speech word and the group nearest to it."""
    found: dict[int, Group] = {}
    starts = [g.start for g in groups]
    for n, s in enumerate(sentences):
        words = page.each("speech", s.start, s.end)
        if not words:
            continue
        named = groups[bisect_left(starts, s.start) : bisect_left(starts, s.end)]
        here = [g for g in named if g.parties and not g.located]
        for w in words:
            if page.quoted(w.start):
                continue
            outside = [g for g in here if not page.quoted(g.start)]
            after = [g for g in outside if 0 <= g.start - w.end <= 60]
            before = _acting(page, [g for g in outside if g.end <= w.start])
            closes = page.text[max(s.start, w.start - 3) : w.start].strip(" ,.，") in ('"', "”", "'", "」")
            choice = (after[:1] or before[-1:]) if closes or not before else before[-1:]
            if choice and len(choice[0].parties) == 1:
                found[n] = choice[0]
                break
    return found
