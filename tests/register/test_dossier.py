"""The dossier of a party or of a pair: all that is known, each line with its proof."""

from __future__ import annotations

import pytest

from ikrar.register.dossier import UnknownParty, pair_dossier, party_dossier
from ikrar.register.filing import file_reading
from ikrar.register.finding import find_parties
from tests.register.build import JAKARTA, KOCHI, SHANGHAI, SURABAYA, Say, invites, met, reading, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed():
    text = "They met. An MoU was signed. Shanghai invites Jakarta. Jakarta offers help. Both are ports. Jakarta is big."
    file_reading(
        reading(
            text,
            met("They met"),
            signed("An MoU was signed"),
            invites("Shanghai invites Jakarta"),
            Say("offer", "Jakarta offers help", (JAKARTA,), (SHANGHAI,), what="help"),
            Say("trait", "Both are ports", parties=(JAKARTA, SHANGHAI), what="ports"),
            Say("trait", "Jakarta is big", parties=(JAKARTA,), what="big"),
        )
    )
    plan = Say("plan", "plan a forum", parties=(SURABAYA, KOCHI), what="forum")
    file_reading(reading("Surabaya and Kochi plan a forum.", plan))


def test_a_party_is_found_by_its_name(filed):
    assert party_dossier("Jakarta").party.key == "Jakarta|ID"


@pytest.mark.parametrize("typed", ["jakarta", "JAKÁRTA ", "Jak", "Jakarta|ID"])
def test_case_accents_and_the_rest_of_the_name_may_be_left_out(filed, typed):
    assert party_dossier(typed).party.name == "Jakarta"


def test_an_exact_name_comes_before_names_that_begin_with_it(filed):
    file_reading(
        reading("Jakartafoo is large.", Say("trait", "is large", parties=(type(JAKARTA)("Jakartafoo", "ID"),)))
    )
    assert [p.name for p in find_parties("Jakarta")] == ["Jakarta"]
    assert [p.name for p in find_parties("Jakar")] == ["Jakarta", "Jakartafoo"]


@pytest.mark.parametrize("typed", ["上海", "SHANGHAI SHI"])
def test_a_party_is_found_by_its_name_in_another_language(filed, typed):
    assert party_dossier(typed).party.name == "Shanghai"


def test_an_unknown_party_is_said_to_be_unknown_with_names_near_it(filed):
    with pytest.raises(UnknownParty) as raised:
        party_dossier("Jakarto")
    assert raised.value.near == ("Jakarta|ID",)


def test_what_a_party_promised_and_what_was_promised_to_it_stand_apart(filed):
    dossier = party_dossier("Jakarta")
    assert [x.title for x in dossier.owed] == ["help"]
    assert [x.title for x in dossier.claimed] == ["China International Import Expo"]


def test_the_dossier_of_a_pair_holds_what_is_theirs_and_each_side_s_traits(filed):
    dossier = pair_dossier("Shanghai", "Jakarta")
    assert [x.what for x in dossier.agreements] == ["memorandum of understanding"]
    assert [x.title for x in dossier.from_a] == ["China International Import Expo"]
    assert [x.title for x in dossier.from_b] == ["help"]
    assert {x.title for x in dossier.traits} == {"ports", "big"}
    assert dossier.partnership.status == "active"


def test_what_both_plan_is_joint(filed):
    assert [x.title for x in pair_dossier("Kochi", "Surabaya").joint] == ["forum"]


def test_a_pair_without_acts_has_an_empty_dossier(filed):
    dossier = pair_dossier("Jakarta", "Kochi")
    assert dossier.partnership is None
    assert dossier.timeline == ()


def test_the_timeline_begins_with_the_latest(filed):
    days = [x.day for x in party_dossier("Jakarta").timeline]
    assert days == sorted(days, reverse=True)


def test_every_line_has_the_words_that_prove_it(filed):
    for line in party_dossier("Jakarta").timeline:
        assert line.source.text
        assert line.source.sha256


def test_sources_are_listed_once(filed):
    assert len(party_dossier("Jakarta").sources) == 1


def test_the_number_of_queries_does_not_grow_with_the_dossier(filed, queries):
    few = queries(lambda: party_dossier("Jakarta"))
    for i in range(10):
        file_reading(reading(f"No. {i}: they met.", met("they met", when=f"2022-0{1 + i % 9}-1{i}")))
    assert queries(lambda: party_dossier("Jakarta")) == few
    assert len(party_dossier("Jakarta").encounters) == 11
