"""When a pledge is due, by rule."""

from __future__ import annotations

from datetime import date

from ikrar.follow.due import due
from ikrar.register.models import Commitment

TOLD = date(2023, 4, 29)


def pledge(kind: str, start: date | None = None, end: date | None = None, told: date | None = TOLD) -> Commitment:
    return Commitment(kind=kind, due_start=start, due_end=end or start, first_told=told)


def test_an_invitation_is_due_when_its_event_begins_and_overdue_when_it_has_ended():
    found = due(pledge("invitation", date(2023, 11, 5), date(2023, 11, 10)), 180)
    assert (found.day, found.end, found.basis) == (date(2023, 11, 5), date(2023, 11, 10), "event")
    assert not found.overdue(date(2023, 11, 10))
    assert found.overdue(date(2023, 11, 11))


def test_a_plan_is_due_at_the_end_of_its_period():
    found = due(pledge("plan", date(2024, 2, 1), date(2024, 2, 29)), 180)
    assert (found.day, found.basis) == (date(2024, 2, 29), "period")


def test_an_invitation_to_some_day_of_a_year_is_due_at_its_end():
    assert due(pledge("invitation", date(2024, 1, 1), date(2024, 12, 31)), 180).day == date(2024, 12, 31)


def test_a_pledge_without_a_date_is_looked_at_some_days_after_it_was_told():
    found = due(pledge("offer"), 90)
    assert (found.day, found.basis) == (date(2023, 7, 28), "review")


def test_a_pledge_of_which_no_day_is_known_is_never_due():
    assert due(pledge("offer", told=None), 90) is None
