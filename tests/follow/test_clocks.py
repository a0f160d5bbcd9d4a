"""How an agreement stands on a day: expiring, to be noticed, renewed by itself, lapsed, ended. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ikrar.follow.clocks import Clock, clock
from ikrar.register.terms import Terms, periods

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def denpasar(*extensions: tuple[date, date | None]) -> Terms:
    """The memorandum with Mossel Bay: signed on 27 November 2019 for three years."""
    return Terms(periods(date(2019, 11, 27), None, 36, extensions), notice=3)


def central_java() -> Terms:
    """With Fujian: for five years from 2014, and every five years again unless one side gives half a year's notice."""
    return Terms(periods(date(2014, 5, 5), None, 60), renewal=60, notice=6)


class TestDenpasar:
    def test_an_office_is_told_in_time(self):
        seen = clock(denpasar(), date(2022, 8, 1))
        assert (seen.phase, seen.until, seen.days) == ("expiring", date(2022, 11, 27), 118)
        assert (seen.notice_by, seen.notice_days) == (date(2022, 8, 27), 26)
        assert seen.deciding(ahead=90, past=30)

    def test_long_before_there_is_nothing_to_do(self):
        assert clock(denpasar(), date(2020, 6, 1)).phase == "running"

    def test_on_its_last_day_it_still_binds_and_on_the_next_it_does_not(self):
        assert clock(denpasar(), date(2022, 11, 27)).binds
        lapsed = clock(denpasar(), date(2022, 11, 28))
        assert (lapsed.phase, lapsed.binds, lapsed.days) == ("lapsed", False, -1)

    def test_the_gap_of_two_months_is_seen_once_it_was_extended(self):
        seen = clock(denpasar((date(2023, 1, 31), None)), date(2023, 2, 10))
        assert (seen.phase, seen.start, seen.until) == ("running", date(2023, 1, 31), date(2026, 1, 31))
        (gap,) = seen.gaps
        assert (gap.first, gap.last, gap.days) == (date(2022, 11, 28), date(2023, 1, 30), 64)

    def test_whoever_looks_back_sees_it_as_it_was_then(self):
        seen = clock(denpasar((date(2023, 1, 31), None)), date(2022, 12, 15))
        assert (seen.phase, seen.until, seen.gaps) == ("lapsed", date(2022, 11, 27), ())


class TestAutomaticRenewal:
    def test_when_the_day_has_passed_and_nobody_gave_notice_it_has_renewed_itself(self):
        seen = clock(central_java(), date(2019, 5, 6))
        assert (seen.phase, seen.renewals, seen.renewed_on) == ("running", 1, date(2019, 5, 6))
        assert (seen.start, seen.until) == (date(2019, 5, 6), date(2024, 5, 5))

    def test_on_the_last_day_of_the_term_it_has_not_yet(self):
        seen = clock(central_java(), date(2019, 5, 5))
        assert (seen.renewals, seen.renewed_on, seen.until) == (0, None, date(2019, 5, 5))

    def test_it_does_not_expire_but_there_is_a_day_to_decide_on(self):
        seen = clock(central_java(), date(2023, 10, 1))
        assert (seen.phase, seen.notice_by, seen.until) == ("running", date(2023, 11, 5), date(2024, 5, 5))
        assert seen.deciding(ahead=90, past=30)
        assert not clock(central_java(), date(2023, 6, 1)).deciding(ahead=90, past=30)

    def test_the_day_to_decide_on_stays_in_sight_for_a_while_after(self):
        assert clock(central_java(), date(2023, 11, 20)).deciding(ahead=90, past=30)
        assert not clock(central_java(), date(2024, 1, 1)).deciding(ahead=90, past=30)

    def test_without_a_time_for_notice_one_decides_by_the_last_day(self):
        terms = Terms(periods(date(2020, 1, 1), None, 12), renewal=12)
        seen = clock(terms, date(2020, 12, 1))
        assert (seen.notice_by, seen.decide_by) == (None, date(2021, 1, 1))

    def test_after_notice_it_runs_out_and_is_over(self):
        terms = Terms(central_java().periods, renewal=60, notice=6, notice_given=date(2018, 10, 1))
        before = clock(terms, date(2018, 11, 1))
        assert (before.phase, before.until, before.decide_by) == ("expiring", date(2019, 5, 5), None)
        assert clock(terms, date(2019, 5, 6)).phase == "ended"

    def test_before_the_notice_was_given_nobody_knew_of_it(self):
        terms = Terms(central_java().periods, renewal=60, notice=6, notice_given=date(2018, 10, 1))
        assert clock(terms, date(2018, 9, 30)).phase == "running"

    def test_a_notice_that_came_too_late_ends_the_term_after(self):
        terms = Terms(central_java().periods, renewal=60, notice=6, notice_given=date(2019, 1, 1))
        seen = clock(terms, date(2020, 1, 1))
        assert (seen.phase, seen.renewals, seen.until) == ("running", 1, date(2024, 5, 5))
        assert clock(terms, date(2024, 5, 6)).phase == "ended"

    def test_an_agreement_of_a_leap_day_ends_on_a_leap_day_when_the_year_has_one(self):
        terms = Terms(periods(date(2024, 2, 29), None, 12), renewal=12)
        ends = [clock(terms, date(year, 1, 15)).until for year in (2025, 2026, 2027, 2028)]
        assert ends == [date(2025, 2, 28), date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]

    @given(DAYS, st.integers(1, 120), st.integers(1, 120), DAYS)
    def test_every_day_from_the_first_on_stands_in_exactly_one_term(self, start, duration, every, today):
        terms = Terms(periods(start, None, duration), renewal=every)
        seen = clock(terms, today)
        if today < start:
            assert seen.phase == "ahead"
            return
        assert seen.binds
        assert seen.start <= today <= seen.until
        assert clock(terms, seen.until).until == seen.until
        assert clock(terms, seen.until + timedelta(days=1)).start == seen.until + timedelta(days=1)


