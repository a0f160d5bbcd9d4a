"""The page Reminders: letters chosen, private addresses made, shown once and revoked."""

from __future__ import annotations

import pytest

from ikrar.reminders.models import Digest, Feed
from tests.site.page import words

pytestmark = pytest.mark.django_db


def test_a_person_chooses_how_often_letters_come(register, get, post):
    page = post(get("/reminders/").form("/letters/"), every="week", weekday="4", hour="8", language="id")
    made = Digest.objects.get()
    assert (made.every, made.weekday, made.hour, made.language, made.mine) == ("week", 4, 8, "id", False)
    assert "Saved." in page.text("//*[@role='status']")


def test_an_hour_that_is_none_is_refused(register, get, post):
    page = post(get("/reminders/").form("/letters/"), expect=422, hour="25")
    assert page.texts("//p[@class='error']") != []
    assert not Digest.objects.exists()


def test_a_private_address_is_shown_once(register, get, post, client):
    page = post(get("/reminders/").form("/calendar/"))
    (address,) = page.texts("//code[@class='secret']")
    assert address.endswith(".ics")
    assert client.get(address.partition("localhost:8000")[2]).status_code == 200
    assert get("/reminders/").all("//code[@class='secret']") == []


def test_an_address_is_revoked(register, get, post):
    page = post(get("/reminders/").form("/calendar/"))
    page = post(page.form("/revoke/"))
    assert Feed.objects.get().revoked_at is not None
    assert "Revoke" not in words(page.section("calendar"))


def test_another_persons_address_cannot_be_revoked(register, officer, django_user_model):
    from django.utils import timezone

    from ikrar.office.models import Office
    from ikrar.reminders.feed import make

    other = django_user_model.objects.create_user("budi")
    row, _secret = make(other, Office.objects.first_office(), "en", False, timezone.now())
    assert officer.post(f"/reminders/calendar/{row.pk}/revoke/").status_code == 404
    assert Feed.objects.get().revoked_at is None
