"""When two phrases name the same thing, and when they cannot be compared."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from ikrar.model.folding import fold_name
from ikrar.register.likeness import likeness, same_instrument, same_words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("China International Import Expo", "Import Expo", True),
        ("program beasiswa untuk pelajar dan mahasiswa", "beasiswa pelajar", True),
        ("中国国际进口博览会", "第六届中国国际进口博览会", True),
        ("中國國際進口博覽會", "中国国际进口博览会", True),
        ("expo", "scholarships", False),
        ("kerja sama di bidang pariwisata", "kerja sama di bidang pendidikan", False),
        ("expo", "博览会", None),
        ("kerja sama", "expo", None),
        ("", "expo", None),
        ("", "", True),
    ],
)
def test_phrases_are_compared_by_their_telling_words(one, other, same):
    assert same_words(likeness(one), likeness(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("MoU", "nota kesepahaman", True),
        ("谅解备忘录", "memorandum of understanding", True),
        ("nota kesepahaman kota bersaudara", "sister city agreement", True),
        ("Letter of Intent", "surat minat", True),
        ("letter of intent", "MoU", False),
        ("protocol", "友好城市协议", False),
        ("memorandum", None, None),
    ],
)
def test_instruments_are_compared_by_what_they_are(one, other, same):
    assert same_instrument(likeness(one), likeness(other or "")) is same


def test_the_words_of_the_table_stand_as_they_are_compared():
    table = tomllib.loads(files("ikrar.register").joinpath("likeness.toml").read_text(encoding="utf-8"))
    words = table["generic"] + [w for listed in table["instruments"].values() for w in listed]
    assert [w for w in words if fold_name(w) != w] == []


def test_no_word_names_two_instruments():
    table = tomllib.loads(files("ikrar.register").joinpath("likeness.toml").read_text(encoding="utf-8"))
    words = [w for listed in table["instruments"].values() for w in listed]
    assert len(words) == len(set(words))
