"""How what people enter about parties is checked: values in, values as JSON out, or `CannotChange`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db import models

from ikrar.model.edtf import interval
from ikrar.register.parties.refusals import Refused
from ikrar.register.values import CannotChange

Check = Callable[[Any], Any]
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+$")
_LANGUAGE = re.compile(r"[a-z]{2,3}$")


def text(most: int, *, needed: str = "") -> Check:
    """White space made single. `needed` is what is said where nothing was given."""

    def check(given: Any) -> str:
        written = " ".join(str(given or "").split())
        if needed and not written:
            raise CannotChange(needed)
        if len(written) > most:
            raise CannotChange(f"Too long, at most {most} characters: {written[:40]}…")
        return written

    return check


def prose(given: Any) -> str:
    return str(given or "").strip()


def truth(given: Any) -> bool:
    return bool(given)


def one_of(*codes: str, what: str) -> Check:
    def check(given: Any) -> str:
        if given not in codes:
            raise CannotChange(f"No such {what}: {given}")
        return str(given)

    return check


def edtf(given: Any) -> str | None:
    written = str(given or "").strip()
    if written and interval(written) is None:
        raise CannotChange(f"Not a date in EDTF: {written}")
    return written or None


def language(given: Any) -> str:
    """A language code, empty for every language."""
    code = str(given or "").strip()
    if code and not _LANGUAGE.match(code):
        raise CannotChange(f"Not a code of a language: {code}")
    return code


def email(given: Any) -> str:
    written = str(given or "").strip()
    if written and not _EMAIL.match(written):
        raise CannotChange(f"Not an e-mail address: {written}")
    return written


def begins(edtf_: str | None) -> date | None:
    span = interval(edtf_)
    return span.start if span else None


def ends(edtf_: str | None) -> date | None:
    span = interval(edtf_)
    return span.end if span else None


def in_order(values: Mapping[str, Any]) -> None:
    """A period does not end before it begins; raises `CannotChange`."""
    first, last = begins(values.get("since")), ends(values.get("until"))
    if first and last and last < first:
        raise Refused("order", since=str(values["since"]), until=str(values["until"]))


def period(row: models.Model, values: Mapping[str, Any]) -> None:
    """Put a period on a row."""
    for name, edge in (("since", begins), ("until", ends)):
        setattr(row, name, values.get(name))
        setattr(row, f"{name}_day", edge(values.get(name)))


def checked(checks: Mapping[str, Check], values: Mapping[str, Any]) -> dict[str, Any]:
    """Every value checked; raises `CannotChange` for what has no check."""
    unknown = sorted(set(values) - set(checks))
    if unknown:
        raise CannotChange(f"These cannot be changed: {', '.join(unknown)}")
    return {name: checks[name](value) for name, value in values.items()}
