"""What came of a pledge is proposed with its reasons; a person judges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ikrar.follow.filing import file_and_follow, follow_up
from ikrar.follow.models import Proposal
from ikrar.follow.proposals import refuse, take, take_sure
from ikrar.register import rereading
from ikrar.register.decisions import undo
from ikrar.register.filing import file_reading
from ikrar.register.models import Commitment
from ikrar.register.rebuilding import rebuild_all
from tests.register.build import JAKARTA, SHANGHAI, Say, invites, reading

pytestmark = pytest.mark.django_db


def went(**given: object) -> Say:
    values = {"from_": (JAKARTA,), "to": (SHANGHAI,), "what": "China International Import Expo"} | given
    return Say("delivery", "took part in the expo", **values)  # type: ignore[arg-type]


def story(said: Say, published: str = "2023-11-12") -> None:
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("invites Jakarta")))
    file_reading(reading("Jakarta took part in the expo.", said, published=published))


def test_taking_part_in_what_one_was_invited_to_is_proposed_as_its_keeping():
    story(went())
    proposal = Proposal.objects.get()
    assert (proposal.status, proposal.reasons[:2]) == ("kept", ["parties", "object"])
    assert proposal.commitment.status == "made"


@pytest.mark.parametrize("other", [{"what": "Flower Show"}, {"from_": (SHANGHAI,), "to": (JAKARTA,)}])
def test_another_object_or_the_wrong_side_is_not(other):
    story(went(**other))
    assert not Proposal.objects.exists()


def test_what_was_done_before_the_pledge_is_not():
    story(went(), published="2021-11-12")
    assert not Proposal.objects.exists()


def test_a_proposal_taken_over_keeps_the_commitment_with_its_proof():
    story(went())
    take(Proposal.objects.get(), by="ayu")
    pledge = Commitment.objects.get()
    assert (pledge.status, pledge.status_claim.quote) == ("kept", "took part in the expo")
    assert not Proposal.objects.exists()


def test_a_proposal_refused_does_not_come_back():
    story(went())
    refuse(Proposal.objects.get(), by="ayu", why="that was a company of its own accord")
    rebuild_all()
    assert not Proposal.objects.exists()
    assert Commitment.objects.get().status == "made"


def test_the_surest_may_be_taken_over_by_itself_and_taken_back():
    story(went(when="2023-11-06"))
    (decision,) = take_sure(0.9)
    pledge = Commitment.objects.get()
    assert (decision.who, pledge.status, pledge.status_claim.quote) == ("ikrar", "kept", "took part in the expo")
    undo(decision, "ayu")
    assert Commitment.objects.get().status == "made"


def test_what_is_less_sure_than_the_office_asks_for_waits_for_a_person():
    story(went(when="2023-11-06"))
    assert take_sure(0.9999) == []
    assert Commitment.objects.get().status == "made"


@pytest.mark.parametrize(("threshold", "status"), [(None, "made"), (0.9, "kept"), (0.9999, "made")])
def test_filing_takes_over_what_the_office_takes_for_sure_enough(threshold, status):
    file_and_follow(reading("Shanghai invites Jakarta to its expo.", invites("invites Jakarta")), threshold)
    went_there = went(when="2023-11-06")
    file_and_follow(reading("Jakarta took part in the expo.", went_there, published="2023-11-12"), threshold)
    assert Commitment.objects.get().status == status


@pytest.mark.parametrize(("threshold", "status"), [(None, "made"), (0.9, "kept")])
def test_a_new_reading_that_is_taken_over_is_followed_up_like_a_filing(threshold, status):
    file_reading(reading("Shanghai invites Jakarta to its expo.", invites("invites Jakarta")))
    now = datetime(2026, 11, 24, tzinfo=UTC)
    later = reading("Jakarta took part in the expo.", went(when="2023-11-06"), published="2023-11-12")
    file_reading(replace(later, claims=()), "0.0.1")
    proposal = rereading.propose(later, at=now)
    assert proposal is not None
    follow_up(rereading.take_over(proposal, by="ani", at=now), threshold)
    assert Commitment.objects.get().status == status
