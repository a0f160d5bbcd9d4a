"""When a commitment is due, by rule. Pure: the commitment's own columns in, a value out; no clock.

An invitation is due on the day of its event, what was planned or offered at the end of its period. Without
a date, a review is due some days after the pledge was first told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

PRECISE = timedelta(days=31)  # A vaguer date than a month is due at its end, not at its beginning.
EVENTS = frozenset({"invitation", "acceptance"})

Basis = Literal["event", "period", "review"]


class Pledge(Protocol):
    kind: str
    due_start: date | None
    due_end: date | None
    first_told: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """`day` is when it is due; after `end` it is overdue."""

    day: date
    end: date
    basis: Basis

    def overdue(self, today: date) -> bool:
        return self.end < today


def due(pledge: Pledge, review_days: int) -> Due | None:
    """None for a pledge of which neither a date nor the day it was told is known."""
    if pledge.due_start and pledge.due_end:
        if pledge.kind in EVENTS and pledge.due_end - pledge.due_start <= PRECISE:
            return Due(pledge.due_start, pledge.due_end, "event")
        return Due(pledge.due_end, pledge.due_end, "period")
    if pledge.first_told:
        day = pledge.first_told + timedelta(days=review_days)
        return Due(day, day, "review")
    return None
