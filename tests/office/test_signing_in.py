"""Signing in: too many guesses, closed accounts, forgotten passwords, a second factor, sessions."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client

from ikrar.office.models import Office, Preferences
from ikrar.office.people import join
from tests.site.page import Page

pytestmark = pytest.mark.django_db

PASSWORD = "a long word of passage"
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
NEXT = "rendang sapi nomor 9"


@pytest.fixture
def sari():
    person = get_user_model().objects.create_user("sari", "sari@jakarta.example", PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    join(person)
    return person


def sign_in(client: Client, name: str = "sari", password: str = PASSWORD):
    return client.post("/sign-in/", {"login": name, "password": password})


@pytest.fixture
def signed_in(sari) -> Client:
    client = Client()
    assert sign_in(client).url == "/"
    return client


def text(answer) -> str:
    return Page("/", answer.content.decode()).text()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def again(client: Client) -> None:
    """Give the password once more, as is asked before what concerns the safety of the account."""
    assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 302


@pytest.fixture
def with_code(signed_in, sari) -> str:
    """Sari has a second factor; its secret."""
    again(signed_in)
    page = signed_in.get("/account/two-factor/")
    secret = page.context["form"].secret
    answer = signed_in.post("/account/two-factor/", {"code": code_of(secret)})
    assert answer.url == "/account/codes/"
    cache.clear()  # A code works once; the tests use the same half minute's code again.
    return secret


class TestTheDoor:
    @pytest.mark.parametrize("name", ["sari", "sari@jakarta.example", "SARI@jakarta.example"])
    def test_by_name_or_by_address(self, client, sari, name):
        assert sign_in(client, name).url == "/"

    def test_a_new_session_begins(self, client, sari):
        client.get("/sign-in/")
        client.session["something"] = 1
        before = client.session.session_key
        sign_in(client)
        assert client.session.session_key != before

    def test_who_guesses_too_often_has_to_wait_even_with_the_right_word(self, client, sari):
        for i in range(5):
            assert "do not match" in text(sign_in(client, password=f"guess {i}"))
        answer = sign_in(client)
        assert "tried too often" in text(answer)
        assert not answer.wsgi_request.user.is_authenticated

    def test_a_closed_account_is_told_so_only_to_who_knows_its_password(self, client, sari):
        get_user_model().objects.update(is_active=False)
        assert "This account is closed" in text(client.post("/sign-in/", CREDENTIALS, follow=True))
        assert "do not match" in text(sign_in(client, password="guess"))

    @pytest.mark.parametrize("address", ["/signup/", "/sign-up/", "/account/signup/", "/accounts/signup/", "/admin/"])
    def test_there_is_no_way_to_make_an_account_for_oneself(self, client, address):
        assert client.get(address).status_code == 404

    def test_the_pages_come_in_the_language_that_the_person_settled_on(self, client, sari):
        Preferences.objects.create(person=sari, language="zh-hans")
        sign_in(client)
        assert client.get("/").wsgi_request.LANGUAGE_CODE == "zh-hans"


CREDENTIALS = {"login": "sari", "password": PASSWORD}


class TestForgottenPassword:
    def ask(self, client, email="sari@jakarta.example"):
        return client.post("/sign-in/password/", {"email": email}, follow=True)

    def link(self) -> str:
        return re.search(r"https?://testserver(/sign-in/password/\S+)", mail.outbox[0].body).group(1)

    def test_a_link_goes_to_the_address_and_sets_a_new_one_once(self, client, sari):
        assert "Look into your mail" in text(self.ask(client))
        assert mail.outbox[0].to == ["sari@jakarta.example"]
        assert mail.outbox[0].subject == "Ikrar: A new password"
        form = client.get(self.link(), follow=True)
        there = form.request["PATH_INFO"]
        assert self.link() != there  # The key does not stay in the address, from where it would travel on.
        client.post(there, {"password1": NEXT, "password2": NEXT})
        assert sign_in(Client(), password=NEXT).url == "/"
        assert "no longer good" in text(Client().get(self.link(), follow=True))

    def test_a_weak_one_is_refused(self, client, sari):
        self.ask(client)
        there = client.get(self.link(), follow=True).request["PATH_INFO"]
        answer = client.post(there, {"password1": "12345678", "password2": "12345678"})
        assert "too common" in text(answer)

    def test_nobody_learns_which_addresses_have_an_account(self, client, sari):
        assert text(self.ask(client, "nobody@jakarta.example")) == text(self.ask(Client()))
        assert [m.to for m in mail.outbox] == [["sari@jakarta.example"]]


class TestSecondFactor:
    def test_it_is_asked_for_after_the_password(self, sari, with_code):
        client = Client()
        assert sign_in(client).url == "/sign-in/code/"
        assert client.get("/").status_code == 302
        answer = client.post("/sign-in/code/", {"code": "000000"})
        assert "does not fit" in text(answer)
        assert client.post("/sign-in/code/", {"code": code_of(with_code)}).url == "/"
        assert client.get("/").status_code == 200

    def test_a_recovery_code_lets_in_once(self, sari, with_code):
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        for expected in (302, 200):
            client = Client()
            sign_in(client)
            assert client.post("/sign-in/code/", {"code": codes[0]}).status_code == expected

    def test_it_cannot_be_guessed(self, sari, with_code):
        client = Client()
        sign_in(client)
        told = [text(client.post("/sign-in/code/", {"code": f"{n:06}"})) for n in range(8)]
        assert "too often" in told[-1]

    def test_the_codes_are_shown_and_can_be_saved(self, signed_in, with_code):
        codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        assert all(code in text(signed_in.get("/account/codes/")) for code in codes)
        assert signed_in.get("/account/codes/file/").content.decode().split() == codes

    def test_switching_it_off_asks_who_is_there_when_the_sign_in_was_a_while_ago(self, signed_in, with_code):
        session = signed_in.session
        session["account_authentication_methods"] = [
            {**method, "at": time.time() - 3600} for method in session["account_authentication_methods"]
        ]
        session.save()
        answer = signed_in.get("/account/two-factor/off/", follow=True)
        assert "Is it still you?" in text(answer)

    def test_it_is_switched_off(self, signed_in, with_code):
        assert signed_in.post("/account/two-factor/off/").url == "/account/"
        assert not Authenticator.objects.exists()

    def test_an_office_that_wants_it_lets_nobody_see_anything_before(self, signed_in):
        Office.objects.update(require_two_factor=True)
        answer = signed_in.get("/partners/", follow=True)
        assert answer.redirect_chain[0][0] == "/account/two-factor/"
        assert "Is it still you?" in text(answer)
        again(signed_in)
        assert "Sign in with a code as well" in text(signed_in.get("/partners/", follow=True))
        assert signed_in.post("/inbox/1/confirm/").url == "/account/two-factor/"
        assert signed_in.get("/account/").status_code == 200

    def test_where_the_office_wants_it_it_stays(self, signed_in, with_code):
        Office.objects.update(require_two_factor=True)
        assert signed_in.get("/partners/").status_code == 200
        answer = signed_in.post("/account/two-factor/off/")
        assert "so it stays" in text(answer)
        assert Authenticator.objects.filter(type="totp").exists()


class TestSessions:
    def test_each_is_listed_with_its_browser_and_the_others_can_be_ended(self, signed_in, sari):
        other = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"})
        sign_in(other)
        page = text(signed_in.get("/account/sessions/"))
        assert "Firefox, Windows" in page
        assert UserSession.objects.filter(user=sari).count() == 2
        signed_in.post("/account/sessions/")
        assert other.get("/").status_code == 302
        assert signed_in.get("/").status_code == 200

    def test_a_new_password_ends_all_others(self, signed_in, sari):
        other = Client()
        sign_in(other)
        form = {"oldpassword": PASSWORD, "password1": NEXT, "password2": NEXT}
        assert signed_in.post("/account/password/", form).status_code == 302
        assert other.get("/").status_code == 302
        assert signed_in.get("/").status_code == 200

    def test_the_old_password_is_needed_for_a_new_one(self, signed_in):
        form = {"oldpassword": "guess", "password1": NEXT, "password2": NEXT}
        assert "This is not your password" in text(signed_in.post("/account/password/", form))

    def test_when_it_was_last_in_use_is_written_down_now_and_then(self, signed_in):
        UserSession.objects.update(last_seen_at=BEFORE)
        signed_in.get("/about/")
        assert UserSession.objects.get().last_seen_at > BEFORE
        UserSession.objects.update(last_seen_at=BEFORE)
        signed_in.get("/about/")
        assert UserSession.objects.get().last_seen_at == BEFORE


class TestAccount:
    def test_name_and_language_are_kept(self, signed_in, sari):
        answer = signed_in.post("/account/", {"name": "Sari Wulandari", "language": "id"}, follow=True)
        sari.refresh_from_db()
        assert sari.get_full_name() == "Sari Wulandari"
        assert answer.wsgi_request.LANGUAGE_CODE == "id"
        assert Preferences.objects.get().language == "id"

    def test_the_buttons_in_the_page_head_settle_the_language_as_well(self, signed_in):
        signed_in.post("/language/", {"language": "zh-hans", "next": "/"})
        assert Preferences.objects.get().language == "zh-hans"

    def test_a_new_address_counts_once_it_is_confirmed(self, signed_in, sari):
        signed_in.post("/account/email/", {"email": "wulandari@jakarta.example", "action_add": "1"})
        sari.refresh_from_db()
        assert sari.email == "sari@jakarta.example"
        assert mail.outbox[0].to == ["wulandari@jakarta.example"]
        link = re.search(r"https?://testserver(/account/email/\S+)", mail.outbox[0].body).group(1)
        assert "becomes the address of sari" in text(signed_in.get(link))
        signed_in.post(link)
        sari.refresh_from_db()
        assert sari.email == "wulandari@jakarta.example"

    def test_where_one_works_is_shown(self, signed_in):
        assert "Reviewer" in text(signed_in.get("/account/"))
