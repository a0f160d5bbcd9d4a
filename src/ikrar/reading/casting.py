"""Who acts towards whom: the castings that a clause allows, rated by what speaks for them.

The tables say what an act is and how its words stand to its parties; which of the parties around it are meant is
weighed: every party named in the sentence or established by the text may act or be acted upon, and each way in which
a party offers itself (it is the subject, it follows *with*, it is the topic) is a feature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading.clauses import Clause
from ikrar.reading.discourse import Discourse, Known, Pair
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.lexicon import FIRM
from ikrar.reading.page import Page, Sentence
from ikrar.reading.parties import Group
from ikrar.reading.rules import Suggestion, reported
from ikrar.reading.standing import Odds as Parts
from ikrar.reading.standing import Standing, beside
from ikrar.reading.standing import names as names_of
from ikrar.reading.wording import Odds

MOST = 18  # sides of a clause
MANY = 3  # parties of a list that acts as one
SHOWN = 3  # castings kept to explain a choice
REACH = {True: 12, False: 4}  # characters a step, in languages with and without spaces
PRESENCE = ("named-all", "named-0", "named-1", "named-2")  # how many of the parts the sentence itself names
_TOTAL = itemgetter(0)


class Casting(NamedTuple):
    """One way to fill an act's parts. `features` are all that speak for or against it where they were asked for."""

    from_: Pair
    to: Pair
    parties: Pair
    total: float
    features: tuple[Feature, ...] = ()

    @property
    def told(self) -> str:
        """`Shanghai|CN to Jakarta|ID`, `Jakarta|ID with Shanghai|CN`, for people."""
        names = [" + ".join(p.key for p in side) for side in (self.from_, self.to, self.parties)]
        return f"{names[0]} to {names[1]}" if self.from_ else names[2].replace(" + ", " with ")

    @property
    def everyone(self) -> frozenset[Party]:
        return frozenset((*self.from_, *self.to, *self.parties))


@dataclass(slots=True)
class Side:
    """Parties that could be a side of the act, and the ways in which they offer themselves in its sentence; `known` is
    what the text as a whole says of them. One `in_play` is named in the sentence, or the topic: every casting has such
    a side."""

    ways: list[str]
    known: Known
    in_play: bool

    @property
    def parties(self) -> Pair:
        return self.known.parties

    @property
    def all_ways(self) -> tuple[str, ...]:
        return (*self.ways, *self.known.ways)


# A total, and the numbers of the two sides (the same twice where one side is all).
Rated = tuple[float, int, int]


Meanings = list[tuple[Pair, str]]


