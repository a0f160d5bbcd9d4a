"""Who acts towards whom: the castings that a clause allows, rated by what speaks for them.

The tables say what an act is and how its words stand to its parties; which of the parties around it are meant is
weighed: every party named in the sentence or established by the text may act or be acted upon, and each way in which
a party offers itself (it is the subject, it follows *with*, it is the topic) is a feature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading.clauses import Clause
from ikrar.reading.discourse import Discourse, Pair
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.lexicon import FIRM
from ikrar.reading.page import Page
from ikrar.reading.parties import Group
from ikrar.reading.rules import Suggestion

# Sides that the text has established, apart from those that stand in the sentence.
ESTABLISHED = frozenset({"away", "topic", "home", "pair", "pair-of", "recent1", "recent2", "main1", "main2", "main"})
MOST = 18  # sides of a clause
SHOWN = 3  # castings kept to explain a choice


@dataclass(frozen=True, slots=True)
class Casting:
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
    """Parties that could be a side of the act, and the ways in which they offer themselves."""

    parties: Pair
    ways: list[str]
    in_play: bool  # named in the sentence, or the topic: every casting has such a side
    members: frozenset[Party]
    country: bool  # whether a country is among them
    unknown: bool  # whether one is of an unknown country


# A total, and the numbers of the two sides (the same twice where one side is all).
Rated = tuple[float, int, int]


def _how(g: Group) -> str:
    """How a group is marked: by its connector, or as a mere location."""
    return "in" if g.located else "at" if g.marker == "in" else g.marker or "bare"


def _in_sentence(clause: Clause, groups: list[Group]) -> Iterator[tuple[Group, str]]:
    """Each group of the sentence with where it stands: before or after the act, in its clause or beyond."""
    act = clause.act
    own = {id(g) for g in (*clause.left, *clause.right)}
    nth = 0
    for g in reversed(groups):
        if act.inner and act.inner[0] <= g.start < act.inner[1]:
            yield g, "inner"
        elif g.end <= act.start + 1 and g is not clause.subject:
            yield g, f"{'left' if id(g) in own else 'earlier'}:{_how(g)}"
    for g in groups:
        if g.start >= act.end and not (act.inner and act.inner[0] <= g.start < act.inner[1]):
            if id(g) in own:
                nth += 1
                yield g, f"right{min(nth, 3)}:{_how(g)}"
            else:
                yield g, f"later:{_how(g)}"


def sides(page: Page, state: Discourse, clause: Clause, groups: list[Group]) -> list[Side]:
    """Every set of parties that could be a side of the act."""
    found: dict[Pair, dict[str, None]] = {}

    def offer(parties: Pair, *ways: str) -> None:
        if parties:
            found.setdefault(parties, {}).update(dict.fromkeys(ways))

    if clause.subject is not None:
        g = clause.subject
        kind = g.pronoun or ("person" if g.person else g.role or "place")
        name = "shared" if clause.shared else "subject"
        for n, (parties, by) in enumerate(state.meanings(g)):
            offer(parties, *([name, f"{name}:{kind}"] if n == 0 else []), *([f"{name}~{by}"] if g.pronoun else []))
    for g, way in _in_sentence(clause, groups):
        for n, (parties, by) in enumerate(state.meanings(g)):
            offer(parties, *([way] if n == 0 else []), *([f"{way[:5]}~{g.pronoun}~{by}"] if g.pronoun else []))
            if g.role:
                offer(parties, "role:" + g.role)
            if len(parties) > 1 and n == 0:
                for p in parties:
                    offer((p,), way + "*")
    if page.quoted(clause.act.start):
        offer(state.speaker, "speaker")
    offer(state.topic, "topic")
    offer(state.homes(), "home")
    if len(state.pair) > 1:
        offer(state.pair, "pair")
    for p in state.pair:
        offer((p,), "pair-of")
    for n, p in enumerate(state.recent[:2], 1):
        offer((p,), f"recent{n}")
    for n, p in enumerate(state.main, 1):
        offer((p,), f"main{n}")
    if len(state.main) == 2:
        offer(state.main, "main")
    return [_side(page, state, clause, groups, parties, list(ways)) for parties, ways in list(found.items())[:MOST]]


def _side(page: Page, state: Discourse, clause: Clause, groups: list[Group], parties: Pair, ways: list[str]) -> Side:
    in_play = "topic" in ways or not ESTABLISHED.issuperset(ways)
    ways.append(_reach(page, clause, groups, parties))
    countries = [p.level == "country" for p in parties]
    ways.append("country" if all(countries) else "place")
    ways.append(f"rank{min(max(state.cast.rank.get(p, 9) for p in parties), 4)}")
    if not state.cast.acting.issuperset(parties):
        ways.append("never-acting")
    if len(parties) > 1:
        ways.append("many")
    unknown = any(p.geonames is None and p.country == "" for p in parties)
    return Side(parties, ways, in_play, frozenset(parties), any(countries), unknown)


def _reach(page: Page, clause: Clause, groups: list[Group], pair: Pair) -> str:
    """How far from the act a party stands in the sentence, in steps of a few words."""
    act, nearest = clause.act, -1
    for g in groups:
        if any(p in g.parties for p in pair):
            gap = g.start - act.end if g.start >= act.end else act.start - g.end
            nearest = gap if nearest < 0 else min(nearest, gap)
    if nearest == -1:
        return "away"
    step = max(0, nearest) // (12 if page.language.spaced else 4)
    return "reach0" if step == 0 else "reach1" if step <= 2 else "reach2" if step <= 6 else "reach3"


def castings(
    page: Page, state: Discourse, clause: Clause, groups: list[Group], judge: Judge, rule: Suggestion | None, all_: bool
) -> list[Casting]:
    """The castings that a clause allows, the likeliest first; all of them with their features, or the best few."""
    act = clause.act.act
    frame = f"visit-{act.frame}" if act.kind == "visit" else act.frame
    offered = sides(page, state, clause, groups)
    if rule is not None and act.kind not in SINGLE:
        _add(page, state, clause, groups, offered, rule)
    rater = _Rater(frame, act.kind, "firm" if act.weight >= FIRM else "loose", state, groups, judge, rule)
    if act.kind in SINGLE:
        rated = rater.single(offered)
    elif act.kind in DIRECTED and act.frame != "mutual":
        rated = rater.directed(offered)
    else:
        rated = rater.mutual(offered)
    rated.sort(key=_total, reverse=True)
    if not all_:
        del rated[SHOWN:]
    return [rater.casting(one, offered, act.kind, with_features=all_) for one in rated]


def _total(rated: Rated) -> float:
    return rated[0]


def _add(
    page: Page, state: Discourse, clause: Clause, groups: list[Group], offered: list[Side], rule: Suggestion
) -> None:
    """Make sure that the sides which grammar suggests are among those offered."""
    known = {s.parties for s in offered}
    for parties in (rule.from_, rule.to, rule.parties):
        if parties and parties not in known:
            offered.append(_side(page, state, clause, groups, parties, ["suggested"]))


class _Rater:
    """Rates the castings of one act: what each side adds is summed once, what they add together for each pair."""

    def __init__(
        self,
        frame: str,
        kind: str,
        tier: str,
        state: Discourse,
        groups: list[Group],
        judge: Judge,
        rule: Suggestion | None,
    ):
        self.frame, self.kind, self.tier, self.judge, self.rule = frame, kind, tier, judge, rule
        self.here = {p for g in groups for p in g.parties}
        self.main, self.pair = frozenset(state.main), frozenset(state.pair)
        # By grammar, whatever the voice: S is what stands as the subject, O its complement.
        self.slots = ("O", "S") if frame.endswith(("passive", "of")) else ("S", "O")
        none: frozenset[Party] = frozenset()
        self.sides = (
            (frozenset(rule.from_), frozenset(rule.to), frozenset(rule.parties)) if rule else (none, none, none)
        )
        self.suggested = judge.sum(self._suggestion()) if rule else 0.0
        self.of_frame, self.of_tier = judge.group(frame), judge.group(tier)
        self.of_kind = judge.group(f"{kind}|{tier}")

    def _suggestion(self) -> list[Feature]:
        return [("rule", "suggested"), *(("rule", w) for w in self.rule.ways)] if self.rule else []

    def _presence(self, everyone: frozenset[Party]) -> str:
        """How many of the parts the sentence itself names."""
        named = len(everyone & self.here)
        return (
            "named-all" if named == len(everyone) else "named-0" if not named else "named-1" if named < 2 else "named-2"
        )

    def _joint(self, a: Side, b: Side) -> list[str]:
        """What two sides are to each other, and to the text's main parties."""
        found = []
        if any(p.country == q.country for p in a.parties for q in b.parties):
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

    def _together(self, joint: list[str], presence: str, number: str = "") -> float:
        of_frame = self.of_frame
        total = self.of_tier.get(presence, 0.0) + self.of_kind.get(presence, 0.0) + self.of_kind.get(number, 0.0)
        for name in joint:
            total += of_frame.get(name, 0.0)
        return total

    def single(self, offered: list[Side]) -> list[Rated]:
        _, _, suggested = self.sides
        out: list[Rated] = []
        for i, s in enumerate(offered):
            total = _sum(self.of_frame, s.ways) + self._together([], self._presence(s.members))
            out.append((total + (self.suggested if s.members == suggested else 0.0), i, i))
        return out

    def directed(self, offered: list[Side]) -> list[Rated]:
        a_frame, b_frame = self.judge.group(f"{self.frame}|A"), self.judge.group(f"{self.frame}|B")
        a_slot, b_slot = self.judge.group(self.slots[0]), self.judge.group(self.slots[1])
        a_sum = [_sum(a_frame, s.ways) + _sum(a_slot, s.ways) for s in offered]
        b_sum = [_sum(b_frame, s.ways) + _sum(b_slot, s.ways) for s in offered]
        from_, to, _ = self.sides
        out: list[Rated] = []
        for i, a in enumerate(offered):
            for j, b in enumerate(offered):
                if i == j or not (a.in_play or b.in_play) or a.members & b.members:
                    continue
                total = a_sum[i] + b_sum[j] + self._together(self._joint(a, b), self._presence(a.members | b.members))
                if a.members == from_ and b.members == to:
                    total += self.suggested
                out.append((total, i, j))
        return out

    def mutual(self, offered: list[Side]) -> list[Rated]:
        whole = self.judge.group(f"{self.frame}|whole")
        _, _, suggested = self.sides
        seen: set[frozenset[Party]] = set()
        out: list[Rated] = []
        for i, s in enumerate(offered):
            if len(s.parties) > 1:
                seen.add(s.members)
                number = _number(len(s.parties))
                total = _sum(whole, s.ways) + self._together(self._alone(s), self._presence(s.members), number)
                out.append((total + (self.suggested if s.members == suggested else 0.0), i, i))
        sums = [_sum(self.of_frame, s.ways) for s in offered]
        for i, a in enumerate(offered):
            for j in range(i + 1, len(offered)):
                b = offered[j]
                if not (a.in_play or b.in_play) or a.members & b.members:
                    continue
                both = a.members | b.members
                if both in seen:
                    continue
                seen.add(both)
                number = _number(len(both))
                joint = [*self._joint(a, b), number]
                total = sums[i] + sums[j] + self._together(joint, self._presence(both), number)
                out.append((total + (self.suggested if both == suggested else 0.0), i, j))
        return out

    def _alone(self, s: Side) -> list[str]:
        return [_number(len(s.parties)), *(["both-main"] if s.members == self.main else [])]

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
        frame = self.frame
        if self.kind in SINGLE:
            names: list[str] = []
            yield from ((frame, w) for w in a.ways)
        elif alone:
            names = self._alone(a)
            yield from ((f"{frame}|whole", w) for w in a.ways)
        elif parts[0]:
            names = self._joint(a, b)
            for side, group, slot in ((a, f"{frame}|A", self.slots[0]), (b, f"{frame}|B", self.slots[1])):
                yield from ((group, w) for w in side.ways)
                yield from ((slot, w) for w in side.ways)
        else:
            names = [*self._joint(a, b), _number(len(a.members | b.members))]
            yield from ((frame, w) for w in (*a.ways, *b.ways))
        yield from ((frame, n) for n in names)
        if not parts[0] and self.kind not in SINGLE:
            yield (f"{self.kind}|{self.tier}", _number(len(a.members | b.members)))
        presence = self._presence(a.members | b.members)
        yield from ((self.tier, presence), (f"{self.kind}|{self.tier}", presence))
        if self.rule and tuple(map(frozenset, parts)) == self.sides:
            yield from self._suggestion()


def _sum(weights: dict[str, float], names: list[str]) -> float:
    total = 0.0
    for name in names:
        total += weights.get(name, 0.0)
    return total


def _number(parties: int) -> str:
    return "n1" if parties < 2 else "n2" if parties == 2 else "n3" if parties == 3 else "n4"
