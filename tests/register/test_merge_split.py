"""A person says which statements tell of one act and which of two; it holds over likeness, rereading and rebuilding."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ikrar.register import entry_details
from ikrar.register.decisions import CannotChange, CannotDecide, attach, merge, set_status, split, undo
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import (
    Agreement,
    ClaimRecord,
    Commitment,
    Decision,
    Encounter,
    Entry,
    EntryClaim,
    Partnership,
    Party,
    StoredDocument,
)
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.snapshot import snapshot
from tests.register.build import JAKARTA, SHANGHAI, SURABAYA, Say, accepts, invites, met, reading, signed
from tests.register.test_laws import stories

count = iter(range(100_000))


def tell(say: Say, published: str | None = "2023-04-29", text: str | None = None, engine: str | None = None) -> None:
    file_reading(reading(text or f"Outlet {next(count)}: {say.quote}.", say, published=published), engine)


def claim(quote: str) -> ClaimRecord:
    return next(c for c in ClaimRecord.objects.live().select_related("document") if c.quote == quote)


def entry(quote: str) -> Entry:
    """The entry that stands on these words."""
    return EntryClaim.objects.select_related("entry").get(claim=claim(quote)).entry


def on_the(*quotes: str) -> bool:
    """Whether one entry stands on all of these and on nothing else."""
    return sorted(c.quote for c in entry(quotes[0]).claims.all()) == sorted(quotes)


@pytest.fixture
def two_dates(db: None) -> None:
    """Two outlets give different days for what was one signing, and each is copied."""
    tell(signed("signed on Friday", when="2020-10-23"))
    tell(signed("signed on Friday, they say", when="2020-10-23"))
    tell(signed("signed on Thursday", when="2020-10-22"))
    tell(signed("signed on Thursday, they say", when="2020-10-22"))


ALL = ("signed on Friday", "signed on Friday, they say", "signed on Thursday", "signed on Thursday, they say")


def test_merging_makes_one_entry_of_two_with_all_evidence_of_both(two_dates):
    assert Agreement.objects.count() == 2
    merge([entry("signed on Friday"), entry("signed on Thursday")], "ani", "One signing")
    assert on_the(*ALL)
    assert check() == []


def test_undoing_a_merger_brings_both_back(two_dates):
    before = snapshot()
    merge([entry("signed on Friday"), entry("signed on Thursday")], "ani")
    undo(Decision.objects.filter(what="merge").last(), "budi")
    assert snapshot() == before
    with pytest.raises(CannotDecide):
        undo(Decision.objects.filter(what="merge").first(), "budi")


def test_what_is_told_later_of_either_joins_what_was_merged(two_dates):
    merge([entry("signed on Friday"), entry("signed on Thursday")], "ani")
    tell(signed("it was Thursday", when="2020-10-22"))
    tell(signed("it was Friday", when="2020-10-23"))
    assert on_the(*ALL, "it was Friday", "it was Thursday")


def test_merging_holds_when_a_document_is_read_again_by_another_engine(db):
    text = "They signed on Friday, it is said."
    tell(signed("signed on Friday", when="2020-10-23"), text=text)
    tell(signed("signed on Thursday", when="2020-10-22"))
    merge([entry("signed on Thursday"), entry("signed on Friday")], "ani")
    tell(signed("They signed on Friday", when="2020-10-23"), text=text, engine="2")
    assert Agreement.objects.count() == 1
    assert check() == []


def test_splitting_gives_a_statement_an_entry_of_its_own(db):
    tell(met("They met"))
    tell(met("The mayors met"))
    tell(met("Their deputies met"))
    made = split(entry("They met"), [claim("Their deputies met")], "ani", "Another delegation")
    assert Encounter.objects.count() == 2
    assert made == entry("Their deputies met")
    assert on_the("They met", "The mayors met")
    assert check() == []


def test_undoing_a_split_brings_the_entry_back(db):
    tell(met("They met"))
    tell(met("The mayors met"))
    before = snapshot()
    split(entry("They met"), [claim("The mayors met")], "ani")
    undo(Decision.objects.get(what="split", claim_key=claim("The mayors met").key), "ani")
    assert snapshot() == before


def test_what_was_split_off_may_be_told_of_again(db):
    tell(signed("signed", what="memorandum"))
    tell(signed("signed a letter of intent, too", what=None))
    split(entry("signed"), [claim("signed a letter of intent, too")], "ani")
    tell(signed("the memorandum", what="memorandum"))
    assert on_the("signed", "the memorandum")


def test_an_acceptance_can_be_taken_from_an_invitation_and_given_to_another(db):
    tell(invites("to the expo"))
    tell(invites("to a show", what="Flower Show", when="2023-09"))
    tell(accepts("we will come"), published="2023-05-10")
    assert Commitment.objects.get(pk=entry("to the expo").pk).status == "accepted"
    attach(claim("we will come"), entry("to a show"), "ani")
    assert Commitment.objects.get(pk=entry("to the expo").pk).status == "made"
    assert Commitment.objects.get(pk=entry("to a show").pk).status == "accepted"
    assert [x.role for x in entry("to a show").evidence.all()] == ["states", "accepts"]
    assert check() == []


def test_an_acceptance_that_was_split_off_stands_alone(db):
    tell(invites("to the expo"))
    tell(accepts("we will come"), published="2023-05-10")
    split(entry("to the expo"), [claim("we will come")], "ani")
    assert sorted(Commitment.objects.values_list("kind", "status")) == [
        ("acceptance", "accepted"),
        ("invitation", "made"),
    ]


def test_an_end_that_stood_alone_can_be_given_to_its_agreement(db):
    tell(signed("signed", when="2019-11-27", what="memorandum"), published="2019-11-28")
    tell(signed("another", when="2020-01-05", what="protocol"), published="2020-01-06")
    tell(signed("ended", what="programme of work", when="2022-03-05", state="ended"), published="2022-03-06")
    assert on_the("ended")
    merge([entry("another"), entry("ended")], "ani")
    kept = Agreement.objects.get(pk=entry("another").pk)
    assert (kept.status, kept.ended) == ("ended", "2022-03-05")


def test_one_meeting_told_in_two_directions_can_be_merged(db):
    tell(Say("visit", "came to Jakarta", (SHANGHAI,), (JAKARTA,), when="2023-04-28"))
    tell(Say("visit", "went to Shanghai", (JAKARTA,), (SHANGHAI,), when="2023-04-28"))
    merge([entry("came to Jakarta"), entry("went to Shanghai")], "ani")
    assert Encounter.objects.count() == 1


def test_entries_of_other_types_or_parties_cannot_be_merged(db):
    tell(met("They met"))
    tell(signed("signed"))
    tell(met("Surabaya met", parties=(SURABAYA, SHANGHAI)))
    with pytest.raises(CannotChange, match="one type"):
        merge([entry("They met"), entry("signed")], "ani")
    with pytest.raises(CannotChange, match="same parties"):
        merge([entry("They met"), entry("Surabaya met")], "ani")
    with pytest.raises(CannotChange, match="two entries"):
        merge([entry("They met"), entry("They met")], "ani")
    assert Decision.objects.count() == 0


def test_an_entry_cannot_be_split_from_all_it_stands_on_nor_from_what_it_does_not(db):
    tell(met("They met"))
    tell(signed("signed"))
    with pytest.raises(CannotChange, match="nothing else"):
        split(entry("They met"), [claim("They met")], "ani")
    with pytest.raises(CannotChange, match="does not stand"):
        split(entry("They met"), [claim("signed")], "ani")


def test_what_was_entered_by_hand_can_be_merged_with_what_documents_tell(db):
    tell(signed("signed on Thursday", when="2020-10-22"))
    values = {"kind": "agreement", "parties": ["Jakarta|ID", "Shanghai|CN"], "when": "2020-10-23", "note": "ours"}
    entry_details.enter(values | {"what": "memorandum of understanding"}, "ani")
    one, other = Agreement.objects.order_by("pk")
    merge([one, other], "ani")
    only = Agreement.objects.get()
    assert (only.claims.count(), only.entered.count(), only.note) == (1, 1, "ours")
    assert check() == []


def test_two_that_were_entered_by_hand_can_be_merged_and_split_again(db):
    values = {"kind": "meeting", "parties": ["Jakarta|ID", "Shanghai|CN"], "when": "2020-10-23"}
    first, second = entry_details.enter(values, "ani"), entry_details.enter(values, "budi")
    merge(list(Encounter.objects.all()), "ani")
    assert Encounter.objects.get().entered.count() == 2
    split(Encounter.objects.get(), [f"#{second.number}"], "ani")
    assert sorted(e.number for x in Encounter.objects.all() for e in x.entered.all()) == [first.number, second.number]
    assert Encounter.objects.count() == 2


def test_a_status_holds_over_merging_and_splitting(db):
    tell(invites("to the expo"))
    tell(invites("to a show", what="Flower Show", when="2023-09"))
    set_status(Commitment.objects.get(pk=entry("to a show").pk), "ani", status="declined")
    merge([entry("to the expo"), entry("to a show")], "ani")
    assert Commitment.objects.get().status == "declined"
    undo(Decision.objects.filter(what="merge").last(), "ani")
    assert sorted(Commitment.objects.values_list("status", flat=True)) == ["declined", "made"]


few = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def decide_at_random(random) -> int:
    """Merge or split what can be, a few times. Says how many decisions came of it."""
    done = 0
    for _ in range(3):
        entries = list(Entry.objects.order_by("type", "partnership", "when", "what", "first_told"))
        if not entries:
            break
        one, other = random.choice(entries), random.choice(entries)
        claims = list(one.claims.select_related("document").order_by("document__sha256", "key"))
        try:
            if random.random() < 0.5:
                merge([one, other], "ani")
            else:
                split(one, random.sample(claims, random.randint(1, max(1, len(claims) - 1))), "ani")
            done += 1
        except CannotChange:
            pass
    return done


class Laws(TestCase):
    @few
    @given(stories(), st.randoms(use_true_random=False))
    def test_the_order_of_filing_does_not_matter_to_what_people_said(self, story, random):
        for one in story:
            file_reading(one)
        decide_at_random(random)
        first = snapshot()
        assert check() == []
        Entry.objects.all().delete()
        StoredDocument.objects.all().delete()
        Partnership.objects.all().delete()
        Party.objects.all().delete()
        for one in random.sample(story, len(story)):
            file_reading(one)
        assert snapshot() == first

    @few
    @given(stories(), st.randoms(use_true_random=False))
    def test_building_all_anew_keeps_what_people_said(self, story, random):
        for one in story:
            file_reading(one)
        decide_at_random(random)
        before = snapshot()
        rebuild_all()
        assert snapshot() == before

    @few
    @given(stories(), st.randoms(use_true_random=False))
    def test_undoing_all_from_the_last_to_the_first_restores_the_register(self, story, random):
        for one in story:
            file_reading(one)
        before = snapshot()
        decide_at_random(random)
        for decision in Decision.objects.exclude(what="undo").order_by("-number"):
            if not Decision.objects.filter(undoes=decision).exists():
                undo(decision, "budi")
        assert snapshot() == before
