"""In what state an act is: done, planned, renewed or ended, by the words around it and by its date.

What its own word says and the modality right around it make a suggestion; the weights say how far it is to be trusted.
"""

from __future__ import annotations

from datetime import date

from ikrar.reading.clauses import Clause
from ikrar.reading.judging import Judge
from ikrar.reading.page import Page
from ikrar.reading.timing import Offered, tense

# The states that an act of a kind may be in; an act of any other kind is `done` but for a plan, which is `planned`.
STATES = {
    "agreement": ("done", "planned", "renewed", "ended"),
    "visit": ("done", "planned"),
    "meeting": ("done", "planned"),
    "delivery": ("done", "planned"),
    "partnership": ("done", "ended"),
}
TELLING = ("planned", "renewed", "ended", "since", "hope", "negation", "speech")  # classes of words around the act
STEP = {True: 25, False: 8}  # characters, in languages with and without spaces
FAR = 3  # steps from which on a word is far


def suggested(page: Page, clause: Clause) -> str:
    """The state that the act's word and the modality right around it give."""
    act = clause.act.act
    if act.kind not in STATES:
        return "planned" if act.kind == "plan" else "done"
    around = max(clause.start, clause.act.start - 60), min(clause.end, clause.act.end + 60)
    if act.kind in ("agreement", "partnership") and (act.state == "ended" or page.holds("ended", *around)):
        return "ended"
    if act.kind == "partnership":
        return "done"
    if act.state:
        return act.state
    if act.kind == "agreement" and page.holds("renewed", *around):
        return "renewed"
    return "planned" if to_come(page, clause) else "done"


def to_come(page: Page, clause: Clause) -> bool:
    """Whether a word right before the act says that it is still to come."""
    return page.holds("planned", max(clause.start, clause.act.start - 45), clause.act.start)


def names(page: Page, clause: Clause, suggestion: str, when: str | None, published: date | None) -> list[str]:
    """What speaks for one state of the act or another, as names of features; none where it has but one."""
    kind = clause.act.act.kind
    if kind not in STATES:
        return []
    found = _names(page, clause, suggestion, when, published)
    return [*found, *(f"{kind}|{name}" for name in found)]


def states(kind: str, names: list[str], suggestion: str) -> list[Offered]:
    """The states that an act of a kind may be in, that suggested first, each with the features that speak for it."""
    features = {state: tuple((f"state|{state}", name) for name in names) for state in STATES.get(kind, ())}
    return sorted(features.items(), key=lambda offered: offered[0] != suggestion)


def _names(page: Page, clause: Clause, suggestion: str, when: str | None, published: date | None) -> list[str]:
    act, sentence = clause.act, clause.sentence
    found = {
        "": None,
        f"rule:{suggestion}": None,
        f"given:{act.act.state}": None,
        f"frame:{act.act.frame}": None,
        f"word:{page.text[act.start : act.end].casefold()}": None,
        f"tense:{tense(when, published)}": None,
        "first" if sentence.number == 0 else "second" if sentence.number < FAR else "later": None,
    }
    if page.quoted(act.start):
        found["quoted"] = None
    for cls in TELLING:
        for m in page.each(cls, sentence.start, sentence.end):
            found[f"{cls}-{_where(page, act.start, act.end, m.start, m.end)}"] = found[f"{cls}:{m.word}"] = None
        if page.holds(cls, clause.start, clause.end):
            found[f"{cls}-clause"] = None
    return list(found)


def _where(page: Page, act_start: int, act_end: int, start: int, end: int) -> str:
    step = STEP[page.language.spaced]
    if end <= act_start:
        return f"before{min((act_start - end) // step, FAR)}"
    return f"after{min((start - act_end) // step, FAR)}" if start >= act_end else "in"


def state_of(kind: str, names: list[str], suggestion: str, judge: Judge) -> str:
    """The likeliest state; that suggested, where nothing speaks for another."""
    best = suggestion
    most = judge.sum_of_groups([(f"state|{suggestion}", names)])
    for state in STATES.get(kind, ()):
        total = judge.sum_of_groups([(f"state|{state}", names)])
        if total > most:
            best, most = state, total
    return best
