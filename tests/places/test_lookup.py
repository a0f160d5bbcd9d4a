"""What a name may mean: ranked places with id, country, level and population, in three languages."""

from __future__ import annotations

from itertools import pairwise

import pytest

from ikrar.places import gazetteer, lookup
from ikrar.places.han import BINDING_HEADS, bare_han
from ikrar.places.tables import bound, table


@pytest.mark.parametrize(
    ("name", "main", "country", "level", "geonames"),
    [
        ("Jakarta", "Jakarta", "ID", "city", 1642911),
        ("DKI Jakarta", "Jakarta", "ID", "city", 1642911),
        ("Shanghai", "Shanghai", "CN", "city", 1796236),
        ("上海市", "Shanghai", "CN", "city", 1796236),
        ("Yogya", "Yogyakarta", "ID", "city", 1621177),
        ("胡志明市", "Ho Chi Minh City", "VN", "city", 1566083),
        ("Kota Ho Chi Minh", "Ho Chi Minh City", "VN", "city", 1566083),
        ("Kairo", "Cairo", "EG", "city", 360630),
        ("Moskow", "Moscow", "RU", "city", 524901),
        ("Peking", "Beijing", "CN", "city", 1816670),
        ("雪梨", "Sydney", "AU", "city", 2147714),
        ("Jinju", "Jinju", "KR", "city", 1846052),
        ("如东", "Rudong", "CN", "city", 1804979),
        ("列治文", "Richmond", "CA", "city", 6122085),
        ("Jawa Barat", "West Java", "ID", "region", None),
        ("西爪哇", "West Java", "ID", "region", None),
        ("Chungcheongnam-do", "South Chungcheong", "KR", "region", None),
        ("KwaZulu-Natal", "KwaZulu-Natal", "ZA", "region", None),
        ("Bayern", "Bavaria", "DE", "region", None),
        ("广东省", "Guangdong", "CN", "region", None),
        ("Tiongkok", "China", "CN", "country", 1814991),
        ("Korea Selatan", "South Korea", "KR", "country", 1835841),
        ("日本", "Japan", "JP", "country", 1861060),
    ],
)
def test_the_first_place_is_the_one_meant(name: str, main: str, country: str, level: str, geonames: int | None) -> None:
    place = lookup(name)[0]
    assert (place.name, place.country, place.level, place.geonames) == (main, country, level, geonames)
    assert place.population > 0


@pytest.mark.parametrize(
    ("name", "main", "country"),
    [
        ("Gunung Kidul", "Gunungkidul", "ID"),
        ("Kukar", "Kutai Kartanegara", "ID"),
        ("Jaksel", "South Jakarta", "ID"),
        ("Wakatobi", "Wakatobi", "ID"),
        ("延边", "Yanbian", "CN"),
        ("西双版纳傣族自治州", "Xishuangbanna", "CN"),
        ("兴安盟", "Hinggan League", "CN"),
        ("涼山", "Liangshan", "CN"),
        ("元江", "Yuanjiang", "CN"),
        ("安溪县", "Anxi", "CN"),
        ("浦东新区", "Pudong", "CN"),
        ("義烏", "Yiwu", "CN"),
        ("昆山市", "Kunshan", "CN"),
        ("阴城", "Eumseong", "KR"),
        ("Luang Namtha", "Luang Namtha", "LA"),
        ("民和县", "Minhe", "CN"),
    ],
)
def test_regencies_and_counties_are_known(name: str, main: str, country: str) -> None:
    assert (main, country) in [(p.name, p.country) for p in lookup(name)]


@pytest.mark.parametrize(
    ("traditional", "simplified"), [("義烏", "义乌"), ("廣東", "广东"), ("臺北", "台北"), ("蘇黎世", "苏黎世")]
)
def test_traditional_and_simplified_are_one(traditional: str, simplified: str) -> None:
    assert lookup(traditional)
    assert lookup(traditional) == lookup(simplified)


@pytest.mark.parametrize("name", ["Kyoto", "Jilin", "Buenos Aires", "Quebec", "Durham", "Gorontalo", "Salzburg"])
def test_a_region_and_a_city_of_one_name_are_both_there(name: str) -> None:
    assert {"city", "region"} <= {p.level for p in lookup(name)}


