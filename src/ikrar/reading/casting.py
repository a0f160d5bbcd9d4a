"""Who acts towards whom: the castings that a clause allows, each with the features that speak for it.

The tables say what an act is and how its words stand to its parties; which of the parties around it are meant is
weighed (`judging`): every party named in the sentence or established by the text may act or be acted upon, and each
way in which a party offers itself (it is the subject, it follows *with*, it is the topic) is a feature.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading.clauses import LOOSE, Clause
from ikrar.reading.discourse import Discourse, Pair
from ikrar.reading.lexicon import Act
from ikrar.reading.page import Page
from ikrar.reading.parties import Group

Side = tuple[Pair, frozenset[str]]
# Sides that the text has established, apart from those that stand in the sentence.
ESTABLISHED = frozenset({"reachaway", "topic", "home", "pair", "pair-of", "recent1", "recent2", "main1", "main2", "main"})
MOST = 9


@dataclass(frozen=True, slots=True)
class Casting:
    """One way to fill an act's parts, and the names of the features that speak for or against it."""

    from_: Pair
    to: Pair
    parties: Pair
    features: tuple[str, ...]

    @property
    def everyone(self) -> frozenset[Party]:
        return frozenset((*self.from_, *self.to, *self.parties))


def _how(g: Group) -> str:
    """How a group is marked: by its connector, or as a mere location."""
    return "in" if g.located else "at" if g.marker == "in" else g.marker or "bare"


def _in_sentence(state: Discourse, clause: Clause, groups: list[Group]) -> Iterator[tuple[Group, str]]:
    act = clause.act
    left = [g for g in groups if g.end <= act.start + 1]
    right = [g for g in groups if g.start >= act.end]
    inner = [g for g in groups if act.inner and act.inner[0] <= g.start < act.inner[1]]
    own = set(map(id, (*clause.left, *clause.right)))
    for g in inner:
        yield g, "inner"
    right = [g for g in right if g not in inner]
    nth = 0
    for g in reversed(left):
        if g is clause.subject:
            continue
        near = "left" if id(g) in own else "earlier"
        yield g, f"{near}:{_how(g)}"
    for g in right:
        near = "right" if id(g) in own else "later"
        nth += near == "right"
        yield g, f"{near}{min(nth, 3) if near == 'right' else ''}:{_how(g)}"


def sides(page: Page, state: Discourse, clause: Clause, groups: list[Group]) -> list[Side]:
    """Every set of parties that could be a side of the act, with the ways in which it offers itself."""
    found: dict[Pair, set[str]] = {}

    def offer(parties: Pair, *ways: str) -> None:
        if parties:
            found.setdefault(parties, set()).update(ways)

    if clause.subject is not None:
        g = clause.subject
        kind = g.pronoun or ("person" if g.person else g.role or "place")
        name = "shared" if clause.shared else "subject"
        for n, (parties, by) in enumerate(state.meanings(g)):
            offer(parties, *([name, f"{name}:{kind}"] if n == 0 else []), *([f"{name}~{by}"] if g.pronoun else []))
    for g, way in _in_sentence(state, clause, groups):
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
    return [(parties, frozenset(ways)) for parties, ways in found.items()][: MOST * 2]


def _reach(page: Page, clause: Clause, groups: list[Group], pair: Pair) -> str:
    """How far from the act a party stands in the sentence, in steps of a few words."""
    act = clause.act
    gaps = [
        g.start - act.end if g.start >= act.end else act.start - g.end
        for g in groups
        if any(p in g.parties for p in pair)
    ]
    if not gaps:
        return "away"
    step = max(0, min(gaps)) // (12 if page.language.spaced else 4)
    return "0" if step == 0 else "1" if step <= 2 else "2" if step <= 6 else "3"


def _named(side: Side) -> bool:
    return not side[1] <= ESTABLISHED


def _levels(pair: Pair) -> str:
    return "country" if all(p.level == "country" for p in pair) else "place"


def _joint(a: Pair, b: Pair, state: Discourse) -> Iterator[str]:
    """Features of two sides together."""
    if any(p.country == q.country for p in a for q in b):
        yield "kin" if "country" in {p.level for p in (*a, *b)} else "countrymen"
    both = {*a, *b}
    if both == set(state.main):
        yield "both:main"
    if both == set(state.pair):
        yield "both:pair"
    if not both & set(state.main):
        yield "neither:main"
    for p in both:
        if p.geonames is None and p.country == "":
            yield "unknown"
            break


