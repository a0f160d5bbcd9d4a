"""What programmes, those who are nominated for them, and their states are called, from `programmes.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("ikrar.ontology") / "programmes.toml").read_text("utf-8"))


def codes(group: str) -> tuple[str, ...]:
    """The codes of a group (`kind`, `who`, `state`, `nomination`, `attendance`), in the order of the table."""
    return tuple(_table()[group])


def label(group: str, code: str, lang: str) -> str:
    """What a code is called; itself where the table does not know it."""
    found = _table()[group].get(code)
    return str(found["label"].get(lang) or found["label"]["en"]) if found else code


def is_person(who: str) -> bool:
    """Whether one who is nominated as this is a person, whose data can be erased."""
    return bool(_table()["who"].get(who, {}).get("personal"))
