"""The first page: what needs attention, then the partners on their line of years, then what was told last."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.follow.attention import review
from ikrar.office import settings
from ikrar.register.lines import lines_of
from ikrar.register.models import Entry, Partnership, StoredDocument
from ikrar.register.paging import COUNTED, by_day, walk
from ikrar.site.clock import today as clock
from ikrar.site.shown.attention import lists, perhaps_kept
from ikrar.site.shown.pages import at_most, bounded
from ikrar.site.shown.summary import summaries

FIRST = 4  # of each list
LOADED = 4 * FIRST  # of each list: enough to pass over what stands in another already
PARTNERS = 12
RECENT = 8


def home(request: HttpRequest) -> HttpResponse:
    today = clock()
    attention = review(today, times=settings.of().times, apart=True, limit=LOADED, count_to=COUNTED)
    pairs = [p for _, p in walk(by_day(Partnership.objects.with_parties(), "last_act", highest=False), PARTNERS)]
    partners, years = summaries(pairs, today)
    acts = by_day(Entry.objects.exclude(type=Entry.Type.TRAIT).only("pk", "type", "last_told"), "last_told")
    context = {
        "here": "home",
        "lists": lists(attention, perhaps_kept(FIRST)),
        "first": FIRST,
        "partners": partners,
        "years": years,
        "partners_total": bounded(Partnership.objects.all()),
        "recent": lines_of((e.pk, e.type) for _, e in walk(acts, RECENT)),
        "recent_total": at_most(attention.totals["recent"]),
        "empty": not pairs and not StoredDocument.objects.exists(),
    }
    return render(request, "home.html", context)
