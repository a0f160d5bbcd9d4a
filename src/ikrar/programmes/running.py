"""Running a programme: made from a commitment in one step; calls, nominations, selection, attendance, outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from ikrar.programmes.models import Call, Nomination, Programme
from ikrar.programmes.subjects import CALL, NOMINATION, PROGRAMME
from ikrar.register import files, subjects
from ikrar.register.entry_details import key_of
from ikrar.register.models import Commitment, Decision
from ikrar.register.subjects import subject
from ikrar.register.values import CannotChange

Row = Programme | Call | Nomination
_TYPES: dict[type[Any], str] = {Programme: PROGRAMME, Call: CALL, Nomination: NOMINATION}
# Words that say what kind of programme a promise is about; the first that is found counts.
_SIGNS = (
    ("scholarship", ("scholarship",)),
    ("exchange", ("officers",)),
    ("expo", ("exhibition",)),
    ("forum", ("forum",)),
    ("training", ("training",)),
    ("study-visit", ("study-visit", "visit")),
    ("exchange", ("exchange",)),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a programme is, in numbers. `free` is None where nobody said how many seats there are."""

    nominated: int
    selected: int
    attended: int
    seats: int | None

    @property
    def free(self) -> int | None:
        return None if self.seats is None else self.seats - self.selected


def draft(pledge: Commitment) -> dict[str, Any]:
    """What a programme made from this commitment begins with: its object, its time, its two sides."""
    from ikrar.follow.matching import concepts

    meant = concepts(pledge.what)
    kind = next((kind for kind, signs in _SIGNS if meant & set(signs)), "other")
    return {
        "kind": kind,
        "title": pledge.what[:300],
        "promise": key_of(pledge),
        "between": [p.key for p in pledge.parties],
        "when": pledge.due,
        "fields": list(pledge.fields),
        "owner": pledge.owner,
    }


def start(values: Mapping[str, Any], by: str, why: str = "") -> Programme:
    """A new programme. Raises `CannotChange`."""
    return Programme.objects.get(key=_key(subjects.enter(PROGRAMME, values, by, why)))


def open_call(programme: Programme, values: Mapping[str, Any], by: str) -> Call:
    return Call.objects.get(key=_key(subjects.enter(CALL, dict(values) | {"programme": programme.key}, by)))


def nominate(programme: Programme, values: Mapping[str, Any], by: str, today: date) -> Nomination:
    """Nominate somebody. Raises `CannotChange`, also outside the window of the call and for whom it does not take."""
    given = dict(values) | {"programme": programme.key}
    call = Call.objects.filter(key=given.get("call") or "").first()
    if call is not None:
        if call.opens and today < call.opens:
            raise CannotChange("The call opens on {day}", day=call.opens)
        if call.closes and today > call.closes:
            raise CannotChange("The call closed on {day}", day=call.closes)
        if call.who and given.get("who") not in call.who:
            raise CannotChange("The call is for others")
    return Nomination.objects.get(key=_key(subjects.enter(NOMINATION, given, by)))


def select(
    nomination: Nomination,
    state: str,
    reason: str,
    by: str,
    seen: int | None = None,
    over: bool = False,
    rest: Mapping[str, Any] = MappingProxyType({}),
) -> Decision:
    """Select, put in reserve or turn down, with the reason. More than there are seats only where `over` is said.

    `rest` is what else is said of it in one go: attendance, outcome.
    """
    if state in {"selected", "declined"} and not reason.strip():
        raise CannotChange("Say why")
    free = standing(nomination.programme).free
    if state == "selected" and nomination.state != "selected" and free is not None and free <= 0 and not over:
        raise CannotChange("All seats are taken")
    return change(nomination, {"state": state, "reason": reason.strip(), **rest}, by, seen)


def change(row: Row, values: Mapping[str, Any], by: str, seen: int | None = None, why: str = "") -> Decision:
    """Change some of its values. Raises `CannotChange` and `ChangedMeanwhile`."""
    return subjects.change(_TYPES[type(row)], row.key, values, by, why, seen)


def remove(row: Row, by: str, why: str = "") -> Decision:
    return subjects.remove(_TYPES[type(row)], row.key, by, why)


def last_number(row: Row) -> int:
    return subjects.details_of(_TYPES[type(row)], row.key).number


def history(programme: Programme) -> list[Decision]:
    """All that was decided about it, its calls, its nominations and the files of all of them, the latest first."""
    named = [subject(PROGRAMME, programme.key)]
    named += [subject(CALL, c.key) for c in programme.calls.all()]
    named += [subject(NOMINATION, n.key) for n in programme.nominations.all()]
    named += files.ever_attached_to(named)
    return list(Decision.objects.filter(subject__in=named).order_by("-number"))


def standing(programme: Programme) -> Standing:
    rows = list(programme.nominations.values_list("state", "attendance"))
    states, came = Counter(s for s, _ in rows), Counter(a for _, a in rows)
    seats = programme.seats
    if seats is None:
        known = [c for c in programme.calls.values_list("seats", flat=True) if c is not None]
        seats = sum(known) if known else None
    return Standing(len(rows), states["selected"], came["attended"] + came["partly"], seats)


def _key(decision: Decision) -> str:
    return decision.subject.partition(":")[2]
