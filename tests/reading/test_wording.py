"""What the wording of a sentence says of the acts in it, for words that no table holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikrar.model import Document
from ikrar.reading.judging import build, judge
from ikrar.reading.lexicon import lexicon
from ikrar.reading.reader import draft
from ikrar.reading.wording import Wording, dump, load, stretches, wording

ENGLISH, CHINESE = (lexicon().languages[code] for code in ("en", "zh"))
GIFT = Wording(frozenset({"en"}), {"delivery": -3.0, "visit": -2.0}, {"fire engine": (60, 0), "engine": (10, -5)})


def test_words_stand_alone_and_with_those_beside_them() -> None:
    found = stretches("Two old Trams, 1962", spaced=True)
    assert found == {"two", "old", "trams", "0", "two old", "old trams", "trams 0", "two old trams", "old trams 0"}


def test_chinese_is_read_by_characters_in_simplified() -> None:
    assert {"赠", "赠送", "赠送校"} <= stretches("贈送校車", spaced=False)
    assert not any("贈" in stretch for stretch in stretches("贈送校車", spaced=False))


def test_words_that_were_never_seen_say_nothing() -> None:
    assert GIFT.odds("qwerty asdf", ENGLISH) == GIFT.bias
    short = GIFT.odds("A fire engine", ENGLISH)
    assert GIFT.odds("A fire engine qwerty asdf zxcv", ENGLISH) == short
    assert short["delivery"] > 0 > short["visit"]


def test_the_table_is_read_back_as_it_was_written() -> None:
    assert load(dump(GIFT)) == GIFT
    assert load(dump(wording())) == wording()


def test_a_language_that_was_hardly_heard_is_not_judged() -> None:
    assert GIFT.odds("A fire engine", lexicon().languages["id"]) == {}


def test_nothing_learnt_says_nothing() -> None:
    assert Wording().odds("They left a fire engine behind", ENGLISH) == {}


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "The mayor of Wellington met the mayor of Sakai.", "met"),
        ("id", "Wali Kota Bandung bertemu Wali Kota Sakai.", "bertemu"),
        ("zh", "惠灵顿市市长会见堺市市长。", "会见"),
    ],
)
def test_what_the_words_say_speaks_for_an_act(lang: str, text: str, words: str) -> None:
    def likely(weight: int) -> float:
        kinds = dict.fromkeys(wording().bias, -3.0)
        heard = Wording(frozenset({lang}), kinds, {words: tuple(weight * (kind == "meeting") for kind in kinds)})
        return (
            draft(Document("x", text, lang, None, "2024-06-15"), replace(judge(), wording=heard)).drafts[0].probability
        )

    assert likely(80) > likely(0)


def test_what_is_kept_of_the_weights_is_what_their_files_say() -> None:
    kept, built = judge(), build()
    assert (kept, kept.wording, kept.standing) == (built, built.wording, built.standing)
