"""What people enter and change by hand: it stands beside what documents tell, and hangs on the journal alone."""

from __future__ import annotations

import pytest

from ikrar.register import decisions, entry_details, subjects
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import Agreement, Commitment, Decision, Entered, Entry, Partnership, Party
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.snapshot import snapshot
from ikrar.register.values import CannotChange
from tests.register.build import accepts, invites, reading, signed

pytestmark = pytest.mark.django_db

PAIR = {"kind": "agreement", "parties": ["Jakarta|ID", "Shanghai|CN"]}


def entered(**more: object) -> Decision:
    return entry_details.enter(PAIR | {"what": "memorandum of understanding", "when": "2020-10-23"} | more, "ani")


def test_an_agreement_is_entered_with_its_parties_and_partnership():
    entered(fields=["waste"], note="Signed by post", valid_until="2025-10-22")
    agreement = Agreement.objects.get()
    assert str(agreement.partnership) == "Jakarta – Shanghai"
    assert (agreement.when, agreement.signed, agreement.status) == ("2020-10-23", "2020-10-23", "in-force")
    assert (agreement.fields, agreement.note, str(agreement.valid_until)) == (["waste"], "Signed by post", "2025-10-22")
    assert agreement.partnership.status == Partnership.Status.ACTIVE
    assert check() == []


def test_a_partnership_itself_is_entered_without_an_entry():
    entry_details.enter({"kind": "partnership", "parties": ["Bergen|NO", "Aarhus|DK"], "when": "1946"}, "ani")
    assert Entry.objects.count() == 0
    pair = Partnership.objects.get()
    assert (pair.since, pair.status) == ("1946", "active")
    assert check() == []


def test_what_a_document_then_tells_of_joins_what_was_entered():
    entered(note="ours")
    file_reading(reading("They signed it.", signed("They signed it")))
    agreement = Agreement.objects.get()
    assert (agreement.claims.count(), agreement.entered.count(), agreement.note) == (1, 1, "ours")


def test_what_people_enter_twice_is_two_entries():
    entered()
    entered()
    assert Agreement.objects.count() == 2


def test_an_invitation_entered_by_hand_is_answered_by_a_document():
    values = {"kind": "invitation", "from": ["Shanghai|CN"], "to": ["Jakarta|ID"], "when": "2023-11-05/2023-11-10"}
    entry_details.enter(values | {"what": "China International Import Expo", "told": "2023-04-28"}, "ani")
    file_reading(reading("Jakarta will come.", accepts("Jakarta will come")))
    pledge = Commitment.objects.get()
    assert (pledge.status, pledge.debtor.name, pledge.creditor.name) == ("accepted", "Shanghai", "Jakarta")


def test_an_acceptance_entered_by_hand_answers_what_a_document_told_of():
    file_reading(reading("Shanghai invites Jakarta.", invites("Shanghai invites Jakarta")))
    values = {"kind": "acceptance", "from": ["Jakarta|ID"], "to": ["Shanghai|CN"], "told": "2023-05-10"}
    entry_details.enter(values | {"what": "China International Import Expo"}, "ani")
    assert Commitment.objects.get().status == "accepted"
    assert check() == []


def test_changing_an_entry_that_documents_tell_of_holds_over_reading_again():
    file_reading(reading("They signed it. Again.", signed("They signed it")))
    entry_details.change(Agreement.objects.get(), {"when": "2020-10-22", "note": "By post"}, "ani", "The original")
    assert (Agreement.objects.get().signed, Agreement.objects.get().note) == ("2020-10-22", "By post")
    file_reading(reading("They signed it. Again.", ident="again"))
    assert (Agreement.objects.get().signed, Agreement.objects.get().note) == ("2020-10-22", "By post")
    assert check() == []


