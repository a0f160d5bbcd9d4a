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
from ikrar.register import agreement_details
from ikrar.register.agreement_details import STAGE, day
from ikrar.register.models import Agreement, Entry
from ikrar.register.shapes import Shape
from ikrar.register.values import CannotChange

Type = Entry.Type


@dataclass(frozen=True, slots=True)
class Editable:
    """One thing that can be set. `put` is None for what simply goes into the column of its name.

    What has a `part` stands in a column of JSON together with others: (column, name within it).
    """

    check: Callable[[Any], Any]
    put: Callable[[Shape, Any], None] | None = None
    default: Any = None
    own: bool = False  # Only people set it: claims say nothing of it.
    part: tuple[str, str] | None = None


def text(given: Any) -> str:
    return str(given or "").strip()


def edtf(given: Any) -> str | None:
    written = text(given)
    if written and interval(written) is None:
        raise CannotChange(f"Not a date in EDTF: {written}")
    return written or None


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


def part(column: str, name: str, check: Callable[[Any], Any]) -> Editable:
    """What stands in a column of JSON, under a name of its own; empty values are left out."""

    def put(made: Shape, value: Any) -> None:
        rest = {key: kept for key, kept in made.values[column].items() if key != name}
        made.values[column] = rest | ({name: value} if value else {})

    return Editable(check, put, part=(column, name))


OF_ALL: dict[str, Editable] = {
    "what": Editable(text),
    "fields": Editable(codes),
    "when": Editable(edtf, put_when),
    "note": Editable(text, default="", own=True),
}
OF_TYPE: dict[str, dict[str, Editable]] = {
    Type.AGREEMENT: {
        "valid_until": Editable(day, put_day("valid_until")),
        **{name: part("terms", name, check) for name, check in agreement_details.CHECKS.items()},
    },
    Type.COMMITMENT: {
        "due": Editable(edtf, put_due),
        "owner": Editable(text, default="", own=True),
        "next_step": Editable(text, default="", own=True),
        "next_on": Editable(day, put_day("next_on"), own=True),
    },
}


# Columns of JSON that hold nothing but what people set.
PARTED: dict[str, tuple[str, ...]] = {Type.AGREEMENT: ("terms", "stages")}


def editable(type_: str) -> dict[str, Editable]:
    """What can be set on an entry of this type, by name; stages, of which an office has its own, come on top."""
    return OF_ALL | OF_TYPE.get(type_, {})


def _named(type_: str, name: str) -> Editable | None:
    if type_ == Type.AGREEMENT and name.startswith(STAGE):
        return part("stages", name.removeprefix(STAGE), agreement_details.stage)
    return editable(type_).get(name)


def defaults(type_: str) -> dict[str, Any]:
    """Columns that only people set, as they are before anybody did."""
    own = {name: e.default for name, e in editable(type_).items() if e.own}
    return own | {column: {} for column in PARTED.get(type_, ())}


def checked(type_: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """These values as JSON; raises `CannotChange`."""
    able = {name: _named(type_, name) for name in values}
    unknown = sorted(name for name, e in able.items() if e is None)
    if unknown:
        raise CannotChange(f"These cannot be changed: {', '.join(unknown)}")
    return {name: e.check(values[name]) for name, e in able.items() if e}


def put(made: Shape, values: Mapping[str, Any]) -> None:
    """Set these values (as JSON) on a shape; names that its type does not have are passed over."""
    for name, value in values.items():
        known = _named(made.type, name)
        if known is not None and known.put:
            known.put(made, value)
        elif known is not None:
            made.values[name] = value


def current(entry: Entry) -> dict[str, Any]:
    """What holds of an entry, as JSON, by the names that can be set."""
    now = {name: _held(entry, name, able) for name, able in editable(entry.type).items()}
    stages = getattr(entry, "stages", {}) if entry.type == Type.AGREEMENT else {}
    return now | {STAGE + code: value for code, value in stages.items()}


def _held(entry: Entry, name: str, able: Editable) -> Any:
    if able.part:
        column, key = able.part
        return getattr(entry, column, {}).get(key)
    return _plain(getattr(entry, name, None))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
