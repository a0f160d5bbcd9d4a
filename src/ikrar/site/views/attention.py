"""One list of what needs attention, whole, a page at a time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.follow.attention import review
from ikrar.office import settings
from ikrar.site.clock import today
from ikrar.site.shown.attention import KEPT, LISTS, Listed, one, perhaps_kept

PAGE = 40


def _listed(what: str, start: int) -> Listed:
    if what == KEPT:
        return perhaps_kept(start, PAGE)
    days = settings.of()
    asked = {"review_days": days.review_days, "dormant_days": days.dormant_days}
    return one(review(today(), apart=True, only=what, start=start, limit=PAGE, **asked), what)


def attention(request: HttpRequest, what: str) -> HttpResponse:
    if what not in LISTS:
        raise Http404
    given = request.GET.get("page", "1")
    page = max(1, int(given)) if given.isdecimal() and len(given) < 6 else 1
    found = _listed(what, (page - 1) * PAGE)
    more = found.total > page * PAGE
    context = {"here": "home", "listed": found, "earlier": page - 1, "later": page + 1 if more else 0}
    return render(request, "attention.html", context)