class Here:
    """The groups of a sentence, what they and the text before it offer to each of its acts, what its wording says of
    them, and what the words beside each group say of its part in them."""

    __slots__ = ("_established", "_standing", "_words", "groups", "members", "odds", "offers", "state")

    def __init__(self, state: Discourse, sentence: Sentence, groups: list[Group], odds: Odds, standing: Standing):
        self.state, self.groups, self.odds = state, groups, odds
        self._words = beside(state.page, sentence, groups)
        self._standing: tuple[Standing, dict[str, dict[Pair, tuple[str, ...]]]] = (standing, {})
        # Each group, how it is marked (by its connector, or as a mere location), and what it may mean.
        self.offers: list[tuple[Group, str, Meanings]] = []
        self.members = 0  # The parties that are named, as bits.
        for g in groups:
            how = "in" if g.located else "at" if g.marker == "in" else g.marker or "bare"
            self.offers.append((g, how, state.meanings(g)))
            if g.parties:
                self.members |= state.known(g.parties).members
        self._established = self._find_established()

    def words(self) -> list[tuple[Pair, list[str]]]:
        """What each group means, and the words beside it."""
        told = zip(self.offers, self._words, strict=True)
        return [(meanings[0][0], words) for (_, _, meanings), words in told if meanings]

    def standing(self, kind: str) -> dict[Pair, tuple[str, ...]]:
        """How the words beside the groups speak of their parts in an act of a kind: names of features."""
        standing, known = self._standing
        found = known.get(kind)
        if found is None:
            odds: dict[Pair, list[Parts]] = {}
            for parties, words in self.words():
                mine = standing.odds(words, kind)
                for one in (parties, *(((p,) for p in parties) if len(parties) > 1 else ())):
                    odds.setdefault(one, []).append(mine)
            found = known[kind] = {parties: names_of(_most(of), kind) for parties, of in odds.items()}
        return found

    def two_sides(self) -> bool:
        """Whether the sentence names two sides, or one and a word for the other."""
        named = {p for g in self.groups for p in g.parties if not g.located}
        return len(named) > 1 or (len(named) == 1 and any(g.pronoun for g in self.groups))

    def established(self, least: int) -> Meanings:
        """The same without what the sentence names only in a list of at least so many, which acts as one."""
        listed = self._listed(least)
        return [offer for offer in self._established if listed.isdisjoint(offer[0])] if listed else self._established

    def _find_established(self) -> Meanings:
        """What the text before the sentence has established, and as what, but for its topic."""
        state = self.state
        found: Meanings = [(state.homes(), "home")] if state.cast.home else []
        if len(state.pair) > 1:
            found.append((state.pair, "pair"))
        found += [((p,), "pair-of") for p in state.pair]
        found += [((p,), f"recent{n}") for n, p in enumerate(state.recent[:2], 1)]
        found += [((p,), f"main{n}") for n, p in enumerate(state.main, 1)]
        if len(state.main) == 2:
            found.append((state.main, "main"))
        return found

    def _listed(self, least: int) -> set[Party]:
        lists = {p for g in self.groups if len(g.parties) >= least for p in g.parties}
        return lists - {p for g in self.groups if len(g.parties) < least for p in g.parties} if lists else lists


def _most(odds: list[Parts]) -> Parts:
    """Of a party that is named several times, what speaks most for each part."""
    if len(odds) == 1 or not odds[0]:
        return odds[0]
    from_, to, in_ = map(max, zip(*odds, strict=True))
    return from_, to, in_


Ways = dict[Pair, dict[str, None]]


def sides(page: Page, clause: Clause, here: Here, *, each: bool = False) -> list[Side]:
    """Every set of parties that could be a side of the act. What is said of `each` of a list is said of all of it."""
    state, subject = here.state, clause.subject
    found: Ways = {}
    if subject is not None:
        kind = subject.pronoun or ("person" if subject.person else subject.role or "place")
        name = "shared" if clause.shared else "subject"
        for n, (parties, by) in enumerate(state.meanings(subject)):
            ways = found.setdefault(parties, {})
            if n == 0:
                ways[name] = ways[f"{name}:{kind}"] = None
            if subject.pronoun:
                ways[f"{name}~{by}"] = None
    least = 2 if each else MANY
    _of_sentence(clause, here, found, least)
    if state.speaker and reported(page, clause):
        found.setdefault(state.speaker, {})["speaker"] = None
    if state.topic:
        found.setdefault(state.topic, {})["topic"] = None
    in_play = len(found)
    for parties, way in here.established(least):
        found.setdefault(parties, {})[way] = None
    gaps = _gaps(clause, here)
    sized = REACH[page.language.spaced]
    parts = here.standing(clause.act.act.kind)
    out = []
    for n, (parties, named) in enumerate(found.items()):
        if n == MOST:
            break
        known = state.known(parties)
        offered = [*named, *parts.get(parties, ())]
        out.append(_side(offered, _reach(gaps, known.members, sized), known, n < in_play))
    return out


def _side(ways: list[str], reach: str, known: Known, in_play: bool) -> Side:
    """A side with how near it is; how much the text speaks of it says more where the sentence does not name it."""
    ways += (reach, f"{'away' if reach == 'away' else 'here'}-rank{known.rank}")
    return Side(ways, known, in_play)


