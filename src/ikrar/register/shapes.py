"""What an act becomes as an entry: its columns and its evidence. Pure: ids in, values out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ikrar.model.edtf import interval
from ikrar.register.grouping import Act, Told
from ikrar.register.kinds import TYPES
from ikrar.register.models import EntryClaim
from ikrar.register.models.claim import Review

Role = EntryClaim.Role
_LOOKED_AT = {Review.CORRECTED: 0, Review.CONFIRMED: 1}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose acts they are: a pair's (then `party` is None and the ids of both sides are given), or one party's."""

    partnership: int | None = None
    sides: tuple[int, int] | None = None
    party: int | None = None

    def other(self, party: int) -> int | None:
        return None if self.sides is None else self.sides[1] if party == self.sides[0] else self.sides[0]


@dataclass(slots=True)
class Shape:
    """An entry to be written. The first piece of evidence founded it."""

    type: str
    values: dict[str, Any]
    evidence: list[tuple[Told, str]] = field(default_factory=list)
    set_by: dict[str, int] = field(default_factory=dict)  # Names that people set: the number of the last decision.

    @property
    def names(self) -> list[str]:
        """The statements that it stands on."""
        return [claim.name for claim, _ in self.evidence]

    def add(self, act: Act, role: str) -> None:
        """More evidence; when it was told widens."""
        self.evidence += [(claim, role) for claim in act.claims]
        self.values |= told([claim for claim, _ in self.evidence])


def told(claims: list[Told]) -> dict[str, Any]:
    """When publications told of it."""
    days = [c.published for c in claims if c.published]
    return {"first_told": min(days, default=None), "last_told": max(days, default=None)}


def shape(act: Act, scope: Scope) -> Shape:
    """The columns that all entries have. People's words come before the machine's, then the more precise."""
    ranked = sorted(act.claims, key=lambda c: (_LOOKED_AT.get(Review(c.review), 2), c.order))
    corrected = [c for c in ranked if c.review == Review.CORRECTED and c.span]
    when = (corrected[0] if corrected else act.founder).when
    span = interval(when)
    values: dict[str, Any] = {
        "kind": act.founder.kind,
        "partnership_id": scope.partnership,
        "party_id": scope.party,
        "what": next((c.what for c in ranked if c.what), ""),
        "fields": sorted(set().union(*(c.fields for c in act.claims))),
        "when": when,
        "when_start": span.start if span else None,
        "when_end": span.end if span else None,
        "confidence": max(c.confidence for c in act.claims),
        **told(act.claims),
    }
    values["day"] = values["when_start"] or values["first_told"]
    return Shape(TYPES[act.founder.kind], values, [(c, Role.STATES) for c in act.claims])


def encounter(act: Act, scope: Scope) -> Shape:
    made = shape(act, scope)
    visitor = act.founder.direction
    made.values |= {
        "planned": all(c.state == "planned" for c in act.claims),
        "visitor_id": visitor,
        "host_id": scope.other(visitor) if visitor else None,
    }
    return made


def activity(act: Act, scope: Scope) -> Shape:
    made = shape(act, scope)
    giver = act.founder.direction
    made.values |= {"giver_id": giver, "receiver_id": scope.other(giver) if giver else None}
    return made
