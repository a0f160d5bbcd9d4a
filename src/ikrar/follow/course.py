"""How far the preparation of an agreement has come: its stages with their dates, who has to act next, since when.

`course` is pure. `suggestions` looks for documents that may show that a stage was reached; a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from ikrar.model.edtf import interval
from ikrar.ontology.instruments import instrument_of
from ikrar.ontology.stages import Stage, Stages
from ikrar.register.models import Agreement, ClaimRecord

PREPARED_WITHIN = timedelta(days=3 * 365)  # Before its signing: what is older prepared something else.

State = Literal["done", "current", "passed-over", "ahead"]


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of one agreement; dates as EDTF. Passed over is what nobody recorded before a later one."""

    stage: Stage
    state: State
    entered: str = ""
    left: str = ""
    person: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """`at` is the step that has to be completed now, `since` the date since which it waits (EDTF).

    `others` are records of stages that the office does not have any more, by code.
    """

    steps: tuple[Step, ...]
    at: Step | None = None
    since: str = ""
    others: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    @property
    def begun(self) -> bool:
        return any(step.entered for step in self.steps) or bool(self.others)

    @property
    def next(self) -> Step | None:
        """The first step that nobody recorded and that is not passed over."""
        return next((step for step in self.steps if step.state == "ahead"), None)


def course(stages: Stages, recorded: Mapping[str, Mapping[str, Any]]) -> Course:
    """The steps of an agreement by the stages of its office and what was recorded of them."""
    codes = list(stages)
    reached = [i for i, code in enumerate(codes) if code in recorded]
    last = max(reached, default=-1)
    steps = []
    for i, code in enumerate(codes):
        told = recorded.get(code, {})
        state: State = "ahead" if i > last else "done" if code in recorded else "passed-over"
        if i == last and not told.get("left"):
            state = "current"
        words = {name: told.get(name) or "" for name in ("entered", "left", "person", "note")}
        steps.append(Step(stages[code], state, **words))
    others = tuple((code, told) for code, told in recorded.items() if code not in stages)
    if last < 0:
        return Course(tuple(steps), others=others)
    at = steps[last]
    if at.state == "current":
        return Course(tuple(steps), at, at.entered, others)
    waiting = steps[last + 1] if last + 1 < len(steps) else None
    return Course(tuple(steps), waiting, at.left if waiting else "", others)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A claim that may show that a stage was reached, and when."""

    stage: Stage
    when: str
    claim: ClaimRecord


def suggestions(agreement: Agreement, stages: Stages) -> list[Suggestion]:
    """For each stage that nobody recorded, the first document that may show it; one query.

    What shows the signing has to tell of this agreement; the rest, of the two parties in the years before it (or,
    for stages after the signing, since).
    """
    wanted = [s for s in stages.values() if s.code not in agreement.stages]
    kinds = {kind for s in wanted for kind in s.kinds} | {"agreement"}
    found = ClaimRecord.objects.live().filter(partnerships=agreement.partnership_id, kind__in=kinds)
    claims = list(found.select_related("document").defer("document__text", "document__folded").order_by("pk"))
    own = set(agreement.evidence.values_list("claim", flat=True))
    dated = sorted(((day, c) for c in claims if (day := _day(c))), key=lambda pair: (pair[0], pair[1].pk))
    made, after = [], False
    for stage in stages.values():
        after = after or stage.concludes
        if stage not in wanted:
            continue
        shown = (c for day, c in dated if _in_time(day, agreement, stage, after) and _shows(stage, c, c.pk in own))
        first = next(shown, None)
        if first is not None:
            made.append(Suggestion(stage, first.when or first.document.published or "", first))
    return made


def _day(claim: ClaimRecord) -> date | None:
    span = interval(claim.when) or interval(claim.document.published)
    return span.start if span else None


def _in_time(day: date, agreement: Agreement, stage: Stage, after: bool) -> bool:
    signed = agreement.signed_start
    if stage.concludes:
        return True
    if after:
        return signed is not None and day > signed
    last = signed or agreement.last_told or agreement.day
    return (signed is None or day <= signed) and (last is None or day >= last - PREPARED_WITHIN)


def _shows(stage: Stage, claim: ClaimRecord, own: bool) -> bool:
    if claim.kind == "agreement":
        if claim.state == "planned":
            return stage.planned and own
        if claim.state != "done" or (stage.concludes and not own):
            return False
        return instrument_of(claim.what) in stage.instruments
    return claim.kind in stage.kinds and claim.state != "planned"
