"""The tables of `names/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    source = files("ikrar.places") / "names" / f"{name}.toml"
    return tomllib.loads(source.read_text("utf-8")) if source.is_file() else {}


def ambiguous() -> list[str]:
    """Names that are also common words, given names or surnames: they need a head to be read as a place."""
    return [name for groups in table("ambiguous").values() for group in groups.values() for name in group]


def never() -> list[str]:
    """Chinese names that stand inside other words too often to be read at all (代理县长, 哈斯丁市)."""
    return list(table("ambiguous").get("zh", {}).get("never", ()))


@cache
def bound() -> frozenset[str]:
    """Chinese names that are read only in one piece with their head."""
    return frozenset(table("ambiguous").get("zh", {}).get("bound", ()))
