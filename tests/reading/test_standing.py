"""What the words right beside a group say of its part in an act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikrar.model import Document
from ikrar.reading.claims import Weighed
from ikrar.reading.judging import judge
from ikrar.reading.reader import draft
from ikrar.reading.standing import Standing, beside, dump, load, names, standing
from tests.reading.pages import page, parties

TABLE = Standing((-1.0, -2.0, 0.5), {"": {">gave": (3.0, -1.0, 0.0)}, "visit": {"<in": (-2.0, 4.0, 0.0)}})


def words_beside(text: str, lang: str) -> list[set[str]]:
    laid = page(text, lang)
    return [set(words) for words in beside(laid, laid.sentences[0], parties(text, lang).groups)]


def test_words_are_taken_on_either_side_up_to_the_next_group() -> None:
    first, second = words_beside("Yesterday Busan gave two buses to Surabaya, its twin.", "en")
    assert first == {"<yesterday", "<^yesterday", ">gave", ">gave two", ">gave two buses"}
    assert second == {"<to", "<buses to", "<two buses to", ">its", ">its twin"}


def test_chinese_is_read_by_characters_in_simplified() -> None:
    first, second = words_beside("昨日釜山贈送泗水校車。", "zh")
    assert {"<日", "<昨日", ">赠", ">赠送"} <= first
    assert {"<送", ">校", ">校车"} <= second


def test_half_a_word_says_nothing() -> None:
    text = "An extraordinarily unprecedentedly longwinded council greeted Busan and Surabaya."
    assert all("ordinarily" not in word for word in words_beside(text, "en")[0])


def test_words_of_any_kind_and_of_one_kind_add_up() -> None:
    assert TABLE.odds([">gave"], "delivery") == (2.0, -3.0, 0.5)
    assert TABLE.odds(["<in"], "visit") == (-3.0, 2.0, 0.5)
    assert TABLE.odds(["<in"], "delivery") == (-1.0, -2.0, 0.5)


def test_the_parts_that_a_kind_has_are_named_in_steps() -> None:
    assert names((2.4, -7.0, 0.0), "visit") == ("from+2", "to-3")
    assert names((2.4, -7.0, 0.2), "meeting") == ("in+0",)
    assert names((), "meeting") == ()


def test_the_table_is_read_back_as_it_was_written() -> None:
    assert load(dump(TABLE)) == TABLE
    assert load(dump(standing())) == standing()
    assert load(dump(Standing())) == Standing()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Busan gave Surabaya two buses under the sister city agreement."),
        ("id", "Busan menghibahkan dua bus kepada Surabaya dalam kerja sama kota kembar."),
        ("zh", "釜山市向泗水市捐赠两辆巴士。"),
    ],
)
def test_where_a_party_stands_is_weighed(lang: str, text: str) -> None:
    def weighed(of: float) -> set[tuple[str, str]]:
        trace: list[Weighed] = []
        by = replace(judge(), standing=Standing((of, -of, 0.0)), known={})
        draft(Document("x", text, lang, None, "2024-06-15"), by, trace)
        return {f for act in trace if act.kind == "delivery" for casting in act.castings for f in casting.features}

    assert {("S", "from+3"), ("O", "to-3")} <= weighed(4.0)
    assert {("S", "from-3"), ("O", "to+3")} <= weighed(-4.0)
