"""Whether a deed may be what was promised: the signs a careful person looks at, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.follow.matching import Deed, Pledge, concepts, enough, match

JAKARTA, SHANGHAI = 1, 2
EXPO = Pledge(
    kind="invitation",
    debtor=SHANGHAI,
    creditor=JAKARTA,
    what="China International Import Expo",
    quote="Shanghai invited Jakarta to the China International Import Expo",
    fields=frozenset({"trade"}),
    due_start=date(2023, 11, 5),
    due_end=date(2023, 11, 10),
    told=date(2023, 4, 29),
    documents=frozenset({"a"}),
)
WENT = Deed(
    kind="delivery",
    actor=JAKARTA,
    what="Import Expo",
    quote="Jakarta brought twelve companies to the Import Expo",
    fields=frozenset({"trade"}),
    start=date(2023, 11, 6),
    end=date(2023, 11, 6),
    told=date(2023, 11, 12),
    documents=frozenset({"b"}),
)


def proposed(pledge: Pledge, deed: Deed) -> bool:
    found = match(pledge, deed)
    return found is not None and found.score >= enough()


def test_the_guest_who_came_kept_the_invitation():
    assert match(EXPO, WENT, frozenset({"jakarta", "shanghai"})).reasons == ("parties", "object", "fields", "dates")
    assert proposed(EXPO, WENT)


@pytest.mark.parametrize("what", ["中国国际进口博览会", "pameran impor internasional", "the exhibition of imports"])
def test_the_object_may_be_named_in_another_language(what):
    assert proposed(EXPO, replace(WENT, what=what))


@pytest.mark.parametrize(
    "change",
    [
        {"actor": SHANGHAI},
        {"what": "scholarships for nurses"},
        {"told": date(2023, 4, 1)},
        {"documents": frozenset({"a", "b"})},
        {"start": date(2022, 11, 6), "end": date(2022, 11, 6)},
        {"start": date(2026, 3, 6), "end": date(2026, 3, 6), "what": "expo"},
        {"kind": "agreement"},
    ],
    ids=lambda c: next(iter(c)),
)
def test_what_speaks_against_it(change):
    assert not proposed(EXPO, replace(WENT, **change))


def test_ten_scholarships_are_not_twenty():
    ten = replace(EXPO, kind="offer", what="10 scholarships", quote="", due_start=None, due_end=None)
    deed = replace(WENT, actor=SHANGHAI, what="20 scholarships", quote="")
    assert match(ten, deed).score < match(ten, replace(deed, what="10 scholarships")).score


def test_a_plan_to_train_is_not_kept_by_a_signature():
    plan = replace(EXPO, kind="plan", debtor=None, creditor=None, what="training of nurses", quote="")
    signing = replace(WENT, kind="agreement", actor=None, what="memorandum on training of nurses", quote="")
    assert not proposed(plan, signing)


@pytest.mark.parametrize("words", ["beasiswa bagi mahasiswa", "scholarships for students", "为学生提供奖学金"])
def test_the_same_is_meant_in_three_languages(words):
    assert concepts(words) == {"scholarship", "students"}


@given(st.text(max_size=60), st.text(max_size=60), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_score_is_a_part_of_one_whatever_the_words(one, other, day):
    found = match(replace(EXPO, what=one), replace(WENT, what=other, start=day, end=day))
    assert found is None or 0 <= found.score <= 1


def test_buses_are_not_the_training_of_those_who_drive_them():
    quote, transport = "Seoul offered Jakarta ten electric buses", frozenset({"transport"})
    buses = replace(EXPO, kind="offer", what="", quote=quote, fields=transport, due_start=None, due_end=None)
    arrived = replace(
        WENT, actor=SHANGHAI, what="", quote="Seoul mengirim sepuluh bus listrik ke Jakarta", fields=transport
    )
    trained = replace(arrived, quote="Seoul melatih 25 pengemudi bus asal Jakarta")
    assert proposed(buses, arrived)
    assert not proposed(buses, trained)
