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