def test_undoing_a_change_brings_back_what_was_read():
    file_reading(reading("They signed it.", signed("They signed it")))
    decision = entry_details.change(Agreement.objects.get(), {"when": "2021", "note": "x"}, "ani")
    decisions.undo(decision, "budi")
    assert (Agreement.objects.get().when, Agreement.objects.get().note) == ("2020-10-23", "")


def test_undoing_what_was_entered_takes_it_and_its_parties_out_again():
    decision = entered()
    decisions.undo(decision, "ani")
    assert (Entry.objects.count(), Partnership.objects.count(), Party.objects.count(), Entered.objects.count()) == (
        0, 0, 0, 0,
    )  # fmt: skip
    assert check() == []


def test_removing_and_undoing_the_removal_brings_it_back():
    entered(note="kept")
    removed = entry_details.remove(Agreement.objects.get(), "ani", "Entered twice")
    assert Agreement.objects.count() == 0
    decisions.undo(removed, "ani")
    assert Agreement.objects.get().note == "kept"


def test_the_parties_of_what_was_entered_can_be_changed():
    entered()
    entry_details.change(Agreement.objects.get(), {"parties": ["Jakarta|ID", "Seoul|KR"]}, "ani")
    assert str(Agreement.objects.get().partnership) == "Jakarta – Seoul"
    assert not Party.objects.filter(name="Shanghai").exists()
    assert check() == []


def test_a_status_set_on_what_was_entered_stands_and_is_undone():
    entered()
    decision = decisions.set_status(Agreement.objects.get(), "ani", "Not extended", status="ended")
    assert Agreement.objects.get().status == "ended"
    decisions.undo(decision, "ani")
    assert Agreement.objects.get().status == "in-force"


def test_two_people_on_the_same_entry_the_second_is_told():
    entered()
    agreement = Agreement.objects.get()
    seen = entry_details.last_number(agreement)
    entry_details.change(agreement, {"note": "first"}, "ani", seen=seen)
    with pytest.raises(subjects.ChangedMeanwhile) as told:
        entry_details.change(agreement, {"note": "second"}, "budi", seen=seen)
    assert [(d.who, d.after) for d in told.value.since] == [("ani", {"note": "first"})]
    assert Agreement.objects.get().note == "first"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "no-such-kind"},
        {"parties": ["Jakarta|ID"]},
        {"parties": ["Jakarta|ID", "Shanghai|CN", "Seoul|KR"]},
        {"when": "yesterday"},
        {"fields": ["no-such-field"]},
        {"valid_until": "2025"},
        {"status": "no-such-status"},
        {"colour": "red"},
    ],
)
def test_what_makes_no_entry_is_refused_and_nothing_is_written(wrong):
    with pytest.raises(CannotChange):
        entered(**wrong)
    assert (Decision.objects.count(), Entry.objects.count()) == (0, 0)


def test_many_are_entered_in_one_go_or_none():
    good = PAIR | {"what": "memorandum", "when": "2020"}
    with pytest.raises(CannotChange):
        subjects.decide([subjects.Intent("entry", good), subjects.Intent("entry", good | {"when": "?"})], "ani")
    assert Decision.objects.count() == 0
    subjects.decide([subjects.Intent("entry", good | {"when": str(y)}) for y in range(2000, 2020)], "ani", "list-1")
    assert Agreement.objects.count() == Decision.objects.filter(batch="list-1").count() == 20
    assert check() == []


def test_building_all_anew_keeps_what_people_entered():
    entered(note="ours", valid_until="2025-10-22")
    file_reading(
        reading("They signed it. Later.", signed("They signed it", when="2022-01-05", what="letter of intent"))
    )
    entry_details.change(Agreement.objects.exclude(claims=None).get(), {"note": "theirs"}, "ani")
    before = snapshot()
    rebuild_all()
    assert snapshot() == before


def test_what_follows_from_the_journal_comes_back_when_the_rows_are_lost():
    entered(note="ours")
    before = snapshot()
    Entry.objects.all().delete()
    Entered.objects.all().delete()
    rebuild_all()
    assert snapshot() == before
