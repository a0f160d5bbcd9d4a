"""Two people confirm where the office wants it, whoever comes second is told, claims are assigned to people."""

from __future__ import annotations

import pytest

from ikrar.register.assigning import assign
from ikrar.register.decisions import CannotDecide, ChangedMeanwhile, confirm, correct, last_number, reject, undo
from ikrar.register.decisions import undo_batch as undo_all
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import ClaimRecord, Encounter
from ikrar.register.rebuilding import rebuild_all
from tests.register.build import met, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> ClaimRecord:
    file_reading(reading("They met.", met("They met")))
    return ClaimRecord.objects.get()


class TestTwoPeople:
    def test_the_first_leaves_it_waiting_and_the_second_confirms(self, claim):
        confirm(claim, "ani", people=2)
        assert (claim.review, claim.first_by) == ("unreviewed", "ani")
        confirm(claim, "budi", people=2)
        assert (claim.review, claim.first_by) == ("confirmed", "")

    def test_nobody_is_their_own_second_person(self, claim):
        confirm(claim, "ani", people=2)
        with pytest.raises(CannotDecide, match="second person"):
            confirm(claim, "ani", people=2)
        assert claim.review == "unreviewed"

    def test_who_corrects_has_said_what_it_says_now_and_another_confirms_that(self, claim):
        confirm(claim, "ani", people=2)
        correct(claim, {"when": "2023-04-27"}, "budi", people=2)
        assert (claim.review, claim.first_by, claim.when) == ("unreviewed", "budi", "2023-04-27")
        confirm(claim, "ani", people=2)
        assert claim.review == "corrected"

    def test_taking_the_first_word_back_leaves_the_second_to_be_the_first(self, claim):
        first = confirm(claim, "ani", people=2)
        confirm(claim, "budi", people=2)
        undo(first, "ani")
        claim.refresh_from_db()
        assert (claim.review, claim.first_by) == ("unreviewed", "budi")

    def test_what_was_confirmed_by_one_when_one_was_enough_stays_confirmed(self, claim):
        confirm(claim, "ani")
        rebuild_all()
        claim.refresh_from_db()
        assert claim.review == "confirmed"

    def test_it_follows_from_the_journal_alone(self, claim):
        confirm(claim, "ani", people=2)
        ClaimRecord.objects.update(first_by="", review="confirmed")
        rebuild_all()
        claim.refresh_from_db()
        assert (claim.review, claim.first_by) == ("unreviewed", "ani")

    def test_one_is_enough_to_reject(self, claim):
        confirm(claim, "ani", people=2)
        reject(claim, "not-said", "budi")
        assert (claim.review, claim.first_by) == ("rejected", "")
        assert Encounter.objects.count() == 0


class TestMeanwhile:
    def test_the_second_is_told_who_did_what_and_nothing_is_written(self, claim):
        seen = last_number(claim)
        correct(claim, {"when": "2023-04-27"}, "ani", seen=seen)
        for again in (
            lambda: confirm(claim, "budi", seen=seen),
            lambda: reject(claim, "not-said", "budi", seen=seen),
            lambda: correct(claim, {"when": "2023-04-26"}, "budi", seen=seen),
        ):
            with pytest.raises(ChangedMeanwhile) as told:
                again()
            assert [(d.who, d.after) for d in told.value.since] == [("ani", {"when": "2023-04-27"})]
        assert claim.when == "2023-04-27"

    def test_whoever_has_seen_it_may_go_on(self, claim):
        correct(claim, {"when": "2023-04-27"}, "ani")
        confirm(claim, "budi", seen=last_number(claim))


class TestAssigning:
    def test_claims_are_given_to_a_person_and_to_nobody_again(self, claim):
        assert len(assign([claim], "budi", "ani")) == 1
        claim.refresh_from_db()
        assert claim.assigned_to == "budi"
        assert assign([claim], "budi", "ani") == []
        assign([claim], "", "ani")
        claim.refresh_from_db()
        assert claim.assigned_to == ""
        assert check() == []

    def test_many_are_taken_back_in_one_go(self, claim):
        file_reading(reading("They met again.", met("They met again", when="2024-04-28")))
        decided = assign(ClaimRecord.objects.select_related("document"), "budi", "ani")
        assert set(ClaimRecord.objects.values_list("assigned_to", flat=True)) == {"budi"}
        undo_all(decided[0].batch, "ani")
        assert set(ClaimRecord.objects.values_list("assigned_to", flat=True)) == {""}

    def test_it_follows_from_the_journal_and_is_no_word_on_the_claim(self, claim):
        assign([claim], "budi", "ani")
        ClaimRecord.objects.update(assigned_to="")
        rebuild_all()
        claim.refresh_from_db()
        assert (claim.assigned_to, claim.review) == ("budi", "unreviewed")

    def test_a_claim_that_is_read_no_more_is_not_kept_for_being_assigned(self, claim):
        assign([claim], "budi", "ani")
        file_reading(reading("They met."))
        claim.refresh_from_db()
        assert claim.superseded
