"""Accepting an invitation: with a new account, with the one that the person has, or by the identity provider."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.office import invitations
from ikrar.office.middleware import CHOICE
from ikrar.office.models import Invitation
from ikrar.office.signing_in import INVITED

_NEW = {"autocomplete": "new-password"}


class NewAccount(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Name to sign in with"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Full name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(label=gettext_lazy("Password"), strip=False, widget=forms.PasswordInput(attrs=_NEW))
    again = forms.CharField(
        label=gettext_lazy("The same password again"), strip=False, widget=forms.PasswordInput(attrs=_NEW)
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, initial={"username": invitation.email.partition("@")[0]}, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())
        self.invitation = invitation

    def clean_username(self) -> str:
        given = str(self.cleaned_data["username"]).strip()
        get_user_model().username_validator(given)
        if get_user_model().objects.filter(username__iexact=given).exists():
            raise forms.ValidationError(_("Somebody else has this name here. Choose another."))
        return given

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        person = self._person(data)
        if "password" in data:
            try:
                validate_password(data["password"], person)
            except forms.ValidationError as e:
                self.add_error("password", e)
        if data.get("password") != data.get("again") and "again" in data:
            self.add_error("again", _("This is not the same password."))
        return data

    def _person(self, data: dict[str, Any]) -> Any:
        return get_user_model()(
            username=data.get("username", ""), first_name=data.get("name", "").strip(), email=self.invitation.email
        )

    @transaction.atomic
    def save(self) -> Any:
        """The account, with its place in the office. Raises `Unusable`, and `IntegrityError` for a name just taken."""
        person = self._person(self.cleaned_data)
        person.set_password(self.cleaned_data["password"])
        person.save()
        invitations.accept(self.invitation, person, timezone.now())
        return person


@login_not_required
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = invitations.find(token, timezone.now())
        return _answer(request, found, token)
    except invitations.Unusable:
        return render(request, "office/invitation_over.html", status=410)


def _answer(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    context: dict[str, Any] = {"invitation": found, "here": "invitation"}
    if request.user.is_authenticated:
        return _join(request, found) if request.method == "POST" else render(request, "office/join.html", context)
    request.session[INVITED] = token
    context |= {"provider": _provider(), "next": reverse("invitation", args=[token])}
    if invitations.account_of(found.email):
        return render(request, "office/join.html", context)
    form = NewAccount(request.POST or None, invitation=found)
    if request.method == "POST":
        refused = ratelimit.consume_or_429(request, action="signup")
        if refused:
            return refused
        if form.is_valid():
            try:
                return _enter(request, form.save(), found)
            except IntegrityError:
                form.add_error("username", _("Somebody else has this name here. Choose another."))
    return render(request, "office/join.html", context | {"form": form}, status=422 if form.errors else 200)


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    invitations.accept(found, request.user, timezone.now())
    request.session[CHOICE] = found.office.slug
    named = _("You belong to %(office)s now.") % {"office": found.office.name}
    messages.success(request, named if found.office.name else _("You belong to the office now."))
    return redirect("home")


def _enter(request: HttpRequest, person: Any, found: Invitation) -> HttpResponse:
    request.session.pop(INVITED, None)
    answer = perform_login(request, person, email_verification="none", redirect_url=reverse("home"))
    request.session[CHOICE] = found.office.slug
    return answer


def _provider() -> dict[str, str] | None:
    """The identity provider's name and address, where there is one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    if not apps:
        return None
    return {"name": apps[0]["name"], "address": reverse("openid_connect_login", args=[apps[0]["provider_id"]])}
