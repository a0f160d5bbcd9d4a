"""Which of a party's names holds on a day, in a language. Pure: values in, values out.

A name is `{"name", "lang", "kind", "since", "until", "hand"}`: `lang` is a code, empty for a name that is the same in
every language; `kind` is `short` or `official`; `since` and `until` are ISO days, None where open; `hand` is whether a
person entered it. The gazetteer's names have no period.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict

KINDS = ("short", "official")


class Name(TypedDict):
    name: str
    lang: str
    kind: str
    since: str | None
    until: str | None
    hand: bool


def name_on(names: Iterable[Any], day: date | None, lang: str, kind: str = "short") -> str:
    """The name of this kind that holds, "" where none is known. `day` None is now, as far as anybody has said.

    What people entered goes before the gazetteer, the language before a name for all languages, and of several the
    one that began last.
    """
    fitting = [n for n in names_on(names, day, lang) if n["kind"] == kind]
    best = max(fitting, key=lambda n: (n["hand"], n["lang"] == lang, n["since"] or ""), default=None)
    return str(best["name"]) if best else ""


def names_on(names: Iterable[Any], day: date | None, lang: str) -> list[Any]:
    """All names of that day in this language and for all languages."""
    return [n for n in names if n["lang"] in (lang, "") and _holds(n, day)]


def _holds(name: Any, day: date | None) -> bool:
    if day is None:
        return name["until"] is None
    on = day.isoformat()
    return (name["since"] or "") <= on <= (name["until"] or "9")
