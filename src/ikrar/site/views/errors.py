"""What stands in the place of a page that is not there, or not yours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = {"heading": _("This page is not here"), "hint": _("It may have been merged into another, or never was.")}
    return render(request, "error.html", words, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    words = {"heading": _("This page is not yours to see"), "hint": _("An administrator can give you the right.")}
    return render(request, "error.html", words, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that this site did not send, or sent before the last sign-in."""
    words = {"heading": _("This form is too old"), "hint": _("Go back, load the page again and send it once more.")}
    return render(request, "error.html", words, status=403)
