"""Claims from clauses: who acts towards whom, in what state, in which fields, when, about what."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import NamedTuple

from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading import staging
from ikrar.reading.casting import Casting, castings, said_of_each
from ikrar.reading.clauses import DEFINING, Clause, acts_of, clauses, needed
from ikrar.reading.dates import Dates
from ikrar.reading.discourse import Discourse, Pair, speakers
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.lexicon import FIRM
from ikrar.reading.page import Page
from ikrar.reading.parties import Cast
from ikrar.reading.rules import suggested
from ikrar.reading.scope import fields_around, fields_of
from ikrar.reading.sides import Here
from ikrar.reading.timing import Offered, moments, tense, when
from ikrar.reading.what import what_of
from ikrar.reading.wording import names

# Classes of words that tell something of an act where they stand in its clause, or right before it.
TELLING = frozenset({"instrument", "twin", "event", "object", "cooperation", "group", "planned", "profile", "private"})
TELLING_BEFORE = frozenset({"planned", "negation", "speech", "ended", "since", "private"})
NEGATED = {True: 30, False: 8}  # characters, in languages with and without spaces
PRIVATE = {True: 50, False: 15}  # the same behind an act, for a company or a school
HOPELESS = 0.2  # below, an act is left at once


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    kind: str
    state: str
    from_: Pair
    to: Pair
    parties: Pair
    fields: tuple[str, ...]
    when: str | None
    what: str | None
    start: int
    end: int
    probability: float
    speaker: str | None
    weighed: Weighed
    more: list[tuple[int, int]] = field(default_factory=list)
    at: int = 0  # where the act's own words begin
    everyone: frozenset[Party] = field(init=False)

    def __post_init__(self) -> None:
        self.everyone = frozenset((*self.from_, *self.to, *self.parties))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Which words and castings made the claim, and what else was considered."""
        chosen, *rest = self.weighed.castings
        others = [c for c in rest if (set(c.from_), c.everyone) != (set(chosen.from_), chosen.everyone)]
        return (self.weighed.told, *(f"also considered: {c.told}" for c in others))


class Weighed(NamedTuple):
    """An act in its clause with the castings that were considered, the likeliest first; `common` features are those
    of the act itself. States, moments and fields are what the text offers; `words` are those of the act, `said` is what
    the wording of its sentence says of it, `beside` are the words beside each group where they were asked for."""

    kind: str
    state: str
    when: str | None
    words: str
    frame: str
    start: int
    end: int
    castings: tuple[Casting, ...]
    common: tuple[Feature, ...]
    probability: float
    states: tuple[Offered, ...]
    moments: tuple[Offered, ...]
    fields: tuple[Offered, ...]
    said: tuple[str, ...] = ()
    beside: tuple[tuple[Pair, list[str]], ...] = ()

    @property
    def told(self) -> str:
        return f"{self.kind}: “{self.words}” ({self.frame})"


