"""What people know of an instrument, the stages it went through, and the dates that follow from them."""

from __future__ import annotations

from datetime import date

import pytest

from ikrar.model import Party
from ikrar.register import decisions, entry_details
from ikrar.register.filing import file_reading
from ikrar.register.integrity import check
from ikrar.register.models import Agreement, Decision
from ikrar.register.rebuilding import rebuild_all
from ikrar.register.snapshot import snapshot
from ikrar.register.values import CannotChange
from tests.register.build import BOTH, Say, reading, signed

pytestmark = pytest.mark.django_db

PAIR = {"kind": "agreement", "parties": ["Denpasar|ID", "Mossel Bay|ZA"], "what": "memorandum of understanding"}
FULL = {
    "instrument": "memorandum",
    "languages": ["id", "en"],
    "place": "Denpasar",
    "manner": "exchange",
    "signatories": [{"name": "I.B. Rai Dharmawijaya Mantra", "office": "Mayor of Denpasar"}],
    "duration": 36,
    "notice": 3,
    "amendments": [{"on": "2020-06", "what": "Adds health"}],
    "our_number": "415.4/12/2019",
    "their_number": "MB 7/2019",
    "original": "Treaty room, Jakarta",
}


def denpasar(**more: object) -> Agreement:
    entry_details.enter(PAIR | {"when": "2019-11-27"} | FULL | more, "ani")
    return Agreement.objects.get()


def test_all_that_is_known_of_an_instrument_is_kept_with_it():
    agreement = denpasar()
    assert {name: agreement.terms[name] for name in FULL} == FULL
    assert (agreement.expires_on, agreement.notice_by, agreement.renews_on) == (
        date(2022, 11, 27), date(2022, 8, 27), None,
    )  # fmt: skip
    assert check() == []


def test_taking_a_change_back_empties_what_it_said_and_what_followed_from_it():
    file_reading(reading("They signed it.", signed("They signed it")))
    agreement = Agreement.objects.get()
    assert (agreement.terms, agreement.expires_on) == ({}, None)
    decision = entry_details.change(agreement, {"duration": 60, "renewal": 60, "place": "By post"}, "ani")
    agreement.refresh_from_db()
    assert (agreement.expires_on, agreement.renews_on) == (date(2025, 10, 23), date(2025, 10, 24))
    decisions.undo(decision, "ani")
    agreement.refresh_from_db()
    assert (agreement.terms, agreement.periods[0][1], agreement.expires_on) == ({}, None, None)


def test_changes_of_different_details_stand_beside_each_other_whichever_is_taken_back():
    agreement = denpasar()
    first = entry_details.change(agreement, {"place": "Mossel Bay"}, "ani")
    entry_details.change(agreement, {"original": "With us"}, "budi")
    decisions.undo(first, "ani")
    agreement.refresh_from_db()
    assert (agreement.terms["place"], agreement.terms["original"]) == ("Denpasar", "With us")


def test_an_extension_that_a_document_tells_of_begins_a_new_period_after_the_gap():
    text = "They signed it. They renewed it."
    file_reading(reading(text, signed("They signed it", when="2019-11-27"),
                         signed("They renewed it", when="2023-01-31", state="renewed")))  # fmt: skip
    entry_details.change(Agreement.objects.get(), {"duration": 36}, "ani")
    agreement = Agreement.objects.get()
    assert [(p[0], p[1]) for p in agreement.periods] == [("2019-11-27", "2022-11-27"), ("2023-01-31", "2026-01-31")]
    assert agreement.status == "renewed"


def test_an_extension_entered_by_hand_is_the_one_that_documents_tell_of_some_days_later():
    text = "They signed it. They renewed it."
    file_reading(reading(text, signed("They signed it", when="2019-11-27"),
                         signed("They renewed it", when="2023-02-03", state="renewed")))  # fmt: skip
    extended = {"duration": 36, "extensions": [{"on": "2023-01-31", "until": "2027-01-30"}]}
    entry_details.change(Agreement.objects.get(), extended, "ani")
    assert [(p[0], p[1]) for p in Agreement.objects.get().periods][1:] == [("2023-01-31", "2027-01-30")]


def test_an_end_that_was_recorded_ends_it_with_its_day():
    agreement = denpasar()
    ending = {"on": "2021-06-30", "given": "2021-03-01", "by": "Mossel Bay", "why": "Their council decided so"}
    decision = entry_details.change(agreement, {"termination": ending}, "ani")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ended, agreement.ended_on) == ("ended", "2021-06-30", date(2021, 6, 30))
    decisions.undo(decision, "ani")
    agreement.refresh_from_db()
    assert (agreement.status, agreement.ended, agreement.ended_on) == ("in-force", None, None)


def test_of_two_ways_to_set_its_end_the_later_one_holds():
    agreement = denpasar()
    decisions.set_status(agreement, "ani", valid_until=date(2023, 1, 1))
    entry_details.change(agreement, {"valid_until": "2024-01-01"}, "ani")
    assert Agreement.objects.get().expires_on == date(2024, 1, 1)
    decisions.set_status(agreement, "ani", valid_until=date(2025, 1, 1))
    assert Agreement.objects.get().expires_on == date(2025, 1, 1)


