"""The documents, newest first, paged by key: a page costs the same wherever it lies."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.register.models import ClaimRecord, StoredDocument

PAGE = 40
UNDATED = "undated"


def _key(document: StoredDocument) -> str:
    return f"{document.published_day or UNDATED}_{document.pk}"


def _after(found: QuerySet[StoredDocument], key: str) -> QuerySet[StoredDocument]:
    """What stands below this key in the order: newest first, undated last."""
    day, _bar, pk = key.partition("_")
    if not pk.isdecimal():
        return found
    if day == UNDATED:
        return found.filter(published_day=None, pk__lt=int(pk))
    try:
        at = date.fromisoformat(day)
    except ValueError:
        return found
    return found.filter(Q(published_day__lt=at) | Q(published_day=at, pk__lt=int(pk)) | Q(published_day__isnull=True))


def documents(request: HttpRequest) -> HttpResponse:
    key = request.GET.get("after", "")
    found = StoredDocument.objects.light().order_by(F("published_day").desc(nulls_last=True), "-pk")
    page = list(_after(found, key)[: PAGE + 1])
    shown = page[:PAGE]
    counts = ClaimRecord.objects.live().filter(document__in=[d.pk for d in shown]).order_by().values("document")
    many = {row["document"]: row["many"] for row in counts.annotate(many=Count("pk"))}
    for document in shown:
        document.many = many.get(document.pk, 0)  # type: ignore[attr-defined]
    context = {
        "here": "documents",
        "documents": shown,
        "next": _key(shown[-1]) if len(page) > PAGE else "",
        "first": not key,
        "total": StoredDocument.objects.count() if not key else None,
    }
    return render(request, "documents.html", context)
