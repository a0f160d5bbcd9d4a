"""One list of what needs attention, whole, a page at a time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.follow.attention import DORMANT, Item, Look, Quiet
from ikrar.office import settings
from ikrar.register.paging import COUNTED, count
from ikrar.site.clock import today
from ikrar.site.shown.attention import KEPT, LISTS, Listed, kept_items, names, perhaps_kept_sections
from ikrar.site.shown.pages import at_most, page

PAGE = 40


def attention(request: HttpRequest, what: str) -> HttpResponse:
    if what not in LISTS:
        raise Http404
    look = Look(today(), settings.of().times)
    sections = perhaps_kept_sections() if what == KEPT else look.listed(what)
    shown = page(sections, request.GET.get("at", ""), PAGE)
    if what == KEPT:
        items: tuple[Item | Quiet, ...] = kept_items(shown.items)
    else:
        items = look.dormant(shown.items) if what == DORMANT else look.items(shown.items)
    listed = Listed(what, *names()[what], at_most(count(sections, COUNTED)), items)
    return render(request, "attention.html", {"here": "home", "listed": listed, "page": shown})
