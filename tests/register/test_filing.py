"""A reading goes into the register, whole or not at all, and twice is once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikrar.model import Evidence
from ikrar.register import filing
from ikrar.register.filing import CannotFile, file_reading
from ikrar.register.models import (
    Agreement,
    ClaimRecord,
    Commitment,
    Encounter,
    Entry,
    Partnership,
    Party,
    StoredDocument,
    Trait,
)
from ikrar.register.snapshot import snapshot
from tests.register.build import JAKARTA, SHANGHAI, SURABAYA, Say, accepts, invites, met, reading, signed

pytestmark = pytest.mark.django_db

NEWS = "The governor met the mayor. Shanghai invites Jakarta to its expo. A memorandum binds them since 2020."


def news(**given):
    return reading(
        NEWS,
        met("The governor met the mayor"),
        invites("Shanghai invites Jakarta to its expo"),
        signed("A memorandum binds them since 2020"),
        **given,
    )


def test_a_document_is_filed_with_its_claims_and_their_entries():
    filed = file_reading(news())
    assert (filed.created, filed.added, filed.refused) == (True, 3, ())
    assert StoredDocument.objects.get().published_day.isoformat() == "2023-04-29"
    assert ClaimRecord.objects.order_by("start")[0].quote == "The governor met the mayor"
    assert {e.type for e in Entry.objects.all()} == {"encounter", "commitment", "agreement"}


def test_parties_and_their_pair_are_made_once():
    file_reading(news())
    pair = Partnership.objects.get()
    assert [p.key for p in pair.parties] == ["Jakarta|ID", "Shanghai|CN"]
    assert Party.objects.get(name="Shanghai").geonames == 1796236


def test_a_party_that_the_gazetteer_holds_has_a_place_on_the_map():
    file_reading(news())
    shanghai = Party.objects.get(name="Shanghai")
    assert (round(shanghai.lat), round(shanghai.lon)) == (31, 121)


def test_filing_again_changes_nothing(django_assert_max_num_queries):
    file_reading(news())
    before = snapshot(), list(Entry.objects.values()), list(ClaimRecord.objects.values())
    with django_assert_max_num_queries(6):
        again = file_reading(news())
    assert not again.changed
    assert again.kept == 3
    assert before == (snapshot(), list(Entry.objects.values()), list(ClaimRecord.objects.values()))


def test_a_document_is_filed_whole_or_not_at_all(monkeypatch):
    def fails(touched):
        raise RuntimeError("the power went out")

    monkeypatch.setattr(filing, "rebuild", fails)
    with pytest.raises(RuntimeError):
        file_reading(news())
    assert not StoredDocument.objects.exists()
    assert not ClaimRecord.objects.exists()


def test_a_claim_whose_quote_does_not_stand_in_the_text_is_refused_and_named():
    whole = news()
    false = replace(whole.claims[0], evidence=(Evidence(0, 5, "Never"),))
    filed = file_reading(replace(whole, claims=(false, *whole.claims[1:])))
    assert filed.added == 2
    assert "does not stand in the text" in filed.refused[0]


def test_a_text_that_no_database_holds_is_refused():
    with pytest.raises(CannotFile):
        file_reading(reading("A memorandum\x00 was signed", published=None))


def test_a_document_without_claims_is_kept():
    file_reading(reading("Nothing happened."))
    assert StoredDocument.objects.count() == 1
    assert not Party.objects.exists()


def test_what_an_earlier_filing_did_not_know_of_the_document_is_filled_in():
    file_reading(news(published=None))
    file_reading(news(published="2023-04-29"))
    assert StoredDocument.objects.get().published == "2023-04-29"
    assert Entry.objects.get(type="agreement").first_told.isoformat() == "2023-04-29"


def test_an_invitation_becomes_a_commitment_due_on_the_day_of_its_event():
    file_reading(news())
    pledge = Commitment.objects.get()
    assert (pledge.debtor.name, pledge.creditor.name, pledge.status) == ("Shanghai", "Jakarta", "made")
    assert (pledge.due_start.isoformat(), pledge.due_end.isoformat()) == ("2023-11-05", "2023-11-10")


def test_of_a_request_the_party_that_was_asked_is_the_debtor():
    file_reading(reading("Jakarta asks for buses.", Say("request", "asks for buses", (JAKARTA,), (SHANGHAI,))))
    assert Commitment.objects.get().debtor.name == "Shanghai"


def test_what_both_plan_is_joint():
    file_reading(reading("They plan a forum.", Say("plan", "plan a forum", parties=(JAKARTA, SHANGHAI))))
    pledge = Commitment.objects.get()
    assert pledge.joint
    assert pledge.debtor is None


def test_a_visit_knows_its_visitor_and_host():
    file_reading(reading("He went to Jakarta.", Say("visit", "went to Jakarta", (SHANGHAI,), (JAKARTA,))))
    visit = Encounter.objects.get()
    assert (visit.visitor.name, visit.host.name, visit.planned) == ("Shanghai", "Jakarta", False)


def test_an_announced_meeting_is_planned():
    file_reading(reading("They will meet.", met("will meet", state="planned")))
    assert Encounter.objects.get().planned


def test_a_memorandum_signed_is_in_force_and_one_being_drafted_in_preparation():
    file_reading(news())
    file_reading(reading("A letter is drafted.", signed("is drafted", what="protocol", state="planned", when=None)))
    assert dict(Agreement.objects.values_list("what", "status")) == {
        "memorandum of understanding": "in-force",
        "protocol": "in-preparation",
    }


def test_a_trait_of_one_place_belongs_to_the_party_and_a_shared_one_to_the_pair():
    file_reading(
        reading(
            "Surabaya is a port. Both are ports.",
            Say("trait", "Surabaya is a port", parties=(SURABAYA,), what="port"),
            Say("trait", "Both are ports", parties=(JAKARTA, SHANGHAI), what="ports"),
        )
    )
    alone, shared = Trait.objects.order_by("what")
    assert (alone.party.name, alone.partnership) == ("Surabaya", None)
    assert (shared.party, str(shared.partnership)) == (None, "Jakarta – Shanghai")


def test_an_act_of_three_parties_stands_with_each_pair():
    file_reading(reading("The three met.", met("three met", parties=(JAKARTA, SHANGHAI, SURABAYA))))
    assert Partnership.objects.count() == 3
    assert Encounter.objects.count() == 3


def test_an_acceptance_answers_the_invitation_it_fits():
    file_reading(news())
    file_reading(reading("Jakarta will come.", accepts("Jakarta will come"), published="2023-05-03"))
    pledge = Commitment.objects.get()
    assert pledge.status == "accepted"
    assert pledge.status_claim.quote == "Jakarta will come"
    assert [x.role for x in pledge.evidence.all()] == ["states", "accepts"]


def test_an_acceptance_that_answers_nothing_known_is_a_commitment_of_its_own():
    file_reading(news())
    file_reading(reading("Jakarta will come.", accepts("Jakarta will come", what="Flower Show")))
    assert sorted(Commitment.objects.values_list("kind", "status")) == [
        ("acceptance", "accepted"),
        ("invitation", "made"),
    ]


def test_since_when_a_partnership_stands_is_told_by_its_claims():
    said = Say("partnership", "sister cities since 1990", parties=(JAKARTA, SHANGHAI), when="1990")
    file_reading(reading("They are sister cities since 1990.", said))
    pair = Partnership.objects.get()
    assert (pair.since, pair.status) == ("1990", "active")


def test_a_pair_that_only_met_is_in_contact():
    file_reading(reading("They met.", met("They met")))
    assert Partnership.objects.get().status == "contact"
