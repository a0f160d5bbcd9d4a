"""EDTF: which days an expression covers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.model.edtf import interval


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2023-04-29", "2023-04-29", "2023-04-29"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-11-05/2023-11-10", "2023-11-05", "2023-11-10"),
        ("2019/2024", "2019-01-01", "2024-12-31"),
    ],
)
def test_covers_its_days(edtf: str, start: str, end: str) -> None:
    found = interval(edtf)
    assert found is not None
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize("edtf", [None, "", "next year", "2023-13", "2023-02-30", "2023-05/2023-04", "23-04-29"])
def test_what_is_no_date_covers_nothing(edtf: str | None) -> None:
    assert interval(edtf) is None


@given(st.dates(min_value=date(1500, 1, 1), max_value=date(2200, 1, 1)), st.integers(0, 400))
def test_a_range_holds_both_its_ends(first: date, days: int) -> None:
    last = first + timedelta(days)
    found = interval(f"{first}/{last}")
    assert found is not None
    assert (found.start, found.end) == (first, last)
