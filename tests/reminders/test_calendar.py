"""The calendar at a private address: valid, stable names, changes and cancellations, gone when it is revoked."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
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
    assert str(gone["SUMMARY"]) == "Called off: China International Import Expo"
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
    _row, secret = feeds.make(ayu, office, "en", True, timezone.now())
    assert b"VEVENT" not in client.get(f"/calendar/{secret}.ics").content
    entry_details.change(Commitment.objects.get(), {"owner": "ayu"}, "ayu")
    assert b"Import Expo" in client.get(f"/calendar/{secret}.ics").content


def test_in_every_language_lines_are_short_whole_and_end_as_the_standard_wants(ayu, office, client, db):
    what = "上海市政府邀请雅加达参加第六届中国国际进口博览会并就轨道交通、垃圾处理与防洪开展交流" * 3
    pledge = {"kind": "invitation", "from": ["Shanghai|CN"], "to": ["Jakarta|ID"], "when": "2023-11-05/2023-11-10"}
    entry_details.enter(pledge | {"what": what + ", a; b \\ c"}, "ayu")
    _row, secret = feeds.make(ayu, office, "zh-hans", False, timezone.now())
    content = client.get(f"/calendar/{secret}.ics").content
    lines = content.split(b"\r\n")
    assert (b"\n" in content.replace(b"\r\n", b""), lines[-1]) == (False, b"")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() for line in lines[:-1])  # no character is torn apart
    assert {b"DTSTART;VALUE=DATE:20231105", b"DTEND;VALUE=DATE:20231111"} <= set(lines)  # whole days say that they are
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert what + ", a; b \\ c" in str(event["SUMMARY"])


def test_it_is_a_calendar_to_subscribe_to_not_a_message(subscribed, client):
    made = Calendar.from_ical(client.get(f"/calendar/{subscribed.secret}.ics").content)
    assert "METHOD" not in made
    assert {made[name].to_ical() for name in ("NAME", "X-WR-CALNAME")} == {b"Ikrar"}
    assert {made[name].to_ical() for name in ("REFRESH-INTERVAL", "X-PUBLISHED-TTL")} == {b"PT6H"}
    assert made["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"


def test_one_in_which_nothing_stands_is_a_calendar_still(ayu, office, client, db):
    _row, secret = feeds.make(ayu, office, "en", False, timezone.now())
    made = Calendar.from_ical(client.get(f"/calendar/{secret}.ics").content)
    assert [c.name for c in made.subcomponents] == ["VTIMEZONE"]


def test_what_names_a_month_stands_on_one_day_and_says_which_month(subscribed, ayu):
    entry_details.change(Commitment.objects.get(), {"due": "2023-11"}, "ayu")
    (event,) = subscribed().values()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2023, 11, 1), date(2023, 11, 2))
    assert "November 2023" in str(event["DESCRIPTION"])


class TestAskingAgain:
    def test_what_has_not_changed_is_not_sent_again(self, subscribed, client):
        address = f"/calendar/{subscribed.secret}.ics"
        first = client.get(address)
        assert first["Cache-Control"] == "private, max-age=900"
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])

    def test_what_has_changed_is(self, subscribed, client):
        address = f"/calendar/{subscribed.secret}.ics"
        tag = client.get(address)["ETag"]
        entry_details.change(Commitment.objects.get(), {"due": "2023-11-06/2023-11-10"}, "ayu")
        again = client.get(address, headers={"if-none-match": tag})
        assert again.status_code == 200
        assert again["ETag"] != tag

    def test_a_date_alone_never_says_that_nothing_changed(self, subscribed, client):
        address = f"/calendar/{subscribed.secret}.ics"
        assert "Last-Modified" not in client.get(address)
        assert client.get(address, headers={"if-modified-since": "Thu, 01 Jan 2099 00:00:00 GMT"}).status_code == 200

    def test_the_head_alone_may_be_asked_for(self, subscribed, client):
        address = f"/calendar/{subscribed.secret}.ics"
        head = client.head(address)
        assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", "text/calendar; charset=utf-8")
        assert head["ETag"] == client.get(address)["ETag"]

    def test_names_are_the_same_by_whatever_name_the_site_is_called(self, subscribed, client, settings):
        settings.ALLOWED_HOSTS = ["*"]
        address = f"/calendar/{subscribed.secret}.ics"
        assert client.get(address, headers={"host": "one.example"}).content == client.get(address).content


class TestWhatHasPassed:
    @pytest.fixture
    def memorandum(self):
        signed = {"kind": "agreement", "parties": ["Jakarta|ID", "Shanghai|CN"], "what": "memorandum"}
        entry_details.enter(signed | {"when": "2020-11-20", "told": "2020-11-20", "duration": 36, "notice": 1}, "ani")

    def test_the_end_of_an_agreement_and_the_day_to_decide_stay_where_they_were(self, memorandum, subscribed, settings):
        def agreed() -> dict[str, tuple[str, date]]:
            found = {uid.partition("@")[0].rpartition("-")[2]: e for uid, e in subscribed().items()}
            return {n: (str(e["STATUS"]), e["DTSTART"].dt) for n, e in found.items() if n != "due"}

        before = agreed()
        assert before == {
            "expiry": ("CONFIRMED", date(2023, 11, 20)), "notice": ("CONFIRMED", date(2023, 10, 20)),
        }  # fmt: skip
        settings.IKRAR_TODAY = "2023-11-10"
        assert agreed() == before
        settings.IKRAR_TODAY = "2023-12-01"
        assert agreed()["expiry"] == before["expiry"]

    def test_a_visit_that_is_told_to_have_begun_was_not_called_off(self, ayu, subscribed):
        visit = {"kind": "visit", "from": ["Kochi|JP"], "to": ["Surabaya|ID"], "when": "2023-10-01/2023-10-04"}
        entered = entry_details.enter(visit | {"state": "planned"}, "ani")
        ahead = {uid: str(e["STATUS"]) for uid, e in subscribed().items()}
        entry_details.change(entry_details.entry_of(f"#{entered.number}"), {"state": "done"}, "ani")
        assert {uid: str(e["STATUS"]) for uid, e in subscribed().items()} == ahead


def test_two_calendars_that_ask_at_once_are_told_the_same(subscribed, office, monkeypatch):
    """The other one asks between the first one's look and its writing."""
    looked = feeds._known
    meanwhile = []

    def look(of):
        found = looked(of)
        if not meanwhile:
            meanwhile.append(True)
            meanwhile.append(subscribed())
        return found

    monkeypatch.setattr(feeds, "_known", look)
    mine = subscribed()
    assert {uid: e["SEQUENCE"] for uid, e in mine.items()} == {uid: e["SEQUENCE"] for uid, e in meanwhile[1].items()}
