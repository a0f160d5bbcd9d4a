"""Which fields of cooperation an act is about: the field words around it, each with the features that speak for it."""

from __future__ import annotations

from collections.abc import Iterator

from ikrar.reading.clauses import Clause
from ikrar.reading.judging import Judge
from ikrar.reading.mentions import Mention
from ikrar.reading.page import Page, Sentence

FROM = 0.5  # the probability from which a field is taken
Scoped = tuple[str, tuple[str, ...]]
# A field named in the very next sentence may still be the act's: what an instrument covers, what was agreed.
SPILL = frozenset({"agreement", "plan", "interest", "offer"})


def fields_around(page: Page, clause: Clause, span: tuple[int, int]) -> list[Scoped]:
    """Codes of fields that could be the act's, in the order of the text, each with the features of its mentions."""
    kind = clause.act.act.kind
    found: dict[str, list[str]] = {}
    for m, near in _mentions(page, clause):
        where = _where(page, clause, span, m, near)
        for code in dict.fromkeys(s.value for s in m.senses if s.cls == "field"):
            features = found.setdefault(code, [f"field|{kind}", f"field|code:{code}"])
            features += [f"field|{where}", f"field|{kind}|{where}"]
            if _listed(page, m):
                features += ["field|listed", f"field|{kind}|listed"]
            if m.has("act", "object", "event", "body", "official", "instrument", "profile"):
                features.append("field|other-sense")
    return [(code, tuple(f)) for code, f in found.items()]


def _mentions(page: Page, clause: Clause) -> Iterator[tuple[Mention, str]]:
    sentence = clause.sentence
    for m in page.within(sentence.start, sentence.end):
        if m.has("field"):
            yield m, "here"
    if clause.act.act.kind in SPILL:
        following = _next(page, sentence)
        if following is not None:
            for m in page.within(following.start, following.end):
                if m.has("field"):
                    yield m, "next"


def _next(page: Page, sentence: Sentence) -> Sentence | None:
    return next((s for s in page.sentences if s.start >= sentence.end), None)


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
        x is not m and x.has("field") and (0 <= m.start - x.end <= reach or 0 <= x.start - m.end <= reach)
        for x in page.within(m.start - 40, m.end + reach)
    )


def fields_of(around: list[Scoped], judge: Judge) -> tuple[str, ...]:
    """The fields that are likely enough."""
    return tuple(code for code, features in around if judge.probability(features, "field") >= FROM)
