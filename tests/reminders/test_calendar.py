"""The calendar at a private address: valid, stable names, changes and cancellations, gone when it is revoked."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from ikrar.register import decisions, entry_details
from ikrar.register.models import ClaimRecord, Commitment
from ikrar.reminders import feed as feeds
from ikrar.reminders.models import Feed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _october(settings):
    settings.IKRAR_TODAY = "2023-10-02"


@pytest.fixture
def subscribed(ayu, office, expo, client):
    """Asks at ayu's private address as a calendar does: without signing in."""
    from django.utils import timezone

    row, secret = feeds.make(ayu, office, "en", False, timezone.now())

    def ask(expect: int = 200) -> dict[str, object]:
        response = client.get(f"/calendar/{secret}.ics")
        assert response.status_code == expect
        if expect != 200:
            return {}
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        return {str(e["UID"]): e for e in Calendar.from_ical(response.content).walk("VEVENT")}

    ask.feed, ask.secret = row, secret  # type: ignore[attr-defined]
    return ask


def test_what_is_due_stands_on_its_days(subscribed):
    (event,) = subscribed().values()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2023, 11, 5), date(2023, 11, 11))
    assert str(event["SUMMARY"]) == "Due: China International Import Expo (Shanghai → Jakarta)"
    assert "Shanghai invites Jakarta" in str(event["DESCRIPTION"])
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "CONFIRMED")


def test_asking_again_gives_the_same_names_and_numbers(subscribed):
    first = {uid: e["SEQUENCE"] for uid, e in subscribed().items()}
    assert {uid: e["SEQUENCE"] for uid, e in subscribed().items()} == first


def test_a_change_keeps_the_name_and_raises_the_number(subscribed):
    (uid,) = subscribed()
    entry_details.change(Commitment.objects.get(), {"due": "2023-11-06/2023-11-10"}, "ayu")
    (event,) = subscribed().values()
    assert (str(event["UID"]), event["SEQUENCE"], event["DTSTART"].dt) == (uid, 1, date(2023, 11, 6))


def test_what_is_settled_is_called_off_and_comes_back_under_its_name(subscribed):
    (uid,) = subscribed()
    step = decisions.set_status(Commitment.objects.get(), "ayu", "No money", status="declined")
    gone = subscribed()[uid]
    assert (str(gone["STATUS"]), gone["SEQUENCE"]) == ("CANCELLED", 1)
    decisions.undo(step, "ayu")
    assert (str(subscribed()[uid]["STATUS"]), subscribed()[uid]["SEQUENCE"]) == ("CONFIRMED", 2)


def test_a_rejected_claim_is_called_off_too(subscribed):
    (uid,) = subscribed()
    decisions.reject(ClaimRecord.objects.get(), "wrong", "ayu")
    assert str(subscribed()[uid]["STATUS"]) == "CANCELLED"


def test_what_has_passed_by_is_not_called_off(subscribed, settings):
    subscribed()
    settings.IKRAR_TODAY = "2024-06-01"
    assert subscribed() == {}


def test_next_steps_have_a_name_of_their_own(subscribed):
    entry_details.change(Commitment.objects.get(), {"next_step": "Book stands", "next_on": "2023-10-09"}, "ayu")
    assert [str(e["SUMMARY"]) for e in subscribed().values()] == [
        "Next step: Book stands (Shanghai → Jakarta)",
        "Due: China International Import Expo (Shanghai → Jakarta)",
    ]


def test_a_revoked_address_gives_nothing_and_says_so(subscribed):
    from django.utils import timezone

    feeds.revoke(subscribed.feed, timezone.now())
    subscribed(expect=410)


def test_an_address_that_never_was_is_not_there(client, db):
    assert client.get("/calendar/none-of-ours.ics").status_code == 404


def test_one_who_cannot_sign_in_any_more_reads_nothing(subscribed, ayu):
    ayu.is_active = False
    ayu.save()
    subscribed(expect=410)


def test_the_secret_is_kept_nowhere(subscribed):
    row = Feed.objects.values().get()
    assert subscribed.secret not in str(row)


def test_of_my_own_only_what_i_look_after_is_told(ayu, office, expo, client):
    from django.utils import timezone

    _row, secret = feeds.make(ayu, office, "en", True, timezone.now())
    assert b"VEVENT" not in client.get(f"/calendar/{secret}.ics").content
    entry_details.change(Commitment.objects.get(), {"owner": "ayu"}, "ayu")
    assert b"Import Expo" in client.get(f"/calendar/{secret}.ics").content


def test_every_line_is_short_and_ends_as_the_standard_wants(subscribed, client):
    content = client.get(f"/calendar/{subscribed.secret}.ics").content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
