"""What an office settles about itself, and what the environment says where it did not."""

from __future__ import annotations

import pytest

from ikrar.office import current
from ikrar.office import settings as office_settings
from ikrar.office.models import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _environment(settings) -> None:
    settings.IKRAR_HOME, settings.IKRAR_REVIEW_DAYS, settings.IKRAR_DORMANT_DAYS = "Jakarta|ID", 100, 500


def test_without_any_office_it_is_as_the_environment_says():
    found = office_settings.of()
    assert (found.home, found.review_days, found.dormant_days) == ("Jakarta|ID", 100, 500)
    assert not found.two_person
    assert not found.require_two_factor


def test_what_the_first_office_settled_holds_before_the_environment():
    Office.objects.create(slug="main", database="default", home="Depok|ID", review_days=7, two_person=True)
    found = office_settings.of()
    assert (found.home, found.review_days, found.dormant_days, found.two_person) == ("Depok|ID", 7, 500, True)


def test_the_environment_names_the_home_of_the_first_office_alone(bandung, office):
    assert office_settings.of(bandung).home == "Bandung|ID"
    assert office_settings.of(office("depok")).home == ""


def test_the_office_at_hand_is_meant_where_none_is_named(bandung):
    with current.entered(bandung):
        assert office_settings.of().name == "Kota Bandung"
