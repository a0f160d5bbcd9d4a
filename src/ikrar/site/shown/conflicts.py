"""Where the sources of an entry disagree, side by side: what each says, by whom it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from ikrar.register.models import ClaimParty, ClaimRecord, EntryClaim
from ikrar.site.shown.dates import written
from ikrar.site.shown.tongue import listed
from ikrar.site.shown.who import of_claim
from ikrar.site.shown.words import called

SETTLED_BY_VALUE = frozenset({"when", "fields"})


@dataclass(frozen=True, slots=True)
class Side:
    """What some sources say. `value` is as a form sends it."""

    value: str
    shown: str | list[str]
    sources: tuple[tuple[ClaimRecord, ...], ...]  # Those of copies of one text together, as they are one source.

    @property
    def first(self) -> ClaimRecord:
        return self.sources[0][0]

    @property
    def in_short(self) -> str:
        """What it says, for a line among others."""
        if isinstance(self.shown, list):
            return listed(called(code) for code in self.shown)
        return self.shown


@dataclass(frozen=True, slots=True)
class Conflict:
    name: str
    sides: tuple[Side, ...]

    @property
    def by_value(self) -> bool:
        """Whether saying which value holds settles it; else a claim is corrected or split off."""
        return self.name in SETTLED_BY_VALUE

    @property
    def together(self) -> str:
        """All that the sides say, where all of it may hold; as a form sends it."""
        if self.name != "fields":
            return ""
        return ",".join(sorted({code for side in self.sides for code in side.value.split(",")}))

    @property
    def in_short(self) -> str:
        return (" / " if self.name != "direction" else "; ").join(map(self._said, self.sides))

    def _said(self, side: Side) -> str:
        if self.name == "when":
            return written(side.value)
        return called(side.value) if self.name == "kind" else side.in_short


def conflicts_of(disputed: Mapping[int, str]) -> dict[int, list[Conflict]]:
    """What is open on these entries, by their ids, in a fixed number of queries; first the side that most sources take.

    `disputed` says what sources disagree on, as `Entry.disputed` has it.
    """
    open_ = {entry: names.split(",") for entry, names in disputed.items() if names}
    if not open_:
        return {}
    links = EntryClaim.objects.filter(entry__in=open_, role=EntryClaim.Role.STATES).select_related("claim__document")
    told: dict[int, list[ClaimRecord]] = defaultdict(list)
    parties = Prefetch("claim__links", ClaimParty.objects.select_related("party").order_by("position", "id"))
    for link in links.defer("claim__document__text", "claim__document__folded").prefetch_related(parties):
        told[link.entry_id].append(link.claim)
    return {entry: [Conflict(name, _sides(name, told[entry])) for name in names] for entry, names in open_.items()}


def _sides(name: str, claims: list[ClaimRecord]) -> tuple[Side, ...]:
    held: dict[str, list[ClaimRecord]] = {}
    for claim in claims:
        value = _value(name, claim)
        if value:
            held.setdefault(value, []).append(claim)
    made = [Side(value, _shown(name, value, its[0]), _sources(its)) for value, its in held.items()]
    return tuple(sorted(made, key=lambda s: (-len(s.sources), s.value)))


def _sources(claims: list[ClaimRecord]) -> tuple[tuple[ClaimRecord, ...], ...]:
    """Copies of one text together, in the order in which the first of each comes."""
    groups: dict[int, list[ClaimRecord]] = {}
    for claim in claims:
        groups.setdefault(claim.document.copies or -claim.document_id, []).append(claim)
    return tuple(map(tuple, groups.values()))


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
