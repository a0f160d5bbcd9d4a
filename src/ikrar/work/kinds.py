"""The kinds of jobs that this installation knows: `IKRAR_JOB_KINDS` names them, each a `Kind` in a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from ikrar.work.run import Run

PATIENCE = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30))


@dataclass(frozen=True, slots=True)
class Kind:
    """`do` does the job and gives its result as JSON. `label` is what people call it, in words that catalogues know.

    `patience` says how long to wait before each further try after a trouble that may pass. `in_office` jobs work in
    the register of their office; the others look after the house.
    """

    name: str
    label: str
    do: Callable[[Run], Mapping[str, Any]]
    patience: tuple[timedelta, ...] = PATIENCE
    in_office: bool = True


class NoSuchKind(LookupError):
    """A kind of job that this installation does not know."""


def kind(name: str) -> Kind:
    """The kind of this name. Raises `NoSuchKind`."""
    found = kinds().get(name)
    if found is None:
        raise NoSuchKind(f"No kind of job is called {name}; there are: {', '.join(sorted(kinds()))}")
    return found


def kinds() -> dict[str, Kind]:
    """All kinds by name."""
    return _imported(tuple(settings.IKRAR_JOB_KINDS))


@cache
def _imported(paths: tuple[str, ...]) -> dict[str, Kind]:
    return {found.name: found for found in map(import_string, paths)}
