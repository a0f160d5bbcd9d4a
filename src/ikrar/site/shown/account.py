"""The account of a partnership: what a side owes, open pledges first by due date, then those that ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ikrar.register.lines import Line
from ikrar.register.models import Commitment


@dataclass(frozen=True, slots=True)
class Side:
    open: tuple[Line, ...]
    ended: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.open or self.ended)


def side(pledges: Iterable[Line]) -> Side:
    known = sorted(pledges, key=lambda x: (x.when_end or date.max, x.id))
    return Side(
        tuple(x for x in known if x.status in Commitment.OPEN),
        tuple(x for x in known if x.status not in Commitment.OPEN),
    )
