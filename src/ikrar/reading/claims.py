"""Claims from clauses: who acts towards whom, in what state, in which fields, when, about what."""

from __future__ import annotations

from dataclasses import dataclass, field

from ikrar.model.party import Party
from ikrar.ontology.shape import DIRECTED, SINGLE
from ikrar.reading.clauses import Clause, acts_of, clauses
from ikrar.reading.dates import Dates, Moment
from ikrar.reading.discourse import Discourse, Pair, speakers
from ikrar.reading.page import Page
from ikrar.reading.parties import Cast, Group
from ikrar.reading.what import what_of

DATED = frozenset({"meeting", "visit", "agreement", "invitation", "delivery", "plan", "partnership"})


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
    weight: float
    features: dict[str, float] = field(default_factory=dict)
    speaker: str | None = None
    reasons: tuple[str, ...] = ()

    @property
    def everyone(self) -> frozenset[Party]:
        return frozenset((*self.from_, *self.to, *self.parties))


def draft_claims(page: Page, cast: Cast, dates: Dates) -> list[Draft]:
    """Every claim that the page's clauses state, before the same acts are merged."""
    state = Discourse(page, cast)
    said = speakers(page, cast.groups, page.sentences)
    drafts: list[Draft] = []
    for n, sentence in enumerate(page.sentences):
        groups = [g for g in cast.groups if sentence.start <= g.start < sentence.end]
        quoted = page.quoted(sentence.start) or page.quoted(sentence.end - 2)
        if n in said:
            state.speaker = said[n].parties
        elif quoted and n + 1 in said and page.sentences[n + 1].paragraph == sentence.paragraph:
            state.speaker = said[n + 1].parties
        acts = acts_of(page, sentence)
        here = clauses(page, sentence, groups, acts)
        told: list[Draft] = []
        for clause in here:
            told += _claims(page, state, clause, dates, groups)
        drafts += told
        state.saw(groups)
        pairs = [d for d in told if len(d.everyone) > 1 and not d.features.get("inferred")]
        if pairs:
            last = pairs[-1]
            state.pair = (*last.from_, *last.to, *last.parties)
        subject = next((c.subject for c in here if c.subject and c.subject.parties), None)
        if subject is None:
            subject = next((g for g in groups if g.parties and not g.located and g.marker is None), None)
        if subject is not None and subject.parties:
            state.topic = subject.parties
    return drafts


def _modality(page: Page, clause: Clause) -> tuple[bool, bool, bool, bool]:
    """Negated, planned, renewed, ended: by words near the act."""
    a = clause.act
    before = page.within(max(clause.start, a.start - 45), a.start)
    around = page.within(max(clause.start, a.start - 60), min(clause.end, a.end + 60))
    negated = any(m.has("negation") and a.start - m.end < 20 for m in before)
    planned = any(m.has("planned") for m in before)
    return negated, planned, any(m.has("renewed") for m in around), any(m.has("ended") for m in around)


def _has_need(page: Page, clause: Clause, needs: frozenset[str], groups: list[Group]) -> bool:
    if not needs:
        return True
    for m in page.within(clause.start, clause.end):
        if m.start != clause.act.start and m.has(*needs):
            return True
    return "group" in needs and any(g.role == "group" for g in (*clause.left, *clause.right))


def _claims(page: Page, state: Discourse, clause: Clause, dates: Dates, groups: list[Group]) -> list[Draft]:
    act = clause.act.act
    negated, planned, renewed, ended = _modality(page, clause)
    if negated and act.kind != "agreement":
        return []
    if not _has_need(page, clause, act.needs, groups):
        return []
    features: dict[str, float] = {}
    if act.kind in SINGLE:
        sides = [((), (), _single(state, clause, features))]
    elif act.kind in DIRECTED and act.frame != "mutual":
        from_, to = _directed(page, state, clause, groups, features)
        sides = [(from_, to, ())]
    else:
        parties = _mutual(page, state, clause, features)
        if act.kind in DIRECTED:
            sides = [((), (), parties)]
        else:
            sides = [((), (), p) for p in _pairs(act.kind, state, clause, parties)]
    status = _state(act.kind, act.state, planned, renewed, ended)
    start, end = _evidence(page, clause)
    fields = _fields(page, start, end) if act.kind not in ("meeting", "visit", "partnership") else ()
    moment = _moment(dates, clause, act.kind)
    drafts = []
    for from_, to, parties in sides:
        everyone = set((*from_, *to, *parties))
        if act.kind not in SINGLE and (len(everyone) < 2 or (act.kind in DIRECTED and not parties and not (from_ and to))):
            continue
        if not everyone:
            continue
        drafts.append(
            Draft(
                kind=act.kind,
                state=status,
                from_=tuple(dict.fromkeys(from_)),
                to=tuple(dict.fromkeys(to)),
                parties=tuple(dict.fromkeys(parties)),
                fields=fields,
                when=moment.edtf if moment else None,
                what=what_of(page, clause, act.kind),
                start=start,
                end=end,
                weight=act.weight,
                features=features,
                speaker=_speaker(page, state, clause),
                reasons=(f"{act.kind}: “{act.word}” ({act.frame})", *(f"{k}" for k in features)),
            )
        )
    return drafts


def _speaker(page: Page, state: Discourse, clause: Clause) -> str | None:
    if page.quoted(clause.act.start) and state.speaker:
        return state.speaker[0].key
    return None


