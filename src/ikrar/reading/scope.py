"""Which fields of cooperation an act is about: the field words around it, each with the features that speak for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ikrar.reading.clauses import Clause
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page
from ikrar.reading.timing import Offered

FROM = 0.42  # the probability from which a field is taken
# A field named in the very next sentence may still be the act's: what an instrument covers, what was agreed.
SPILL = frozenset({"agreement", "plan", "interest", "offer"})


def fields_around(page: Page, clause: Clause, span: tuple[int, int]) -> list[Offered]:
    """Codes of fields that could be the act's, in the order of the text, each with the features of its mentions."""
    kind = clause.act.act.kind
    every, mine = "field", f"field|{kind}"
    found: dict[str, list[Feature]] = {}
    for m, near in _mentions(page, clause):
        where = _where(page, clause, span, m, near)
        shared: list[Feature] = [(every, where), (mine, where)]
        if _listed(page, m):
            shared += [(every, "listed"), (mine, "listed")]
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
    if clause.act.act.kind in SPILL:
        following = page.sentences[sentence.number + 1 : sentence.number + 2]
        if following:
            for m in page.each("field", following[0].start, following[0].end):
                yield m, "next"


def _where(page: Page, clause: Clause, span: tuple[int, int], m: Mention, near: str) -> str:
    if near == "next":
        following = page.within(m.start - 60, m.start)
        return "next-pair" if any(x.has("pair", "cooperation", "instrument") for x in following) else "next"
    act = clause.act
    side = "after" if m.start >= act.end else "before"
    inside = "in" if span[0] <= m.start < span[1] else "out"
    step = 40 if page.language.spaced else 14
    gap = (m.start - act.end if side == "after" else act.start - m.end) // step
    return f"{inside}-{side}{min(max(gap, 0), 3)}"


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
