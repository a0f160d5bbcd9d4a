"""All partnerships, or those of one party, the latest act first, paged by key."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ikrar.register.models import Partnership, Party
from ikrar.register.paging import by_day
from ikrar.site.clock import today
from ikrar.site.given import number_in
from ikrar.site.shown.pages import bounded, page
from ikrar.site.shown.summary import summaries

PAGE = 30


def partners(request: HttpRequest) -> HttpResponse:
    party = _party(request.GET.get("party", ""))
    every = Partnership.objects.of(party) if party else Partnership.objects.all()
    latest = by_day(every.with_parties(), "last_act", highest=False)
    shown = page(latest, request.GET.get("at", ""), PAGE)
    pairs, years = summaries(shown.items, today())
    context = {
        "here": "partners",
        "party": party,
        "kept": urlencode({"party": party.pk}) if party else "",
        "page": shown,
        "partners": pairs,
        "years": years,
        "total": bounded(every) if shown.first else None,
    }
    return render(request, "partners.html", context)


def _party(given: str) -> Party | None:
    """The party whose partners are asked for; all partners where the address names none."""
    number = number_in(given)
    return get_object_or_404(Party, pk=number) if number is not None else None
