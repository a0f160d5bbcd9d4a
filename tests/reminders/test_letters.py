"""Letters by a real mail server: once, in the reader's language, with a way out; nothing where nothing is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ikrar.office.models import Membership
from ikrar.register import entry_details
from ikrar.register.filing import file_reading
from ikrar.register.models import Commitment
from ikrar.reminders.models import Digest
from ikrar.reminders.sending import Sent, send_due, unsubscribed, unsubscribing
from ikrar.site.shown.letters import render
from tests.register.build import JAKARTA, SHANGHAI, Say, reading

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Jakarta")
MORNING = datetime(2023, 11, 3, 0, 30, tzinfo=UTC)  # half past seven in Jakarta


def send(now: datetime = MORNING) -> Sent:
    return send_due(now, ZONE, render)


def body(message) -> str:
    return message.get_body(("plain",)).get_content()


def test_what_is_due_this_week_comes_with_its_address(choice, expo, box):
    assert send() == Sent(1, 0, ())
    (message,) = box.held
    assert (message["To"], message["Subject"]) == ("ayu@example.org", "Ikrar, 3 November 2023: 1 due")
    assert "China International Import Expo" in body(message)
    assert f"https://ikrar.example.org/entries/{Commitment.objects.get().pk}/" in body(message)
    assert "China International Import Expo" in message.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    ("language", "subject"),
    [("id", "3 November 2023"), ("zh-hans", "2023年11月3日")],
)
def test_it_is_written_in_the_readers_language(choice, expo, box, language, subject):
    choice.language = language
    choice.save()
    send()
    assert subject in box.held[0]["Subject"]


def test_it_comes_once(choice, expo, box):
    send()
    assert send(MORNING + timedelta(hours=1)) == Sent(0, 0, ())
    assert send(MORNING + timedelta(days=1)).sent == 1


def test_where_nothing_needs_attention_none_comes(choice, box):
    assert send() == Sent(0, 1, ())
    assert box.held == []


def test_a_server_that_does_not_take_it_is_asked_again(choice, expo, box):
    box.refuses = True
    assert len(send().failed) == 1
    box.refuses = False
    assert send(MORNING + timedelta(hours=1)).sent == 1


def test_one_who_has_left_the_office_gets_none(choice, expo, box):
    Membership.objects.update(ended_at=MORNING)
    assert send().sent == 0
    assert box.held == []


def test_of_my_own_only_what_i_look_after_comes(choice, expo, box):
    choice.mine = True
    choice.save()
    assert send().nothing == 1
    entry_details.change(
        Commitment.objects.get(), {"owner": "ayu", "next_step": "Book", "next_on": "2023-11-04"}, "ayu"
    )
    assert send(MORNING + timedelta(days=1)).sent == 1
    assert "Book" in body(box.held[0])


def test_of_my_own_a_pledge_without_a_day_comes_too(choice, box):
    offer = {"kind": "offer", "from": ["Shanghai|CN"], "to": ["Jakarta|ID"], "what": "ten scholarships"}
    entry_details.enter(offer | {"told": "2023-10-20"}, "ayu")
    choice.mine = True
    choice.save()
    assert send().nothing == 1
    entry_details.change(Commitment.objects.get(), {"owner": "ayu"}, "ayu")
    assert send(MORNING + timedelta(days=1)).sent == 1
    assert "ten scholarships" in body(box.held[0])


def test_the_next_step_of_a_pledge_without_a_day_comes(choice, box):
    offer = {"kind": "plan", "parties": ["Shanghai|CN", "Jakarta|ID"], "what": "a forum", "told": "2023-10-01"}
    entry_details.enter(offer, "ayu")
    entry_details.change(Commitment.objects.get(), {"next_step": "Ask", "next_on": "2023-11-04"}, "ayu")
    assert send().sent == 1
    assert "Ask" in body(box.held[0])


def test_every_letter_says_how_to_end_them(choice, expo, box):
    send()
    stop = box.held[0]["List-Unsubscribe"].strip().strip("<>")
    assert stop in body(box.held[0])
    assert box.held[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_link_to_end_them_holds_for_its_own_letters_alone(choice):
    assert unsubscribed(unsubscribing(choice)) == choice
    assert unsubscribed(unsubscribing(choice)[:-2] + "xx") is None
    assert unsubscribed("nonsense") is None


def test_whoever_unsubscribes_needs_no_account_and_gets_no_more(choice, expo, box, client):
    address = f"/reminders/letters/off/{unsubscribing(choice)}/"
    assert b"ayu@example.org" in client.get(address).content
    assert Digest.objects.get().every == "day"  # Looking at the page ends nothing.
    assert client.post(address).status_code == 200
    assert Digest.objects.get().every == "never"
    assert send() == Sent(0, 0, ())


def test_a_letter_goes_by_the_times_of_its_office(choice, office, box):
    signed = {"kind": "agreement", "parties": ["Jakarta|ID", "Shanghai|CN"], "when": "2020-11-12", "duration": 37}
    entry_details.enter(signed | {"what": "memorandum of understanding", "told": "2020-11-12"}, "ani")
    office.expiring_days = 30
    office.save()
    assert send() == Sent(0, 1, ())
    office.expiring_days = 60
    office.save()
    assert send(MORNING + timedelta(days=1)) == Sent(1, 0, ())
    assert "memorandum of understanding" in body(box.held[0])


def test_each_line_says_when_as_precisely_as_the_text_and_shows_the_words_that_prove_it(choice, box):
    file_reading(reading("Shanghai invites Jakarta to its forum.", forum("2023-11")))
    file_reading(reading("Shanghai offers Jakarta ten scholarships.", scholarships(), published="2023-05-08"))
    choice.every, choice.weekday = "week", 4
    choice.save()
    send()
    said = " ".join(body(box.held[0]).split())
    assert "- November 2023: Invitation, forum (Shanghai → Jakarta) “Shanghai invites Jakarta to its forum”" in said
    assert "- no date, told on 8 May 2023: Offer, scholarships (Shanghai → Jakarta)" in said


@pytest.mark.parametrize(
    ("language", "line"),
    [("id", "- November 2023: Undangan, forum (Shanghai → Jakarta)"), ("zh-hans", "上海 → 雅加达")],
)
def test_names_and_dates_are_those_of_the_readers_language(choice, box, language, line):
    file_reading(reading("Shanghai invites Jakarta to its forum.", forum("2023-11")))
    choice.every, choice.weekday, choice.language = "week", 4, language
    choice.save()
    send()
    assert line in body(box.held[0])


def forum(when: str) -> Say:
    return Say("invitation", "Shanghai invites Jakarta to its forum", (SHANGHAI,), (JAKARTA,), what="forum", when=when)


def scholarships() -> Say:
    return Say("offer", "Shanghai offers Jakarta ten scholarships", (SHANGHAI,), (JAKARTA,), what="scholarships")
