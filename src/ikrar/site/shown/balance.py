"""The picture of a balance: for each year, what one side promised and did to the left, the other to the right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ikrar.follow.balance import Fact, by_year


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, and where the entries that it counts are shown; `first` under its heading or not."""

    n: int
    href: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, in hundredths of the picture's width: what was kept or given, then the rest of what was promised."""

    x: float
    width: float
    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    year: int | None
    left: tuple[Bar, ...]
    right: tuple[Bar, ...]


HALF = 44.0  # of the width for each side; the year stands between
ORDER = ("given", "visits", "kept", "open", "unknown", "given-up")


def measure_names() -> dict[str, str]:
    return {
        "promised": _("Promised"),
        "kept": _("Kept"),
        "open": _("Still open"),
        "given-up": _("Given up"),
        "unknown": _("Unknown"),
        "given": _("Carried out"),
        "visits": _("Visits made"),
    }


def bars(found: Iterable[Fact], names: Mapping[str, str]) -> list[Row]:
    """A row a year, the latest first; bars begin at the middle. What both did together counts half to each."""
    years = by_year(found)
    weights = [(year, {side: _weights(counted, side) for side in ("a", "b")}) for year, counted in years]
    most = max((sum(w.values()) for _y, both in weights for w in both.values()), default=0)
    if not most:
        return []
    rows = []
    for year, both in weights:
        left, right = (_side(both[side], HALF / most, side == "a", names[side]) for side in ("a", "b"))
        rows.append(Row(year, left, right))
    return rows


def _weights(counted: Mapping[tuple[str, str], int], side: str) -> dict[str, float]:
    return {m: counted.get((side, m), 0) + counted.get(("both", m), 0) / 2 for m in ORDER}


def _side(weights: Mapping[str, float], unit: float, left: bool, name: str) -> tuple[Bar, ...]:
    made, at, called = [], 0.0, measure_names()
    for measure in ORDER:
        width = round(weights[measure] * unit, 3)
        if width:
            x = round(HALF - at - width, 3) if left else round(100 - HALF + at, 3)
            shown = f"{weights[measure]:g}"
            made.append(Bar(x, width, measure, f"{name}: {called[measure]} {shown}"))
            at += width
    return tuple(made)
