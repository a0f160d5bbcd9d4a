"""What people may say of an instrument: each value as JSON in, as JSON out. Raises `CannotChange`. Pure.

All stand in the agreement's `terms`, by these names; a stage of its preparation stands in `stages`, by its code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ikrar.model.edtf import interval
from ikrar.ontology.instruments import instruments, manners
from ikrar.register.terms import MOST_MONTHS
from ikrar.register.values import CannotChange

STAGE = "stage."  # Before the code of a stage, among the names of what can be set.
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$")
_MOST = 100  # entries of a list

Check = Callable[[Any], Any]


def text(given: Any, most: int = 2000) -> str:
    written = str(given or "").strip()
    if len(written) > most:
        raise CannotChange(f"Longer than {most} characters: {written[:40]}…")
    return written


def day(given: Any) -> str | None:
    """A single day, `2026-11-05`."""
    written = given.isoformat() if isinstance(given, date) else text(given)
    try:
        return date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        raise CannotChange(f"Not a day as 2026-11-05: {written}") from None


def months(given: Any) -> int | None:
    """A number of months, or None."""
    if given in (None, ""):
        return None
    try:
        number = int(given)
    except (TypeError, ValueError):
        raise CannotChange(f"Not a number of months: {given}") from None
    if not 1 <= number <= MOST_MONTHS:
        raise CannotChange(f"Not a number of months from 1 to {MOST_MONTHS}: {number}")
    return number


def languages(given: Any) -> list[str]:
    """Codes of languages, as `id` or `zh-Hans`, in the order given."""
    codes = [text(code) for code in _list(given)]
    wrong = [code for code in codes if not _LANGUAGE.match(code)]
    if wrong:
        raise CannotChange(f"Not the code of a language: {', '.join(wrong)}")
    return list(dict.fromkeys(codes))


def signatories(given: Any) -> list[dict[str, str]]:
    """Who signed: name and office."""
    made = [{"name": text(row.get("name"), 200), "office": text(row.get("office"), 300)} for row in _rows(given)]
    return [row for row in made if row["name"] or row["office"]]


def amendments(given: Any) -> list[dict[str, str]]:
    """What was changed in the instrument, and when."""
    made = [{"on": _edtf(row.get("on")), "what": text(row.get("what"))} for row in _rows(given)]
    return [row for row in made if row["on"] or row["what"]]


def extensions(given: Any) -> list[dict[str, str | None]]:
    """On which days both sides extended it, and until when where they said so; in the order of the days."""
    made = [{"on": day(row.get("on")), "until": day(row.get("until"))} for row in _rows(given)]
    for row in made:
        if not row["on"]:
            raise CannotChange("An extension needs the day on which it was agreed")
        if row["until"] and row["until"] < row["on"]:
            raise CannotChange(f"The extension of {row['on']} ends before it begins")
    return sorted(made, key=lambda row: str(row["on"]))


def termination(given: Any) -> dict[str, str | None] | None:
    """Its end: `given` is the day on which notice was given, `on` the day with which it ends."""
    if not given:
        return None
    if not isinstance(given, Mapping):
        raise CannotChange("An end has days and words")
    made = {"on": day(given.get("on")), "given": day(given.get("given"))}
    made |= {name: text(given.get(name)) for name in ("by", "why")}
    if not (made["on"] or made["given"]):
        if made["by"] or made["why"]:
            raise CannotChange(
                "An end needs the day with which the agreement ends, or the day on which notice was given"
            )
        return None
    return made


def instrument(given: Any) -> str:
    return _one_of(given, instruments())


def manner(given: Any) -> str:
    return _one_of(given, manners())


def stage(given: Any) -> dict[str, str | None] | None:
    """When a stage was entered and left (EDTF), by whom it is looked after, and a note; None takes it off again."""
    if not given:
        return None
    if not isinstance(given, Mapping):
        raise CannotChange("A stage has dates and words")
    entered, left = _edtf(given.get("entered")), _edtf(given.get("left"))
    if not entered:
        raise CannotChange("A stage needs the date on which it was entered")
    began, ended = interval(entered), interval(left)
    if began and ended and ended.end < began.start:
        raise CannotChange("A stage cannot be left before it was entered")
    made: dict[str, str | None] = {"entered": entered, "left": left or None}
    return made | {"person": text(given.get("person"), 150), "note": text(given.get("note"))}


CHECKS: dict[str, Check] = {
    "instrument": instrument,
    "languages": languages,
    "place": text,
    "manner": manner,
    "signatories": signatories,
    "valid_from": day,
    "duration": months,
    "renewal": months,
    "notice": months,
    "extensions": extensions,
    "amendments": amendments,
    "termination": termination,
    "parent": text,
    "our_number": text,
    "their_number": text,
    "original": text,
}


def _one_of(given: Any, known: Mapping[str, Any]) -> str:
    code = text(given)
    if code and code not in known:
        raise CannotChange(f"Not one of {', '.join(known)}: {code}")
    return code


def _edtf(given: Any) -> str:
    written = text(given, 32)
    if written and interval(written) is None:
        raise CannotChange(f"Not a date in EDTF: {written}")
    return written


def _list(given: Any) -> list[Any]:
    found = given or []
    if not isinstance(found, list | tuple) or len(found) > _MOST:
        raise CannotChange(f"Not a list of {_MOST} at most")
    return list(found)


def _rows(given: Any) -> list[Mapping[str, Any]]:
    rows = _list(given)
    if not all(isinstance(row, Mapping) for row in rows):
        raise CannotChange("Each line of the list has names and values")
    return rows
