"""When an act happens: the moments that a text offers for it, each with the features that speak for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ikrar.model.edtf import interval
from ikrar.reading.clauses import Clause
from ikrar.reading.dates import Dates, Moment
from ikrar.reading.judging import Judge
from ikrar.reading.page import Page

DATED = frozenset({"meeting", "visit", "agreement", "invitation", "delivery", "plan", "partnership", "offer", "request", "acceptance", "aim"})
FROM = 0.42  # the probability from which a moment is taken
STEP = {True: 60, False: 20}  # characters, in languages with and without spaces
Timed = tuple[str, tuple[str, ...]]


def moments(page: Page, clause: Clause, dates: Dates, span: tuple[int, int], planned: bool) -> list[Timed]:
    """EDTF dates that could be the act's, each with its features; the same date offered twice has the features of both."""
    kind = clause.act.act.kind
    if kind not in DATED:
        return []
    found: dict[str, list[str]] = {}
    for moment, where in _offered(page, clause, dates, span):
        features = found.setdefault(moment.edtf, [f"when|{kind}"])
        features += [f"when|{where}", f"when|{kind}|{where}", f"when|{moment.precision}", f"when|{moment.how}"]
        features.append(f"when|{kind}|{moment.precision}")
        if moment.since:
            features.append(f"when|{kind}|since")
        tense = _tense(moment, dates.cal.published)
        features.append(f"when|{'planned' if planned else 'done'}|{tense}")
        if kind in ("invitation", "plan"):
            features.append(f"when|{kind}|{tense}")
    return [(edtf, tuple(f)) for edtf, f in found.items()]


def _tense(moment: Moment, published: date | None) -> str:
    days = interval(moment.edtf)
    if published is None or days is None:
        return "some-day"
    if days.end < published:
        return "past" if (published - days.end).days <= 40 else "long-past"
    return "coming" if days.start > published else "now"


def _offered(page: Page, clause: Clause, dates: Dates, span: tuple[int, int]) -> Iterator[tuple[Moment, str]]:
    """Moments with where they stand: in the act's clause, in its sentence, just before, or at the head of the text."""
    act, sentence = clause.act, clause.sentence
    here = dates.find(sentence.start, sentence.end)
    step = STEP[page.language.spaced]
    near = sorted(here, key=lambda m: m.start - act.end if m.start >= act.end else act.start - m.end)
    for n, m in enumerate(near):
        side = "after" if m.start >= act.end else "before"
        inside = "in" if span[0] <= m.start < span[1] else "out"
        distance = abs(m.start - act.end if side == "after" else act.start - m.end) // step
        yield m, f"{inside}-{side}{min(n, 2)}"
        yield m, f"{side}-far{min(distance, 3)}"
    if here:
        return
    before = [m for m in dates.moments if m.start < sentence.start]
    if before:
        last = before[-1]
        between = [s for s in page.sentences if last.end <= s.start < sentence.start]
        yield last, f"last{min(len(between), 3)}"
    days = [m for m in before if m.precision in ("day", "range")]
    if days:
        yield days[-1], "last-day"
    lead = next((m for m in dates.moments if m.precision in ("day", "range")), None)
    if lead is not None:
        yield lead, "lead"
    following = [m for m in dates.moments if m.start >= sentence.end and m.precision in ("day", "range")]
    if following and not days:
        yield following[0], "next"


def when(offered: list[Timed], judge: Judge) -> str | None:
    """The likeliest moment, if it is likely enough."""
    rated = [(judge.probability(features, "when"), edtf) for edtf, features in offered]
    best = max(rated, default=None, key=lambda r: r[0])
    return best[1] if best and best[0] >= FROM else None
