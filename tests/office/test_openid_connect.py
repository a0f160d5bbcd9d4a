"""Signing in by an identity provider: known accounts and invited people come in, nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from ikrar.office import invitations
from ikrar.office.models import Invitation, Office, Role
from ikrar.office.people import join, places
from ikrar.office.providers import openid_connect
from tests.office import provider as stub
from tests.site.page import Page

pytestmark = pytest.mark.django_db

START = "/sign-in/by/sso/"
ADDRESS = "budi@jakarta.example"
BUDI = {"sub": "4711", "email": ADDRESS, "email_verified": True, "name": "Budi Santoso", "preferred_username": "budi"}


@pytest.fixture
def provider(settings) -> Iterator[stub.Provider]:
    with stub.running() as running:
        named = {"ISSUER": running.address, "CLIENT": stub.CLIENT, "SECRET": stub.SECRET, "NAME": "Jakarta SSO"}
        settings.SOCIALACCOUNT_PROVIDERS = openid_connect({f"IKRAR_OIDC_{k}": v for k, v in named.items()})
        running.who = dict(BUDI)
        yield running


def account(email: str = ADDRESS, verified: bool = True):
    person = get_user_model().objects.create_user("budi", email, "pisang goreng nomor 5")
    EmailAddress.objects.create(user=person, email=email, verified=verified, primary=True)
    join(person)
    return person


def come_in(client: Client, provider: stub.Provider, start: str = START):
    """The whole way: to the provider, and back with what its page sends."""
    there = client.get(start)
    assert there.status_code == 302
    assert there.url.startswith(f"{provider.address}/authorize?")
    return client.get(provider.sign_in(there.url))


def text(answer) -> str:
    return Page("/", answer.content.decode()).text()


def test_the_sign_in_page_offers_it(client, provider):
    assert (
        Page("/sign-in/", client.get("/sign-in/").content.decode()).link("Sign in with Jakarta SSO").startswith(START)
    )


def test_without_it_nothing_is_offered_and_nothing_is_there(client):
    assert "Sign in with" not in text(client.get("/sign-in/"))
    assert client.get(START).status_code == 404


def test_an_account_with_an_address_that_the_provider_vouches_for_comes_in(client, provider):
    person = account()
    assert come_in(client, provider).url == "/"
    assert client.get("/").wsgi_request.user == person
    assert SocialAccount.objects.get().user == person
    assert "/token" in provider.asked


def test_one_comes_to_where_one_wanted_to_go(client, provider):
    account()
    assert come_in(client, provider, f"{START}?process=login&next=/partners/").url == "/partners/"


def test_the_identity_counts_and_not_the_address_once_both_are_tied(client, provider):
    person = account()
    come_in(client, provider)
    provider.who["email"] = "moved@jakarta.example"
    other = Client()
    come_in(other, provider)
    assert other.get("/").wsgi_request.user == person


def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(client, provider):
    account()
    provider.who["email_verified"] = False
    answer = come_in(client, provider)
    assert answer.status_code == 403
    assert "Nobody has invited you here yet" in text(answer)
    assert not SocialAccount.objects.exists()


def test_who_was_not_invited_gets_no_account(client, provider):
    assert come_in(client, provider).status_code == 403
    assert not get_user_model().objects.exists()


def test_who_was_invited_at_that_address_gets_one_with_the_role(client, provider):
    invitations.invite(Office.objects.first_office(), ADDRESS, Role.OFFICER, "sari", timezone.now())
    assert come_in(client, provider).url == "/"
    person = get_user_model().objects.get()
    assert (person.email, person.get_full_name(), person.has_usable_password()) == (ADDRESS, "Budi Santoso", False)
    assert [p.role for p in places(person)] == [Role.OFFICER]
    assert not Invitation.objects.waiting().exists()
    assert client.get("/").status_code == 200


def test_who_follows_the_link_may_come_in_by_an_identity_with_another_address(client, provider):
    made = invitations.invite(
        Office.objects.first_office(), "undangan@jakarta.example", Role.READER, "sari", timezone.now()
    )
    page = Page("/", client.get(f"/invitation/{invitations.token(made)}/").content.decode())
    come_in(client, provider, page.link("Sign in with Jakarta SSO"))
    person = get_user_model().objects.get()
    assert [p.role for p in places(person)] == [Role.READER]
    assert person.email == "undangan@jakarta.example"


def test_a_person_ties_the_identity_to_their_account_themselves(client, provider):
    person = account("other@jakarta.example")
    client.post("/sign-in/", {"login": "budi", "password": "pisang goreng nomor 5"})
    come_in(client, provider, f"{START}?process=connect")
    assert SocialAccount.objects.get().user == person
    assert "budi" in text(client.get("/account/identities/"))
    other = Client()
    come_in(other, provider)
    assert other.get("/").wsgi_request.user == person


@pytest.mark.parametrize("spoil", ["state", "code"])
def test_an_answer_that_nobody_asked_for_signs_nobody_in(client, provider, spoil):
    account()
    back = provider.sign_in(client.get(START).url)
    answer = client.get(back.replace(f"{spoil}=", f"{spoil}=x"))
    assert "Signing in did not work" in text(answer)
    assert not client.get("/about/").wsgi_request.user.is_authenticated


def test_a_token_for_somebody_else_is_refused(client, provider):
    account()
    provider.audience = "another site"
    assert "Signing in did not work" in text(come_in(client, provider))


def test_who_stops_half_way_is_told_so(client, provider):
    state = provider.sign_in(client.get(START).url).partition("state=")[2]
    answer = client.get(f"{START}back/?error=access_denied&state={state}", follow=True)
    assert "Nobody was signed in" in text(answer)


class TestEnvironment:
    def test_without_an_issuer_it_is_off(self):
        assert openid_connect({"IKRAR_OIDC_CLIENT": "x"}) == {}

    @pytest.mark.parametrize(
        ("given", "told"),
        [
            ({"IKRAR_OIDC_ISSUER": "https://id.example.org"}, "IKRAR_OIDC_CLIENT and IKRAR_OIDC_SECRET"),
            ({"IKRAR_OIDC_ISSUER": "http://id.example.org"}, "https://"),
        ],
    )
    def test_half_of_it_is_a_mistake_that_is_named(self, given, told):
        with pytest.raises(ValueError, match=told):
            openid_connect(given)
