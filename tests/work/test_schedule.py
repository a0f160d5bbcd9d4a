"""What is due by the clock is done once for each time, also after nobody was at work, and never twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikrar.work.kinds import kinds
from ikrar.work.models import Job, Slot
from ikrar.work.schedule import BadSchedule, Due, latest, parse, run_due, schedule

JAKARTA = ZoneInfo("Asia/Jakarta")
NIGHTLY = Due("count", "count", "day", 3, 30)
WEEKLY = Due("weekly", "count", "week", 7, 0, weekday=0)
HOURLY = Due("hourly", "count", "hour", 0, 15)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("due", "now", "last"),
    [
        (NIGHTLY, "2026-11-25 12:00", "2026-11-25 03:30"),
        (NIGHTLY, "2026-11-25 03:30", "2026-11-25 03:30"),
        (NIGHTLY, "2026-11-25 03:29", "2026-11-24 03:30"),
        (WEEKLY, "2026-11-25 12:00", "2026-11-23 07:00"),
        (WEEKLY, "2026-11-23 06:59", "2026-11-16 07:00"),
        (HOURLY, "2026-11-25 12:14", "2026-11-25 11:15"),
        (HOURLY, "2026-11-25 12:15", "2026-11-25 12:15"),
    ],
)
def test_the_last_time_that_something_was_due(due, now, last):
    assert latest(due, at(now), JAKARTA) == at(last)


def test_the_time_of_day_is_that_of_the_office_also_where_clocks_are_changed():
    berlin = ZoneInfo("Europe/Berlin")
    for day in (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 30, 12, tzinfo=UTC)):
        assert latest(NIGHTLY, day, berlin).strftime("%H:%M") == "03:30"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([NIGHTLY, WEEKLY, HOURLY]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([JAKARTA, UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")]),
)
def test_a_time_that_was_due_is_past_and_no_longer_ago_than_a_period(due, now, zone):
    found = latest(due, now, zone)
    period = {"day": 1, "week": 7, "hour": 1 / 24}[due.every]
    assert found <= now < found + timedelta(days=period, hours=2)
    assert latest(due, found, zone) == found


@pytest.fixture
def tick(db, steps):
    """The clock as a worker looks at it."""
    return lambda now: run_due(at(now), JAKARTA, [NIGHTLY])


def test_what_is_new_in_the_schedule_begins_with_its_next_time(tick):
    assert tick("2026-11-25 12:00") == []
    assert tick("2026-11-25 18:00") == []
    assert len(tick("2026-11-26 03:30")) == 1


def test_each_time_is_done_once_however_often_the_clock_is_looked_at(tick):
    tick("2026-11-25 12:00")
    for hour in range(4, 24):
        tick(f"2026-11-26 {hour:02}:00")
    job = Job.objects.get()
    assert (job.kind, job.who, job.given) == ("count", "", {"due": "2026-11-26T03:30:00+07:00"})


def test_after_some_days_without_a_worker_it_is_done_once(tick):
    tick("2026-11-25 12:00")
    assert len(tick("2026-12-03 09:00")) == 1
    assert tick("2026-12-03 10:00") == []
    assert len(tick("2026-12-04 09:00")) == 1


def test_a_clock_that_was_set_back_does_nothing_again(tick):
    tick("2026-11-25 12:00")
    tick("2026-11-26 12:00")
    assert tick("2026-11-25 13:00") == []
    assert tick("2026-11-26 13:00") == []


def test_two_workers_that_see_the_same_time_ask_once(tick, monkeypatch):
    tick("2026-11-25 12:00")
    tick("2026-11-26 12:00")
    # The second worker looked before the first one wrote.
    real = Slot.objects.filter
    monkeypatch.setattr(Slot.objects, "filter", lambda **k: real(**k).exclude(at__gt=at("2026-11-25 12:00")))
    assert tick("2026-11-26 12:00") == []
    assert Job.objects.count() == 1


def test_the_schedule_that_comes_with_ikrar_names_kinds_that_are_known():
    assert schedule()
    assert {due.kind for due in schedule()} <= set(kinds())


def test_what_each_office_has_for_itself_is_asked_for_in_each(db, steps, bandung):
    each = [Due("count", "count", "day", 3, 30, per_office=True)]
    run_due(at("2026-11-25 12:00"), JAKARTA, each)
    run_due(at("2026-11-26 12:00"), JAKARTA, each)
    assert sorted(Job.objects.values_list("office", flat=True)) == ["default", bandung.database]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x", "every": "day", "at": "03:30"},
        {"name": "x", "kind": "tidy", "every": "month", "at": "03:30"},
        {"name": "x", "kind": "tidy", "every": "day", "at": "half past three"},
        {"name": "x", "kind": "tidy", "every": "week", "at": "03:30", "on": "someday"},
        {"name": "x", "kind": "tidy", "every": "hour", "at": "75"},
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused_by_name(wrong):
    with pytest.raises(BadSchedule, match="x"):
        parse({"due": [wrong]})
