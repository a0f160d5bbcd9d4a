"""The first page: what needs attention, then the partners, then what was told of late."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.follow.attention import review
from ikrar.register.models import Partnership, StoredDocument
from ikrar.site.clock import today as clock
from ikrar.site.shown.attention import lists
from ikrar.site.shown.summary import summaries

FIRST = 5  # of each list
PARTNERS = 12
RECENT = 8


def home(request: HttpRequest) -> HttpResponse:
    today = clock()
    attention = review(today, limit=100)
    pairs = list(Partnership.objects.with_parties().order_by("-last_act", "id")[:PARTNERS])
    partners, years = summaries(pairs, today)
    context = {
        "here": "home",
        "lists": lists(attention),
        "first": FIRST,
        "partners": partners,
        "years": years,
        "partners_total": Partnership.objects.count(),
        "recent": [item.line for item in attention.recent[:RECENT]],
        "recent_total": len(attention.recent),
        "empty": not pairs and not StoredDocument.objects.exists(),
    }
    return render(request, "home.html", context)
