"""Acts on a line of years. Pure: days in, hundredths of a width out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.site.shown.strips import FINE, spots
from ikrar.site.shown.timeline import Act, draw, scale

TODAY = date(2026, 11, 24)


def act(day: date, lane: str = "a", until: date | None = None) -> Act:
    return Act(day, lane, "encounter", str(day), until=until)


def test_the_line_runs_from_the_first_year_to_the_present_one():
    line = draw([act(date(2015, 6, 1))], "a", TODAY)
    assert (line.first, line.last) == (2015, 2026)


def test_what_is_to_come_lengthens_it():
    assert draw([act(date(2026, 6, 1)), act(date(2029, 1, 1))], "a", TODAY).last == 2029


def test_it_is_at_least_some_years_long():
    assert draw([act(TODAY)], "a", TODAY, least=4).first == 2023


def test_acts_stand_in_their_rows_in_the_order_of_their_days():
    line = draw([act(date(2025, 1, 1)), act(date(2024, 1, 1)), act(date(2024, 6, 1), "b")], ("a", "b"), TODAY)
    assert [(lane, [m.act.day.year for m in marks]) for lane, marks in line.lanes] == [
        ("a", [2024, 2025]),
        ("b", [2024]),
    ]


def test_a_mark_stands_where_its_day_is():
    line = draw([act(date(2023, 1, 1)), act(date(2026, 12, 31))], "a", TODAY)
    first, last = line.lanes[0][1]
    assert first.x == 0
    assert 99.8 < last.x < 100
    assert first.x < line.now < last.x


def test_what_lasts_has_a_width():
    mark = draw([act(date(2023, 1, 1), until=date(2024, 12, 31))], "a", TODAY).lanes[0][1][0]
    assert mark.width == pytest.approx(50, abs=0.1)


@pytest.mark.parametrize(("first", "most"), [(1950, 16), (1997, 12), (2015, 12), (2023, 4)])
def test_a_long_line_names_few_of_its_years(first, most):
    named = [y for y in draw([act(date(first, 1, 1))], "a", TODAY).years if y.named]
    assert 2 <= len(named) <= most


@given(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), max_size=20))
def test_no_mark_stands_outside(days):
    line = draw([act(d) for d in days], "a", TODAY)
    assert all(0 <= m.x <= 100 for _, marks in line.lanes for m in marks)
    assert line.first <= min([TODAY, *days]).year
    assert 0 <= line.now <= 100


DAYS = st.dates(date(2011, 1, 1), date(2027, 12, 31))


@given(st.lists(st.tuples(st.sampled_from(["agreement", "encounter"]), DAYS)))
def test_small_marks_that_cannot_be_told_from_each_other_are_one(acts):
    line = scale((day for _, day in acts), TODAY)
    places = [(shape, round(line.at(day) * FINE)) for shape, day in acts]
    assert [(shape, round(x * FINE)) for shape, x in spots(acts, line)] == list(dict.fromkeys(places))
