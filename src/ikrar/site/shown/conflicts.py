"""Where the sources of an entry disagree, side by side: what each says, by whom it is said."""

from __future__ import annotations

from dataclasses import dataclass

from ikrar.register.lines import Line
from ikrar.register.models import ClaimRecord, EntryClaim
from ikrar.site.shown.who import of_claim

SETTLED_BY_VALUE = frozenset({"when", "fields"})


@dataclass(frozen=True, slots=True)
class Side:
    """What some sources say. `value` is as a form sends it."""

    value: str
    shown: str | list[str]
    claims: tuple[ClaimRecord, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    name: str
    sides: tuple[Side, ...]

    @property
    def by_value(self) -> bool:
        """Whether saying which value holds settles it; else a claim is corrected or split off."""
        return self.name in SETTLED_BY_VALUE


def conflicts_of(line: Line, disputed: str) -> list[Conflict]:
    """What is open on this entry; the side that most sources take first."""
    if not disputed:
        return []
    links = EntryClaim.objects.filter(entry=line.id, role=EntryClaim.Role.STATES).select_related("claim__document")
    claims = [link.claim for link in links.defer("claim__document__text", "claim__document__folded")]
    return [Conflict(name, _sides(name, claims)) for name in disputed.split(",")]


def _sides(name: str, claims: list[ClaimRecord]) -> tuple[Side, ...]:
    held: dict[str, list[ClaimRecord]] = {}
    for claim in claims:
        value = _value(name, claim)
        if value:
            held.setdefault(value, []).append(claim)
    made = [Side(value, _shown(name, value, its[0]), tuple(its)) for value, its in held.items()]
    return tuple(sorted(made, key=lambda s: (-len({c.document.copies or -c.document_id for c in s.claims}), s.value)))


def _value(name: str, claim: ClaimRecord) -> str:
    if name == "fields":
        return ",".join(sorted(claim.fields))
    if name == "direction":
        return " → ".join([",".join(claim.from_keys), ",".join(claim.to_keys)]) if claim.from_keys else ""
    return str(getattr(claim, name) or "")


def _shown(name: str, value: str, claim: ClaimRecord) -> str | list[str]:
    if name == "fields":
        return value.split(",")
    return str(of_claim(claim)) if name == "direction" else value