def _of_sentence(clause: Clause, here: Here, found: Ways, least: int) -> None:
    """Each group of the sentence with where it stands: before or after the act, in its clause or beyond."""
    act, subject = clause.act, clause.subject
    start, end = act.start, act.end
    inner, outer = act.inner or (0, 0)
    offers = here.offers
    for offer in reversed(offers):
        g = offer[0]
        if inner <= g.start < outer:
            _offer(offer, "inner", found, least)
        elif g.end <= start + 1 and g is not subject:
            _offer(offer, f"{'left' if g in clause.left else 'earlier'}:{offer[1]}", found, least)
    nth = 0
    for offer in offers:
        g = offer[0]
        if g.start >= end and not inner <= g.start < outer:
            if g in clause.right or g in clause.left:
                nth += 1
                _offer(offer, f"right{min(nth, 3)}:{offer[1]}", found, least)
            else:
                _offer(offer, f"later:{offer[1]}", found, least)


def _offer(offer: tuple[Group, str, Meanings], way: str, found: Ways, least: int) -> None:
    """A group offers what it means, each of many parties by itself too."""
    g, _, meanings = offer
    for n, (parties, by) in enumerate(meanings):
        ways = found.setdefault(parties, {})
        if n == 0:
            ways[way] = None
        if g.pronoun:
            ways[f"{way[:5]}~{g.pronoun}~{by}"] = None
        if g.role:
            ways["role:" + g.role] = None
        if n == 0 and 1 < len(parties) < least:
            for p in parties:
                found.setdefault((p,), {})[way + "*"] = None


def _gaps(clause: Clause, here: Here) -> list[tuple[int, int]]:
    """How far each group of the sentence stands from the act, in characters, and its parties as bits."""
    start, end, known = clause.act.start, clause.act.end, here.state.known
    return [
        (g.start - end if g.start >= end else start - g.end, known(g.parties).members) for g in here.groups if g.parties
    ]


def _reach(gaps: list[tuple[int, int]], members: int, step: int) -> str:
    """How far from the act a party stands in the sentence, in steps of a few words."""
    nearest = -1
    for gap, parties in gaps:
        if parties & members and (nearest < 0 or gap < nearest):
            nearest = gap
    if nearest == -1:
        return "away"
    steps = max(0, nearest) // step
    return "reach0" if steps == 0 else "reach1" if steps <= 2 else "reach2" if steps <= 6 else "reach3"


def castings(
    page: Page, clause: Clause, here: Here, judge: Judge, rule: Suggestion | None, all_: bool
) -> list[Casting]:
    """The castings that a clause allows, the likeliest first; all of them with their features, or the best few."""
    act = clause.act.act
    frame = f"visit-{act.frame}" if act.kind == "visit" else act.frame
    each = said_of_each(page, clause)
    offered = sides(page, clause, here, each=each)
    if rule is not None and (act.kind not in SINGLE or len(rule.parties) > 1):
        _add(page, clause, here, offered, rule)
    tier = "firm" if act.weight >= FIRM else "loose"
    rater = _Rater(frame, act.kind, tier, here, judge, rule, each=each)
    if act.kind in SINGLE:
        rated = rater.single(offered)
    elif act.kind in DIRECTED and act.frame != "mutual":
        rated = rater.directed(offered)
    else:
        rated = rater.mutual(offered)
    rated.sort(key=_TOTAL, reverse=True)
    if not all_:
        del rated[SHOWN:]
    return [rater.casting(one, offered, act.kind, with_features=all_) for one in rated]


def said_of_each(page: Page, clause: Clause) -> bool:
    """Whether the act is said of each of many (分别, separately): the word may stand before a list that is long."""
    return page.holds("each", clause.sentence.start, max(clause.end, clause.act.start))


def _add(page: Page, clause: Clause, here: Here, offered: list[Side], rule: Suggestion) -> None:
    """Make sure that the sides which grammar suggests are among those offered."""
    known = {s.known.parties for s in offered}
    for parties in (rule.from_, rule.to, rule.parties):
        if parties and parties not in known:
            about = here.state.known(parties)
            reach = _reach(_gaps(clause, here), about.members, REACH[page.language.spaced])
            offered.append(_side(["suggested"], reach, about, in_play=True))


class _Tables:
    """The weights of one sort of act."""

    def __init__(self, judge: Judge, frame: str, kind: str, tier: str):
        # By grammar, whatever the voice: S is what stands as the subject, O its complement.
        self.slots = ("O", "S") if frame.endswith(("passive", "of")) else ("S", "O")
        self.of_frame, self.whole = judge.group(frame), judge.group(f"{frame}|whole")
        self.first = judge.together(f"{frame}|A", self.slots[0])
        self.second = judge.together(f"{frame}|B", self.slots[1])
        self.of_kind, of_tier = judge.group(f"{kind}|{tier}"), judge.group(tier)
        self.presence = {name: of_tier.get(name, 0.0) + self.of_kind.get(name, 0.0) for name in PRESENCE}


