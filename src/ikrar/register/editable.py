"""What people may set on an entry by hand, and how it reaches the entry's columns. Pure: values in, values out.

Each name has a way to check what was given (JSON in, JSON out; raises `CannotChange`) and a way to put it on a
shape. A column that only people set has its default here, so that taking a decision back empties it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikrar.model.edtf import interval
from ikrar.ontology import fields as field_codes
from ikrar.register.models import Agreement, Entry
from ikrar.register.shapes import Shape
from ikrar.register.values import CannotChange

Type = Entry.Type


@dataclass(frozen=True, slots=True)
class Editable:
    """One thing that can be set. `put` is None for what simply goes into the column of its name."""

    check: Callable[[Any], Any]
    put: Callable[[Shape, Any], None] | None = None
    default: Any = None
    own: bool = False  # Only people set it: claims say nothing of it.


def text(given: Any) -> str:
    return str(given or "").strip()


def edtf(given: Any) -> str | None:
    written = text(given)
    if written and interval(written) is None:
        raise CannotChange(f"Not a date in EDTF: {written}")
    return written or None


def day(given: Any) -> str | None:
    """A single day, `2026-11-05`."""
    written = given.isoformat() if isinstance(given, date) else text(given)
    try:
        return date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        raise CannotChange(f"Not a day as 2026-11-05: {written}") from None


def codes(given: Any) -> list[str]:
    """Codes of fields of cooperation."""
    unknown = sorted(set(given or []) - set(field_codes()))
    if unknown:
        raise CannotChange(f"No such field: {', '.join(unknown)}")
    return sorted(set(given or []))


def one_of(allowed: Callable[[], frozenset[str]]) -> Callable[[Any], str]:
    def check(given: Any) -> str:
        if given and given not in allowed():
            raise CannotChange(f"Not one of {', '.join(sorted(allowed()))}: {given}")
        return str(given or "")

    return check


def put_day(name: str) -> Callable[[Shape, Any], None]:
    def put(made: Shape, value: Any) -> None:
        made.values[name] = date.fromisoformat(value) if value else None

    return put


def put_when(made: Shape, value: str | None) -> None:
    """The date, and what follows from it: when it was signed, when it is due, its place on a timeline."""
    span = interval(value)
    start, end = (span.start, span.end) if span else (None, None)
    v = made.values
    v |= {"when": value, "when_start": start, "when_end": end, "day": start or v["first_told"]}
    if made.type == Type.AGREEMENT and v["status"] != Agreement.Status.PREPARATION:
        v |= {"signed": value, "signed_start": start, "signed_end": end}
    if made.type == Type.COMMITMENT:
        v |= {"due": value, "due_start": start, "due_end": end}


def put_due(made: Shape, value: str | None) -> None:
    """When it is due, where a person says so; without that, it is due when it is dated."""
    span = interval(value) if value else interval(made.values["when"])
    made.values |= {"due": value or made.values["when"]}
    made.values |= {"due_start": span.start if span else None, "due_end": span.end if span else None}


OF_ALL: dict[str, Editable] = {
    "what": Editable(text),
    "fields": Editable(codes),
    "when": Editable(edtf, put_when),
    "note": Editable(text, default="", own=True),
}
OF_TYPE: dict[str, dict[str, Editable]] = {
    Type.AGREEMENT: {"valid_until": Editable(day, put_day("valid_until"))},
    Type.COMMITMENT: {
        "due": Editable(edtf, put_due),
        "owner": Editable(text, default="", own=True),
        "next_step": Editable(text, default="", own=True),
        "next_on": Editable(day, put_day("next_on"), own=True),
    },
}


def editable(type_: str) -> dict[str, Editable]:
    """What can be set on an entry of this type, by name."""
    return OF_ALL | OF_TYPE.get(type_, {})


def defaults(type_: str) -> dict[str, Any]:
    """Columns that only people set, as they are before anybody did."""
    return {name: e.default for name, e in editable(type_).items() if e.own}


def checked(type_: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """These values as JSON; raises `CannotChange`."""
    able = editable(type_)
    unknown = set(values) - set(able)
    if unknown:
        raise CannotChange(f"These cannot be changed: {', '.join(sorted(unknown))}")
    return {name: able[name].check(value) for name, value in values.items()}


def put(made: Shape, values: Mapping[str, Any]) -> None:
    """Set these values (as JSON) on a shape; names that its type does not have are passed over."""
    able = editable(made.type)
    for name, value in values.items():
        if name in able:
            setter = able[name].put
            if setter:
                setter(made, value)
            else:
                made.values[name] = value


def current(entry: Entry) -> dict[str, Any]:
    """What holds of an entry, as JSON, by the names that can be set."""
    return {name: _plain(getattr(entry, name, None)) for name in editable(entry.type)}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
