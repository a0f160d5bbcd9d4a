"""What people decide holds: over what the machine read, and over what another machine reads later."""

from __future__ import annotations

from datetime import date

import pytest

from ikrar.register.decisions import (
    CannotChange,
    CannotDecide,
    confirm,
    correct,
    history,
    reject,
    set_status,
    undo,
)
from ikrar.register.filing import file_reading
from ikrar.register.models import (
    Agreement,
    ClaimRecord,
    Commitment,
    Decision,
    Entry,
    Partnership,
    Party,
    StoredDocument,
)
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.snapshot import snapshot
from tests.register.build import JAKARTA, KOCHI, SHANGHAI, Say, accepts, invites, reading, signed

pytestmark = pytest.mark.django_db

TEXT = "A memorandum was signed. Shanghai invites Jakarta to its expo. Jakarta will come."


@pytest.fixture
def filed():
    return file_reading(
        reading(
            TEXT,
            signed("A memorandum was signed"),
            invites("Shanghai invites Jakarta to its expo"),
            accepts("Jakarta will come"),
        )
    )


def claim(kind: str) -> ClaimRecord:
    return ClaimRecord.objects.get(kind=kind)


def reread(*said: Say, text: str = TEXT) -> None:
    """A better engine reads the same text."""
    file_reading(reading(text, *said), engine="2")


def test_a_confirmed_claim_is_confirmed_and_the_journal_says_by_whom(filed):
    decision = confirm(claim("agreement"), by="ayu", why="I have the original")
    assert claim("agreement").review == "confirmed"
    assert (decision.who, decision.what, decision.why) == ("ayu", "confirm", "I have the original")
    assert decision.document_sha256 == filed.document.sha256


def test_the_caller_sees_the_new_state_of_the_claim(filed):
    mine = claim("agreement")
    confirm(mine, by="ayu")
    assert mine.reviewed


def test_a_rejected_claim_stands_behind_no_entry(filed):
    reject(claim("agreement"), "that was another city", by="ayu")
    assert not Agreement.objects.exists()
    assert claim("agreement").review == "rejected"


def test_rejecting_the_acceptance_leaves_the_invitation_unanswered(filed):
    assert Commitment.objects.get().status == "accepted"
    reject(claim("acceptance"), "he said perhaps", by="ayu")
    assert Commitment.objects.get().status == "made"


def test_a_correction_changes_the_entry_and_keeps_what_was_read(filed):
    correct(claim("agreement"), {"when": "2021-10-23", "fields": ["trade"]}, by="ayu")
    entry = Agreement.objects.get()
    assert (entry.signed, entry.fields) == ("2021-10-23", ["trade"])
    assert claim("agreement").read["when"] == "2020-10-23"
    assert claim("agreement").review == "corrected"


def test_correcting_the_parties_moves_the_entry_to_their_partnership(filed):
    correct(claim("agreement"), {"parties": ["Jakarta|ID", KOCHI]}, by="ayu")
    assert str(Agreement.objects.get().partnership) == "Jakarta – Kochi"
    assert Party.objects.get(name="Kochi").geonames == KOCHI.geonames


def test_correcting_one_thing_after_another_keeps_both(filed):
    correct(claim("agreement"), {"when": "2021-10-23"}, by="ayu")
    correct(claim("agreement"), {"what": "letter of intent"}, by="budi")
    entry = Agreement.objects.get()
    assert (entry.signed, entry.what) == ("2021-10-23", "letter of intent")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "treaty"},
        {"state": "perhaps"},
        {"when": "23 October"},
        {"parties": ["Jakarta|ID"]},
        {"parties": ["Jakarta"]},
        {"confidence": 1.0},
        {"when": "2020-10-23"},
    ],
)
def test_a_correction_that_makes_no_claim_is_refused_and_leaves_no_trace(filed, changes):
    with pytest.raises(CannotChange):
        correct(claim("agreement"), changes, by="ayu")
    assert not Decision.objects.exists()


def test_taking_back_a_decision_restores_what_was_there(filed):
    before = snapshot()
    undo(reject(claim("agreement"), "a slip", by="ayu"), by="ayu")
    assert snapshot() == before
    undo(correct(claim("agreement"), {"when": "2021"}, by="ayu"), by="ayu")
    assert snapshot() == before


def test_taking_back_one_correction_leaves_the_other(filed):
    first = correct(claim("agreement"), {"when": "2021-10-23"}, by="ayu")
    correct(claim("agreement"), {"what": "letter of intent"}, by="budi")
    undo(first, by="ayu")
    entry = Agreement.objects.get()
    assert (entry.signed, entry.what) == ("2020-10-23", "letter of intent")


def test_a_decision_is_taken_back_once(filed):
    decision = confirm(claim("agreement"), by="ayu")
    taken_back = undo(decision, by="ayu")
    with pytest.raises(CannotDecide):
        undo(decision, by="budi")
    with pytest.raises(CannotDecide):
        undo(taken_back, by="budi")


def test_the_history_of_a_claim_holds_all_of_it_the_latest_first(filed):
    decision = confirm(claim("agreement"), by="ayu")
    undo(decision, by="budi")
    assert [(d.what, d.who) for d in history(claim("agreement"))] == [("undo", "budi"), ("confirm", "ayu")]


