"""Date patterns are tried only where what they are written with stands: that must leave nothing out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.reading.date_forms import DIGIT, HAN_DIGIT, MONTH, YEAR, DateForms, kinds, required
from ikrar.reading.lexicon import language_codes, load_table
from tests.reading.pages import dates

TABLES = {code: DateForms(load_table(code, "dates")) for code in language_codes()}
PIECES = [
    *(
        "5",
        "14",
        "2024",
        "1998",
        "二〇二四",
        "三",
        "十二",
        "元",
        "年",
        "月",
        "日",
        "号",
        "令和",
        "民国",
        "周年",
        "から",
    ),
    *("May", "mei", "SEPT.", "Oktober", "Auguſt", "ap\u0130l", "last year", "tahun lalu", "去年", "tenth", "kelima"),
    *(" ", " ", " ", "-", "/", ", ", " to ", " hingga ", "至", "(", ")", "（", "）", "in", "sejak", "th", "years ago"),
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)


@settings(max_examples=300, deadline=None)
@given(text=texts, lang=st.sampled_from(sorted(TABLES)))
def test_every_match_of_a_pattern_is_found(text: str, lang: str) -> None:
    tables = TABLES[lang]
    signs = tables.signs(text).within(0, len(text))
    possible = tables.possible(kinds(signs), text, 0, len(text))
    for pattern in tables.patterns:
        there = [m.span() for m in pattern.compiled.finditer(text)]
        assert not there or pattern in possible, pattern.compiled.pattern
        assert [m.span() for m in pattern.matches(text, 0, len(text), signs)] == there, pattern.compiled.pattern


@pytest.mark.parametrize(
    ("pattern", "signs", "chars"),
    [
        (r"\b<day>\s+<month>\b", {DIGIT, MONTH}, ""),
        (r"<month>(?:\s+<year>)?", {MONTH}, ""),
        (r"(?:<month>|<year>)", set(), ""),
        (r"<year>-<mon>-<day>", {YEAR, DIGIT}, "-"),
        (r"<han-year>年(?:<han-mon>月)?(?!度)", {DIGIT | HAN_DIGIT}, "年"),
        (r"(?<![\d月])<han-day>日?[号(]", {DIGIT | HAN_DIGIT}, ""),
    ],
)
def test_what_a_pattern_asks_for(pattern: str, signs: set[int], chars: str) -> None:
    found, plain = required(pattern)
    assert (set(found), set(plain)) == (signs, set(chars))


def test_small_letters_that_are_not_what_they_seem_hide_no_date() -> None:
    found = dates("They met on 14 Auguſt 2024 in İzmir.", "en", "2024-09-01")
    assert [m.edtf for m in found.moments] == [date(2024, 8, 14).isoformat()]
