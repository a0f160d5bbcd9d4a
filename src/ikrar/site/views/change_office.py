"""Changing to another office of one's own. The choice is kept in the session."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ikrar.office.middleware import CHOICE
from ikrar.office.people import places
from ikrar.office.permissions import own_account


@own_account
def change_office(request: HttpRequest) -> HttpResponse:
    """To the first page of the office. Forms that are open still, in another tab, hold for the office left: they go."""
    wanted = request.POST.get("office", "")
    if request.method == "POST" and any(p.office.slug == wanted for p in places(request.user)):
        request.session[CHOICE] = wanted
        request.session.pop("as_of", None)  # An earlier day of one register is none of another.
        rotate_token(request)
    elif request.method == "POST":
        messages.warning(request, _("You do not belong to that office."))
    return redirect("home")
