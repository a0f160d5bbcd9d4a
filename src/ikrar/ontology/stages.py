"""The stages of an agreement: who has to act at each, and what it usually yields. An office may have its own file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

__all__ = ["BadStages", "Stage", "Stages", "stages"]

NEEDED = ("id", "en", "zh")


class BadStages(ValueError):
    """A file of stages that makes no sense; the message says what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage. `actor` has to act for it to be completed; labels and what it yields stand by language.

    `kinds` of claims, `instruments` signed, or an instrument that is planned may show that it was reached.
    """

    code: str
    labels: Mapping[str, str]
    actor: str
    actors: Mapping[str, str]
    yields: Mapping[str, tuple[str, ...]]
    concludes: bool = False
    kinds: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    planned: bool = False

    def label(self, lang: str) -> str:
        return self.labels.get(lang) or self.labels["en"]

    def who(self, lang: str) -> str:
        return self.actors.get(lang) or self.actors["en"]

    def documents(self, lang: str) -> tuple[str, ...]:
        return self.yields.get(lang) or self.yields.get("en", ())


Stages = Mapping[str, Stage]


@cache
def stages(path: str = "") -> Stages:
    """The stages by code, in their order: those of this file, or Ikrar's own. Raises `BadStages`."""
    try:
        text = Path(path).read_text("utf-8") if path else (files("ikrar.ontology") / "stages.toml").read_text("utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as e:
        raise BadStages(f"the stages cannot be read from {path}: {e}") from e
    except tomllib.TOMLDecodeError as e:
        raise BadStages(f"the stages in {path or 'stages.toml'} are no TOML: {e}") from e
    return _parsed(table, path or "stages.toml")


def _parsed(table: Mapping[str, Any], name: str) -> Stages:
    actors = {code: _labels(row, f"{name}: actors.{code}") for code, row in _tables(table, "actors", name).items()}
    made = {}
    for code, row in _tables(table, "stages", name).items():
        where = f"{name}: stages.{code}"
        if not code.replace("-", "").isalnum() or len(code) > 40:
            raise BadStages(f"{where}: a code has letters, digits and hyphens, 40 at most")
        actor = row.get("acts")
        if actor not in actors:
            raise BadStages(f"{where}: acts has to be one of {', '.join(actors)}")
        shown = row.get("shown_by", {})
        made[code] = Stage(
            code=code,
            labels=_labels(row, where),
            actor=actor,
            actors=actors[actor],
            yields=MappingProxyType({lang: tuple(map(str, of)) for lang, of in row.get("yields", {}).items()}),
            concludes=bool(row.get("concludes", False)),
            kinds=frozenset(shown.get("kinds", ())),
            instruments=frozenset(shown.get("instruments", ())),
            planned=bool(shown.get("planned", False)),
        )
    if not made:
        raise BadStages(f"{name}: there are no stages in it")
    return MappingProxyType(made)


def _tables(table: Mapping[str, Any], key: str, name: str) -> Mapping[str, Mapping[str, Any]]:
    found = table.get(key, {})
    if not isinstance(found, dict) or not all(isinstance(row, dict) for row in found.values()):
        raise BadStages(f"{name}: [{key}.…] has to hold tables")
    return found


def _labels(row: Mapping[str, Any], where: str) -> Mapping[str, str]:
    labels = row.get("label", {})
    missing = [lang for lang in NEEDED if not (isinstance(labels, dict) and labels.get(lang))]
    if missing:
        raise BadStages(f"{where}: the label is missing in {', '.join(missing)}")
    return MappingProxyType(dict(labels))