def test_what_was_changed_before_and_after_it_was_entered_holds_in_that_order():
    file_reading(reading("They signed it.", signed("They signed it")))
    entry_details.change(Agreement.objects.get(), {"note": "first"}, "ani")
    entry_details.enter({"kind": "agreement", "parties": ["Jakarta|ID", "Shanghai|CN"], "when": "2020-10-23",
                         "what": "memorandum of understanding"}, "ani")  # fmt: skip
    entry_details.change(Agreement.objects.get(), {"note": "second"}, "ani")
    assert Agreement.objects.get().note == "second"


class TestStages:
    def prepared(self) -> Agreement:
        begun = {"state": "planned", "told": "2024-02-01", "stage.initiative": {"entered": "2024-02-01"}}
        entry_details.enter(PAIR | begun, "ani")
        return Agreement.objects.get()

    def test_an_agreement_in_preparation_goes_from_stage_to_stage(self):
        agreement = self.prepared()
        assert agreement.status == "in-preparation"
        onward = {"stage.initiative": {"entered": "2024-02-01", "left": "2024-04"}}
        onward |= {"stage.exploration": {"entered": "2024-04", "note": "Profiles sent"}}
        entry_details.change(agreement, onward, "ani")
        agreement.refresh_from_db()
        assert agreement.stages["initiative"]["left"] == "2024-04"
        assert agreement.stages["exploration"] == {"entered": "2024-04", "left": None, "person": "",
                                                   "note": "Profiles sent"}  # fmt: skip
        assert agreement.partnership.status == "preparing"

    def test_recording_a_stage_is_undone_without_touching_the_others(self):
        agreement = self.prepared()
        first = entry_details.change(agreement, {"stage.exploration": {"entered": "2024-04"}}, "ani")
        entry_details.change(agreement, {"stage.council": {"entered": "2024-09"}}, "ani")
        decisions.undo(first, "ani")
        assert set(Agreement.objects.get().stages) == {"initiative", "council"}

    def test_a_stage_can_be_taken_off(self):
        agreement = self.prepared()
        entry_details.change(agreement, {"stage.initiative": None}, "ani")
        assert Agreement.objects.get().stages == {}

    def test_signing_puts_it_in_force_on_its_day_and_undoing_puts_it_back(self):
        agreement = self.prepared()
        entry_details.change(agreement, {"duration": 12}, "ani")
        decision = entry_details.change(agreement, {"stage.signing": {"entered": "2024-12-05"}}, "ani")
        agreement.refresh_from_db()
        assert (agreement.status, agreement.signed, agreement.expires_on) == (
            "in-force", "2024-12-05", date(2025, 12, 5),
        )  # fmt: skip
        decisions.undo(decision, "ani")
        agreement.refresh_from_db()
        assert (agreement.status, agreement.signed, agreement.expires_on) == ("in-preparation", None, None)

    def test_when_a_document_tells_of_the_signing_the_stages_go_on_with_it(self):
        self.prepared()
        parties = (_party("Denpasar|ID"), _party("Mossel Bay|ZA"))
        file_reading(reading("They signed it.", Say("agreement", "They signed it", parties=parties, when="2024-11-27",
                             what="memorandum of understanding"), published="2024-11-28"))  # fmt: skip
        agreement = Agreement.objects.get()
        assert (agreement.status, agreement.signed) == ("in-force", "2024-11-27")
        assert "initiative" in agreement.stages

    @pytest.mark.parametrize(
        "wrong",
        [{"entered": ""}, {"entered": "soon"}, {"entered": "2024-05", "left": "2024-04"}, ["2024"]],
    )
    def test_a_stage_needs_dates_that_make_sense(self, wrong):
        agreement = self.prepared()
        with pytest.raises(CannotChange):
            entry_details.change(agreement, {"stage.council": wrong}, "ani")


def _party(key: str) -> Party:
    return Party(*key.split("|"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"instrument": "treaty-of-westphalia"},
        {"manner": "by-pigeon"},
        {"languages": ["Bahasa Indonesia"]},
        {"duration": 0},
        {"duration": "three years"},
        {"notice": 5000},
        {"valid_from": "2019"},
        {"extensions": [{"on": "", "until": "2023-01-01"}]},
        {"extensions": [{"on": "2023-01-01", "until": "2022-01-01"}]},
        {"termination": {"why": "no day"}},
        {"signatories": ["a name"]},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(wrong):
    with pytest.raises(CannotChange):
        denpasar(**wrong)
    assert Decision.objects.count() == 0


def test_building_all_anew_keeps_instruments_and_stages():
    denpasar(renewal=36, **{"stage.signing": {"entered": "2019-11-27", "person": "Ani"}})
    file_reading(reading("They signed it.", signed("They signed it", parties=BOTH)))
    other = Agreement.objects.exclude(claims=None).get()
    entry_details.change(other, {"duration": 24, "stage.evaluation": {"entered": "2022"}}, "ani")
    before = snapshot()
    rebuild_all()
    assert snapshot() == before
