"""When an agreement binds: months, periods, extensions, notice. No clock and no database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ikrar.register.terms import (
    Period,
    Terms,
    add_months,
    as_json,
    dates,
    ended_by_notice,
    from_json,
    periods,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
MONTHS = st.integers(1, 240)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2019-11-27", 36, "2022-11-27"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
    ],
)
def test_months_run_to_the_day_of_the_same_number_or_the_last_of_the_month(day, months, then):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_months_stop_where_the_calendar_does():
    assert add_months(date(9999, 6, 1), 12) == date.max
    assert add_months(date(1, 6, 1), -12) == date.min


@given(DAYS, MONTHS, MONTHS)
def test_more_months_are_later_and_land_in_the_right_month(day, one, more):
    then = add_months(day, one)
    assert then < add_months(day, one + more)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == one
    assert then.day <= day.day


def test_a_term_without_an_end_of_its_own_lasts_as_long_as_was_agreed():
    assert periods(date(2019, 11, 27), None, 36) == (
        Period(date(2019, 11, 27), date(2022, 11, 27), date(2019, 11, 27), 36),
    )


def test_the_end_that_people_know_stands_over_the_one_that_was_counted():
    (only,) = periods(date(2019, 11, 27), date(2022, 12, 31), 36)
    assert only.end == date(2022, 12, 31)


def test_without_a_known_end_an_agreement_goes_on():
    assert periods(date(2020, 1, 1), None, 0) == (Period(date(2020, 1, 1), None),)


def test_an_extension_after_the_end_leaves_a_gap_and_lasts_as_long_as_the_first_term():
    """Denpasar and Mossel Bay: two months without an instrument."""
    first, second = periods(date(2019, 11, 27), date(2022, 11, 27), 36, [(date(2023, 1, 31), None)])
    assert (first.end, second.start, second.end) == (date(2022, 11, 27), date(2023, 1, 31), date(2026, 1, 31))


def test_an_extension_in_time_goes_on_from_the_end_of_the_term():
    first, second = periods(date(2019, 11, 27), None, 36, [(date(2022, 9, 1), None)])
    assert (first.end, second.start, second.end) == (date(2022, 11, 27), date(2022, 11, 28), date(2025, 11, 27))


def test_an_extension_has_an_end_of_its_own_where_one_was_agreed():
    _, second = periods(date(2019, 1, 1), date(2022, 1, 1), 0, [(date(2022, 3, 1), date(2023, 3, 1))])
    assert second.end == date(2023, 3, 1)


def test_the_known_end_is_that_of_the_last_period_that_had_begun_by_then():
    """Only an extension is told of, and people know until when it holds."""
    assert periods(None, date(2027, 7, 14), 0, [(date(2022, 7, 15), None)]) == (
        Period(date(2022, 7, 15), date(2027, 7, 14), date(2027, 7, 14)),
    )


def test_an_extension_without_any_end_goes_on():
    first, second = periods(date(2019, 1, 1), date(2022, 1, 1), 0, [(date(2022, 3, 1), None)])
    assert (first.end, second) == (date(2022, 1, 1), Period(date(2022, 3, 1), None))


@given(st.none() | DAYS, st.none() | DAYS, st.just(0) | MONTHS, st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4))
def test_periods_follow_each_other_and_never_meet(start, until, duration, extensions):
    found = periods(start, until, duration, extensions)
    for one, other in pairwise(found):
        assert one.end is not None
        assert other.start is not None
        assert one.end < other.start
    assert all(p.start is None or p.end is None or p.start <= p.end for p in found)
    assert from_json(as_json(found)) == found


@given(DAYS, MONTHS, MONTHS, DAYS)
def test_as_many_renewals_as_needed_and_not_one_more(start, duration, every, day):
    (only,) = periods(start, None, duration)
    many = only.renewals_until(day, every)
    end = only.end_after(many, every)
    assert end >= day or many == 0
    assert many == 0 or only.end_after(many - 1, every) < day


@given(DAYS, MONTHS, st.integers(0, 60), st.integers(0, 24), DAYS)
def test_notice_ends_a_term_of_which_it_could_still_be_given(start, duration, renewal, notice, given_on):
    assume(given_on >= start)
    (only,) = periods(start, None, duration)
    terms = Terms((only,), renewal, notice)
    end = ended_by_notice(terms, only, given_on)
    if not renewal:
        assert end == only.end
    else:
        assert given_on <= (terms.notice_by(end) or end)


def test_notice_too_late_ends_the_term_after():
    """Of an agreement for five years that renews itself for five more, half a year's notice."""
    (only,) = periods(date(2014, 5, 5), None, 60)
    terms = Terms((only,), renewal=60, notice=6)
    assert ended_by_notice(terms, only, date(2018, 11, 5)) == date(2019, 5, 5)
    assert ended_by_notice(terms, only, date(2018, 11, 6)) == date(2024, 5, 5)


def test_what_can_be_asked_for_follows_from_the_last_agreed_period():
    (only,) = periods(date(2014, 5, 5), None, 60)
    found = dates(Terms((only,), renewal=60, notice=6))
    assert (found.expires_on, found.notice_by, found.renews_on) == (
        date(2019, 5, 5), date(2018, 11, 5), date(2019, 5, 6),
    )  # fmt: skip
    assert dates(Terms((Period(date(2014, 5, 5), None),), notice=6)).expires_on is None


@given(DAYS, st.integers(0, 120))
def test_the_day_for_notice_leaves_the_whole_time(end, months):
    by = Terms(notice=months).notice_by(end)
    assert (by is None) == (months == 0)
    if by:
        assert add_months(by, months) <= end
        assert by <= end - timedelta(days=28 * months)