class _Rater:
    """Rates the castings of one act: what each side adds is summed once, what they add together for each pair."""

    def __init__(
        self, frame: str, kind: str, tier: str, here: Here, judge: Judge, rule: Suggestion | None, *, each: bool
    ):
        self.frame, self.kind, self.tier, self.judge, self.rule, self.each = frame, kind, tier, judge, rule, each
        self.here, self.main, self.pair = here.members, here.state.main_members, here.state.pair_members
        known = judge.known.get((frame, kind, tier, ""))
        if known is None:
            known = judge.known[frame, kind, tier, ""] = _Tables(judge, frame, kind, tier)
        self.tables: _Tables = known
        members = here.state.members
        # The sides that grammar suggests, as bits; none is no side's.
        self.sides = (members(rule.from_), members(rule.to), members(rule.parties)) if rule else (0, 0, 0)
        self.suggested = self._of_rule(rule) if rule else 0.0

    def _of_rule(self, rule: Suggestion) -> float:
        key = ("rule", self.frame, *rule.ways)
        known = self.judge.known.get(key)
        if known is None:
            known = self.judge.known[key] = self.judge.sum(self._suggestion())
        return float(known)

    def _suggestion(self) -> list[Feature]:
        if self.rule is None:
            return []
        ways = ("suggested", *self.rule.ways)
        return [("rule", w) for w in ways] + [(f"rule|{self.frame}", w) for w in ways]

    def _number(self, parties: int) -> str:
        """How many take part; whether what is said is said of each of many (分别, separately)."""
        number = min(max(parties, 1), 4)
        return f"n{number}-each" if self.each and number > 2 else f"n{number}"

    def _presence(self, everyone: int) -> str:
        """How many of the parts the sentence itself names."""
        named = (everyone & self.here).bit_count()
        if everyone & self.here == everyone:
            return "named-all"
        return "named-0" if not named else "named-1" if named < 2 else "named-2"

    def _joint(self, a: Known, b: Known) -> list[str]:
        """What two sides are to each other, and to the text's main parties."""
        found = []
        if not a.countries.isdisjoint(b.countries):
            found.append("kin" if a.country or b.country else "countrymen")
        both = a.members | b.members
        if both == self.main:
            found.append("both-main")
        if both == self.pair:
            found.append("both-pair")
        if not both & self.main:
            found.append("neither-main")
        if a.unknown or b.unknown:
            found.append("unknown")
        return found

    def _together(self, joint: list[str], everyone: int, number: str = "") -> float:
        tables = self.tables
        total = tables.presence[self._presence(everyone)]
        if number:
            total += tables.of_kind.get(number, 0.0)
        for name in joint:
            total += tables.of_frame.get(name, 0.0)
        return total

    def single(self, offered: list[Side]) -> list[Rated]:
        suggested, of_frame = self.sides[2], self.tables.of_frame
        out: list[Rated] = []
        for i, s in enumerate(offered):
            total = _sum(of_frame, s.ways, s.known.ways) + self._together([], s.known.members)
            out.append((total + (self.suggested if s.known.members == suggested else 0.0), i, i))
        return out

    def directed(self, offered: list[Side]) -> list[Rated]:
        as_first, as_second = self.tables.first, self.tables.second
        parts = []
        for s in offered:
            ways, always = s.ways, s.known.ways
            first, second = _sum(as_first, ways, always), _sum(as_second, ways, always)
            parts.append((s.known, s.known.members, s.in_play, first, second))
        from_, to, _ = self.sides
        out: list[Rated] = []
        joint: dict[tuple[int, int], float] = {}  # The same whoever is first.
        for i, (a, a_members, a_plays, first, _) in enumerate(parts):
            for j, (b, b_members, b_plays, _, second) in enumerate(parts):
                if a_members & b_members or not (a_plays or b_plays):
                    continue
                if i < j:
                    together = joint[i, j] = self._together(self._joint(a, b), a_members | b_members)
                else:
                    together = joint[j, i]
                total = first + second + together
                if a_members == from_ and b_members == to:
                    total += self.suggested
                out.append((total, i, j))
        return out

    def mutual(self, offered: list[Side]) -> list[Rated]:
        suggested, tables = self.sides[2], self.tables
        seen: set[int] = set()
        out: list[Rated] = []
        parts = []
        for i, s in enumerate(offered):
            known = s.known
            parts.append((known, known.members, s.in_play, _sum(tables.of_frame, s.ways, known.ways)))
            if len(known.parties) > 1:
                seen.add(known.members)
                number = self._number(len(known.parties))
                together = self._together(self._alone(known), known.members, number)
                total = _sum(tables.whole, s.ways, known.ways) + together
                out.append((total + (self.suggested if known.members == suggested else 0.0), i, i))
        for i, (a, a_members, a_plays, one) in enumerate(parts):
            for j in range(i + 1, len(parts)):
                b, b_members, b_plays, other = parts[j]
                both = a_members | b_members
                if a_members & b_members or both in seen or not (a_plays or b_plays):
                    continue
                seen.add(both)
                number = self._number(both.bit_count())
                total = one + other + self._together([*self._joint(a, b), number], both, number)
                out.append((total + (self.suggested if both == suggested else 0.0), i, j))
        return out

    def _alone(self, s: Known) -> list[str]:
        return [self._number(len(s.parties)), *(["both-main"] if s.members == self.main else [])]

    def casting(self, rated: Rated, offered: list[Side], kind: str, *, with_features: bool) -> Casting:
        """A rated pair of sides as a casting, with its features where they are wanted."""
        total, i, j = rated
        a, b = offered[i], offered[j]
        if kind in SINGLE or i == j:
            parts: tuple[Pair, Pair, Pair] = ((), (), a.parties)
        elif kind in DIRECTED and self.frame != "mutual" and self.frame != "visit-mutual":
            parts = (a.parties, b.parties, ())
        else:
            parts = ((), (), a.parties + b.parties)
        return Casting(*parts, total, tuple(self._features(a, b, i == j, parts)) if with_features else ())

    def _features(self, a: Side, b: Side, alone: bool, parts: tuple[Pair, Pair, Pair]) -> Iterator[Feature]:
        """The same features that were summed, by name."""
        frame, slots = self.frame, self.tables.slots
        everyone = a.known.members | b.known.members
        if self.kind in SINGLE:
            names: list[str] = []
            yield from ((frame, w) for w in a.all_ways)
        elif alone:
            names = self._alone(a.known)
            yield from ((f"{frame}|whole", w) for w in a.all_ways)
        elif parts[0]:
            names = self._joint(a.known, b.known)
            for side, group, slot in ((a, f"{frame}|A", slots[0]), (b, f"{frame}|B", slots[1])):
                yield from ((group, w) for w in side.all_ways)
                yield from ((slot, w) for w in side.all_ways)
        else:
            names = [*self._joint(a.known, b.known), self._number(everyone.bit_count())]
            yield from ((frame, w) for w in (*a.all_ways, *b.all_ways))
        yield from ((frame, n) for n in names)
        if not parts[0] and self.kind not in SINGLE:
            yield (f"{self.kind}|{self.tier}", self._number(everyone.bit_count()))
        presence = self._presence(everyone)
        yield from ((self.tier, presence), (f"{self.kind}|{self.tier}", presence))
        if self.rule and self._is_suggested(a, b, parts):
            yield from self._suggestion()

    def _is_suggested(self, a: Side, b: Side, parts: tuple[Pair, Pair, Pair]) -> bool:
        if parts[0]:
            return (a.known.members, b.known.members, 0) == self.sides
        return (0, 0, a.known.members | b.known.members) == self.sides


def _sum(weights: dict[str, float], names: list[str], more: tuple[str, ...]) -> float:
    total, weight = 0.0, weights.get
    for name in names:
        total += weight(name, 0.0)
    for name in more:
        total += weight(name, 0.0)
    return total