class TestEnds:
    def test_what_was_ended_is_over_the_day_after(self):
        terms = Terms(periods(date(2010, 1, 1), None, 0), ended=date(2022, 3, 4), over=True)
        assert clock(terms, date(2022, 3, 4)).binds
        assert clock(terms, date(2022, 3, 5)).phase == "ended"

    def test_an_end_ahead_is_expiring_and_asks_for_no_decision(self):
        terms = Terms(periods(date(2010, 1, 1), None, 60), 60, 6, ended=date(2022, 3, 4), over=True)
        seen = clock(terms, date(2022, 1, 1))
        assert (seen.phase, seen.until, seen.decide_by) == ("expiring", date(2022, 3, 4), None)

    def test_an_end_of_which_no_day_is_known_is_an_end(self):
        assert clock(Terms(periods(date(2010, 1, 1), None, 0), over=True), date(2011, 1, 1)).phase == "ended"

    def test_an_extension_that_both_agree_on_stands_over_an_earlier_notice(self):
        terms = Terms(periods(date(2014, 1, 1), None, 60, [(date(2019, 2, 1), None)]), notice_given=date(2018, 6, 1))
        assert clock(terms, date(2018, 12, 1)).phase == "expiring"
        assert clock(terms, date(2019, 1, 10)).phase == "ended"
        assert clock(terms, date(2019, 3, 1)).binds


def test_in_preparation_nothing_runs():
    assert clock(Terms(preparing=True), date(2024, 1, 1)) == Clock("preparing", today=date(2024, 1, 1))


def test_what_begins_later_does_not_bind_yet():
    seen = clock(Terms(periods(date(2024, 6, 1), None, 12)), date(2024, 1, 1))
    assert (seen.phase, seen.start, seen.binds) == ("ahead", date(2024, 6, 1), False)


def test_without_any_date_it_binds_and_no_end_is_known():
    seen = clock(Terms(), date(2024, 1, 1))
    assert (seen.phase, seen.until, seen.binds) == ("open", None, True)


def test_the_horizon_says_from_when_an_end_is_near():
    terms = Terms(periods(date(2020, 1, 1), date(2025, 1, 1), 0))
    assert clock(terms, date(2024, 11, 1), horizon=30).phase == "running"
    assert clock(terms, date(2024, 12, 2), horizon=30).phase == "expiring"


@given(DAYS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 24), st.none() | DAYS, st.none() | DAYS, DAYS)
def test_there_is_an_answer_for_every_day(start, duration, renewal, notice, ended, given_on, today):
    terms = Terms(periods(start, None, duration), renewal, notice, ended, given_on, over=ended is not None)
    seen = clock(terms, today)
    assert seen.days is None or seen.until is not None
    if seen.binds:
        assert seen.until is None or seen.until >= today
        assert ended is None or today <= ended
