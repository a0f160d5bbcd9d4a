"""Pieces of a text that show why it was found: whole words, the found ones marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ikrar.model.tokens import Term
from ikrar.register.excerpts import AROUND, excerpt

FOUND = Term("beasiswa", ("beasiswa",))
WORDS = st.lists(st.text(alphabet="abcdefghij", min_size=1, max_size=12), max_size=60)


@given(WORDS, WORDS)
def test_no_word_is_cut_at_an_end(before, after):
    words = [*before, "beasiswa", *after]
    piece = excerpt(" ".join(words), [FOUND])
    assert set(piece.text.split()) <= set(words)
    assert "beasiswa" in [piece.text[a:b] for a, b in piece.marks]
    assert len(piece.text) <= 3 * AROUND


def test_a_script_without_spaces_is_cut_where_it_has_to_be():
    text = "上海市" * 100 + "奖学金" + "雅加达" * 100
    piece = excerpt(text, [Term("奖学金", ("奖学", "学金"))])
    assert [piece.text[a:b] for a, b in piece.marks] == ["奖学金"]
    assert len(piece.text) == 3 * AROUND
