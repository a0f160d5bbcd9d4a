"""Acts in their clauses: where an act's words begin and end, who is its subject, who stands after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ikrar.ontology.shape import SINGLE
from ikrar.reading.lexicon import FIRM, Act
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page, Sentence
from ikrar.reading.parties import Group

_BOUNDARY = ",;，；:："
_TITLED = re.compile(r"《[^》\n]{2,60}》")
# Needs that make the act what it is: without them its words say something else.
DEFINING = frozenset({"instrument", "twin", "official", "group"})


@dataclass(slots=True)
class ActMention:
    """An act's words. For an act with a gap (应…邀请) `inner` is the gap."""

    start: int
    end: int
    act: Act
    inner: tuple[int, int] | None = None


@dataclass
class Clause:
    """An act with what stands around it in its sentence."""

    sentence: Sentence
    act: ActMention
    start: int
    end: int
    left: list[Group] = field(default_factory=list)
    right: list[Group] = field(default_factory=list)
    subject: Group | None = None
    shared: bool = False


def acts_of(page: Page, sentence: Sentence) -> list[ActMention]:
    """The acts of a sentence in order; words inside a gapped act make none of their own."""
    ms = page.within(sentence.start, sentence.end)
    found: list[ActMention] = []
    closed: set[int] = set()
    ends: list[tuple[int, int]] = []
    for i, m in enumerate(ms):
        gaps = [s.value for s in m.senses if s.cls == "gap"]
        if not gaps:
            continue
        for j in range(i + 1, min(i + 30, len(ms))):
            inside = page.text[m.end : ms[j].start]
            if len(inside) > 60 or any(c in inside for c in "，,；。;"):
                break
            act = next((a for last, a in gaps if ms[j].word == last or ms[j].word.startswith(last)), None)
            if act is not None:
                found.append(ActMention(m.start, ms[j].end, act, (m.end, ms[j].start)))
                closed.add(j)
                ends.append((ms[j].start, ms[j].end))
                break
    for i, m in enumerate(ms):
        if i in closed or any(a <= m.start < b for a, b in ends):
            continue
        for s in m.senses:
            if s.cls == "act":
                found.append(ActMention(m.start, m.end, s.value))
    titles = [t.span() for t in _TITLED.finditer(page.text, sentence.start, sentence.end)]
    here = [a for a in found if _founded(a, ms) and not any(b <= a.start < c for b, c in titles)]
    here.sort(key=lambda a: (a.start, a.end))
    return _without_echoes(here)


def _founded(act: ActMention, ms: list[Mention]) -> bool:
    """Whether what makes the act (an instrument, a relation) is named anywhere in its sentence."""
    needs = act.act.needs
    if not needs & DEFINING and act.act.kind not in SINGLE:
        return True
    return not needs or any(not m.classes.isdisjoint(needs) and (m.start, m.end) != (act.start, act.end) for m in ms)


def _without_echoes(acts: list[ActMention]) -> list[ActMention]:
    """What somebody hopes for is no plan; a second word of the same wish is the same wish."""
    kept: list[ActMention] = []
    for a in acts:
        last = next((k for k in reversed(kept) if k.act.weight >= FIRM), None)
        if (
            last is not None
            and last.act.kind == "interest"
            and a.act.kind in ("plan", "interest")
            and a.start - last.end < 120
        ):
            continue
        if last is not None and last.act.kind == a.act.kind == "plan" and a.start - last.end < 40:
            continue
        kept.append(a)
    return kept


def boundary_between(page: Page, start: int, end: int) -> int | None:
    """Where a new clause opens between two positions: after the last comma or opening word."""
    at = None
    for i in range(start, end):
        if page.text[i] in _BOUNDARY:
            at = i + 1
    for m in page.within(start, end):
        if m.has("breaks"):
            at = max(at or 0, m.start)
    return at


def _next_stop(page: Page, start: int, end: int) -> int:
    """The first comma or the like from a position on: an act may hold another (asked Shanghai to send experts)."""
    return next((i for i in range(start, end) if page.text[i] in _BOUNDARY), end)


def clauses(page: Page, sentence: Sentence, groups: list[Group], acts: list[ActMention]) -> list[Clause]:
    """One clause an act, subjects shared along the sentence where none is named anew."""
    found: list[Clause] = []
    firm = [a for a in acts if a.act.weight >= FIRM]
    distinct = sorted({a.start for a in firm})
    for act in acts:
        previous = [a for a in distinct if a < act.start]
        following = [a for a in distinct if a >= act.end]
        floor = max((a.end for a in firm if a.end <= act.start), default=sentence.start)
        ceiling = following[0] if following else sentence.end
        between = [g for g in groups if floor <= g.start and g.end <= act.start + 1]
        right = [g for g in groups if act.end <= g.start < ceiling]
        if act.inner:
            right = [g for g in groups if act.end <= g.start < ceiling]
        clause = Clause(sentence, act, sentence.start, sentence.end, between, right)
        subject = _subject(page, between, sentence, act, bool(previous))
        if subject is None and found:
            earlier = (c for c in reversed(found) if c.act.start < act.start and c.act.act.weight >= FIRM)
            before = next(earlier, None)
            if before is not None:
                subject, clause.shared = before.subject, True
        clause.subject = subject
        opened = boundary_between(page, floor, act.start) if previous else None
        clause.start = opened or (floor if previous else sentence.start)
        if subject is not None and not clause.shared and subject.start >= floor:
            clause.start = min(clause.start, subject.start)
        found.append(clause)
    for clause in found:
        later = [c for c in found if c.act.start >= clause.act.end and c.act.act.weight >= FIRM]
        if later:
            cut = boundary_between(page, clause.act.end, later[0].act.start)
            clause.end = cut if cut and cut > clause.act.end else _next_stop(page, later[0].act.end, sentence.end)
    return found


def _subject(page: Page, between: list[Group], sentence: Sentence, act: ActMention, later: bool) -> Group | None:
    """The group that acts: not a location, not introduced by to/with/by; the first of the sentence, or, after an
    earlier act, one that opens a clause of its own right before this act."""
    plain = [g for g in between if not g.located and g.marker not in ("to", "by", "with", "from", "in")]
    led = [g for g in plain if g.marker == "accompany"]
    if led:
        return led[-1]
    if not plain:
        return None
    if not later:
        return plain[0]
    last = plain[-1]
    gap = page.text[last.end : act.start]
    opens = page.text[max(sentence.start, last.start - 3) : last.start].rstrip()
    preceded = not opens or opens[-1:] in ',;，；:：“"' or last.marker == "and" or last.pronoun is not None
    if preceded and len(gap) < 80:
        return last
    breaks = [m for m in page.within(max(sentence.start, last.start - 20), last.start) if m.has("breaks")]
    return last if breaks else None


def near(page: Page, clause: Clause, *classes: str) -> Mention | None:
    """The first mention of a class in the clause."""
    return next((m for m in page.within(clause.start, clause.end) if m.has(*classes)), None)
