"""The first page: what needs attention, then the partners on their line of years, then what was told last."""

from __future__ import annotations

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.follow.attention import review
from ikrar.office import settings
from ikrar.register.models import Entry, Partnership, StoredDocument
from ikrar.site.clock import today as clock
from ikrar.site.shown.attention import lists, perhaps_kept
from ikrar.site.shown.lines import lines_of
from ikrar.site.shown.summary import summaries

FIRST = 4  # of each list
LOADED = 4 * FIRST  # of each list: enough to pass over what stands in another already
PARTNERS = 12
RECENT = 8


def home(request: HttpRequest) -> HttpResponse:
    today = clock()
    days = settings.of()
    attention = review(today, apart=True, limit=LOADED, review_days=days.review_days, dormant_days=days.dormant_days)
    pairs = list(Partnership.objects.with_parties().order_by(F("last_act").desc(nulls_last=True), "id")[:PARTNERS])
    partners, years = summaries(pairs, today)
    acts = Entry.objects.exclude(type=Entry.Type.TRAIT).order_by(F("last_told").desc(nulls_last=True), "-id")
    context = {
        "here": "home",
        "lists": lists(attention, perhaps_kept(0, FIRST)),
        "first": FIRST,
        "partners": partners,
        "years": years,
        "partners_total": Partnership.objects.count(),
        "recent": lines_of(acts[:RECENT]),
        "recent_total": attention.totals["recent"],
        "empty": not pairs and not StoredDocument.objects.exists(),
    }
    return render(request, "home.html", context)
