"""Kinds, fields, states and statuses: their codes, and what they are called in each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast

__all__ = [
    "LANGUAGES",
    "Field",
    "Kind",
    "Shape",
    "State",
    "Status",
    "bodies",
    "fields",
    "kinds",
    "label",
    "posts",
    "states",
    "statuses",
]

LANGUAGES = ("id", "en", "zh")

Shape = Literal["symmetric", "directed", "single"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of claim. `state` is what a claim has by default; `lines` describe the kind, by language."""

    code: str
    shape: Shape
    state: str
    labels: Mapping[str, str]
    lines: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of cooperation, with the numbers of the Sustainable Development Goals that it serves."""

    code: str
    labels: Mapping[str, str]
    sdg: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How an act stands in the text that tells of it."""

    code: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Status:
    """How an entry of the register stands. `of` is what has it: commitment, agreement or partnership."""

    code: str
    of: str
    labels: Mapping[str, str]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("ikrar.ontology") / f"{name}.toml").read_text("utf-8"))


def _by_language(row: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType({lang: row[lang] for lang in LANGUAGES})


@cache
def kinds() -> Mapping[str, Kind]:
    """The kinds of claim by code, in the order of their definition."""
    return MappingProxyType(
        {
            code: Kind(
                code, cast(Shape, row["shape"]), row["state"], _by_language(row["label"]), _by_language(row["line"])
            )
            for code, row in _table("kinds").items()
        }
    )


@cache
def fields() -> Mapping[str, Field]:
    """The fields of cooperation by code."""
    return MappingProxyType(
        {code: Field(code, _by_language(row["label"]), tuple(row["sdg"])) for code, row in _table("fields").items()}
    )


@cache
def states() -> Mapping[str, State]:
    """The states of a claim by code."""
    return MappingProxyType({code: State(code, _by_language(row["label"])) for code, row in _table("states").items()})


@cache
def statuses(of: str) -> Mapping[str, Status]:
    """The statuses of `commitment`, `agreement` or `partnership` by code."""
    return MappingProxyType(
        {code: Status(code, of, _by_language(row["label"])) for code, row in _table("statuses")[of].items()}
    )


@cache
def posts() -> Mapping[str, Mapping[str, str]]:
    """The offices that a party's people hold, by code, with what each is called by language."""
    return MappingProxyType({code: _by_language(row["label"]) for code, row in _table("posts").items()})


@cache
def bodies() -> Mapping[str, Mapping[str, str]]:
    """The sorts of body that belong to a government, by code, with what each is called by language."""
    return MappingProxyType({code: _by_language(row["label"]) for code, row in _table("bodies").items()})


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    known: dict[str, Mapping[str, str]] = {**bodies(), **posts()}
    for of in _table("statuses"):
        known |= {s.code: s.labels for s in statuses(of).values()}
    known |= {s.code: s.labels for s in states().values()}
    known |= {f.code: f.labels for f in fields().values()}
    known |= {k.code: k.labels for k in kinds().values()}
    return MappingProxyType(known)


def label(code: str, lang: str) -> str:
    """What a kind, field, state, status, office or sort of body is called in `id`, `en` or `zh`.

    A code that is none of them is given back as it stands.
    """
    labels = _labels().get(code)
    return labels[lang] if labels else code
