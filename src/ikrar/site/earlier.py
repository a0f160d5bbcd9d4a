"""Looking at the register as it stood on an earlier day, on any page: `?as-of=2026-03-01`, or the form in the foot.

The day is kept in the session until the reader goes back to today. Meanwhile nothing can be changed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ikrar.office import past, routing
from ikrar.office.permissions import allowed
from ikrar.site.clock import looked_from, office_day
from ikrar.site.shown.dates import written

CHOICE = "as_of"  # in the session
_STILL = ("as-of", "change-office", "sign-out", "language", "sign-in")  # addresses that may be posted to meanwhile
_PEOPLE = ("/account/", "/sign-in/", "/invitation/", "/people/", "/settings/")  # No register is an earlier one here.


class EarlierDay:
    """Answers out of the copy of the day that the reader chose."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and "as-of" in request.GET and request.method == "GET":
            return _chosen(request, request.GET["as-of"], _without(request))
        day = chosen(request)
        request.as_of = day  # type: ignore[attr-defined]
        if (
            day is None
            or request.path in {reverse(name) for name in _STILL}
            or request.path.startswith((reverse("reminders"), *_PEOPLE))
        ):
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            messages.warning(
                request, _("This is how the register stood on an earlier day. Go back to today to change it.")
            )
            return redirect(_back(request))
        with past.shown(day, routing.alias()), looked_from(day):
            response = self.get_response(request)
            if response.streaming:
                response.streaming_content = routing.kept(response.streaming_content)  # type: ignore[attr-defined]
            return response


def chosen(request: HttpRequest) -> date | None:
    """The day that the reader looks at; None for today."""
    day = _day(request.session.get(CHOICE, "")) if request.user.is_authenticated else None
    return day if day and day < office_day() else None


@allowed("read")
def as_of(request: HttpRequest) -> HttpResponse:
    """Choose a day, or go back to today."""
    return _chosen(request, request.POST.get("day", ""), _back(request))


def _chosen(request: HttpRequest, written_day: str, back: str) -> HttpResponse:
    request.session.pop(CHOICE, None)
    if not written_day.strip():
        return redirect(back)
    day = _day(written_day)
    if day is None:
        messages.warning(request, _("“%(day)s” is no day such as 2026-03-01.") % {"day": written_day[:40]})
        return redirect(back)
    try:
        past.check(day, office_day(), routing.alias())
    except past.NoPast:
        began = past.first_day(routing.alias())
        messages.warning(
            request,
            _("The register began on %(day)s: choose a day from then until yesterday.")
            % {"day": written(began.isoformat(), "long")}
            if began
            else _("The register is empty, so there is no earlier day to show."),
        )
        return redirect(back)
    past.make(day, routing.alias())
    request.session[CHOICE] = day.isoformat()
    return redirect(back)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        return None


def _without(request: HttpRequest) -> str:
    """The address that was asked for, without the day."""
    rest = request.GET.copy()
    rest.pop("as-of")
    return f"{request.path}?{rest.urlencode()}" if rest else request.path


def _back(request: HttpRequest) -> str:
    given = request.POST.get("next") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if safe else reverse("home")
