"""The stages of an agreement: who has to act at each, and what it usually yields. An office may have its own file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ikrar.ontology import kinds
from ikrar.ontology.instruments import instruments

__all__ = ["FAULTS", "BadStages", "Stage", "Stages", "actors", "own_text", "parsed", "stages", "written"]

NEEDED = ("id", "en", "zh")
MOST = 64_000  # characters in a file of stages: many times what any way of an agreement needs
FAULTS = {
    "unreadable": "the stages cannot be read from {path}: {why}",
    "too-long": "more than {most} characters are no file of stages",
    "no-toml": "the stages are no TOML: {why}",
    "no-tables": "[{where}.…] has to hold tables",
    "unknown": "{where}: there is no {what} called {name}",
    "bad-code": "{where}: a code has letters, digits and hyphens, 40 at most",
    "no-actor": "{where}: acts has to be one of {known}",
    "no-label": "{where}: the label is missing in {missing}",
    "no-list": "{where}: {name} has to be a list of texts in quotation marks",
    "no-yes": "{where}: {name} has to be true or false",
    "none": "there are no stages in it",
    "no-conclusion": "one stage has to put the agreement in force: concludes = true",
}
_KEYS = {"label", "acts", "yields", "concludes", "shown_by"}
_SHOWN = {"kinds", "instruments", "planned"}


class BadStages(ValueError):
    """Stages that make no sense: `code` says in what way (one of `FAULTS`), `values` where and with which words."""

    def __init__(self, code: str, **values: str | int) -> None:
        self.code, self.values = code, values
        super().__init__(FAULTS[code].format(**values))


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
    return parsed(own_text(path))


def own_text(path: str = "") -> str:
    """What stands in this file, or in Ikrar's own. Raises `BadStages`."""
    try:
        return Path(path).read_text("utf-8") if path else (files("ikrar.ontology") / "stages.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise BadStages("unreadable", path=path, why=str(e)) from e


@lru_cache(maxsize=64)
def parsed(text: str) -> Stages:
    """The stages that are written in this TOML, by code, in their order. Raises `BadStages`."""
    if len(text) > MOST:
        raise BadStages("too-long", most=MOST)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise BadStages("no-toml", why=str(e)) from e
    _known(table, {"actors", "stages"}, "table", "")
    actors = {code: _labels(row, f"actors.{code}") for code, row in _tables(table, "actors").items()}
    made = {code: _stage(code, row, actors) for code, row in _tables(table, "stages").items()}
    if not made:
        raise BadStages("none")
    if not any(stage.concludes for stage in made.values()):
        raise BadStages("no-conclusion")
    return MappingProxyType(made)


def actors(text: str) -> Mapping[str, Mapping[str, str]]:
    """Who may have to act, by code, with their labels: also those that no stage names. Raises `BadStages`."""
    parsed(text)
    table = tomllib.loads(text)
    return {code: _labels(row, f"actors.{code}") for code, row in _tables(table, "actors").items()}


def written(stages: Iterable[Stage], others: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """These stages as TOML: what `parsed` makes the same stages of. `others` are actors that no stage has to name."""
    of = list(stages)
    known = {**(others or {}), **{stage.actor: stage.actors for stage in of}}
    tables = [_table_of("actors", code, {"label": dict(labels)}) for code, labels in known.items()]
    for stage in of:
        shown = {"kinds": sorted(stage.kinds), "instruments": sorted(stage.instruments), "planned": stage.planned}
        values = {
            "label": dict(stage.labels),
            "acts": stage.actor,
            "concludes": stage.concludes,
            "yields": {lang: list(texts) for lang, texts in stage.yields.items()},
            "shown_by": {name: value for name, value in shown.items() if value},
        }
        tables.append(_table_of("stages", stage.code, {name: value for name, value in values.items() if value}))
    return "\n".join(tables)


def _table_of(group: str, code: str, values: Mapping[str, Any]) -> str:
    lines = (f"{name} = {_value(value)}" for name, value in values.items())
    return "\n".join([f"[{group}.{_quoted(code)}]", *lines, ""])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_quoted(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return ("true" if value else "false") if isinstance(value, bool) else _quoted(value)


def _quoted(text: str) -> str:
    """A text as TOML writes it, which is as JSON does but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _stage(code: str, row: Mapping[str, Any], actors: Mapping[str, Mapping[str, str]]) -> Stage:
    where = f"stages.{code}"
    if not code.replace("-", "").isalnum() or len(code) > 40:
        raise BadStages("bad-code", where=where)
    _known(row, _KEYS, "key", where)
    actor = row.get("acts")
    if not isinstance(actor, str) or actor not in actors:
        raise BadStages("no-actor", where=where, known=", ".join(actors) or "[actors]")
    shown = _table(row, "shown_by", where)
    _known(shown, _SHOWN, "key", f"{where}.shown_by")
    yields = _table(row, "yields", where)
    return Stage(
        code=code,
        labels=_labels(row, where),
        actor=actor,
        actors=actors[actor],
        yields=MappingProxyType({lang: _texts(yields, lang, where) for lang in yields}),
        concludes=_yes(row, "concludes", where),
        kinds=frozenset(_known(_texts(shown, "kinds", where), set(kinds()), "kind", where)),
        instruments=frozenset(_known(_texts(shown, "instruments", where), set(instruments()), "instrument", where)),
        planned=_yes(shown, "planned", where),
    )


def _known(given: Iterable[str], known: Collection[str], what: str, where: str) -> Iterable[str]:
    """What is given, if all of it is known: a slip of the pen is told, not passed over."""
    for name in given:
        if name not in known:
            raise BadStages("unknown", where=where or "TOML", what=what, name=name)
    return given


def _tables(table: Mapping[str, Any], key: str) -> Mapping[str, Mapping[str, Any]]:
    found = table.get(key, {})
    if not isinstance(found, dict) or not all(isinstance(row, dict) for row in found.values()):
        raise BadStages("no-tables", where=key)
    return found


def _table(row: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    found = row.get(key, {})
    if not isinstance(found, dict):
        raise BadStages("no-tables", where=f"{where}.{key}")
    return found


def _texts(row: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    found = row.get(name, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise BadStages("no-list", where=where, name=name)
    return tuple(found)


def _yes(row: Mapping[str, Any], name: str, where: str) -> bool:
    found = row.get(name, False)
    if not isinstance(found, bool):
        raise BadStages("no-yes", where=where, name=name)
    return found


def _labels(row: Mapping[str, Any], where: str) -> Mapping[str, str]:
    labels = row.get("label", {})
    if not isinstance(labels, dict):
        labels = {}
    missing = [lang for lang in NEEDED if not (isinstance(labels.get(lang), str) and labels[lang].strip())]
    if missing:
        raise BadStages("no-label", where=where, missing=", ".join(missing))
    return MappingProxyType({lang: text for lang, text in labels.items() if isinstance(text, str)})
