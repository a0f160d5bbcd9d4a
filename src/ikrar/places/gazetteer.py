"""The gazetteer: every name that we know, folded, and the places it may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from typing import Any

from ikrar.model.folding import fold_name, fold_names
from ikrar.places.han import bare_han
from ikrar.places.kept import kept
from ikrar.places.place import Place

ABBREVIATED = ("st ", "ste ", "mt ", "ft ", "pt ")  # beginnings of names that are written with a stop
CITY = "市"
# A place is kept as one row until somebody asks for it: tens of thousands are loaded, a handful is used.
Ref = int | str  # GeoNames id of a city, or "ID", "ID-JB", "own:3" for the rest


class Gazetteer:
    """Folded name -> candidate places. Build once (`gazetteer()`), read from anywhere."""

    def __init__(
        self,
        cities: dict[str, dict[str, Any]],
        others: dict[str, Place],
        names: Iterable[tuple[str, Ref]],
        shown: dict[int, str],
        never: Iterable[str] = (),
        division: Callable[[str, str], str | None] = lambda country, admin1: None,
    ):
        self._cities = {
            int(key): (
                shown.get(int(key), row["name"]), row["countrycode"], row["population"],
                division(row["countrycode"], row["admin1code"]),
                row["latitude"], row["longitude"],
            )
            for key, row in cities.items()
        }  # fmt: skip
        self._others = others
        self._refs: dict[str, tuple[Ref, ...]] = {}
        rows = list(names)
        for name, (_, ref) in zip(fold_names(n for n, _ in rows), rows, strict=True):
            known = self._refs.get(name)
            if known is None:
                self._refs[name] = (ref,)
            elif ref not in known:
                self._refs[name] = (*known, ref)
        for name in ("", *never):
            self._refs.pop(name, None)
        for name in [n for n in self._refs if n.startswith(ABBREVIATED)]:
            # A stop folds to a space of its own: St. Louis, Mt. Gambier.
            self._refs[name.replace(" ", "  ", 1)] = self._refs[name]
        self._refs = dict(sorted(self._refs.items()))  # The automaton of sorted names is built a third faster.
        # Names that are also words or persons, and demonyms (Chinese, Japanese): places only beside a head.
        self.ambiguous: frozenset[str] = frozenset()
        self.demonyms: frozenset[str] = frozenset()

    def names(self) -> Iterator[str]:
        """Every folded name, for the automaton, in the order of letters."""
        return iter(self._refs)

    def place(self, ref: Ref) -> Place:
        if isinstance(ref, str):
            return self._others[ref]
        name, country, population, region, latitude, longitude = self._cities[ref]
        return Place(name, country, "city", ref, population, region, latitude, longitude)

    def country(self, code: str) -> Place:
        """The country of an ISO 3166-1 code."""
        return self._others[code]

    @cache  # noqa: B019 - one gazetteer lives as long as the process
    def candidates(self, folded: str) -> tuple[Place, ...]:
        """Places of a folded name: countries first, then the most populous, a main name tenfold."""
        refs = self._refs.get(folded, ())
        if folded[-1:] == CITY and len(folded) > 3:
            # 维多利亚市 is a name of one of them with its head, but all that are called 维多利亚 are cities.
            refs = (*refs, *(r for r in self._refs.get(folded[:-1], ()) if r not in refs and isinstance(r, int)))
        places = [self.place(ref) for ref in refs]
        main = [fold_name(p.name) == folded for p in places]
        order = sorted(
            range(len(places)),
            key=lambda i: (places[i].level != "country", -places[i].population * (10 if main[i] else 1)),
        )
        return tuple(places[i] for i in order)

    @cached_property
    def _in_order(self) -> list[str]:
        """All names in order, made when somebody first asks how names begin."""
        return sorted(self._refs)

    def beginning(self, start: str, limit: int = 10, most: int = 4000) -> list[Place]:
        """Places one of whose names begins so, the most populous first; of a short beginning, among `most` names."""
        folded = fold_name(start)
        if not folded:
            return []
        names = self._in_order
        at = bisect_left(names, folded)
        refs: dict[Ref, bool] = {}
        for name in names[at : at + most]:
            if not name.startswith(folded):
                break
            for ref in self._refs[name]:
                refs[ref] = refs.get(ref, False) or name == folded
        places = ((exact, self.place(ref)) for ref, exact in refs.items())
        best = sorted(places, key=lambda found: (-found[1].population * (5 if found[0] else 1), found[1].name))
        return [place for _, place in best[:limit]]

    def lookup(self, name: str, country: str | None = None) -> list[Place]:
        folded = fold_name(name)
        found = self.candidates(folded) or self.candidates(bare_han(folded))
        return [p for p in found if country is None or p.country == country.upper()]


def build() -> Gazetteer:
    """The gazetteer, from its sources."""
    from ikrar.places import sources, tables, towns  # Libraries and tables that nobody needs once it is kept.

    cities = sources.cities()
    others = sources.regions() | sources.countries() | sources.own_places()
    names = [*sources.city_names(cities), *sources.region_names(), *sources.country_names(), *sources.own_names()]
    built = Gazetteer(cities, others, names, towns.main_names(), tables.never(), sources.division)
    built.ambiguous = frozenset(fold_names(tables.ambiguous()))
    built.demonyms = frozenset(fold_names(sources.adjectives()))
    return built


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of GeoNames, pycountry, Babel and the names of our own."""
    return kept("gazetteer", ("places", "model"), build)
