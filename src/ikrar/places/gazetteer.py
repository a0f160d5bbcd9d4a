"""The gazetteer: every name that we know, folded, and the places it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from ikrar.model.folding import fold_name, fold_names
from ikrar.places import sources, tables, towns
from ikrar.places.han import bare_han
from ikrar.places.place import Place

# A place is kept as one row until somebody asks for it: tens of thousands are loaded, a handful is used.
Ref = int | str  # GeoNames id of a city, or "ID", "ID-JB", "own:3" for the rest


class Gazetteer:
    """Folded name -> candidate places. Build once (`gazetteer()`), read from anywhere."""

    def __init__(self, cities: dict[str, dict[str, Any]], others: dict[str, Place], names: Iterable[tuple[str, Ref]]):
        self._cities = cities
        self._others = others
        self._shown = towns.main_names()
        self._refs: dict[str, tuple[Ref, ...]] = {}
        rows = list(names)
        for name, (_, ref) in zip(fold_names(n for n, _ in rows), rows, strict=True):
            known = self._refs.get(name)
            if known is None:
                self._refs[name] = (ref,)
            elif ref not in known:
                self._refs[name] = (*known, ref)
        for name in ("", *tables.never()):
            self._refs.pop(name, None)
        self.ambiguous = frozenset(fold_names(tables.ambiguous()))

    def names(self) -> Iterator[str]:
        """Every folded name, for the automaton."""
        return iter(self._refs)

    def place(self, ref: Ref) -> Place:
        if isinstance(ref, str):
            return self._others[ref]
        row = self._cities[str(ref)]
        return Place(
            name=self._shown.get(ref, row["name"]),
            country=row["countrycode"],
            level="city",
            geonames=ref,
            population=row["population"],
            region=row["admin1code"],
            latitude=row["latitude"],
            longitude=row["longitude"],
        )

    def country(self, code: str) -> Place:
        """The country of an ISO 3166-1 code."""
        return self._others[code]

    @cache  # noqa: B019 - one gazetteer lives as long as the process
    def candidates(self, folded: str) -> tuple[Place, ...]:
        """Places of a folded name: countries first, then the most populous, a main name tenfold."""
        places = [self.place(ref) for ref in self._refs.get(folded, ())]
        main = [fold_name(p.name) == folded for p in places]
        order = sorted(
            range(len(places)),
            key=lambda i: (places[i].level != "country", -places[i].population * (10 if main[i] else 1)),
        )
        return tuple(places[i] for i in order)

    def lookup(self, name: str, country: str | None = None) -> list[Place]:
        folded = fold_name(name)
        found = self.candidates(folded) or self.candidates(bare_han(folded))
        return [p for p in found if country is None or p.country == country.upper()]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of GeoNames, pycountry, Babel and the names of our own."""
    cities = sources.cities()
    others = sources.regions() | sources.countries() | sources.own_places()
    names = [*sources.city_names(cities), *sources.region_names(), *sources.country_names(), *sources.own_names()]
    return Gazetteer(cities, others, names)