def _state(kind: str, given: str | None, planned: bool, renewed: bool, ended: bool) -> str:
    if kind == "plan":
        return "planned"
    if kind in ("invitation", "offer", "interest", "request", "acceptance", "trait", "aim"):
        return "done"
    if kind in ("agreement", "partnership") and (ended or given == "ended"):
        return "ended"
    if kind == "partnership":
        return "done"
    if given:
        return given
    if kind == "agreement" and renewed:
        return "renewed"
    return "planned" if planned else "done"


def _single(state: Discourse, clause: Clause, features: dict[str, float]) -> Pair:
    if clause.act.act.frame == "of":
        after = [g for g in clause.right if g.parties and g.start - clause.act.end < 30]
        if after:
            return after[0].parties
    if clause.subject is not None:
        features["subject"] = 1
        return state.resolve(clause.subject)
    features["topic"] = 1
    return state.topic


def _useful(state: Discourse, g: Group) -> bool:
    """Countries without an office are background where cities act."""
    if g.pronoun == "it":
        return False
    if not g.parties or g.role in ("official", "group", "government", "body"):
        return True
    if all(p.level == "country" for p in g.parties):
        return not any(p.level != "country" for p in state.main[1:2])
    return True


def _directed(
    page: Page, state: Discourse, clause: Clause, groups: list[Group], features: dict[str, float]
) -> tuple[Pair, Pair]:
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
        outer = next((state.resolve(g) for g in (*clause.right, *groups) if g not in gap and state.resolve(g) and state.resolve(g) != inner), ())
        return inner, outer or state.counterpart(inner)
    if act.frame in ("of", "passive"):
        after = [g for g in right if not g.located and (g.marker != "to" or act.frame == "of" and g.role == "official")]
        actor: Pair = state.resolve(after[0]) if after else ()
        by = next((g for g in right if g.marker == "by"), None)
        if by is not None:
            actor = state.resolve(by)
        other = tuple(p for p in subject if p not in actor)
        if act.frame == "of" and visit and not actor:
            actor, other = subject, ()
        if act.frame == "of" and visit:
            hosts = [g for g in clause.right if g.marker in ("to", "in") and state.resolve(g) and state.resolve(g) != actor]
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
        quoted = page.quoted(clause.act.start)
        subject = state.speaker if quoted and state.speaker else state.topic
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


def _mutual(page: Page, state: Discourse, clause: Clause, features: dict[str, float]) -> Pair:
    nearest_between = next((g for g in (*clause.right, *reversed(clause.left)) if g.marker == "between" and len(g.parties) > 1), None)
    if nearest_between is not None:
        features["between"] = 1
        return nearest_between.parties
    subject: Pair = ()
    if clause.subject is not None:
        subject = state.resolve(clause.subject)
        features["shared" if clause.shared else "subject"] = 1
    with_left = [g for g in clause.left if g is not clause.subject and g.marker in ("with", "and", "by", "to", "from") and _useful(state, g)]
    right = [g for g in clause.right if not g.located and _useful(state, g)]
    parties: list[Party] = list(subject)
    for g in with_left:
        parties += [p for p in state.resolve(g) if p not in parties]
    if len(parties) < 2 or right[:1] and right[0].marker in ("with", "by"):
        for g in right[:1] if not (right[:1] and right[0].marker == "and") else right[:2]:
            parties += [p for p in state.resolve(g) if p not in parties]
    if not parties:
        features["topic"] = 1
        parties = list(state.pair if len(state.pair) >= 2 else state.topic)
    if len(parties) < 2:
        features["inferred"] = 1
        parties += [p for p in state.counterpart(tuple(parties)) if p not in parties]
    return tuple(parties)


def _pairs(kind: str, state: Discourse, clause: Clause, parties: Pair) -> list[Pair]:
    """An instrument or a relation stands between two: one against each of many."""
    if kind not in ("agreement", "partnership") or len(parties) <= 2:
        return [parties]
    side = tuple(p for p in state.resolve(clause.subject) if p in parties) if clause.subject else parties[:1]
    side = side if side and len(side) < len(parties) else parties[:1]
    others = [p for p in parties if p not in side]
    if len(side) == len(others):
        return list(zip(side, others, strict=True))
    return [(s, p) for s in side for p in others]


def _evidence(page: Page, clause: Clause) -> tuple[int, int]:
    start, end = clause.start, max(clause.end, clause.act.end)
    text = page.text
    junk = " ,;，；:：\n\t\"“”"
    while start < clause.act.start and text[start] in junk:
        start += 1
    while end > clause.act.end and text[end - 1] in junk + ".。":
        end -= 1
    return start, end


def _fields(page: Page, start: int, end: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for m in page.within(start, end):
        for s in m.senses:
            if s.cls == "field":
                found.setdefault(s.value)
    return tuple(found)


def _moment(dates: Dates, clause: Clause, kind: str) -> Moment | None:
    if kind not in DATED:
        return None
    moments = dates.find(clause.start, clause.end)
    if not moments and kind in ("meeting", "visit", "agreement", "delivery"):
        moments = dates.find(clause.sentence.start, clause.start)[-1:]
    if not moments:
        return None
    return min(moments, key=lambda m: (abs(m.start - clause.act.end), m.start))


