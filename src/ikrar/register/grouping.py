"""Which claims about a pair (or about one place) tell of the same act. Pure: no database, no clock.

The result depends on the claims alone and not on the order in which they came: claims are taken from
the most precise date to none, and each joins the act it fits best or opens one of its own. What people said
(`bonds.py`) comes before all likeness: what they parted never joins, and acts that they merged are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from ikrar.model.edtf import Interval
from ikrar.register.bonds import NONE, Bonds
from ikrar.register.kinds import family, stage
from ikrar.register.likeness import Likeness, likeness, same_fields, same_instrument, same_words

WINDOW = timedelta(days=31)  # Texts without a date tell of an act that others tell of within this time.
WINDOW_OF_ENCOUNTERS = timedelta(days=7)
UNDATED = timedelta(days=100_000)
PRECISE = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as grouping sees it. `direction` is the id of the party that acts, None where both do."""

    id: int
    key: str
    sha256: str
    kind: str
    state: str
    direction: int | None
    what: str
    fields: frozenset[str]
    when: str | None
    span: Interval | None
    published: date | None
    start: int
    confidence: float
    review: str
    likeness: Likeness = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "likeness", likeness(self.what))

    @property
    def by_hand(self) -> bool:
        """Entered by a person: its id is the decision's number, negated."""
        return self.id < 0

    @property
    def name(self) -> str:
        """Under which people speak of it: `<sha256>/<claim key>`, or `#12`."""
        return self.key if self.by_hand else f"{self.sha256}/{self.key}"

    @property
    def family(self) -> str:
        return family(self.kind, self.state)

    @property
    def length(self) -> timedelta:
        """How vague its date is."""
        return self.span.end - self.span.start if self.span else UNDATED

    @property
    def order(self) -> tuple[object, ...]:
        """The most precise first; the rest makes the order total."""
        begins = self.span.start if self.span else date.max
        return (self.length, begins, self.published or date.max, self.sha256, self.start, self.key)


@dataclass(slots=True)
class Act:
    """Claims that tell of one act; the first founded it."""

    claims: list[Told]

    @property
    def founder(self) -> Told:
        return self.claims[0]

    @property
    def published(self) -> date | None:
        """The first day on which it was told."""
        return min((c.published for c in self.claims if c.published), default=None)

    @property
    def begins(self) -> date | None:
        span = self.founder.span
        return span.start if span else self.published

    @property
    def stage(self) -> str:
        return stage(self.founder.kind, self.founder.state)

    @property
    def names(self) -> list[str]:
        return [c.name for c in self.claims]


def group(claims: Iterable[Told], bonds: Bonds = NONE) -> list[Act]:
    """The acts that these claims tell of. What people parted is placed first, so that the rest has both to choose."""
    acts: dict[tuple[str, int | None], list[Act]] = {}
    first = bonds.spoken_of
    for claim in sorted(claims, key=lambda c: (c.name not in first, c.order) if first else c.order):
        alike = acts.setdefault((claim.family, claim.direction), [])
        fits = [
            (score, -i)
            for i, act in enumerate(alike)
            if not bonds.apart([claim.name], act.names) and (score := _fit(claim, act))
        ]
        if fits:
            alike[-max(fits)[1]].claims.append(claim)
        else:
            alike.append(Act([claim]))
    found = [a for alike in acts.values() for a in alike]
    for act in found if first else ():
        act.claims.sort(key=lambda c: c.order)
    return sorted(_merged(found, bonds) if bonds.joined else found, key=lambda a: a.founder.order)


def _merged(acts: list[Act], bonds: Bonds) -> list[Act]:
    """Acts of one stage that hold statements which people merged are one, with all that belongs to either."""
    held: dict[tuple[str, str], Act] = {}
    merged: list[Act] = []
    for act in acts:
        groups = {(act.stage, bonds.joined[name]) for name in act.names if name in bonds.joined}
        others = {id(held[g]): held[g] for g in groups if g in held}
        whole = Act(sorted([*act.claims, *(c for o in others.values() for c in o.claims)], key=lambda c: c.order))
        merged = [a for a in merged if id(a) not in others] + [whole]
        held = {g: whole if id(a) in others else a for g, a in held.items()} | dict.fromkeys(groups, whole)
    return merged


def _fit(claim: Told, act: Act) -> int:
    """How well a claim fits an act: 0 is not at all."""
    founder = act.founder
    if claim.by_hand and any(member.by_hand for member in act.claims):
        return 0  # What people enter twice, they mean twice.
    dates = dates_agree(claim, founder)
    if not dates:
        return 0
    alike = same_object(claim, founder)
    if alike is False or any(_contradict(claim, member) for member in act.claims[1:]):
        return 0
    if any(m.sha256 == claim.sha256 and not same_object(claim, m) for m in act.claims):
        return 0  # One text that names two objects means two acts.
    if alike is None and not _date_decides(claim, founder, dates):
        return 0
    return dates * 2 + bool(alike)


def dates_agree(one: Told, other: Told) -> int:
    """3 for the same date, 2 where one date holds the other, 1 where one is missing and told near it, else 0."""
    if one.span and other.span:
        if one.span == other.span:
            return 3
        return 2 if _within(one.span, other.span) or _within(other.span, one.span) else 0
    window = WINDOW_OF_ENCOUNTERS if one.kind in {"meeting", "visit"} else WINDOW
    near = one.published and other.published and abs(one.published - other.published) <= window
    return 1 if near or _told_near(one, other, window) or _told_near(other, one, window) else 0


def same_object(one: Told, other: Told) -> bool | None:
    """Whether instrument, event or object are the same; None where the texts do not say."""
    if one.kind in {"meeting", "visit", "partnership"}:
        return True
    fields = same_fields(one.fields, other.fields)
    if one.kind == "agreement":
        words = same_instrument(one.likeness, other.likeness)
        return False if words is False or (words and fields is False) else words
    words = same_words(one.likeness, other.likeness)
    if one.likeness.empty and other.likeness.empty:
        return fields
    if words is None:
        return fields if one.fields and other.fields else None
    return words


def _date_decides(one: Told, other: Told, dates: int) -> bool:
    """Where the object is not comparable (two languages, say), a precise common date is enough."""
    return dates >= 2 and min(one.length, other.length) <= PRECISE and max(one.length, other.length) <= 2 * PRECISE


def _contradict(one: Told, other: Told) -> bool:
    return same_object(one, other) is False or bool(one.span and other.span and not dates_agree(one, other))


def _within(inner: Interval, outer: Interval) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _told_near(undated: Told, dated: Told, window: timedelta) -> bool:
    """A text tells, without a date, of what happened or will happen within the window of its publication."""
    if undated.span or not dated.span or not undated.published:
        return False
    return dated.span.start - window <= undated.published <= dated.span.end + window
