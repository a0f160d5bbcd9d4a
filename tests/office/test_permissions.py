"""Roles: the table of permissions, and that no page and no form is open to those who may not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from ikrar.office import current, permissions
from ikrar.office.models import Office, Role
from ikrar.office.people import join, places
from ikrar.register.models import ClaimRecord, Decision, Entry, Partnership, Party, StoredDocument
from ikrar.register.parties import belongings
from tests.site import factory
from tests.site.stories import STORIES

pytestmark = pytest.mark.django_db


def person(role: str | None = None, name: str = "sari", **more):
    made = get_user_model().objects.create_user(name, password="a long word of passage", **more)
    if role:
        join(made, role=role)
    return made


def signed_in(role: str | None = None, **more) -> Client:
    client = Client()
    client.force_login(person(role, **more))
    return client


class TestTable:
    def test_each_role_may_do_all_that_the_one_before_it_may(self):
        all_that = [permissions.of_role(role) for role in Role.values]
        assert all(less < more for less, more in pairwise(all_that))

    def test_no_role_may_nothing_and_an_administrator_everything(self):
        assert permissions.of_role("") == frozenset()
        assert permissions.of_role(Role.ADMINISTRATOR) == set(permissions.table())

    def test_the_table_names_roles_that_there_are_and_has_words_for_all_languages(self):
        for permission in permissions.table().values():
            assert permission.roles <= set(Role.values)
            assert set(permission.labels) == {"id", "en", "zh"}

    @pytest.mark.parametrize(
        ("role", "can"),
        [
            (Role.READER, {"read"}),
            (Role.OFFICER, {"read", "status", "enter", "persons", "file"}),
            (Role.REVIEWER, {"read", "status", "enter", "persons", "file", "review"}),
        ],
    )
    def test_who_may_what(self, role, can):
        assert permissions.of_role(role) == can
        one = person(role)
        assert {what for what in permissions.table() if permissions.may(one, what)} == can

    def test_a_permission_that_is_none_is_a_mistake_and_not_a_no(self):
        with pytest.raises(KeyError):
            permissions.may(AnonymousUser(), "revew")
        with pytest.raises(KeyError):
            permissions.allowed("revew")


class TestPlaces:
    def test_a_superuser_is_an_administrator_everywhere(self, bandung):
        root = person(is_superuser=True)
        assert permissions.may(root, "people")
        assert permissions.may(root, "people", bandung)
        assert [p.office.slug for p in places(root)] == ["main", "bandung"]

    def test_a_role_in_one_office_is_none_in_another(self, bandung):
        one = person(Role.ADMINISTRATOR)
        assert permissions.may(one, "people")
        assert not permissions.may(one, "read", bandung)

    def test_a_membership_that_has_ended_gives_nothing(self):
        one = person(Role.REVIEWER)
        one.memberships.update(ended_at="2026-01-01T00:00Z")
        assert not permissions.may(one, "read")

    def test_joining_again_gives_the_place_back_with_the_new_role(self):
        one = person(Role.REVIEWER)
        one.memberships.update(ended_at="2026-01-01T00:00Z")
        join(one, role=Role.READER)
        assert [p.role for p in places(one)] == ["reader"]


PATTERNS = [p for p in get_resolver().url_patterns if isinstance(p, URLPattern)]


def address(pattern: URLPattern) -> str:
    """Some address that this pattern matches."""
    given = {"pk": 1, "number": 1, "what": "overdue"}
    wanted = pattern.pattern.converters
    return reverse(pattern.name, kwargs={name: given.get(name, "x") for name in wanted})


def is_open(pattern: URLPattern) -> bool:
    return not getattr(pattern.callback, "login_required", True)


CLOSED = [p for p in PATTERNS if not is_open(p)]


class TestEveryAddress:
    """A walk over all addresses, so that a page which is added later is held to the same."""

    def test_all_are_walked(self):
        assert get_resolver().url_patterns == PATTERNS, "an included list of addresses has to be walked too"
        assert len(CLOSED) > 15

    def test_a_name_means_one_address(self):
        """Two of one name: forms of the one would be sent to the other."""
        by_name: dict[str, set[str]] = {}
        for pattern in PATTERNS:
            by_name.setdefault(pattern.name, set()).add(str(pattern.pattern))
        assert {name: at for name, at in by_name.items() if len(at) > 1} == {}

    @pytest.mark.parametrize("pattern", CLOSED, ids=lambda p: p.name)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_stranger_is_led_to_the_sign_in(self, client, pattern, method):
        answer = getattr(client, method)(address(pattern))
        assert answer.status_code == 405 or answer.url.startswith("/sign-in/?next=")

    @pytest.mark.parametrize("role", Role.values)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_role_meets_a_closed_door_exactly_where_the_table_says_so(self, register, role, method):
        client = signed_in(role)
        for pattern in CLOSED:
            if pattern.name in {"sign-out", "account_logout"}:  # The others would then be a stranger's.
                continue
            needs = getattr(pattern.callback, "needs", None)
            answer = getattr(client, method)(address(pattern))
            if needs is None and method == "post":
                assert answer.status_code == 405, (
                    f"{pattern.name} takes a form and says of nobody that they may send it"
                )
                continue
            wanted = "read" if needs is None else needs.to_see if method == "get" else needs.to_send
            closed = wanted is not None and wanted not in permissions.of_role(role)
            assert (answer.status_code == 403) == closed, f"{role} {method} {pattern.name}: {answer.status_code}"

    @pytest.mark.parametrize("method", ["get", "post"])
    @pytest.mark.parametrize("pattern", CLOSED, ids=lambda p: p.name)
    def test_no_page_needs_an_office_that_somebody_has_set_up(self, pattern, method):
        """A new installation, and the demonstration: nobody has written down an office yet."""
        client = signed_in(is_superuser=True)
        assert not Office.objects.exists()
        assert getattr(client, method)(address(pattern)).status_code < 500

    @pytest.mark.parametrize("pattern", CLOSED, ids=lambda p: p.name)
    def test_who_belongs_to_no_office_sees_nothing_of_one(self, pattern):
        answer = signed_in().get(address(pattern))
        needs = getattr(pattern.callback, "needs", None)
        if needs is None or needs.to_see is not None:
            assert answer.status_code == 403
            assert "You belong to no office yet" in answer.content.decode()


class TestPages:
    def test_a_reader_is_offered_nothing_that_they_may_not_do(self, register):
        client = signed_in(Role.READER)
        claim = factory.one("offer", "sepuluh beasiswa")
        for page in (f"/inbox/{claim.pk}/", f"/documents/{claim.document_id}/", "/"):
            assert "/confirm/" not in client.get(page).content.decode()
        entry = claim.entry_links.first().entry_id
        assert "/status/" not in client.get(f"/entries/{entry}/").content.decode()

    def test_an_officer_says_how_pledges_stand_and_leaves_claims_to_others(self, register):
        client = signed_in(Role.OFFICER)
        claim = factory.one("offer", "sepuluh beasiswa")
        entry = claim.entry_links.first().entry_id
        assert f"/entries/{entry}/status/" in client.get(f"/entries/{entry}/").content.decode()
        assert client.post(f"/inbox/{claim.pk}/confirm/").status_code == 403
        claim.refresh_from_db()
        assert claim.review == "corrected"

    def test_an_open_installation_lets_strangers_read_and_nothing_else(self, register, client, settings):
        settings.IKRAR_OPEN = True
        assert client.get("/partners/").status_code == 200
        jakarta = Party.objects.order_by("pk").first()
        belongings.add(belongings.CONTACT, jakarta, {"name": "Sari Dewi", "email": "sari@example.org"}, "ani")
        shown = client.get(f"/parties/{jakarta.pk}/").content.decode()
        assert "Contacts" in shown
        assert "sari@example.org" not in shown
        claim = factory.one("offer", "sepuluh beasiswa")
        assert client.post(f"/inbox/{claim.pk}/reject/", {"reason": "too-vague"}).url.startswith("/sign-in/")


class TestSeveralOffices:
    @pytest.fixture
    def two(self, bandung, register) -> Client:
        """Signed in as somebody who reviews in both; Bandung's register holds one document of its own."""
        with current.entered(bandung):
            factory.file_stories(STORIES[-1].ident)
        one = person(Role.REVIEWER)
        join(one, bandung, Role.REVIEWER)
        client = Client()
        client.force_login(one)
        return client

    def change(self, client: Client, slug: str):
        return client.post("/office/", {"office": slug})

    def test_one_changes_between_ones_offices(self, two):
        assert two.get("/documents/").context["total"].many > 1
        assert self.change(two, "bandung").url == "/"
        page = two.get("/documents/")
        assert page.context["total"].many == 1
        assert "Kota Bandung" in page.content.decode()
        self.change(two, "main")
        assert two.get("/documents/").context["total"].many > 1

    def test_an_office_that_is_not_ones_own_cannot_be_entered(self, bandung, register):
        client = signed_in(Role.ADMINISTRATOR)
        self.change(client, "bandung")
        assert client.get("/documents/").context["place"].office.slug == "main"
        client.session["office"] = "bandung"
        assert client.get("/documents/").context["total"].many > 1

    def test_nothing_of_another_office_is_reached_by_its_number(self, two, bandung):
        """What the first office has many of, Bandung has few of: their higher numbers lead nowhere."""
        self.change(two, "bandung")
        for model, page in (
            (StoredDocument, "documents"),
            (Partnership, "partners"),
            (Party, "parties"),
            (Entry, "entries"),
            (ClaimRecord, "inbox"),
        ):
            last = model.objects.order_by("pk").last()
            with current.entered(bandung):
                assert not model.objects.filter(pk=last.pk).exists()
            assert two.get(f"/{page}/{last.pk}/").status_code == 404

    def test_search_finds_nothing_of_another_office(self, two, bandung):
        word = "beasiswa"
        assert two.get("/search/", {"q": word}).context["found"]
        with current.entered(bandung):
            assert not StoredDocument.objects.filter(folded__contains=word).exists()
        self.change(two, "bandung")
        assert not two.get("/search/", {"q": word}).context["found"]

    def test_a_form_opened_in_one_office_cannot_be_sent_in_another(self, two):
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = two.cookies
        old = strict.get("/inbox/").context["csrf_token"]
        strict.post("/office/", {"office": "bandung", "csrfmiddlewaretoken": str(old)})
        answer = strict.post("/inbox/1/confirm/", {"csrfmiddlewaretoken": str(old)})
        assert answer.status_code == 403
        assert "This form is too old" in answer.content.decode()

    def test_decisions_go_into_the_journal_of_the_office_at_hand(self, two, bandung):
        before = Decision.objects.count()
        self.change(two, "bandung")
        with current.entered(bandung):
            waiting = ClaimRecord.objects.inbox().first()
        two.post(f"/inbox/{waiting.pk}/confirm/")
        assert Decision.objects.count() == before
        with current.entered(bandung):
            assert [d.who for d in Decision.objects.all()] == ["sari"]
