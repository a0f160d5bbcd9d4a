"""What an office settles about itself, and what the environment says where it did not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ikrar.follow.times import Times
from ikrar.office import changes, current
from ikrar.office import settings as office_settings
from ikrar.office.models import Change, Office
from ikrar.register import entry_details
from ikrar.register.integrity import check
from ikrar.register.models import Agreement, Partnership, Party
from ikrar.register.parties import subject as party
from ikrar.register.validity import office_stages
from ikrar.site.office import ours_first
from tests.ontology.test_stages import OWN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _environment(settings) -> None:
    settings.IKRAR_HOME, settings.IKRAR_REVIEW_DAYS, settings.IKRAR_DORMANT_DAYS = "Jakarta|ID", 100, 500


def test_without_any_office_it_is_as_the_environment_says():
    found = office_settings.of()
    assert (found.home, found.times.review, found.times.dormant) == ("Jakarta|ID", 100, 500)
    assert not found.two_person
    assert not found.require_two_factor


def test_what_the_first_office_settled_holds_before_the_environment():
    Office.objects.create(slug="main", database="default", home="Depok|ID", review_days=7, two_person=True)
    found = office_settings.of()
    assert (found.home, found.times.review, found.times.dormant, found.two_person) == ("Depok|ID", 7, 500, True)


def test_the_environment_names_the_home_of_the_first_office_alone(bandung, office):
    assert office_settings.of(bandung).home == "Bandung|ID"
    assert office_settings.of(office("depok")).home == ""


def test_the_office_at_hand_is_meant_where_none_is_named(bandung):
    with current.entered(bandung):
        assert office_settings.of().name == "Kota Bandung"


NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def put(values: dict, who: str = "sari", office: Office | None = None) -> Change:
    change = changes.set_settings(office or current.first_office(), values, who, NOW)
    assert change is not None
    return change


class TestTimes:
    def test_all_of_them_are_the_offices_before_they_are_the_environments(self, settings):
        settings.IKRAR_EXPIRING_DAYS, settings.IKRAR_NOTICE_DAYS = 300, 60
        assert office_settings.of().times == Times(300, 60, 100, 500)
        put({"expiring_days": 30, "notice_days": 20, "review_days": 10, "dormant_days": 5})
        assert office_settings.of().times == Times(30, 20, 10, 5)


class TestTakingOver:
    @pytest.mark.parametrize(
        ("of_all", "own", "holds"),
        [(None, "", None), (0.9, "", 0.9), (0.9, "never", None), (None, "0.8", 0.8), (0.9, "0.8", 0.8)],
    )
    def test_the_office_says_from_which_score_on_or_never(self, settings, of_all, own, holds):
        settings.IKRAR_TAKE_OVER = of_all
        Office.objects.create(slug="main", database="default", take_over=own)
        assert office_settings.of().take_over == holds


class TestStages:
    def test_an_offices_own_hold_in_its_register_alone(self, bandung):
        put({"stages": OWN}, office=bandung)
        bandung.refresh_from_db()
        with current.entered(bandung):
            assert list(office_stages()) == ["talk", "sign"]
        with current.entered(current.first_office()):
            assert "letter-of-intent" in office_stages()

    def test_those_that_make_no_sense_any_more_give_way_to_the_installations(self):
        Office.objects.create(slug="main", database="default", stages="[stages.talk]")
        assert "letter-of-intent" in office_stages()

    def test_agreements_follow_at_once_which_stage_puts_them_in_force(self):
        about = {"kind": "agreement", "parties": ["Denpasar|ID", "Mossel Bay|ZA"], "status": "in-preparation"}
        entry_details.enter(about | {"what": "memorandum", "stage.signing": {"entered": "2019-11-27"}}, "ani")
        assert Agreement.objects.get().status == "in-force"
        change = put({"stages": OWN})
        assert Agreement.objects.get().status == "in-preparation"
        assert check() == []
        changes.undo_settings(change, "budi", NOW)
        assert Agreement.objects.get().status == "in-force"
        assert check() == []


class TestUndoing:
    def test_a_change_is_written_down_with_what_was_before_and_can_be_taken_back(self):
        change = put({"review_days": 90, "two_person": True})
        assert (change.before, change.after) == (
            {"review_days": None, "two_person": False}, {"review_days": 90, "two_person": True},
        )  # fmt: skip
        back = changes.undo_settings(change, "budi", NOW)
        office = Office.objects.get()
        assert (office.review_days, office.two_person) == (None, False)
        assert (back.who, back.undoes, change.undone_by) == ("budi", change, back)

    def test_it_is_taken_back_once_and_the_taking_back_can_be_taken_back(self):
        change = put({"review_days": 90})
        back = changes.undo_settings(change, "budi", NOW)
        assert changes.undo_settings(change, "budi", NOW) is None
        changes.undo_settings(back, "budi", NOW)
        assert Office.objects.get().review_days == 90

    def test_what_somebody_changed_again_since_is_not_overwritten(self):
        change = put({"review_days": 90, "dormant_days": 300})
        put({"review_days": 60}, who="budi")
        with pytest.raises(changes.ChangedSince) as met:
            changes.undo_settings(change, "sari", NOW)
        assert (met.value.names, met.value.by) == (["review_days"], ["budi"])
        assert Office.objects.get().dormant_days == 300

    def test_what_is_set_as_it_was_is_no_change(self):
        put({"review_days": 90})
        assert changes.set_settings(Office.objects.get(), {"review_days": 90}, "sari", NOW) is None
        assert Change.objects.count() == 1


def test_a_home_that_was_found_to_be_another_party_still_stands_first():
    for key in ("DKI Jakarta|ID", "Jakarta|ID"):
        party.add(key, {}, "ani")
    entry_details.enter({"kind": "meeting", "parties": ["Jakarta|ID", "Bandung|ID"]}, "ani")
    put({"home": "DKI Jakarta|ID"})
    dki, jakarta = (Party.objects.get(name=name) for name in ("DKI Jakarta", "Jakarta"))
    pair = Partnership.objects.get()
    assert str(ours_first(pair)[0]) == "Bandung"
    party.merge(dki, jakarta, "ani")
    assert str(ours_first(Partnership.objects.get())[0]) == "Jakarta"
