"""The people of an office, for its administrators: roles, invitations, who was seen when, ends of membership."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.office import current, invitations, members, permissions
from ikrar.office.models import Change, Invitation, Membership, Role
from ikrar.office.permissions import allowed
from ikrar.site.shown.tongue import ontology_code
from ikrar.site.views.posted import posted

CHANGES = 20
log = logging.getLogger(__name__)


class Invite(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices, initial=Role.REVIEWER)


@allowed("people")
def people(request: HttpRequest) -> HttpResponse:
    return show(request)


def show(request: HttpRequest, form: Invite | None = None) -> HttpResponse:
    """The page, with the invitation as it was written where something in it has to be mended."""
    office, now = current.office(), timezone.now()
    waiting = list(Invitation.objects.waiting().filter(office=office)) if office.pk else []
    for one in waiting:
        one.link = _address(request, one)  # type: ignore[attr-defined]
        one.over = one.expires_at <= now  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "here": "people",
        "members": list(members.of_office(office)) if office.pk else [],
        "waiting_people": waiting,
        "form": form or Invite(),
        "roles": Role.choices,
        "table": _table(),
        "changes": list(Change.objects.filter(office=office)[:CHANGES]) if office.pk else [],
        "mails": _mails(),
    }
    return render(request, "office/people.html", context, status=422 if form and form.errors else 200)


@allowed("people")
@posted("people")
def invite(request: HttpRequest) -> HttpResponse:
    form = Invite(request.POST)
    if not form.is_valid():
        return show(request, form)
    office = request.place.office if request.place.office.pk else current.first_office()  # type: ignore[attr-defined]
    try:
        made = invitations.invite(
            office, form.cleaned_data["email"], form.cleaned_data["role"], request.user.get_username(), timezone.now()
        )
    except invitations.AlreadyMember:
        form.add_error("email", _("Whoever has this address belongs to the office already."))
        return show(request, form)
    _send(request, made)
    return redirect("people")


@allowed("people")
@posted("people")
def invitation_again(request: HttpRequest, pk: int) -> HttpResponse:
    _send(request, invitations.renew(_invitation(pk), request.user.get_username(), timezone.now()))
    return redirect("people")


@allowed("people")
@posted("people")
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = _invitation(pk)
    invitations.revoke(found, request.user.get_username(), timezone.now())
    messages.success(request, _("The invitation of %(email)s is taken back.") % {"email": found.email})
    return redirect("people")


@allowed("people")
@posted("people")
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing about one member: their role, the end of their membership or its return, the end of their sessions."""
    known = Membership.objects.select_related("person", "office")
    found = get_object_or_404(known, pk=pk, office_id=current.office().pk)
    by, now, name = request.user.get_username(), timezone.now(), found.person.get_username()
    what, role = request.POST.get("what"), request.POST.get("role", "")
    try:
        if what == "role" and role in Role.values:
            members.set_role(found, role, by, now)
            messages.success(
                request, _("%(name)s: %(role)s from now on.") % {"name": name, "role": found.get_role_display()}
            )
        elif what == "end":
            members.end(found, by, now)
            messages.success(request, _("%(name)s can no longer do anything in this office.") % {"name": name})
        elif what == "back":
            members.give_back(found, by, now)
            messages.success(request, _("%(name)s belongs to the office again.") % {"name": name})
        elif what == "sign-out":
            members.sign_out(found, by, now)
            messages.success(request, _("%(name)s is signed out everywhere.") % {"name": name})
    except members.LastAdministrator:
        messages.error(request, _("Somebody has to remain who can let others in. Make another administrator first."))
    return redirect("people")


def _invitation(pk: int) -> Invitation:
    waiting = Invitation.objects.waiting().select_related("office")
    return get_object_or_404(waiting, pk=pk, office_id=current.office().pk)


def _address(request: HttpRequest, invitation: Invitation) -> str:
    return request.build_absolute_uri(reverse("invitation", args=[invitations.token(invitation)]))


def _mails() -> bool:
    """Whether mails leave this machine at all."""
    return not settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend"))


def _send(request: HttpRequest, invitation: Invitation) -> None:
    if not _mails():
        messages.warning(request, _("No mail server is set up here. Hand the link below to the person yourself."))
        return
    try:
        invitations.send(invitation, lambda token: request.build_absolute_uri(reverse("invitation", args=[token])))
    except OSError as e:
        log.warning("An invitation could not be sent: %s", e)
        messages.warning(
            request, _("The mail server did not take the mail. Hand the link below to the person, or try again later.")
        )
    else:
        messages.success(request, _("A mail to %(email)s is on its way.") % {"email": invitation.email})


def _table() -> list[tuple[str, list[bool]]]:
    """What may be done, and which of the roles may."""
    tongue = ontology_code()
    return [(p.labels[tongue], [role in p.roles for role in Role.values]) for p in permissions.table().values()]
