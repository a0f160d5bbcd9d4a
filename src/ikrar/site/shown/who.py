"""Who stands in a claim or an entry, and which way it goes."""

from __future__ import annotations

from dataclasses import dataclass

from ikrar.register.lines import Line
from ikrar.register.models import ClaimRecord
from ikrar.site.shown.words import name_of


@dataclass(frozen=True, slots=True)
class Who:
    """`first` acts towards `second`; where nobody does, all stand in `first`."""

    first: tuple[str, ...]
    second: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.second:
            return " – ".join(self.first)
        return f"{', '.join(self.first)} → {', '.join(self.second)}"


def of_claim(claim: ClaimRecord) -> Who:
    if claim.from_keys or claim.to_keys:
        return Who(tuple(map(name_of, claim.from_keys)), tuple(map(name_of, claim.to_keys)))
    return Who(tuple(map(name_of, claim.party_keys)))


def of_line(line: Line) -> Who:
    """Who did it, and to whom. A request was made by the side that it is owed to."""
    if line.from_ and line.to:
        pair = (line.from_,), (line.to,)
        return Who(*(pair[::-1] if line.kind == "request" else pair))
    return Who(line.sides)
