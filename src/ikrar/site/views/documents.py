"""The documents, newest first, paged by key: a page costs the same wherever it lies."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.register.models import ClaimRecord, StoredDocument
from ikrar.register.paging import by_day
from ikrar.site.shown.pages import bounded, page

PAGE = 40


def documents(request: HttpRequest) -> HttpResponse:
    shown = page(by_day(StoredDocument.objects.light(), "published_day"), request.GET.get("at", ""), PAGE)
    counts = ClaimRecord.objects.live().filter(document__in=[d.pk for d in shown.items]).order_by().values("document")
    many = {row["document"]: row["many"] for row in counts.annotate(many=Count("pk"))}
    for document in shown.items:
        document.many = many.get(document.pk, 0)  # type: ignore[attr-defined]
    context = {
        "here": "documents",
        "page": shown,
        "total": bounded(StoredDocument.objects.all()) if shown.first else None,
    }
    return render(request, "documents.html", context)
