"""What stands in the place of a page that is not there, or not yours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ikrar.office.middleware import NoPlace
from ikrar.site.shown.tongue import html_code


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = {"heading": _("This page is not here"), "hint": _("It may have been merged into another, or never was.")}
    return render(request, "error.html", words, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = {"heading": _("This page is not yours to see"), "hint": _("An administrator can give you the right.")}
    if isinstance(exception, NoPlace):
        words = {
            "heading": _("You belong to no office yet"),
            "hint": _("An administrator of your office can invite you, or give you your place back."),
        }
    return render(request, "error.html", words, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that this site did not send, or sent before the last sign-in."""
    words = {"heading": _("This form is too old"), "hint": _("Go back, load the page again and send it once more.")}
    return render(request, "error.html", words, status=403)


def unclear(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _alone(400, _("This request makes no sense"), _("Go back, load the page again and send it once more."))


def broken(request: HttpRequest) -> HttpResponse:
    return _alone(500, _("Something went wrong here"), _("It has been written to the log. Try again in a moment."))


def _alone(status: int, heading: str, hint: str) -> HttpResponse:
    """A page that asks the database and the session for nothing, as these may be what is broken."""
    page = render_to_string("error.html", {"heading": heading, "hint": hint, "html_lang": html_code()})
    return HttpResponse(page, status=status)
