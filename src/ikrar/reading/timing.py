"""When an act happens: the moments that a text offers for it, each with the features that speak for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ikrar.model.edtf import interval
from ikrar.reading.clauses import Clause
from ikrar.reading.dates import Dates, Moment
from ikrar.reading.judging import Feature, Judge
from ikrar.reading.page import Page

DATED = frozenset(
    {
        "meeting",
        "visit",
        "agreement",
        "invitation",
        "delivery",
        "plan",
        "partnership",
        "offer",
        "request",
        "acceptance",
        "aim",
    }
)
AHEAD = frozenset({"invitation", "plan", "offer", "request", "acceptance", "aim"})  # what they speak of is to come
FROM = 0.45  # the probability from which a moment is taken
MORE = 1.0  # how much less may speak for days than for the first of them
EARLIER = frozenset({"last0", "last1", "last2", "last3", "last-day", "lead"})
STEP = {True: 60, False: 20}  # characters, in languages with and without spaces
# Something that a text offers for an act (a date, a field), and the features that speak for it.
Offered = tuple[str, tuple[Feature, ...]]


def moments(page: Page, clause: Clause, dates: Dates, span: tuple[int, int], planned: bool) -> list[Offered]:
    """EDTF dates that could be the act's, each with its features; the same date offered twice has those of both."""
    kind = clause.act.act.kind
    if kind not in DATED or not dates.moments:
        return []
    found: dict[str, list[Feature]] = {}
    mine, every = f"when|{kind}", "when"
    ahead = planned or kind in AHEAD
    recalls = dates.recalls(clause.sentence.start, max(clause.act.end, span[1]))
    for moment, where in _offered(page, clause, dates, span):
        if ahead:
            moment = dates.ahead(moment)
            if moment.how == "weekday" and planned and _told_of_act(page, clause, moment, where):
                moment = dates.next_week(moment)
        features = found.setdefault(moment.edtf, [(mine, "")])
        features += [
            (every, where),
            (mine, where),
            (every, moment.precision),
            (every, moment.how),
            (mine, moment.precision),
            (mine, moment.how),
        ]
        if recalls and where in EARLIER:
            features += [(every, f"recalled-{where}"), (mine, "recalled")]
        if moment.since:
            features.append((mine, "since"))
        if moment.until:
            features += [(mine, "until"), (every, "until")]
        if dates.only_day and moment.precision in ("day", "range"):
            features += [(mine, "only-day"), (every, "only-day")]
        told = tense(moment.edtf, dates.cal.published)
        features.append((every, f"{'planned' if planned else 'done'}:{told}"))
        if kind in ("invitation", "plan"):
            features.append((mine, told))
    return [(edtf, tuple(f)) for edtf, f in found.items()]


def _told_of_act(page: Page, clause: Clause, moment: Moment, where: str) -> bool:
    """Whether a weekday is the act's own, not that of who spoke of it: will arrive on Friday, but said on Friday that
    they will arrive."""
    if where in EARLIER or where == "next":
        return False
    return moment.start >= clause.act.end or not page.holds("speech", clause.sentence.start, clause.act.start)


def tense(edtf: str | None, published: date | None) -> str:
    """Where a moment stands to the day of the text: past, now, coming; long-past, or some-day where that is unknown;
    undated where there is none."""
    if edtf is None:
        return "undated"
    days = interval(edtf)
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
    last = dates.before(sentence.start)
    if last is not None:
        yield last, f"last{min(sentence.number - page.sentence_at(last.start), 3)}"
    day = dates.before(sentence.start, of_day=True)
    if day is not None:
        yield day, "last-day"
    if dates.lead is not None and dates.lead.start < sentence.start:
        yield dates.lead, "lead"
    elif dates.lead is not None:
        yield dates.lead, "next"


def when(offered: Iterable[Offered], judge: Judge) -> str | None:
    """The likeliest moment, if it is likely enough."""
    rated = sorted(((judge.sum(features), edtf) for edtf, features in offered), key=lambda r: -r[0])
    if not rated or judge.probability(rated[0][0], "when") < FROM:
        return None
    # Days that begin with the likeliest one say more: arrived on 22 February for a visit of four days.
    return next((e for s, e in rated if e.startswith(rated[0][1] + "/") and s >= rated[0][0] - MORE), rated[0][1])