def _standing(state: Discourse, pair: Pair) -> Iterator[str]:
    """What the whole text says of a party: how often it is named, whether it ever acts through an office."""
    weight = min(state.cast.weight[p] for p in pair)
    yield "weight:" + ("1" if weight <= 2 else "2" if weight <= 5 else "3" if weight <= 10 else "4")
    if not all(p in state.cast.acting for p in pair):
        yield "never-acting"


def castings(page: Page, state: Discourse, clause: Clause, groups: list[Group]) -> list[Casting]:
    """The castings that a clause allows; empty where too few parties are about."""
    act = clause.act.act
    frame = f"visit-{act.frame}" if act.kind == "visit" else act.frame
    offered = [(p, w | {f"reach{_reach(page, clause, groups, p)}"}) for p, w in sides(page, state, clause, groups)]
    tier = "firm" if act.weight >= LOOSE else "loose"
    return [
        replace(c, features=(*c.features, *_presence(c, act.kind, tier, groups)))
        for c in _fill(act, frame, offered, state)
    ]


def _presence(casting: Casting, kind: str, tier: str, groups: list[Group]) -> list[str]:
    """How many of the parts the sentence itself names."""
    here = {p for g in groups for p in g.parties}
    named = len(casting.everyone & here)
    whole = "all" if named == len(casting.everyone) else str(min(named, 2))
    return [f"{tier}|named:{whole}", f"{kind}|{tier}|named:{whole}"]


def _fill(act: Act, frame: str, offered: list[Side], state: Discourse) -> list[Casting]:
    if act.kind in SINGLE:
        return [
            Casting((), (), parties, tuple([
                *(f"{frame}|{w}" for w in sorted(ways)), f"{frame}|{_levels(parties)}", *(f"{frame}|{w}" for w in _standing(state, parties))
            ]))
            for parties, ways in offered
        ]
    if act.kind in DIRECTED and act.frame != "mutual":
        return list(_directed(frame, offered, state))
    return list(_mutual(frame, offered, state))


def _directed(frame: str, offered: list[Side], state: Discourse) -> Iterator[Casting]:
    for a in offered:
        for b in offered:
            if set(a[0]) & set(b[0]) or not (_named(a) or _named(b) or ("topic" in a[1] or "topic" in b[1])):
                continue
            features = [f"{frame}|A:{w}" for w in sorted(a[1])]
            features += [f"{frame}|B:{w}" for w in sorted(b[1])]
            # The same by grammar, whatever the voice: what stands as the subject and what as its complement.
            subject, other = (b, a) if frame.endswith(("passive", "of")) else (a, b)
            features += [f"S:{w}" for w in sorted(subject[1])] + [f"O:{w}" for w in sorted(other[1])]
            features += [f"{frame}|A:{_levels(a[0])}", f"{frame}|B:{_levels(b[0])}"]
            features += [f"{frame}|{j}" for j in _joint(a[0], b[0], state)]
            features += [f"{part}:{w}" for part, side in (("A", a[0]), ("B", b[0])) for w in _standing(state, side)]
            if len(a[0]) > 1 or len(b[0]) > 1:
                features.append(f"{frame}|many")
            yield Casting(a[0], b[0], (), tuple(features))


def _mutual(frame: str, offered: list[Side], state: Discourse) -> Iterator[Casting]:
    seen: set[frozenset[Party]] = set()
    for parties, ways in offered:
        if len(parties) > 1:
            seen.add(frozenset(parties))
            features = [f"{frame}|whole:{w}" for w in sorted(ways)] + [f"{frame}|{_levels(parties)}"]
            features += [f"{frame}|{j}" for j in _joint(parties[:1], parties[1:], state)]
            features += [f"mutual:{w}" for w in _standing(state, parties)]
            features.append(f"{frame}|n{min(len(parties), 4)}")
            yield Casting((), (), parties, tuple(features))
    for i, a in enumerate(offered):
        for b in offered[i + 1 :]:
            both = frozenset((*a[0], *b[0]))
            if set(a[0]) & set(b[0]) or both in seen or not (_named(a) or _named(b) or "topic" in a[1] | b[1]):
                continue
            seen.add(both)
            features = [f"{frame}|{w}" for w in sorted(a[1])] + [f"{frame}|{w}" for w in sorted(b[1])]
            features += [f"{frame}|{_levels(a[0])}", f"{frame}|{_levels(b[0])}"]
            features += [f"{frame}|{j}" for j in _joint(a[0], b[0], state)]
            features += [f"mutual:{w}" for side in (a[0], b[0]) for w in _standing(state, side)]
            features.append(f"{frame}|n{min(len(both), 4)}")
            yield Casting((), (), (*a[0], *b[0]), tuple(features))
