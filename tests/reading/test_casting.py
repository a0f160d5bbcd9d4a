"""Castings are rated by sums that leave the names of their features out: both must say the same."""

from __future__ import annotations

import pytest

from ikrar.model import Document
from ikrar.reading.judging import judge
from ikrar.reading.reader import draft

TEXTS = {
    "en": "The mayors of Busan and Surabaya met in Busan on Monday. Busan invited Surabaya to its film festival in"
    " October. Both cities signed a memorandum of understanding on ports, and Surabaya is a port city.",
    "id": "Wali Kota Medan menerima kunjungan delegasi Kota Ichikawa, Jepang, dan Kota Chengdu. Kedua pihak sepakat"
    " bekerja sama. Ichikawa menawarkan beasiswa kepada Medan.",
    "zh": "应釜山市邀请，泗水市代表团访问釜山市。双方签署友好合作备忘录，泗水市希望学习釜山市的港口经验。",
}


@pytest.mark.parametrize("lang", TEXTS)
def test_a_rating_is_the_sum_of_its_features(lang: str) -> None:
    weights = judge()
    trace = []
    draft(Document("x", TEXTS[lang], lang, None, "2024-06-15"), weights, trace)
    castings = [c for act in trace for c in act.castings]
    assert len(castings) > 3
    for casting in castings:
        assert casting.total == pytest.approx(weights.sum(casting.features)), casting.told


@pytest.mark.parametrize("lang", TEXTS)
def test_no_party_stands_on_both_sides(lang: str) -> None:
    trace = []
    draft(Document("x", TEXTS[lang], lang, None, "2024-06-15"), judge(), trace)
    for act in trace:
        for casting in act.castings:
            assert not set(casting.from_) & set(casting.to)
            assert len(casting.everyone) == len(casting.from_ + casting.to + casting.parties)


def test_a_list_of_partners_is_cast_with_the_topic() -> None:
    text = "The mayor of Makassar spoke at the city hall. Its sister cities are Gold Coast, Lismore and Qingdao."
    trace = []
    draft(Document("x", text, "en"), judge(), trace)
    cast = next(act.castings[0] for act in trace if act.kind == "partnership")
    assert [p.name for p in cast.parties] == ["Makassar", "Gold Coast", "Qingdao"]


CHAINS = [
    (
        "en",
        "Suzhou with Riga, Wuxi with Hamilton and Nantong with Swansea signed sister city agreements.",
        [("Suzhou", "Riga"), ("Wuxi", "Hamilton"), ("Nantong", "Swansea")],
    ),
    (
        "id",
        "Kota Medan dengan Kota Ipoh, Kota Padang dengan Hildesheim, dan Kota Bogor dengan St. Louis menandatangani"
        " nota kesepahaman.",
        [("Medan", "Ipoh"), ("Padang", "Hildesheim"), ("Bogor", "St. Louis")],
    ),
    (
        "zh",
        "会上,延边州与江陵市、通化市与俄罗斯乌苏里斯克市、牡丹江市与日本大津市分别签署友好交流关系协议书。",
        [("Yanbian", "Gangneung"), ("Tonghua", "Ussuriysk"), ("Mudanjiang", "Ōtsu")],
    ),
]


@pytest.mark.parametrize(("lang", "text", "pairs"), CHAINS)
def test_a_chain_of_pairs_is_one_claim_a_pair(lang: str, text: str, pairs: list[tuple[str, str]]) -> None:
    found = draft(Document("x", text, lang, None, "2024-06-15"), judge(), []).drafts
    told = {frozenset(p.name for p in d.parties) for d in found if d.kind == "agreement"}
    assert told >= {frozenset(pair) for pair in pairs}
    assert all(len(pair) == 2 for pair in told)


def test_a_city_and_the_region_of_its_name_are_no_pair() -> None:
    text = "Hualien City and Hualien County signed an agreement with Ishigaki. The mayor of Hualien met the magistrate."
    trace = []
    draft(Document("x", text, "en", None, "2024-06-15"), judge(), trace)
    for act in trace:
        for casting in act.castings:
            keys = [p.key for p in (*casting.from_, *casting.to, *casting.parties)]
            assert len(keys) == len(set(keys))


def test_an_end_of_a_gapped_act_may_be_an_act_of_its_own() -> None:
    trace = []
    draft(Document("x", "驻福冈总领事杨文渊到任拜会佐世保市市长宫本大辅。", "zh", None, "2024-06-15"), judge(), trace)
    assert {act.kind for act in trace} >= {"visit", "meeting"}
