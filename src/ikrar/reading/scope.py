"""Which fields of cooperation an act is about: the field words around it, each with the features that speak for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ikrar.reading.clauses import Clause
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.lexicon import FIRM
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page, Sentence
from ikrar.reading.timing import Offered

FROM = 0.42  # the probability from which a field is taken
# A field named in the very next sentence may still be the act's: what an instrument covers, what was agreed.
SPILL = frozenset({"agreement", "plan", "interest", "offer"})
COVERING = frozenset({"agreement"})  # what an instrument covers may be told further on, where it is spoken of again
FURTHER = 4  # sentences
FURTHEST = 14  # the same for a sentence that says what is covered, or speaks of an instrument: the scope is, 内容涵盖
# Classes of words that say, before the fields of a later sentence, what they are the fields of.
LEADING = ("instrument", "pair", "cooperation", "hope", "event", "planned", "scope")


def fields_around(page: Page, clause: Clause, span: tuple[int, int], state: str, told: str) -> list[Offered]:
    """Codes of fields that could be the act's, in the order of the text, each with the features of its mentions;
    `state` is what its own words suggest, `told` where its date stands to the text's."""
    kind = clause.act.act.kind
    every, mine = "field", f"field|{kind}"
    found: dict[str, list[Feature]] = {}
    own = [state, f"{state}:{told}", f"sentence{min(clause.sentence.number, 3)}"]
    if page.quoted(clause.act.start):
        own.append("quoted")
    for m, near in _mentions(page, clause):
        where = _where(page, clause, span, m, near)
        shared: list[Feature] = [(every, where), (mine, where)]
        if _listed(page, m):
            shared += [(every, "listed"), (mine, "listed")]
        for name in _company(page, clause, m, near):
            shared += [(every, name), (mine, name)]
        away = where.split("-")[0]
        shared += [(mine, f"{away}|{name}") for name in own]
        if m.has("act", "object", "event", "body", "official", "instrument", "profile"):
            shared.append((every, "other-sense"))
        codes = dict.fromkeys(s.value for s in m.senses if s.cls == "field")
        for code in codes:
            first = [(mine, ""), (every, f"code:{code}"), (mine, f"code:{code}")]
            word = m.word if len(codes) == 1 else f"{m.word}>{code}"
            found.setdefault(code, first).extend([("field|word", word), *shared])
    return [(code, tuple(f)) for code, f in found.items()]


def _mentions(page: Page, clause: Clause) -> Iterator[tuple[Mention, str]]:
    sentence = clause.sentence
    for m in page.each("field", sentence.start, sentence.end):
        yield m, "here"
    if clause.act.act.kind not in SPILL:
        return
    reach = FURTHEST if clause.act.act.kind in COVERING else 1
    for n, later in enumerate(page.sentences[sentence.number + 1 : sentence.number + 1 + reach]):
        if n == 0 or _covers(page, later, near=n < FURTHER):
            for m in page.each("field", later.start, later.end):
                yield m, "further" if n else "next"


def _covers(page: Page, sentence: Sentence, *, near: bool) -> bool:
    """Whether a sentence says what is covered or speaks of an instrument, near by of cooperation too, and of fields."""
    told = ("scope", "instrument", "cooperation") if near else ("scope", "instrument")
    spoken = [page.each(cls, sentence.start, sentence.end) for cls in told]
    first = min((found[0].start for found in spoken if found), default=sentence.end)
    return len(page.each("field", first, sentence.end)) > 1


def _where(page: Page, clause: Clause, span: tuple[int, int], m: Mention, near: str) -> str:
    if near != "here":
        lead = page.within(m.start - 60, m.start)
        return f"{near}-pair" if any(x.has("pair", "cooperation", "instrument") for x in lead) else near
    act = clause.act
    side = "after" if m.start >= act.end else "before"
    inside = "in" if span[0] <= m.start < span[1] else "out"
    step = 40 if page.language.spaced else 14
    gap = (m.start - act.end if side == "after" else act.start - m.end) // step
    return f"{inside}-{side}{min(max(gap, 0), 3)}"


def _company(page: Page, clause: Clause, m: Mention, near: str) -> list[str]:
    """Which other acts stand between a field and the act, or in the later sentence that names it: they may be what it
    belongs to; and what that sentence speaks of before it."""
    act = clause.act
    if near == "here":
        start, end = (act.end, m.start) if m.start >= act.end else (m.end, act.start)
        return [f"between:{kind}" for kind in _firm(page, start, end)]
    sentence = page.sentences[page.sentence_at(m.start)]
    found = [f"{near}-act:{kind}" for kind in _firm(page, sentence.start, m.start)] or [f"{near}-no-act"]
    found += [f"{near}-{cls}-before" for cls in LEADING if page.holds(cls, sentence.start, m.start)]
    found += [f"{near}-act-after:{kind}" for kind in _firm(page, m.start, sentence.end)]
    return found


def _firm(page: Page, start: int, end: int) -> list[str]:
    """The kinds of the firm acts that begin in [start, end)."""
    acts = [s.value for m in page.each("act", start, end) for s in m.senses if s.cls == "act"]
    return sorted({a.kind for a in acts if a.weight >= FIRM})


def _listed(page: Page, m: Mention) -> bool:
    """Whether another field stands close by, as in an enumeration."""
    reach = 14 if page.language.spaced else 4
    return any(
        x is not m and (0 <= m.start - x.end <= reach or 0 <= x.start - m.end <= reach)
        for x in page.each("field", m.start - 40, m.end + reach)
    )


def fields_of(around: Iterable[Offered], judge: Judge) -> tuple[str, ...]:
    """The fields that are likely enough."""
    return tuple(code for code, features in around if judge.probability(judge.sum(features), "field") >= FROM)
