"""When letters are due: a time of the day on the office's clock, once each, across changes of the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.reminders.digest import due_at, wanted
from ikrar.reminders.models import Digest

JAKARTA, BERLIN = ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/Berlin")


def daily(hour: int = 7, done_for: datetime | None = None) -> Digest:
    return Digest(every="day", hour=hour, done_for=done_for)


def local(zone: ZoneInfo, *when: int) -> datetime:
    return datetime(*when, tzinfo=zone)  # type: ignore[arg-type]


def test_every_day_at_its_hour_on_the_offices_clock():
    assert due_at(daily(), local(JAKARTA, 2026, 11, 25, 9), JAKARTA) == local(JAKARTA, 2026, 11, 25, 7)
    assert due_at(daily(), local(JAKARTA, 2026, 11, 25, 6, 59), JAKARTA) == local(JAKARTA, 2026, 11, 24, 7)


def test_every_week_on_its_day():
    friday = Digest(every="week", weekday=4, hour=7)
    assert due_at(friday, local(JAKARTA, 2026, 11, 25, 9), JAKARTA) == local(JAKARTA, 2026, 11, 20, 7)
    assert due_at(friday, local(JAKARTA, 2026, 11, 27, 7), JAKARTA) == local(JAKARTA, 2026, 11, 27, 7)


def test_never_is_never():
    assert due_at(Digest(every="never"), datetime(2026, 11, 25, tzinfo=UTC), JAKARTA) is None


@pytest.mark.parametrize("day", [(2026, 3, 29), (2026, 10, 25)], ids=["spring forward", "fall back"])
def test_seven_is_seven_whatever_happened_to_the_clock_in_the_night(day):
    at = due_at(daily(), local(BERLIN, *day, 12), BERLIN)
    assert at is not None
    assert (at.hour, at.date().timetuple()[:3]) == (7, day)


def test_an_hour_that_the_clock_leaves_out_still_has_its_letter():
    now = local(BERLIN, 2026, 3, 29, 12)
    assert wanted(daily(hour=2), now, BERLIN) is not None


def test_an_hour_that_comes_twice_has_one_letter():
    first = wanted(daily(hour=2), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN)
    assert first is not None
    assert wanted(daily(hour=2, done_for=first), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), BERLIN) is None


def test_a_leap_day_has_one_too():
    assert due_at(daily(), local(JAKARTA, 2028, 2, 29, 8), JAKARTA) == local(JAKARTA, 2028, 2, 29, 7)


def test_what_is_done_is_not_done_again():
    now = local(JAKARTA, 2026, 11, 25, 9)
    assert wanted(daily(done_for=local(JAKARTA, 2026, 11, 25, 7)), now, JAKARTA) is None
    assert wanted(daily(done_for=local(JAKARTA, 2026, 11, 24, 7)), now, JAKARTA) is not None


def test_a_letter_that_is_much_too_late_is_left_out():
    friday = Digest(every="week", weekday=4, hour=7)
    assert wanted(friday, local(JAKARTA, 2026, 11, 25, 9), JAKARTA) is None


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(["day", "week"]),
    st.integers(0, 6),
    st.integers(0, 23),
    st.sampled_from([JAKARTA, BERLIN, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Asia/Kathmandu")]),
)
def test_the_last_time_is_never_ahead_and_never_further_back_than_one_round(now, every, weekday, hour, zone):
    at = due_at(Digest(every=every, weekday=weekday, hour=hour), now, zone)
    assert at is not None
    assert timedelta(0) <= now - at <= timedelta(days={"day": 1, "week": 7}[every], hours=1)
