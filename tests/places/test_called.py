"""What places are called in Indonesian and Chinese."""

from __future__ import annotations

import pytest

from ikrar.model.party import Party
from ikrar.places import lookup
from ikrar.places.called import called, names_of
from ikrar.places.tables import table


@pytest.mark.parametrize(
    ("name", "country", "level", "id_", "zh"),
    [
        ("Jakarta", "ID", "city", None, "雅加达"),
        ("Shanghai", "CN", "city", None, "上海"),
        ("Singapore", "SG", "country", "Singapura", "新加坡"),
        ("Moscow", "RU", "city", "Moskwa", "莫斯科"),
        ("Makassar", "ID", "city", None, "望加锡"),
        ("Brisbane", "AU", "city", None, "布里斯班"),
        ("East Java", "ID", "region", "Jawa Timur", "东爪哇"),
        ("Special Region of Yogyakarta", "ID", "region", None, None),
        ("China", "CN", "country", "Tiongkok", "中国"),
        ("Seoul", "KR", "city", None, "首尔"),
        ("Ho Chi Minh City", "VN", "city", "Kota Ho Chi Minh", "胡志明市"),
    ],
)
def test_a_place_is_called_as_its_readers_call_it(name, country, level, id_, zh):
    found = next((p for p in lookup(name, country) if p.level == level), None)
    party = found.party if found else Party(name, country, level)
    names = names_of(party)
    if id_ is not None:
        assert names["id"] == id_
    if zh is not None:
        assert names["zh"] == zh


def test_a_place_that_the_gazetteer_does_not_hold_has_no_names():
    assert names_of(Party("Nowhere at All", "ID")) == {}


def test_chinese_names_are_simplified_and_without_their_heads():
    assert called(next(p for p in lookup("Xiamen", "CN") if p.level == "city"))["zh"] == "厦门"


def test_every_city_of_the_table_is_one_that_geonames_knows():
    from ikrar.places.sources import cities

    known = cities()
    for lang in ("id", "zh"):
        assert [key for key in table("shown")[lang] if key not in known] == []
