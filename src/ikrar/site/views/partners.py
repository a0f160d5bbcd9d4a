"""All partnerships, the latest act first, paged by key."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.register.models import Partnership
from ikrar.register.paging import by_day
from ikrar.site.clock import today
from ikrar.site.shown.pages import bounded, page
from ikrar.site.shown.summary import summaries

PAGE = 30


def partners(request: HttpRequest) -> HttpResponse:
    latest = by_day(Partnership.objects.with_parties(), "last_act", highest=False)
    shown = page(latest, request.GET.get("at", ""), PAGE)
    pairs, years = summaries(shown.items, today())
    context = {
        "here": "partners",
        "page": shown,
        "partners": pairs,
        "years": years,
        "total": bounded(Partnership.objects.all()) if shown.first else None,
    }
    return render(request, "partners.html", context)
