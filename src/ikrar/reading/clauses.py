"""Acts in their clauses: where an act's words begin and end, who is its subject, who stands after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ikrar.ontology.shape import SINGLE
from ikrar.reading.lexicon import FIRM, Act
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page, Sentence
from ikrar.reading.parties import Group

_TITLED = re.compile(r"《[^》\n]{2,60}》")
# Needs that make the act what it is: without them its words say something else.
DEFINING = frozenset({"instrument", "twin"})


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
    start, end = sentence.start, sentence.end
    if not page.holds("act", start, end) and not page.holds("gap", start, end):
        return []
    found: list[ActMention] = []
    closed: list[tuple[Mention, str]] = []
    ends: list[tuple[int, int]] = []
    ms = page.within(start, end) if page.holds("gap", start, end) else []
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
                closed.append((ms[j], act.kind))
                ends.append((ms[j].start, ms[j].end))
                break
    for m in page.each("act", start, end):
        mine = {kind for end, kind in closed if end is m}
        if any(a <= m.start < b for a, b in ends) and not mine:
            continue
        if m.end - m.start == 1 and page.text[m.end : m.end + 1] == "、":
            continue  # The end of a name in a list, no verb.
        for s in m.senses:
            if s.cls == "act" and s.value.kind not in mine:  # 到任拜会 is a visit and a meeting.
                found.append(ActMention(m.start, m.end, s.value))
    titles = [t.span() for t in _TITLED.finditer(page.text, start, end)]
    here = [a for a in found if _founded(page, sentence, a) and not any(b <= a.start < c for b, c in titles)]
    if len(here) > 1:
        here.sort(key=lambda a: (a.start, a.end))
    return _without_echoes(here)


def _founded(page: Page, sentence: Sentence, act: ActMention) -> bool:
    """Whether what makes the act (an instrument, a relation) is named anywhere in its sentence."""
    needs = act.act.needs
    if not needs & DEFINING and act.act.kind not in SINGLE:
        return True
    return not needs or needed(page, needs, sentence.start, sentence.end, act)


def needed(page: Page, needs: frozenset[str], start: int, end: int, act: ActMention) -> bool:
    """Whether what an act needs begins in [start, end), but for the act's own words."""
    return any(m.start != act.start or m.end != act.end for need in needs for m in page.each(need, start, end))


def _without_echoes(acts: list[ActMention]) -> list[ActMention]:
    """What somebody hopes for is no plan; a second word of the same wish is the same wish, and what somebody is
    invited to (to attend a fair) the same invitation."""
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
        invited = last is not None and last.act.kind == a.act.kind == "invitation" and a.act.weight < FIRM
        if last is not None and invited and 0 <= a.start - last.end < 120:
            continue
        kept.append(a)
    return kept


def boundary_between(page: Page, start: int, end: int) -> int | None:
    """Where a new clause opens between two positions: after the last comma or opening word."""
    comma = page.comma_before(start, end)
    at = None if comma is None else comma + 1
    for m in page.each("breaks", start, end):
        at = max(at or 0, m.start)
    return at


def _next_stop(page: Page, start: int, end: int) -> int:
    """The first comma or the like from a position on: an act may hold another (asked Shanghai to send experts)."""
    comma = page.comma_from(start, end)
    return end if comma is None else comma


def clauses(page: Page, sentence: Sentence, groups: list[Group], acts: list[ActMention]) -> list[Clause]:
    """One clause an act, subjects shared along the sentence where none is named anew."""
    found: list[Clause] = []
    firm = [a for a in acts if a.act.weight >= FIRM]
    distinct = sorted({a.start for a in firm})
    for act in acts:
        previous = bool(distinct) and distinct[0] < act.start
        ceiling = next((at for at in distinct if at >= act.end), sentence.end)
        floor = max([a.end for a in firm if a.end <= act.start], default=sentence.start)
        between = [g for g in groups if floor <= g.start and g.end <= act.start + 1]
        right = [g for g in groups if act.end <= g.start < ceiling]
        clause = Clause(sentence, act, sentence.start, sentence.end, between, right)
        subject = _subject(page, between, sentence, act, previous)
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
        later = next((c for c in found if c.act.start >= clause.act.end and c.act.act.weight >= FIRM), None)
        if later is not None:
            cut = boundary_between(page, clause.act.end, later.act.start)
            clause.end = cut if cut and cut > clause.act.end else _next_stop(page, later.act.end, sentence.end)
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
    return last if page.holds("breaks", max(sentence.start, last.start - 20), last.start) else None
