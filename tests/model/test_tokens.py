"""What search compares: words whole, unspaced runs as pairs of characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.model.tokens import terms, tokens

HAN = st.text(st.sampled_from("友好城市合作上海雅加达港"), min_size=1, max_size=12)


def found(text: str, question: str) -> bool:
    """Whether every term stands in the text, as an index that knows only tokens and their order would say."""
    there = tokens(text).split()

    def stands(wanted: tuple[str, ...], begins: bool) -> bool:
        for i in range(len(there) - len(wanted) + 1):
            piece = there[i : i + len(wanted)]
            last = piece[-1].startswith(wanted[-1]) if begins else piece[-1] == wanted[-1]
            if last and piece[:-1] == list(wanted[:-1]):
                return True
        return False

    return all(stands(t.tokens, t.begins) for t in terms(question))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pameran Impor", "pameran impor"),
        ("São Paulo, Malmö", "sao paulo malmo"),
        ("友好城市", "友好 好城 城市 市"),
        ("友好 城市", "友好 好 城市 市"),
        ("廈門市", "厦门 门市 市"),
        ("ＷＴＯ和G20峰会", "wto 和 g20 峰会 会"),
        ("カタカナ", "カタ タカ カナ ナ"),
        ("서울시", "서울 울시 시"),
        ("% — …", ""),
    ],
)
def test_a_text_becomes_tokens(text, expected):
    assert tokens(text) == expected


@given(HAN, st.data())
def test_any_part_of_a_run_is_found(run, data):
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    assert found(f"Pada 5月, {run} disebut", run[start:end])


@given(HAN, HAN)
def test_what_is_not_part_of_a_run_is_not_found(run, part):
    assert found(run, part) == (part in run)


@given(st.text(max_size=80))
def test_tokens_hold_nothing_that_an_index_would_take_for_a_sign(text):
    assert all(c.isalnum() or c == " " or not c.isascii() for c in tokens(text))
    assert all(tokens(text).split(" ")) or not tokens(text)


@pytest.mark.parametrize(
    ("question", "text", "stands"),
    [
        ("pamer", "Pameran Impor", True),
        ("pa", "Pameran Impor", False),
        ("20", "Pada 2023", False),
        ('"letter of intent"', "The letter of intent of 2014", True),
        ('"letter of intent"', "The intent of a letter", False),
        ('"letter of inten"', "The letter of intent", False),
        ("“友好城市” 备忘录", "友好城市合作备忘录", True),
        ('"城市 forum"', "友好城市 Forum 2024", True),
        ("港", "厦门港口", True),
        ("港", "厦门空港", True),
        ("訪問", "访问", True),
    ],
)
def test_a_question_finds(question, text, stands):
    assert found(text, question) is stands


def test_a_question_asks_for_each_thing_once_and_for_so_many_at_most():
    assert len(terms("kota kota KOTA")) == 1
    assert len(terms(" ".join(f"kata{i}" for i in range(50)))) == 12


def test_a_long_word_is_compared_by_its_beginning():
    assert found("x" * 500, "x" * 499)
