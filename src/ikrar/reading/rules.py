"""The casting that grammar suggests: subject and object of the act's voice, pronouns resolved, gaps filled.

It is one of the castings that are weighed (`casting`), the one that the weights trust most.
"""

from __future__ import annotations

from typing import NamedTuple

from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading.clauses import Clause
from ikrar.reading.discourse import Discourse, Pair
from ikrar.reading.page import Page
from ikrar.reading.parties import Group

Ways = dict[str, float]


class Suggestion(NamedTuple):
    """An act's parts as grammar has them, and how they were found."""

    from_: Pair
    to: Pair
    parties: Pair
    ways: tuple[str, ...]


def suggested(page: Page, state: Discourse, clause: Clause, groups: list[Group]) -> Suggestion | None:
    """What the clause's grammar says; None where it leaves a part open."""
    act, ways = clause.act.act, Ways()
    from_: Pair = ()
    to: Pair = ()
    parties: Pair = ()
    if act.kind in SINGLE:
        parties = _single(state, clause, ways)
    elif act.kind in DIRECTED and act.frame != "mutual":
        from_, to = _directed(page, state, clause, groups, ways)
    else:
        parties = _mutual(page, state, clause, ways)
    from_, to, parties = (tuple(dict.fromkeys(side)) for side in (from_, to, parties))
    whole = len({*from_, *to, *parties}) >= (1 if act.kind in SINGLE else 2) and bool(parties or (from_ and to))
    return Suggestion(from_, to, parties, tuple(sorted(ways))) if whole else None


def _single(state: Discourse, clause: Clause, features: Ways) -> Pair:
    if clause.act.act.frame == "of":
        after = [g for g in clause.right if g.parties and g.start - clause.act.end < 30]
        if after:
            return after[0].parties
    if clause.subject is not None:
        features["subject"] = 1
        joined = clause.subject.parties
        for g in clause.left:  # 秦皇岛与瑙姆堡都是旅游城市: both are
            if g is not clause.subject and g.marker in ("with", "and") and 0 <= g.marked_at - clause.subject.end <= 1:
                joined += tuple(p for p in g.parties if p not in joined)
        return joined if len(joined) > 1 else state.resolve(clause.subject)
    features["topic"] = 1
    return state.topic


def reported(page: Page, clause: Clause) -> bool:
    """Whether somebody says it: in quotation marks, or after a word of speech in its sentence."""
    start = clause.act.start
    return bool(page.quoted(start)) or page.holds("speech", clause.sentence.start, start)


def _useful(state: Discourse, g: Group) -> bool:
    """Countries without an office are background where cities act."""
    if g.pronoun in ("it", "he"):
        return False
    if not g.parties or g.role in ("official", "group", "government", "body"):
        return True
    if all(p.level == "country" for p in g.parties):
        return not any(p.level != "country" for p in state.main[1:2])
    return True


def _directed(page: Page, state: Discourse, clause: Clause, groups: list[Group], features: Ways) -> tuple[Pair, Pair]:
    act = clause.act.act
    subject: Pair = ()
    if clause.subject is not None:
        subject = state.resolve(clause.subject)
        features["shared" if clause.shared else "subject"] = 1
    visit = act.kind == "visit"
    right = [g for g in clause.right if (visit or not g.located) and _useful(state, g)]
    if clause.act.inner:
        gap = [g for g in groups if clause.act.inner[0] <= g.start < clause.act.inner[1]]
        inner = tuple(p for g in gap for p in state.resolve(g))
        if act.frame == "inside-other":
            side = subject or state.topic
            return side, inner or state.counterpart(side)
        outer = next(
            (
                state.resolve(g)
                for g in (*clause.right, *groups)
                if g not in gap and state.resolve(g) and state.resolve(g) != inner
            ),
            (),
        )
        return inner, outer or state.counterpart(inner)
    if act.frame in ("of", "passive"):
        after = [
            g for g in right if not g.located and (g.marker != "to" or (act.frame == "of" and g.role == "official"))
        ]
        actor: Pair = state.resolve(after[0]) if after else ()
        by = next((g for g in right if g.marker == "by"), None)
        if by is not None:
            actor = state.resolve(by)
        other = tuple(p for p in subject if p not in actor)
        if act.frame == "of" and visit and not actor:
            actor, other = subject, ()
        if act.frame == "of" and visit:
            hosts = [
                g for g in clause.right if g.marker in ("to", "in") and state.resolve(g) and state.resolve(g) != actor
            ]
            other = state.resolve(hosts[0]) if hosts else other
        if not actor:
            side = subject or state.topic
            features["inferred"] = 1
            return state.counterpart(side), side
        if not other:
            features["inferred"] = 1
            other = tuple(p for p in state.topic if p not in actor) or state.counterpart(actor)
        return actor, other
    if not subject:
        subject = state.speaker if state.speaker and reported(page, clause) else state.topic
        features["topic"] = 1
    others = [p for g in right[:2] for p in state.resolve(g) if p not in subject]
    first = right[0] if right else None
    if first is not None:
        resolved = tuple(p for p in state.resolve(first) if p not in subject)
        if resolved:
            return subject, resolved
    marked = next((g for g in clause.left if g.marker in ("to", "with", "by") and g is not clause.subject), None)
    if marked is not None:
        resolved = tuple(p for p in state.resolve(marked) if p not in subject)
        if resolved:
            return subject, resolved
    if others:
        return subject, tuple(others)
    features["inferred"] = 1
    return subject, state.counterpart(subject)


def _mutual(page: Page, state: Discourse, clause: Clause, features: Ways) -> Pair:
    if clause.subject is not None and not clause.shared and clause.subject.marker != "with":
        acting = state.resolve(clause.subject)
        others = [
            g for g in (*clause.left, *clause.right[:1]) if g is not clause.subject and g.marker in ("with", "by")
        ]
        if len(acting) > 1 and not others:
            features["subject"] = 1
            return acting
    nearest_between = next(
        (g for g in (*clause.right, *reversed(clause.left)) if g.marker == "between" and len(g.parties) > 1), None
    )
    if nearest_between is not None:
        features["between"] = 1
        return nearest_between.parties
    subject: Pair = ()
    if clause.subject is not None:
        subject = state.resolve(clause.subject)
        features["shared" if clause.shared else "subject"] = 1
    with_left = [
        g
        for g in clause.left
        if g is not clause.subject and g.marker in ("with", "and", "by", "to", "from") and _useful(state, g)
    ]
    right = [g for g in clause.right if not g.located and _useful(state, g)]
    listed = right[0].parties if right and clause.act.act.kind == "partnership" else ()
    if not subject and listed and state.topic and not set(state.topic) & set(listed):
        features["list"] = 1  # Its sister cities are A, B and C.
        return (*state.topic, *listed)
    parties: list[Party] = list(subject)
    for g in with_left:
        parties += [p for p in state.resolve(g) if p not in parties]
    if len(parties) < 2 or (right[:1] and right[0].marker in ("with", "by")):
        for g in right[:1] if not (right[:1] and right[0].marker == "and") else right[:2]:
            parties += [p for p in state.resolve(g) if p not in parties]
    if not parties:
        features["topic"] = 1
        parties = list(state.pair if len(state.pair) >= 2 else state.topic)
    if len(parties) < 2:
        features["inferred"] = 1
        parties += [p for p in state.counterpart(tuple(parties)) if p not in parties]
    return tuple(parties)
