"""`towns.toml`: a line a place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ikrar.places.tables import table


@dataclass(frozen=True, slots=True)
class Town:
    """A line of `towns.toml`: a place that GeoNames lacks, by its names, or one that it has, by its id."""

    country: str
    names: tuple[str, ...]
    geonames: int | None = None
    main: str | None = None
    wrong: tuple[str, ...] = ()


def town(country: str, line: str) -> Town:
    """`name, other names`, or `id *Main name, other names, -wrong name`."""
    first, _, rest = line.partition(" ")
    if not first.isdigit():
        return Town(country, tuple(line.split(", ")))
    names = rest.split(", ")
    main = names.pop(0)[1:] if rest.startswith("*") else None
    wrong = tuple(n[1:] for n in names if n.startswith("-"))
    return Town(country, tuple(n for n in names if not n.startswith("-")), int(first), main, wrong)


@cache
def towns() -> tuple[Town, ...]:
    """Every line of the table."""
    return tuple(town(cc, line) for cc, lines in table("towns").items() for line in lines.strip().split("\n"))


def wrong_names() -> dict[int, tuple[str, ...]]:
    """Names that GeoNames gives a place in error, by its id."""
    return {t.geonames: t.wrong for t in towns() if t.geonames and t.wrong}


def main_names() -> dict[int, str]:
    """Names to show instead of GeoNames' main ones, by GeoNames id: Rudong instead of its seat Juegang."""
    return {t.geonames: t.main for t in towns() if t.geonames and t.main}
