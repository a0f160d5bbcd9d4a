"""Acts that belong to one life: an agreement prepared, signed, renewed and ended; a pledge made and accepted.

Pure: acts in, shapes out, the same for the same claims. What people merged or parted comes before all likeness.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ikrar.model.edtf import interval
from ikrar.register.bonds import Bonds
from ikrar.register.grouping import WINDOW, Act, same_object
from ikrar.register.kinds import ANSWERED
from ikrar.register.models import Agreement, Commitment
from ikrar.register.shapes import Role, Scope, Shape, shape

PREPARED_WITHIN = timedelta(days=730)
ANSWERED_WITHIN = timedelta(days=400)
_LATE = date.max


def agreements(acts: list[Act], scope: Scope, bonds: Bonds) -> list[Shape]:
    """One entry an instrument, with all that is told of its life."""
    by_family: dict[str, list[Act]] = {}
    for act in acts:
        by_family.setdefault(act.founder.family, []).append(act)
    made = by_family.get("agreement", [])
    signed = [a for a in made if any(c.state == "done" for c in a.claims)]
    shapes = [(act, _signed(act, scope)) for act in signed]
    for act in made:
        if act in signed:
            continue
        target = _prepared(act, [s for s in signed if not bonds.apart(act.names, s.names)])
        if target:
            next(s for a, s in shapes if a is target).add(act, Role.PREPARES)
        else:
            shapes.append((act, _agreement(act, scope, Agreement.Status.PREPARATION)))
    later = [(a, Role.RENEWS) for a in by_family.get("agreement:renewed", [])]
    later += [(a, Role.ENDS) for a in by_family.get("agreement:ended", [])]
    for act, role in sorted(later, key=lambda found: (found[0].begins or _LATE, found[0].founder.order)):
        _continue(act, role, shapes, scope, bonds)
    return [s for _, s in shapes]


def _agreement(act: Act, scope: Scope, status: str) -> Shape:
    made = shape(act, scope)
    made.values |= {"status": status, "signed": None, "signed_start": None, "signed_end": None}
    made.values |= {"ended": None, "valid_until": None}
    return made


def _signed(act: Act, scope: Scope) -> Shape:
    made = _agreement(act, scope, Agreement.Status.FORCE)
    v = made.values
    v |= {"signed": v["when"], "signed_start": v["when_start"], "signed_end": v["when_end"]}
    made.evidence = [(c, Role.PREPARES if c.state == "planned" else role) for c, role in made.evidence]
    return made


def _prepared(act: Act, signed: list[Act]) -> Act | None:
    """The first signing of a like instrument within two years after it was announced."""
    announced = act.published or act.begins
    if announced is None:
        return None
    after = [s for s in signed if s.begins and announced - WINDOW <= s.begins <= announced + PREPARED_WITHIN]
    alike = [s for s in after if _alike(act, s)]
    return min(alike, key=lambda s: (s.begins, s.founder.order), default=None)


def _alike(one: Act, other: Act) -> bool:
    """The instruments or events, both named, are the same."""
    named = ((x, y) for x in one.claims for y in other.claims if not (x.likeness.empty or y.likeness.empty))
    return any(same_object(x, y) for x, y in named)


def _continue(act: Act, role: str, shapes: list[tuple[Act, Shape]], scope: Scope, bonds: Bonds) -> None:
    """A renewal or an end goes to the instrument it names, or to the only one there is; else it stands alone."""
    ending = role == Role.ENDS
    status = Agreement.Status.ENDED if ending else Agreement.Status.RENEWED
    begins = act.begins
    free = [(a, s) for a, s in shapes if not bonds.apart(act.names, s.names)]
    before = [(a, s) for a, s in free if not (begins and a.begins and a.begins > begins) and _lives(s)]
    said = [(a, s) for a, s in shapes if bonds.one(act.names, s.names)]
    alike = said or [pair for pair in before if _alike(act, pair[0])]
    if not alike and len(before) == 1 and same_object(act.founder, before[0][0].founder) is not False:
        alike = before
    if not alike:
        alone = _agreement(act, scope, status)
        alone.evidence = [(claim, role) for claim, _ in alone.evidence]
        alone.values |= {"ended": alone.values["when"]} if ending else {}
        shapes.append((act, alone))
        return
    _, target = max(alike, key=lambda pair: (pair[0].begins or date.min, pair[0].founder.order))
    target.add(act, role)
    target.values |= {"status": status, "ended": act.founder.when if ending else None}


def _lives(entry: Shape) -> bool:
    return entry.values["status"] in {Agreement.Status.FORCE, Agreement.Status.RENEWED}


def commitments(acts: list[Act], scope: Scope, bonds: Bonds) -> list[Shape]:
    """One entry a pledge; an acceptance answers the pledge it fits, and is a pledge itself where it fits none."""
    shapes = [(act, _commitment(act, scope)) for act in acts if act.founder.kind != "acceptance"]
    for act in acts:
        if act.founder.kind != "acceptance":
            continue
        answered = _answered(act, shapes, scope, bonds)
        if answered is None:
            shapes.append((act, _commitment(act, scope)))
            continue
        answered.add(act, Role.ACCEPTS)
        if answered.values["status_claim_id"] is None:
            answered.values |= {"status": Commitment.Status.ACCEPTED, "status_claim_id": _row(act)}
    return [s for _, s in shapes]


def _commitment(act: Act, scope: Scope) -> Shape:
    made = shape(act, scope)
    actor = act.founder.direction
    other = scope.other(actor) if actor else None
    debtor, creditor = (other, actor) if act.founder.kind == "request" else (actor, other)
    v = made.values
    v |= {"joint": actor is None, "debtor_id": debtor, "creditor_id": creditor}
    v |= {"due": v["when"], "due_start": v["when_start"], "due_end": v["when_end"]}
    v |= {"status": _first_status(act), "status_claim_id": None, "status_why": ""}
    return made


def _row(act: Act) -> int | None:
    """The row of the claim that founded an act, if a document tells of it."""
    return act.founder.id if act.founder.id > 0 else None


def _first_status(act: Act) -> str:
    return Commitment.Status.ACCEPTED if act.founder.kind == "acceptance" else Commitment.Status.MADE


def _answered(answer: Act, shapes: list[tuple[Act, Shape]], scope: Scope, bonds: Bonds) -> Shape | None:
    """The pledge of the other side that an acceptance answers: its object named, or the only one open."""
    said = [pair for pair in shapes if bonds.one(answer.names, pair[1].names)]
    if said:
        return min(said, key=lambda pair: _distance(answer, pair[0]))[1]
    actor = answer.founder.direction
    asked = [
        (act, made)
        for act, made in shapes
        if actor and act.founder.kind in ANSWERED and act.founder.direction == scope.other(actor)
        if _in_time(answer, act) and _dates_allow(answer, act) and not bonds.apart(answer.names, made.names)
    ]
    named = [pair for pair in asked if _alike(answer, pair[0])]
    unnamed = [pair for pair in asked if same_object(answer.founder, pair[0].founder) is not False]
    fitting = named or (unnamed if len(unnamed) == 1 else [])
    if not fitting:
        return None
    return min(fitting, key=lambda pair: _distance(answer, pair[0]))[1]


def _in_time(answer: Act, asked: Act) -> bool:
    if answer.published is None or asked.published is None:
        return True
    return asked.published - WINDOW <= answer.published <= asked.published + ANSWERED_WITHIN


def _dates_allow(answer: Act, asked: Act) -> bool:
    """Where both name the day of the event, the days meet."""
    mine, theirs = interval(answer.founder.when), interval(asked.founder.when)
    return not (mine and theirs) or (mine.start <= theirs.end and theirs.start <= mine.end)


def _distance(answer: Act, asked: Act) -> tuple[Any, ...]:
    """The same text first, then the nearest in time."""
    together = {c.sha256 for c in answer.claims} & {c.sha256 for c in asked.claims}
    apart = abs((answer.published - asked.published).days) if answer.published and asked.published else 10_000
    return (not together, apart, asked.founder.order)