@pytest.mark.parametrize("name", ["Georgia", "San Fernando", "Cordoba", "Victoria", "Springfield", "Jinzhou", "玉林"])
def test_places_are_ranked(name: str) -> None:
    found = lookup(name)
    rank = [(p.level != "country", -p.population * (10 if p.name.casefold() == name.casefold() else 1)) for p in found]
    plain = [r for r, p in zip(rank, found, strict=True) if p.name.isascii()]
    assert all(a <= b for a, b in pairwise(plain))


def test_a_country_comes_before_a_state_and_a_region_before_a_by_name() -> None:
    assert [p.country for p in lookup("Georgia")][:2] == ["GE", "US"]
    assert (lookup("Victoria")[0].country, lookup("Ceará")[0].level) != ("HK", "city")


def test_a_country_narrows_the_answer() -> None:
    assert {p.country for p in lookup("Kendal")} >= {"ID", "GB"}
    assert {p.country for p in lookup("Kendal", "gb")} == {"GB"}
    assert lookup("Shanghai", "ID") == []


@pytest.mark.parametrize("name", ["", " ", "qzxqzx", "!!!", "市", "吃饭", "Lorem Ipsum"])
def test_nonsense_is_nowhere(name: str) -> None:
    assert lookup(name) == []


@pytest.mark.parametrize("name", sorted(bound()))
def test_a_bound_name_is_not_matched_without_its_head(name: str) -> None:
    known = set(gazetteer().names())
    assert name not in known
    assert any(name + head in known for head in BINDING_HEADS)


def test_bare_names() -> None:
    assert [bare_han(n) for n in ("上海市", "津市", "内蒙古自治区", "北京")] == ["上海", "津市", "内蒙古", "北京"]


# fmt: off
PREFECTURES = [
    "北海道", "青森", "岩手", "宮城", "秋田", "山形", "福島", "茨城", "栃木", "群馬", "埼玉", "千葉", "東京都",
    "神奈川", "新潟", "富山", "石川", "福井", "山梨", "長野", "岐阜", "静岡", "愛知", "三重", "滋賀", "京都府",
    "大阪府", "兵庫", "奈良", "和歌山", "鳥取", "島根", "岡山", "広島", "山口", "徳島", "香川", "愛媛", "高知",
    "福岡", "佐賀", "長崎", "熊本", "大分", "宮崎", "鹿児島", "沖縄",
]
# fmt: on


@pytest.mark.parametrize(
    ("name", "main", "country"),
    [
        ("横浜市", "Yokohama", "JP"),
        ("京都府", "Kyoto", "JP"),
        ("神戸市", "Kobe", "JP"),
        ("北九州市", "Kitakyushu", "JP"),
        ("さいたま", "Saitama", "JP"),
        ("広島", "Hiroshima", "JP"),
        ("沖縄", "Okinawa", "JP"),
        ("スラバヤ", "Surabaya", "ID"),
        ("ジャカルタ", "Jakarta", "ID"),
        ("上海", "Shanghai", "CN"),
        ("深セン", "Shenzhen", "CN"),
        ("釜山", "Busan", "KR"),
        ("ソウル", "Seoul", "KR"),
        ("メルボルン", "Melbourne", "AU"),
        ("ロサンゼルス", "Los Angeles", "US"),
        ("パリ", "Paris", "FR"),
        ("バリ", "Bali", "ID"),
        ("フランクフルト", "Frankfurt am Main", "DE"),
        ("東ジャワ", "East Java", "ID"),
        ("カリフォルニア", "California", "US"),
        ("広東", "Guangdong", "CN"),
        ("インドネシア", "Indonesia", "ID"),
        ("韓国", "South Korea", "KR"),
    ],
)
def test_names_as_japanese_news_writes_them(name: str, main: str, country: str) -> None:
    place = lookup(name)[0]
    assert (place.name, place.country) == (main, country)


def test_every_country_and_prefecture_has_its_japanese_name() -> None:
    countries = {row["ja"][0]: code for code, row in table("countries-more").items() if "ja" in row}
    assert len(countries) > 190
    assert all(code in {p.country for p in lookup(name)} for name, code in countries.items())
    regions = {p.name for n in PREFECTURES for p in lookup(n, "JP") if p.level == "region"}
    assert len(regions) == 47