def draft_claims(page: Page, cast: Cast, dates: Dates, judge: Judge, trace: list[Weighed] | None = None) -> list[Draft]:
    """Every claim that the page's clauses state, before the same acts are merged; `trace` takes what was weighed."""
    state = Discourse(page, cast)
    said = speakers(page, cast.groups, page.sentences)
    drafts: list[Draft] = []
    starts = [g.start for g in cast.groups]
    for n, sentence in enumerate(page.sentences):
        groups = cast.groups[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        quoted = page.quoted(sentence.start) or page.quoted(sentence.end - 2)
        if n in said:
            state.speaker = state.person = said[n].parties
        elif quoted and n + 1 in said and page.sentences[n + 1].paragraph == sentence.paragraph:
            state.speaker = said[n + 1].parties
        acts = acts_of(page, sentence)
        odds = judge.wording.odds(page.text[sentence.start : sentence.end], page.language) if acts else {}
        here = clauses(page, sentence, groups, acts) if acts else []
        told: list[Draft] = []
        named = Here(state, sentence, groups if here else [], odds, judge.standing)
        for clause in here:
            weighed = _weigh(page, state, clause, named, judge, here, dates, trace is not None)
            if weighed is None:
                continue
            if trace is not None:
                trace.append(weighed)
            told += _claims(page, state, clause, weighed, judge)
        drafts += told
        state.saw(groups)
        pairs = [d for d in told if len(d.everyone) > 1 and d.probability > judge.threshold]
        if pairs:
            last = pairs[-1]
            state.pair = (*last.from_, *last.to, *last.parties)
        visits = [d.from_ for d in pairs if d.kind == "visit" and d.from_]
        state.guests = visits[-1] if visits else state.guests
        subject = next((c.subject for c in here if c.subject and c.subject.parties), None)
        if subject is None:
            subject = next((g for g in groups if g.parties and not g.located and g.marker is None), None)
        he = next((g for g in groups if g.pronoun == "he"), None)
        if he is not None and (subject is None or he.start < subject.start) and state.person:
            state.topic = state.person  # He said that schools of Keelung may come: still of him.
        elif subject is not None and subject.parties:
            state.topic = subject.parties
            if n not in said and (subject.person or subject.role == "official"):
                state.person = subject.parties
    return drafts


def _weigh(
    page: Page,
    state: Discourse,
    clause: Clause,
    named: Here,
    judge: Judge,
    here: list[Clause],
    dates: Dates,
    all_: bool,
) -> Weighed | None:
    """The castings of the clause, rated; None where the act is no act here."""
    if clause.act.act.kind == "partnership" and staging.to_come(page, clause):
        # A relation that is still to come is an instrument in the making.
        clause.act.act = replace(clause.act.act, kind="agreement", state="planned")
    act = clause.act.act
    if act.state != "ended" and _negated(page, clause):
        return None
    needed = _has_need(page, clause, act.needs)
    if not needed and (act.needs & DEFINING or act.kind in SINGLE or not named.two_sides()):
        return None
    rule = suggested(page, state, clause, named.groups)
    options = castings(page, clause, named, judge, rule, all_)
    if not options:
        return None
    start, end = _evidence(page, clause)
    common = _act_features(page, clause, here, dates, start, end, needed, state.cast.offices)
    said = names(named.odds, act.kind)
    common += [("wording", said), (f"wording|{act.kind}", said)]
    probability = judge.probability(options[0].total + judge.sum_of_groups(common))
    if probability < HOPELESS and not all_:
        return None
    stage = staging.suggested(page, clause)
    offered = tuple(moments(page, clause, dates, (start, end), stage == "planned"))
    day = when(offered, judge)
    stages = staging.names(page, clause, stage, day, dates.cal.published)
    return Weighed(
        kind=act.kind,
        state=staging.state_of(act.kind, stages, stage, judge),
        when=day,
        words=page.text[clause.act.start : clause.act.end],
        frame=act.frame,
        start=start,
        end=end,
        castings=tuple(options),
        common=tuple((group, name) for group, names in common for name in names) if all_ else (),
        probability=probability,
        states=tuple(staging.states(act.kind, stages, stage)) if all_ else (),
        moments=offered,
        fields=tuple(fields_around(page, clause, (start, end), stage, tense(day, dates.cal.published))),
        said=tuple(said),
        beside=tuple(named.words()) if all_ else (),
    )


def _act_features(
    page: Page, clause: Clause, here: list[Clause], dates: Dates, start: int, end: int, needed: bool, offices: int
) -> list[tuple[str, list[str]]]:
    """What speaks for or against the act itself, whoever its parties are: groups of features, each with the names."""
    act, kind = clause.act.act, clause.act.act.kind
    tier = "firm" if act.weight >= FIRM else "loose"
    names = ["", f"word{round(act.weight * 10)}", f"sentence{min(clause.sentence.number, 3)}"]
    if page.quoted(clause.act.start):
        names.append("quoted")
    names.append(f"offices{min(offices, 3)}")
    head = min(clause.sentence.start + 2 * NEGATED[page.language.spaced], clause.act.start)
    if page.holds("instrument", clause.sentence.start, head):
        names.append("opens-with-instrument")
    within = page.within(start, end)
    classes = frozenset[str]().union(*[m.classes for m in within])
    fields = {s.value for m in within if "field" in m.classes for s in m.senses if s.cls == "field"}
    names.append(f"fields{min(len(fields), 2)}")
    if page.holds("private", page.sentences[0].start, page.sentences[0].end):
        names.append("of-private")
    if page.holds("private", clause.act.end, clause.act.end + PRIVATE[page.language.spaced]):
        names.append("after:private")
    dated = dates.find(start, end)
    if dated:
        names.append("dated")
        names.append("since" if any(m.since for m in dated) else dated[0].precision)
    names += sorted(classes & TELLING)
    before = frozenset[str]().union(
        *[m.classes for m in page.within(max(start, clause.act.start - 40), clause.act.start)]
    )
    names += [f"before:{c}" for c in sorted(before & TELLING_BEFORE)]
    if page.holds("hope", clause.sentence.start, clause.act.end):
        names += ["hope", f"hope-fields{min(len(fields), 2)}"]
    firm = {c.act.act.kind for c in here if c is not clause and c.act.act.weight >= FIRM}
    if kind in firm:
        names.append("beside-itself")
    of_tier = [f"beside:{o}" for o in sorted(firm)]
    if firm and any(c.start <= clause.act.start < c.end for c in here if c is not clause and c.act.act.weight >= FIRM):
        of_tier.append("covered")
    found = [(f"kind|{kind}", names), (tier, of_tier)]
    if act.needs:
        need = f"need:{needed}"
        of_tier.append(need)
        found.append((f"{kind}|{tier}", [need]))
    row = f"{kind}|{act.frame}|{act.state}|{act.weight}"
    lang = page.language.code
    length = (end - start) // (80 if page.language.spaced else 25)
    found += [("row", [row]), (f"row|{lang}", [row]), (lang, [kind]), ("length", [str(min(length, 4))])]
    return found


def _negated(page: Page, clause: Clause) -> bool:
    """Whether a word right before the act says that it did not happen."""
    a, reach = clause.act, NEGATED[page.language.spaced]
    before = page.each("negation", max(clause.sentence.start, a.start - 2 * reach), a.start)
    return any(a.start - m.end < reach for m in before)


def _has_need(page: Page, clause: Clause, needs: frozenset[str]) -> bool:
    if not needs or needed(page, needs, clause.start, clause.end, clause.act):
        return True
    return "group" in needs and any(g.role == "group" for g in (*clause.left, *clause.right))


def _claims(page: Page, state: Discourse, clause: Clause, weighed: Weighed, judge: Judge) -> list[Draft]:
    act = clause.act.act
    chosen = weighed.castings[0]
    sides = [(chosen.from_, chosen.to, chosen.parties)]
    chain = _chain(clause) if chosen.parties and act.kind in ("agreement", "partnership") else []
    if chain and any(p in pair for p in chosen.parties for pair in chain):
        sides = [((), (), pair) for pair in chain]
    elif chosen.parties and act.kind not in SINGLE and act.kind not in DIRECTED:
        sides = [((), (), p) for p in _pairs(page, act.kind, state, clause, chosen.parties)]
    fields = fields_of(weighed.fields, judge)
    what, speaker = what_of(page, clause, act.kind), _speaker(page, state, clause)
    return [
        Draft(
            kind=act.kind,
            state=weighed.state,
            from_=from_,
            to=to,
            parties=parties,
            fields=fields,
            when=weighed.when,
            what=what,
            start=weighed.start,
            end=weighed.end,
            probability=weighed.probability,
            speaker=speaker,
            weighed=weighed,
            at=clause.act.start,
        )
        for from_, to, parties in sides
    ]


def _speaker(page: Page, state: Discourse, clause: Clause) -> str | None:
    if page.quoted(clause.act.start) and state.speaker:
        return state.speaker[0].key
    return None


def _pairs(page: Page, kind: str, state: Discourse, clause: Clause, parties: Pair) -> list[Pair]:
    """An instrument or a relation stands between two, and so does what is said of each (分别, separately): one against
    each of many; those who act as one stay one."""
    if len(parties) <= 2:
        return [parties]
    if kind not in ("agreement", "partnership") and not said_of_each(page, clause):
        return [parties]
    acting = state.resolve(clause.subject) if clause.subject else ()
    side = tuple(p for p in acting if p in parties)
    if len(side) == len(parties) and kind == "agreement":
        return [parties]
    side = side if side and len(side) < len(parties) else parties[:1]
    others = [p for p in parties if p not in side]
    if len(side) == len(others):
        return list(zip(side, others, strict=True))
    return [(s, p) for s in side for p in others]


def _chain(clause: Clause) -> list[Pair]:
    """Pairs that a sentence lists: A with B, C with D and E with F signed."""
    for side in (clause.left, clause.right):
        named = [g for g in side if g.parties and not g.located]
        for first, *rest in (named[n:] for n in range(len(named))):
            linked = list(takewhile(lambda g: g.marker == "with" and len(g.parties) == 2, rest))
            last = rest[len(linked)] if len(rest) > len(linked) else None
            ends = last is not None and last.marker == "with" and len(last.parties) == 1
            if first.marker in (None, "by") and len(first.parties) == 1 and linked and last is not None and ends:
                members = [*first.parties, *(p for g in linked for p in g.parties), *last.parties]
                return list(zip(members[::2], members[1::2], strict=True))
    return []


def _evidence(page: Page, clause: Clause) -> tuple[int, int]:
    start, end = clause.start, max(clause.end, clause.act.end)
    text = page.text
    junk = ' ,;，；:：\n\t"“”'
    while start < clause.act.start and text[start] in junk:
        start += 1
    while end > clause.act.end and text[end - 1] in junk + ".。":
        end -= 1
    return start, end
