"""Every request is answered in one office, and only where the person's role there lets them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ikrar.office import current, permissions, routing
from ikrar.office.models import Role
from ikrar.office.people import Place, chosen

CHOICE = "office"  # In the session: the slug of the office that was chosen last.
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class NoPlace(PermissionDenied):
    """Somebody who is signed in and belongs to no office."""


class CurrentOffice(LoginRequiredMiddleware):
    """Sets `request.place`, `request.may` and the register at hand, and lets nobody in who may not be there.

    A person works in the office that they chose, else in the first of theirs. Strangers have no place, unless the
    installation is open (`IKRAR_OPEN`): then they read what the first office has.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = chosen(request.user, request.session.get(CHOICE, ""))
        if place is None and settings.IKRAR_OPEN and not request.user.is_authenticated:
            place = Place(current.office(), Role.READER)
        request.place = place  # type: ignore[attr-defined]
        request.may = permissions.of_role(place.role if place else "")  # type: ignore[attr-defined]
        with current.entered(place.office if place else None):
            response = self.get_response(request)
            if response.streaming:
                response.streaming_content = routing.kept(response.streaming_content)  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if not getattr(view, "login_required", True):
            return None
        needs: permissions.Needs | None = getattr(view, "needs", None)
        if needs is None and request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)  # It says of nobody that they may send it anything: see permissions.py.
        needs = needs or permissions.Needs()
        wanted = needs.to_see if request.method in SAFE else needs.to_send
        if wanted in request.may:  # type: ignore[attr-defined]
            return self._second_factor(request)
        if not request.user.is_authenticated:
            return self.handle_no_permission(request, view)
        if wanted is None:
            return None
        raise PermissionDenied if request.place else NoPlace  # type: ignore[attr-defined]

    def _second_factor(self, request: HttpRequest) -> HttpResponse | None:
        """Where the office wants everybody to sign in with a code as well, first to the page that sets it up."""
        place: Place = request.place  # type: ignore[attr-defined]
        asked = place.office.require_two_factor and request.user.is_authenticated
        if not asked or is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return None
        messages.warning(request, _("Your office wants everybody to sign in with a code as well. Set that up first."))
        return redirect("mfa_activate_totp")
