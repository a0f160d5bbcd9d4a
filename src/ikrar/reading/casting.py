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
    named: bool
    members: frozenset[Party]


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
    named = not ESTABLISHED.issuperset(ways)
    ways.append(_reach(page, clause, groups, parties))
    ways.append("country" if all(p.level == "country" for p in parties) else "place")
    weight = min(state.cast.weight[p] for p in parties)
    ways.append("weight1" if weight <= 2 else "weight2" if weight <= 5 else "weight3" if weight <= 10 else "weight4")
    if not state.cast.acting.issuperset(parties):
        ways.append("never-acting")
    if len(parties) > 1:
        ways.append("many")
    return Side(parties, ways, named, frozenset(parties))


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
    rater = _Rater(frame, act.kind, "firm" if act.weight >= FIRM else "loose", state, groups, judge, rule, all_)
    if act.kind in SINGLE:
        found = rater.single(offered)
    elif act.kind in DIRECTED and act.frame != "mutual":
        found = rater.directed(offered)
    else:
        found = rater.mutual(offered)
    found.sort(key=lambda c: -c.total)
    return found if all_ else found[:SHOWN]


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
        all_: bool,
    ):
        self.frame, self.kind, self.tier, self.state = frame, kind, tier, state
        self.judge, self.rule, self.all = judge, rule, all_
        self.here = {p for g in groups for p in g.parties}
        self.main, self.pair = frozenset(state.main), frozenset(state.pair)

    def _casting(
        self, from_: Pair, to: Pair, parties: Pair, total: float, joint: list[Feature], *own: list[Feature]
    ) -> Casting:
        features = tuple(f for part in (joint, *own) for f in part) if self.all else ()
        return Casting(from_, to, parties, total + self.judge.sum(joint), features)

    def _suggested(self, from_: frozenset[Party], to: frozenset[Party], parties: frozenset[Party]) -> list[Feature]:
        r = self.rule
        if r is None or from_ != set(r.from_) or to != set(r.to) or parties != set(r.parties):
            return []
        return [("rule", "suggested"), *(("rule", w) for w in r.ways)]

    def _presence(self, everyone: frozenset[Party]) -> list[Feature]:
        """How many of the parts the sentence itself names."""
        named = len(everyone & self.here)
        whole = "named-all" if named == len(everyone) else f"named-{min(named, 2)}"
        return [(self.tier, whole), (f"{self.kind}|{self.tier}", whole)]

    def _joint(self, a: Side, b: Side) -> list[Feature]:
        """Features of two sides together."""
        found = []
        if any(p.country == q.country for p in a.parties for q in b.parties):
            levels = {p.level for p in (*a.parties, *b.parties)}
            found.append((self.frame, "kin" if "country" in levels else "countrymen"))
        both = a.members | b.members
        if both == self.main:
            found.append((self.frame, "both-main"))
        if both == self.pair:
            found.append((self.frame, "both-pair"))
        if not both & self.main:
            found.append((self.frame, "neither-main"))
        if any(p.geonames is None and p.country == "" for p in both):
            found.append((self.frame, "unknown"))
        return found + self._presence(both)

    def single(self, offered: list[Side]) -> list[Casting]:
        none: frozenset[Party] = frozenset()
        out = []
        for s in offered:
            own = [(self.frame, w) for w in s.ways]
            joint = self._presence(s.members) + self._suggested(none, none, s.members)
            out.append(self._casting((), (), s.parties, self.judge.sum(own), joint, own))
        return out

    def directed(self, offered: list[Side]) -> list[Casting]:
        frame, total = self.frame, self.judge.sum
        # By grammar, whatever the voice: S is what stands as the subject, O its complement.
        actor, other = ("O", "S") if frame.endswith(("passive", "of")) else ("S", "O")
        a_own = [[(f"{frame}|A", w) for w in s.ways] + [(actor, w) for w in s.ways] for s in offered]
        b_own = [[(f"{frame}|B", w) for w in s.ways] + [(other, w) for w in s.ways] for s in offered]
        a_sum, b_sum = [total(f) for f in a_own], [total(f) for f in b_own]
        out = []
        for i, a in enumerate(offered):
            for j, b in enumerate(offered):
                if i == j or a.members & b.members:
                    continue
                if not (a.named or b.named or "topic" in a.ways or "topic" in b.ways):
                    continue
                joint = self._joint(a, b) + self._suggested(a.members, b.members, frozenset())
                out.append(self._casting(a.parties, b.parties, (), a_sum[i] + b_sum[j], joint, a_own[i], b_own[j]))
        return out

    def mutual(self, offered: list[Side]) -> list[Casting]:
        frame, total, none = self.frame, self.judge.sum, frozenset[Party]()
        own = [[(frame, w) for w in s.ways] for s in offered]
        sums = [total(f) for f in own]
        seen: set[frozenset[Party]] = set()
        out = []
        for s in offered:
            if len(s.parties) > 1:
                seen.add(s.members)
                mine = [(f"{frame}|whole", w) for w in s.ways]
                joint = [(frame, f"n{min(len(s.parties), 4)}"), *self._presence(s.members)]
                if s.members == self.main:
                    joint.append((frame, "both-main"))
                joint += self._suggested(none, none, s.members)
                out.append(self._casting((), (), s.parties, total(mine), joint, mine))
        for i, a in enumerate(offered):
            for j in range(i + 1, len(offered)):
                b = offered[j]
                both = a.members | b.members
                if a.members & b.members or both in seen:
                    continue
                if not (a.named or b.named or "topic" in a.ways or "topic" in b.ways):
                    continue
                seen.add(both)
                joint = self._joint(a, b)
                joint.append((frame, f"n{min(len(both), 4)}"))
                joint += self._suggested(none, none, both)
                out.append(self._casting((), (), a.parties + b.parties, sums[i] + sums[j], joint, own[i], own[j]))
        return out
