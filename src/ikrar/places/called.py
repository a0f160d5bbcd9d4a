"""What a place is called in Indonesian and Chinese, for pages in these languages.

For a city: a table of our own (`names/shown.toml`), else CLDR's name of the city that gives a time zone its name, else
the spelling that most of GeoNames' Chinese names come to. For regions and countries: the first name of their tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ikrar.model.folding import fold_name
from ikrar.model.party import Party
from ikrar.places.han import bare_han, is_han
from ikrar.places.kept import kept
from ikrar.places.place import Place

LANGUAGES = {"id": "id", "zh": "zh_Hans"}
Key = int | str  # GeoNames id, "ID-JB", "ID", or "Name|CC" for a place that has none of these


def names_of(party: Party) -> dict[str, str]:
    """Names of a party's place by language (`id`, `zh`), as far as they are known and differ from its own."""
    place = place_of(party)
    return {} if place is None else called(place)


def called(place: Place) -> dict[str, str]:
    """What a place is called in `id` and `zh`, as far as that is known and differs from its name."""
    return {lang: name for lang, name in _table().get(_key(place), {}).items() if name != place.name}


def place_of(party: Party) -> Place | None:
    """The place that a party governs, if the gazetteer holds it."""
    from ikrar.places import lookup

    found = [p for p in lookup(party.name, party.country or None) if p.country or not party.country]
    if party.geonames is not None:
        return next((p for p in found if p.geonames == party.geonames), None)
    alike = [p for p in found if p.name == party.name]
    return next((p for p in alike if p.level == party.level), alike[0] if alike else None)


def _key(place: Place) -> Key:
    if place.level == "country":
        return place.country
    if place.level == "region" and place.region:
        return place.region
    return place.geonames if place.geonames is not None else place.party.key


@cache
def _table() -> Mapping[Key, Mapping[str, str]]:
    return kept("called", ("places", "model"), build)


def build() -> dict[Key, dict[str, str]]:
    """The table of names, from its sources."""
    made: dict[Key, dict[str, str]] = defaultdict(dict)
    for lang, key, name in _all():
        made[key].setdefault(lang, name)
    return dict(made)


def _all() -> Iterator[tuple[str, Key, str]]:
    """Language, place, name: the surest first."""
    from ikrar.places.tables import table

    for lang in LANGUAGES:
        for key, name in table("shown").get(lang, {}).items():
            yield lang, int(key), name
    yield from _countries()
    yield from _regions()
    yield from _cities()


def _countries() -> Iterator[tuple[str, Key, str]]:
    from babel import Locale

    from ikrar.places import sources

    for lang, locale in LANGUAGES.items():
        territories = Locale.parse(locale).territories
        for code in sources.countries():
            if code in territories:
                yield lang, code, territories[code]


def _regions() -> Iterator[tuple[str, Key, str]]:
    from ikrar.places.sources import flat
    from ikrar.places.tables import table

    for lang in LANGUAGES:
        for code, names in flat(table(f"regions-{lang}")):
            yield lang, code, names[0]


def _cities() -> Iterator[tuple[str, Key, str]]:
    from ikrar.places import sources
    from ikrar.places.tables import table
    from ikrar.places.towns import towns

    rows = sources.cities()
    yield from _zones(rows)
    simple = _simplified()
    for row in rows.values():
        name = _usual([simple(n) for n in row["alternatenames"] if n and is_han(n)])
        if name:
            yield "zh", int(row["geonameid"]), name
    for row in table("cities-more").get("place", []):
        key = row.get("geonames") or f"{row['name']}|{row['country']}"
        yield from (("zh", key, simple(n)) for n in row.get("names", ()) if is_han(n))
    for town in towns():
        yield from (
            ("zh", town.geonames or f"{town.names[0]}|{town.country}", simple(n)) for n in town.names if is_han(n)
        )


def _zones(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Key, str]]:
    """CLDR's names of the cities after which time zones are called."""
    from babel import Locale
    from babel.core import get_global

    known: dict[tuple[str, str], int] = {}
    for row in sorted(rows.values(), key=lambda r: r["population"]):
        known[fold_name(row["name"]), row["countrycode"]] = int(row["geonameid"])
    english = Locale.parse("en").time_zones
    for lang, locale in LANGUAGES.items():
        zones = Locale.parse(locale).time_zones
        for zone, country in get_global("zone_territories").items():
            name = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            city = known.get((fold_name(name), country))
            if city and "city" in zones.get(zone, {}):
                yield lang, city, zones[zone]["city"]


def _usual(names: list[str]) -> str | None:
    """The name that most spellings come to; of several the first."""
    from ikrar.places.sources import HAN_COUNTRY

    counted = Counter(bare_han(n) for n in names if not n.startswith(HAN_COUNTRY))
    return max(counted, key=lambda n: counted[n], default=None)


def _simplified() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s").convert
