"""One list of what needs attention, whole."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.follow.attention import review
from ikrar.site.clock import today
from ikrar.site.shown.attention import LISTS, one


def attention(request: HttpRequest, what: str) -> HttpResponse:
    if what not in LISTS:
        raise Http404
    found = one(review(today()), what)
    return render(request, "attention.html", {"here": "home", "listed": found})