def test_an_unreviewed_claim_that_a_later_reading_does_not_find_goes(filed):
    reread(signed("A memorandum was signed"))
    assert not Commitment.objects.exists()
    assert ClaimRecord.objects.filter(superseded=True).count() == 2


def test_a_claim_found_again_comes_back(filed):
    reread()
    reread(signed("A memorandum was signed"))
    assert Agreement.objects.count() == 1


def test_a_confirmed_claim_stays_when_a_later_reading_does_not_find_it(filed):
    confirm(claim("invitation"), by="ayu")
    reread(signed("A memorandum was signed"))
    assert Commitment.objects.get().what == "China International Import Expo"


def test_a_rejected_claim_stays_rejected_when_it_is_read_again(filed):
    reject(claim("agreement"), "no", by="ayu")
    reread(signed("A memorandum was signed", confidence=0.99))
    assert not Agreement.objects.exists()


def test_a_correction_holds_when_the_claim_is_read_again_with_other_values(filed):
    correct(claim("agreement"), {"when": "2021-10-23"}, by="ayu")
    reread(signed("A memorandum was signed", when="2019", what="MoU"))
    entry = Agreement.objects.get()
    assert (entry.signed, entry.what) == ("2021-10-23", "MoU")


def test_what_was_decided_holds_over_another_reading_of_the_same_words(filed):
    reject(claim("invitation"), "it was Kochi that invited", by="ayu")
    other = Say("invitation", "Shanghai invites Jakarta to its expo", (KOCHI,), (JAKARTA,))
    reread(other)
    assert not Commitment.objects.exists()
    assert ClaimRecord.objects.filter(superseded=False, kind="invitation").get().review == "rejected"


def test_what_was_decided_holds_when_the_evidence_is_cut_a_little_differently(filed):
    confirm(claim("invitation"), by="ayu")
    reread(invites("invites Jakarta to its expo"))
    assert Commitment.objects.count() == 1
    assert ClaimRecord.objects.live().get().review == "confirmed"


def test_another_act_in_the_same_sentence_is_no_rereading(filed):
    reject(claim("invitation"), "no", by="ayu")
    reread(
        invites("Shanghai invites Jakarta to its expo"),
        Say("invitation", "Shanghai invites Jakarta to its expo", (SHANGHAI,), (KOCHI,)),
    )
    assert str(Commitment.objects.get().partnership) == "Kochi – Shanghai"


def test_taking_back_a_confirmation_lets_the_later_reading_have_its_way(filed):
    decision = confirm(claim("invitation"), by="ayu")
    reread()
    undo(decision, by="ayu")
    assert not Commitment.objects.exists()


def test_decisions_outlive_the_rows_of_claims(filed):
    confirm(claim("agreement"), by="ayu")
    correct(claim("invitation"), {"when": "2024-11"}, by="ayu")
    StoredDocument.objects.all().delete()
    rebuild_all()
    assert not Entry.objects.exists()
    reread()
    assert Agreement.objects.count() == 1
    assert Commitment.objects.get().due == "2024-11"


def test_a_status_that_a_person_sets_holds_and_says_why(filed):
    pledge = Commitment.objects.get()
    set_status(pledge, by="ayu", why="Three companies went", status="kept")
    assert (pledge.status, pledge.status_why) == ("kept", "Three companies went")
    rebuild_all()
    assert Commitment.objects.get().status == "kept"


def test_a_status_can_be_shown_by_a_claim(filed):
    went = Say("delivery", "Jakarta took part", (JAKARTA,), (SHANGHAI,))
    file_reading(reading("Jakarta took part in the expo.", went, published="2023-11-11"))
    set_status(Commitment.objects.get(), by="ayu", status="kept", evidence=claim("delivery"))
    assert Commitment.objects.get().status_claim.quote == "Jakarta took part"


def test_taking_back_a_status_restores_the_one_before(filed):
    undo(set_status(Commitment.objects.get(), by="ayu", status="kept"), by="ayu")
    assert Commitment.objects.get().status == "accepted"


def test_a_status_keeps_its_commitment_when_a_later_reading_does_not_find_it(filed):
    set_status(Commitment.objects.get(), by="ayu", status="declined")
    reread()
    assert Commitment.objects.get().status == "declined"


def test_until_when_an_agreement_is_valid_can_be_set(filed):
    set_status(Agreement.objects.get(), by="ayu", valid_until=date(2025, 10, 22))
    assert Agreement.objects.get().valid_until == date(2025, 10, 22)


def test_a_status_that_does_not_exist_is_refused(filed):
    with pytest.raises(CannotDecide):
        set_status(Commitment.objects.get(), by="ayu", status="forgotten")


def test_entries_keep_their_ids_through_decisions(filed):
    entry = Agreement.objects.get().pk
    confirm(claim("agreement"), by="ayu")
    correct(claim("agreement"), {"when": "2021-10-23"}, by="ayu")
    assert Agreement.objects.get().pk == entry


def test_rejecting_the_only_claim_of_a_pair_leaves_no_empty_partnership(filed):
    for found in ClaimRecord.objects.all():
        reject(found, "nothing of this", by="ayu")
    assert not Partnership.objects.exists()
