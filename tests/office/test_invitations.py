"""Accounts come by invitation: a link for one address, one use and some days."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.utils import timezone

from ikrar.office import invitations
from ikrar.office.models import Change, Invitation, Office, Role
from ikrar.office.people import join, places
from tests.site.page import Page

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
ADDRESS = "budi@jakarta.example"
PASSWORD = "pisang goreng nomor 5"
NEW = {"username": "budi", "name": "Budi Santoso", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def main() -> Office:
    return Office.objects.first_office()


@pytest.fixture
def link(main) -> str:
    made = invitations.invite(main, ADDRESS, Role.OFFICER, "sari", timezone.now())
    return f"/invitation/{invitations.token(made)}/"


def text(answer) -> str:
    return Page("/", answer.content.decode()).text()


def account(name: str = "budi", email: str = ADDRESS):
    return get_user_model().objects.create_user(name, email, PASSWORD)


class TestLink:
    def test_it_leads_to_the_invitation(self, main):
        made = invitations.invite(main, " Budi@Jakarta.example ", Role.READER, "sari", NOW)
        assert made.email == ADDRESS
        assert invitations.find(invitations.token(made), NOW + timedelta(days=6)) == made

    def test_it_is_good_for_a_week(self, main):
        made = invitations.invite(main, ADDRESS, Role.READER, "sari", NOW)
        with pytest.raises(invitations.Unusable):
            invitations.find(invitations.token(made), NOW + timedelta(days=7))

    @pytest.mark.parametrize("spoil", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: "x", lambda t: ""])
    def test_one_that_we_did_not_sign_leads_nowhere(self, main, spoil):
        made = invitations.invite(main, ADDRESS, Role.READER, "sari", NOW)
        with pytest.raises(invitations.Unusable):
            invitations.find(spoil(invitations.token(made)), NOW)

    def test_sending_it_again_ends_the_old_one_and_begins_the_days_anew(self, main):
        made = invitations.invite(main, ADDRESS, Role.READER, "sari", NOW)
        old = invitations.token(made)
        later = NOW + timedelta(days=30)
        invitations.renew(made, "sari", later)
        assert invitations.find(invitations.token(made), later) == made
        with pytest.raises(invitations.Unusable):
            invitations.find(old, later)

    def test_inviting_an_address_twice_makes_one_invitation_with_the_latest_role(self, main):
        invitations.invite(main, ADDRESS, Role.READER, "sari", NOW)
        invitations.invite(main, ADDRESS, Role.OFFICER, "sari", NOW)
        assert Invitation.objects.get().role == Role.OFFICER

    def test_who_belongs_to_the_office_is_not_invited(self, main):
        join(account(), main)
        with pytest.raises(invitations.AlreadyMember):
            invitations.invite(main, ADDRESS, Role.READER, "sari", NOW)

    def test_one_that_was_taken_back_is_over(self, main):
        made = invitations.invite(main, ADDRESS, Role.READER, "sari", NOW)
        invitations.revoke(made, "sari", NOW)
        with pytest.raises(invitations.Unusable):
            invitations.find(invitations.token(made), NOW)


class TestAccepting:
    def test_a_new_account_has_its_place_and_its_address_and_is_signed_in(self, client, link):
        answer = client.post(link, NEW)
        assert answer.url == "/"
        person = get_user_model().objects.get()
        assert (person.username, person.get_full_name(), person.email) == ("budi", "Budi Santoso", ADDRESS)
        assert [p.role for p in places(person)] == [Role.OFFICER]
        assert EmailAddress.objects.get(user=person).verified
        assert client.get("/").status_code == 200

    def test_it_works_once(self, client, link):
        client.post(link, NEW)
        again = Client().post(link, NEW | {"username": "somebody"})
        assert again.status_code == 410
        assert get_user_model().objects.count() == 1

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"username": "sari"}, "Somebody else has this name"),
            ({"username": "Sari"}, "Somebody else has this name"),
            ({"username": "budi santoso!"}, "valid username"),
            ({"password": "12345678", "again": "12345678"}, "too common"),
            ({"password": "budi@jakarta", "again": "budi@jakarta"}, "too similar"),
            ({"again": "something else"}, "This is not the same password"),
        ],
    )
    def test_what_is_wrong_is_told_and_what_was_written_stays(self, client, link, changed, told):
        account("sari", "sari@jakarta.example")
        answer = client.post(link, NEW | changed)
        assert answer.status_code == 422
        assert told in text(answer)
        assert "Budi Santoso" in answer.content.decode()
        assert Invitation.objects.waiting().exists()

    def test_who_has_an_account_signs_in_and_joins_with_it(self, client, link):
        person = account()
        assert "There is an account with the address" in text(client.get(link))
        client.post("/sign-in/", {"login": "budi", "password": PASSWORD})
        assert "You are signed in as budi" in text(client.get(link))
        assert client.post(link).url == "/"
        assert [p.role for p in places(person)] == [Role.OFFICER]

    def test_nobody_makes_a_second_account_for_an_address_that_has_one(self, client, link):
        account()
        client.post(link, NEW | {"username": "another"})
        assert get_user_model().objects.count() == 1

    def test_joining_a_second_office_leads_into_it(self, bandung):
        person = account()
        join(person)
        made = invitations.invite(bandung, ADDRESS, Role.READER, "ayu", timezone.now())
        client = Client()
        client.force_login(person)
        client.post(f"/invitation/{invitations.token(made)}/")
        assert client.get("/").context["place"].office == bandung

    def test_an_address_that_another_account_has_is_not_taken_from_it(self, main):
        holder = account("sari", ADDRESS)
        EmailAddress.objects.create(user=holder, email=ADDRESS, verified=True, primary=True)
        made = invitations.invite(main, ADDRESS, Role.READER, "ayu", NOW)
        other = account("budi", "")
        invitations.accept(made, other, NOW)
        assert EmailAddress.objects.get().user == holder
        assert other.email == ""


class TestPage:
    @pytest.fixture
    def sari(self, main) -> Client:
        join(account("sari", "sari@jakarta.example"), main, Role.ADMINISTRATOR)
        client = Client()
        client.force_login(get_user_model().objects.get(username="sari"))
        return client

    def test_the_mail_holds_the_link_and_the_link_lets_in(self, sari):
        sari.post("/people/invite/", {"email": ADDRESS, "role": "officer"})
        assert mail.outbox[0].to == [ADDRESS]
        assert "sari invites you to their office as: Officer" in mail.outbox[0].body
        link = re.search(r"https?://testserver(/invitation/\S+)", mail.outbox[0].body).group(1)
        assert Client().post(link, NEW).url == "/"

    def test_without_a_mail_server_the_link_is_there_to_hand_over(self, sari, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        page = sari.post("/people/invite/", {"email": ADDRESS, "role": "officer"}, follow=True)
        assert "Hand the link below to the person yourself" in text(page)
        link = re.search(r"http://testserver(/invitation/[^<]+)", page.content.decode()).group(1)
        assert Client().post(link, NEW).url == "/"

    def test_a_mail_server_that_refuses_loses_nothing(self, sari, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
        page = sari.post("/people/invite/", {"email": ADDRESS, "role": "officer"}, follow=True)
        assert "did not take the mail" in text(page)
        assert Invitation.objects.waiting().exists()

    def test_an_address_that_is_none_is_told_and_stays(self, sari):
        page = sari.post("/people/invite/", {"email": "budi", "role": "officer"})
        assert page.status_code == 422
        assert 'value="budi"' in page.content.decode()
        assert not mail.outbox

    def test_it_is_sent_again_and_taken_back(self, sari, main):
        made = invitations.invite(main, ADDRESS, Role.READER, "sari", timezone.now())
        sari.post(f"/people/invitations/{made.pk}/again/")
        assert len(mail.outbox) == 1
        sari.post(f"/people/invitations/{made.pk}/revoke/")
        assert not Invitation.objects.waiting().exists()
        assert [c.what for c in Change.objects.all()] == ["revoked", "sent-again", "invited"]

    def test_an_invitation_of_another_office_is_out_of_reach(self, sari, bandung):
        theirs = invitations.invite(bandung, ADDRESS, Role.READER, "ayu", timezone.now())
        assert sari.post(f"/people/invitations/{theirs.pk}/revoke/").status_code == 404
        assert ADDRESS not in sari.get("/people/").content.decode()
