"""Who acts towards whom: the castings that a clause allows, rated by what speaks for them.

The tables say what an act is and how its words stand to its parties; which of the parties around it are meant is
weighed: every party named in the sentence or established by the text may act or be acted upon, and each way in which
a party offers itself (it is the subject, it follows *with*, it is the topic) is a feature.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading.clauses import Clause
from ikrar.reading.discourse import Known, Pair
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.lexicon import FIRM
from ikrar.reading.page import Page
from ikrar.reading.rules import Suggestion
from ikrar.reading.sides import Here, Side, add_suggested, sides

SHOWN = 3  # castings kept to explain a choice
PRESENCE = ("named-all", "named-0", "named-1", "named-2")  # how many of the parts the sentence itself names
# How many parties of the clause and of the sentence take no part, as names of features.
LEFT_OUT = [[(f"clause-without{clause}", f"without{sentence}") for sentence in range(4)] for clause in range(3)]
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


# A total, and the numbers of the two sides (the same twice where one side is all).
Rated = tuple[float, int, int]


def castings(
    page: Page, clause: Clause, here: Here, judge: Judge, rule: Suggestion | None, all_: bool
) -> list[Casting]:
    """The castings that a clause allows, the likeliest first; all of them with their features, or the best few."""
    act = clause.act.act
    frame = f"visit-{act.frame}" if act.kind == "visit" else act.frame
    each = said_of_each(page, clause)
    offered = sides(page, clause, here, each=each)
    if rule is not None and (act.kind not in SINGLE or len(rule.parties) > 1):
        add_suggested(page, clause, here, offered, rule)
    tier = "firm" if act.weight >= FIRM else "loose"
    nearby = here.members_of((*clause.left, *clause.right))
    rater = _Rater(frame, act.kind, tier, here, nearby, judge, rule, each=each)
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
        self._sums: dict[tuple[str, ...], float] = {}

    def of(self, names: tuple[str, ...]) -> float:
        """What names add up to that often stand together."""
        found = self._sums.get(names)
        if found is None:
            found = self._sums[names] = _sum(self.of_frame, [], names)
        return found


class _Rater:
    """Rates the castings of one act: what each side adds is summed once, what they add together for each pair."""

    def __init__(
        self,
        frame: str,
        kind: str,
        tier: str,
        here: Here,
        nearby: int,
        judge: Judge,
        rule: Suggestion | None,
        *,
        each: bool,
    ):
        self.frame, self.kind, self.tier, self.judge, self.rule, self.each = frame, kind, tier, judge, rule, each
        # The parties of the clause and of the sentence, as bits: without mere locations, and all of them.
        self.state, self.nearby, self.acting = here.state, nearby, here.acting
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
        """What two sides are to each other, and to the text."""
        both = a.members | b.members
        return [*self.state.pairing(a, b), *self._paired(both), *self._left_out(both)]

    def _paired(self, both: int) -> tuple[str, ...]:
        return ("both-pair",) if both == self.pair else ()

    def _left_out(self, everyone: int) -> tuple[str, str]:
        """How many parties of the clause and of the sentence take no part."""
        clause, sentence = (self.nearby & ~everyone).bit_count(), (self.acting & ~everyone).bit_count()
        return LEFT_OUT[min(clause, 2)][min(sentence, 3)]

    def _together(self, a: Known, b: Known) -> float:
        """What `_joint` adds up to."""
        both, of = a.members | b.members, self.tables.of
        return of(self.state.pairing(a, b)) + of(self._paired(both)) + of(self._left_out(both))

    def _present(self, everyone: int) -> float:
        return self.tables.presence[self._presence(everyone)]

    def single(self, offered: list[Side]) -> list[Rated]:
        suggested, of_frame = self.sides[2], self.tables.of_frame
        out: list[Rated] = []
        for i, s in enumerate(offered):
            total = _sum(of_frame, s.ways, s.known.ways) + self._present(s.known.members)
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
                    together = joint[i, j] = self._together(a, b) + self._present(a_members | b_members)
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
                total = _sum(tables.whole, s.ways, known.ways) + tables.of(self._alone(known))
                total += self._present(known.members) + tables.of_kind.get(number, 0.0)
                out.append((total + (self.suggested if known.members == suggested else 0.0), i, i))
        for i, (a, a_members, a_plays, one) in enumerate(parts):
            for j in range(i + 1, len(parts)):
                b, b_members, b_plays, other = parts[j]
                both = a_members | b_members
                if a_members & b_members or both in seen or not (a_plays or b_plays):
                    continue
                seen.add(both)
                number = self._number(both.bit_count())
                total = one + other + self._together(a, b) + self._present(both)
                total += tables.of_frame.get(number, 0.0) + tables.of_kind.get(number, 0.0)
                out.append((total + (self.suggested if both == suggested else 0.0), i, j))
        return out

    def _alone(self, s: Known) -> tuple[str, ...]:
        """What parties are to the text that stand together as one side."""
        main = ("both-main",) if s.members == self.main else ()
        return (self._number(len(s.parties)), *main, *self._left_out(s.members))

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
            names = list(self._alone(a.known))
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
