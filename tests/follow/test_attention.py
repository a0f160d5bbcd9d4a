"""What needs attention on a day. The day is given, so that these tests can travel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ikrar.follow.attention import review
from ikrar.register.decisions import set_status
from ikrar.register.filing import file_reading
from ikrar.register.finding import find_party
from ikrar.register.models import Agreement, Commitment
from tests.register.build import BOTH, JAKARTA, KOCHI, SHANGHAI, SURABAYA, Say, invites, reading, signed

pytestmark = pytest.mark.django_db

BEFORE, DURING, AFTER = date(2023, 10, 20), date(2023, 11, 7), date(2023, 11, 11)

KOCHI_INVITES = Say("invitation", "invites", (KOCHI,), (SURABAYA,), when="2023-11-01")


@pytest.fixture
def expo():
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("Shanghai invites Jakarta")))


def test_on_an_empty_register_nothing_needs_attention():
    found = review(BEFORE)
    assert (found.due, found.overdue, found.expiring, found.unanswered, found.recent) == ((), (), (), (), ())


def test_an_event_within_the_horizon_is_due_with_its_parties_and_its_proof(expo):
    item = review(BEFORE, horizon_days=30).due[0]
    assert (item.title, item.due, item.days) == ("China International Import Expo", date(2023, 11, 5), 16)
    assert item.parties == ("Jakarta", "Shanghai")
    assert item.source.text == "Shanghai invites Jakarta"


def test_an_event_beyond_the_horizon_is_not_due_yet(expo):
    assert review(BEFORE, horizon_days=10).due == ()


def test_an_event_that_goes_on_is_due_until_it_ends(expo):
    assert len(review(DURING).due) == 1
    assert review(AFTER).due == ()


def test_an_event_that_has_passed_is_overdue(expo):
    assert [i.days for i in review(AFTER).overdue] == [-6]


def test_what_was_kept_or_declined_is_neither_due_nor_overdue(expo):
    set_status(Commitment.objects.get(), by="ayu", status="kept")
    assert review(BEFORE).due == review(AFTER).overdue == ()


def test_a_plan_for_a_year_is_due_when_the_year_ends():
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=BOTH, when="2024")))
    assert review(date(2024, 2, 29)).due == ()
    assert len(review(date(2024, 12, 5)).due) == 1


def test_a_pledge_without_a_date_is_looked_at_after_the_time_the_office_sets(settings):
    settings.IKRAR_REVIEW_DAYS = 100
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=BOTH), published="2023-04-29"))
    day = date(2023, 4, 29) + timedelta(days=100)
    assert review(day - timedelta(days=31)).due == ()
    assert [i.basis for i in review(day).due] == ["review"]
    assert len(review(day + timedelta(days=1)).overdue) == 1


def test_an_invitation_without_an_answer_is_unanswered_while_there_is_time(expo):
    assert len(review(BEFORE).unanswered) == 1
    assert review(AFTER).unanswered == ()


def test_an_accepted_invitation_is_not_unanswered(expo):
    set_status(Commitment.objects.get(), by="ayu", status="accepted")
    assert review(BEFORE).unanswered == ()


def test_for_a_party_only_what_waits_for_its_answer_is_unanswered(expo):
    assert len(review(BEFORE, party=find_party("Jakarta")).unanswered) == 1
    assert review(BEFORE, party=find_party("Shanghai")).unanswered == ()


def test_of_a_request_the_one_that_was_asked_has_to_answer():
    file_reading(reading("Jakarta asks for buses.", Say("request", "asks for buses", (JAKARTA,), (SHANGHAI,))))
    assert len(review(BEFORE, party=find_party("Shanghai")).unanswered) == 1
    assert review(BEFORE, party=find_party("Jakarta")).unanswered == ()


def test_for_a_party_only_its_own_affairs_count(expo):
    file_reading(
        reading("Kochi invites Surabaya.", Say("invitation", "invites", (KOCHI,), (SURABAYA,), when="2023-11-01"))
    )
    assert len(review(BEFORE).due) == 2
    assert len(review(BEFORE, party=find_party("Jakarta")).due) == 1


def test_an_agreement_that_runs_out_within_a_year_is_expiring():
    file_reading(reading("An MoU was signed.", signed("MoU was signed")))
    set_status(Agreement.objects.get(), by="ayu", valid_until=date(2024, 6, 30))
    assert [i.due for i in review(BEFORE).expiring] == [date(2024, 6, 30)]
    assert review(BEFORE, expiring_days=90).expiring == ()


def test_an_agreement_that_ran_out_stays_in_sight_until_it_is_renewed_or_ended():
    file_reading(reading("An MoU was signed.", signed("MoU was signed")))
    set_status(Agreement.objects.get(), by="ayu", valid_until=date(2023, 6, 30))
    assert review(BEFORE).expiring[0].days < 0
    set_status(Agreement.objects.get(), by="ayu", status="ended")
    assert review(BEFORE).expiring == ()


def test_what_was_told_lately_is_recent_and_what_was_not_told_yet_is_not(expo):
    assert len(review(date(2023, 5, 1)).recent) == 1
    assert review(date(2023, 4, 28)).recent == ()
    assert review(date(2023, 8, 1)).recent == ()


def test_lists_can_be_limited(expo):
    file_reading(
        reading("Kochi invites Surabaya.", Say("invitation", "invites", (KOCHI,), (SURABAYA,), when="2023-11-01"))
    )
    found = review(BEFORE, limit=1)
    assert (len(found.due), found.totals["due"]) == (1, 2)


def test_the_number_of_queries_does_not_grow_with_what_is_due(queries):
    def more(first: int, last: int) -> None:
        for i in range(first, last):
            said = invites("invites", what=f"Expo {i}", when=f"2023-11-{i + 1:02}")
            file_reading(reading(f"No. {i}: Shanghai invites Jakarta.", said, published="2023-10-19"))

    more(0, 2)
    few = queries(lambda: review(BEFORE))
    more(2, 12)
    assert queries(lambda: review(BEFORE)) == few
    assert len(review(BEFORE).due) == 12


def test_what_is_only_to_be_looked_at_again_can_stand_apart_the_latest_first(expo):
    for day, what in (("2023-04-01", "forum"), ("2023-04-20", "festival")):
        said = Say("plan", f"plan a {what}", parties=BOTH, what=what)
        file_reading(reading(f"Of {day}: they plan a {what}.", said, published=day))
    found = review(AFTER, apart=True)
    assert [i.title for i in found.again] == ["festival", "forum"]
    assert [i.basis for i in found.overdue] == ["event"]
    assert (found.totals["again"], found.totals["overdue"]) == (2, 1)
    assert [i.title for i in review(AFTER).overdue][1:] == ["festival", "forum"]


def test_one_list_can_be_asked_for_piece_by_piece(expo):
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=BOTH), published="2023-04-29"))
    found = review(AFTER, only="overdue", start=1, limit=1)
    assert [i.basis for i in found.overdue] == ["review"]
    assert (found.recent, found.totals["overdue"]) == ((), 2)
