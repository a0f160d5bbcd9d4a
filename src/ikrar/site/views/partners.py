"""All partnerships, the latest act first, paged by key."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.register.models import Partnership
from ikrar.site.clock import today
from ikrar.site.shown.summary import summaries

PAGE = 30
UNDATED = "undated"


def _key(pair: Partnership) -> str:
    return f"{pair.last_act or UNDATED}_{pair.pk}"


def _after(found: QuerySet[Partnership], key: str) -> QuerySet[Partnership]:
    day, _bar, pk = key.partition("_")
    if not pk.isdecimal():
        return found
    if day == UNDATED:
        return found.filter(last_act=None, pk__gt=int(pk))
    try:
        at = date.fromisoformat(day)
    except ValueError:
        return found
    return found.filter(Q(last_act__lt=at) | Q(last_act=at, pk__gt=int(pk)) | Q(last_act=None))


def partners(request: HttpRequest) -> HttpResponse:
    key = request.GET.get("after", "")
    ordered = Partnership.objects.with_parties().order_by(F("last_act").desc(nulls_last=True), "pk")
    page = list(_after(ordered, key)[: PAGE + 1])
    shown, years = summaries(page[:PAGE], today())
    context = {
        "here": "partners",
        "partners": shown,
        "years": years,
        "next": _key(page[PAGE - 1]) if len(page) > PAGE else "",
        "first": not key,
        "total": Partnership.objects.count() if not key else None,
    }
    return render(request, "partners.html", context)
