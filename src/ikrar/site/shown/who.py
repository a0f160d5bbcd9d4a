"""Who stands in a claim or an entry, and which way it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ikrar.register.lines import Line
from ikrar.register.models import ClaimRecord, Party
from ikrar.site.clock import today as clock
from ikrar.site.shown.tongue import ontology_code
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


def named(party: Party, day: date | None = None) -> str:
    """What a party was called on that day, or is called today, in the reader's language."""
    return party.name_on(day or clock(), ontology_code())


def of_claim(claim: ClaimRecord) -> Who:
    """Who stands in a claim, as they were called when its document was published.

    Asks the database for nothing: claims that were loaded without their parties show the names they were read by.
    """
    day = claim.document.published_day if "document" in claim._state.fields_cache else None
    called: dict[str, tuple[str, ...]] = {"from": (), "to": (), "party": ()}
    if "links" in getattr(claim, "_prefetched_objects_cache", {}):
        for link in claim.links.all():
            called[link.role] += (named(link.party, day),)
    if not any(called.values()):
        keys = {"from": claim.from_keys, "to": claim.to_keys, "party": claim.party_keys}
        called = {role: tuple(map(name_of, its)) for role, its in keys.items()}
    if called["from"] or called["to"]:
        return Who(called["from"], called["to"])
    return Who(called["party"])


def speaker(claim: ClaimRecord) -> str:
    """Who said it: a party as it was called then, else as the text names the person."""
    for link in getattr(claim, "_prefetched_objects_cache", {}).get("links", ()):
        if link.party.key == claim.speaker:
            return named(link.party, claim.document.published_day)
    return name_of(claim.speaker)


def of_line(line: Line) -> Who:
    """Who did it, and to whom, as they were called then. A request was made by the side that it is owed to."""
    if line.from_ and line.to:
        pair = (acting(line),), (towards(line),)
        return Who(*(pair[::-1] if line.kind == "request" else pair))
    return Who(tuple(named(p, line.day) for p in line.parties) or line.sides)


def acting(line: Line) -> str:
    """Who acts, or owes, as it was called then; "" where nobody does."""
    return _one_of(line, line.from_id) or line.from_ or ""


def towards(line: Line) -> str:
    """Towards whom, or to whom it is owed."""
    return _one_of(line, line.to_id) or line.to or ""


def _one_of(line: Line, party: int | None) -> str:
    return next((named(p, line.day) for p in line.parties if p.pk == party), "")
