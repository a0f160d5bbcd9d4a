"""An office that nobody has named yet: it has a name in every language, and whoever may name it is asked to."""

from __future__ import annotations

import pytest
from django.utils import translation

from ikrar.office.models import Office, Role
from tests.office.test_permissions import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "said"), [("en", "Our office"), ("id", "Kantor kami"), ("zh-hans", "本机构")])
def test_the_first_office_is_ours(code, said):
    with translation.override(code):
        assert str(Office.objects.first_office()) == said


def test_one_that_was_added_goes_by_its_slug_and_one_with_a_name_by_that():
    assert str(Office(slug="bandung", database="office_bandung")) == "bandung"
    assert str(Office(slug="main", database="default", name="Kota Surabaya")) == "Kota Surabaya"


def test_its_administrator_is_asked_to_name_it_until_it_has_a_name():
    client = signed_in(Role.ADMINISTRATOR)
    assert "Name your office" in client.get("/").content.decode()
    Office.objects.update(name="Kota Surabaya")
    page = client.get("/").content.decode()
    assert "Name your office" not in page
    assert "Kota Surabaya" in page


def test_nobody_else_is_asked():
    assert "Name your office" not in signed_in(Role.REVIEWER).get("/").content.decode()


def test_the_account_page_does_not_show_an_internal_name():
    assert ">main<" not in signed_in(Role.REVIEWER).get("/account/").content.decode()
