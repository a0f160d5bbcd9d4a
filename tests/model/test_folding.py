"""Folding makes one spelling of what readers take as the same, and never loses a position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.model.folding import IGNORED, fold, fold_name, fold_names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wali Kota", "WALI KOTA"),
        ("São Paulo", "sao paulo"),
        ("Łódź", "lodz"),
        ("Hải Phòng", "hai phong"),
        ("姊妹市簽署備忘錄", "姊妹市签署备忘录"),
        ("Ｓｈａｎｇｈａｉ", "Shanghai"),
        ("Rostov-on-Don", "Rostov on Don"),
        ("Xi’an", "Xi'an"),
    ],
)
def test_spellings_that_readers_take_as_the_same_fold_alike(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_characters_that_nobody_sees_are_left_out() -> None:
    assert fold("Su\u00adra\u200bbaya").text == "surabaya"


@given(st.text())
def test_every_folded_character_has_its_origin(text: str) -> None:
    folded = fold(text)
    origins = [folded.origin(i) for i in range(len(folded.text))]
    assert origins == sorted(set(origins))
    assert all(0 <= o < len(text) and text[o] not in IGNORED for o in origins)


@given(st.text(alphabet=st.characters(max_codepoint=0x9FFF, exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_name(text)
    assert fold_name(once) == once


@given(st.lists(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x9FFF), min_size=1), max_size=8))
def test_many_names_fold_as_each_alone(names: list[str]) -> None:
    kept = [n for n in names if not IGNORED & set(n)]
    assert fold_names(kept) == [fold_name(n) for n in kept]
