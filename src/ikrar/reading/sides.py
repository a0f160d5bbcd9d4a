"""Who could be a side of an act: every party that its sentence names or that the text has established, with the ways in
which it offers itself (it is the subject, it follows *with*, it is the topic)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ikrar.model.party import Party
from ikrar.reading.clauses import Clause
from ikrar.reading.discourse import Discourse, Known, Pair
from ikrar.reading.page import Page, Sentence
from ikrar.reading.parties import Group
from ikrar.reading.rules import Suggestion, reported
from ikrar.reading.standing import Odds as Parts
from ikrar.reading.standing import Standing, beside
from ikrar.reading.standing import names as names_of
from ikrar.reading.wording import Odds

MOST = 18  # sides of a clause
MANY = 3  # parties of a list that acts as one
REACH = {True: 12, False: 4}  # characters a step, in languages with and without spaces


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


Meanings = list[tuple[Pair, str]]


class Here:
    """The groups of a sentence, what they and the text before it offer to each of its acts, what its wording says of
    them, and what the words beside each group say of its part in them."""

    __slots__ = ("_established", "_standing", "_words", "acting", "groups", "members", "odds", "offers", "state")

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
        self.acting = self.members_of(groups)
        self._established = self._find_established()

    def members_of(self, groups: Iterable[Group]) -> int:
        """The parties of groups that are no mere locations, as bits."""
        members = 0
        for g in groups:
            if g.parties and not g.located:
                members |= self.state.known(g.parties).members
        return members

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


def add_suggested(page: Page, clause: Clause, here: Here, offered: list[Side], rule: Suggestion) -> None:
    """Make sure that the sides which grammar suggests are among those offered."""
    known = {s.known.parties for s in offered}
    for parties in (rule.from_, rule.to, rule.parties):
        if parties and parties not in known:
            about = here.state.known(parties)
            reach = _reach(_gaps(clause, here), about.members, REACH[page.language.spaced])
            offered.append(_side(["suggested"], reach, about, in_play=True))
