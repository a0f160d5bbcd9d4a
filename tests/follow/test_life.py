"""The life of a commitment: each step with the words that show it, or a person's reason."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from ikrar.follow import attention
from ikrar.follow.life import NeedsReason, life, may_show, move
from ikrar.follow.times import Times
from ikrar.register import decisions, entry_details
from ikrar.register.filing import file_reading
from ikrar.register.models import Commitment
from tests.register.build import JAKARTA, SHANGHAI, Say, accepts, invites, reading

pytestmark = pytest.mark.django_db

review = partial(attention.review, times=Times())


@pytest.fixture
def pledge() -> Commitment:
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("Shanghai invites Jakarta")))
    return Commitment.objects.get()


def statuses(one: Commitment) -> list[str]:
    return [step.status for step in life(one)]


def test_it_begins_with_the_words_that_made_it(pledge):
    (first,) = life(pledge)
    assert (first.status, first.day, first.claim.quote) == ("made", date(2023, 4, 29), "Shanghai invites Jakarta")


def test_an_answer_in_a_later_document_is_a_step_with_its_words(pledge):
    file_reading(reading("Jakarta will come.", accepts("Jakarta will come"), published="2023-05-10"))
    last = life(Commitment.objects.get())[-1]
    assert (last.status, last.day, last.claim.quote) == ("accepted", date(2023, 5, 10), "Jakarta will come")


def test_a_person_takes_a_step_with_a_reason(pledge):
    move(pledge, "under-way", "ani", "Six companies have signed up")
    last = life(pledge)[-1]
    assert (last.status, last.who, last.why) == ("under-way", "ani", "Six companies have signed up")


def test_a_step_without_reason_or_evidence_is_refused(pledge):
    with pytest.raises(NeedsReason):
        move(pledge, "kept", "ani", "  ")
    assert statuses(pledge) == ["made"]


def test_a_step_may_rest_on_the_words_of_a_document(pledge):
    went = Say("delivery", "Jakarta showed its coffee", (JAKARTA,), (SHANGHAI,))
    file_reading(reading("Jakarta showed its coffee there.", went, published="2023-11-08"))
    (claim,) = may_show(pledge)
    move(pledge, "kept", "ani", evidence=claim)
    assert life(pledge)[-1].claim == claim


def test_what_was_told_before_the_pledge_cannot_show_it(pledge):
    went = Say("delivery", "Jakarta showed its coffee", (JAKARTA,), (SHANGHAI,))
    file_reading(reading("Jakarta showed its coffee there.", went, published="2022-11-08"))
    assert may_show(pledge) == []


def test_a_step_that_is_taken_back_is_no_step(pledge):
    step = move(pledge, "declined", "ani", "The budget was cut")
    assert statuses(pledge) == ["made", "declined"]
    decisions.undo(step, "ani")
    assert statuses(pledge) == ["made"]
    assert Commitment.objects.get().status == "made"


def test_a_pledge_entered_by_hand_has_a_life_too():
    values = {"kind": "offer", "from": ["Shanghai|CN"], "to": ["Jakarta|ID"], "what": "ten scholarships"}
    entry_details.enter(values, "ani", "Told on the telephone")
    pledge = Commitment.objects.get()
    move(pledge, "accepted", "budi", "We said yes")
    assert [(s.status, s.who, s.why) for s in life(pledge)] == [
        ("made", "ani", "Told on the telephone"),
        ("accepted", "budi", "We said yes"),
    ]


def test_who_looks_after_it_and_its_next_step_are_kept_and_can_be_emptied(pledge):
    entry_details.change(pledge, {"owner": "ratna", "next_step": "Ask the companies", "next_on": "2023-06-01"}, "ani")
    pledge.refresh_from_db()
    assert (pledge.owner, pledge.next_step, pledge.next_on) == ("ratna", "Ask the companies", date(2023, 6, 1))
    entry_details.change(pledge, {"next_step": "", "next_on": ""}, "ani")
    pledge.refresh_from_db()
    assert (pledge.owner, pledge.next_step, pledge.next_on) == ("ratna", "", None)


def test_a_due_day_set_by_hand_holds_and_without_it_the_event_is_the_day(pledge):
    decision = entry_details.change(pledge, {"due": "2023-10-01"}, "ani", "They want an answer by then")
    pledge.refresh_from_db()
    assert (pledge.due, pledge.when) == ("2023-10-01", "2023-11-05/2023-11-10")
    decisions.undo(decision, "ani")
    pledge.refresh_from_db()
    assert pledge.due == "2023-11-05/2023-11-10"


def test_a_next_step_needs_attention_from_its_day_on(pledge):
    entry_details.change(pledge, {"next_step": "Ask the companies", "next_on": "2023-06-01"}, "ani")
    assert [i.due for i in review(date(2023, 5, 20), 30).steps] == [date(2023, 6, 1)]
    assert review(date(2023, 4, 30), 7).steps == ()
    assert [i.days for i in review(date(2023, 6, 10), 30).steps] == [-9]
    move(Commitment.objects.get(), "declined", "ani", "No money")
    assert review(date(2023, 6, 10), 30).steps == ()
