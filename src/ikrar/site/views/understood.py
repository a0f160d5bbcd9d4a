"""How a date that somebody types is understood, while they type it."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from ikrar.reading.typed_date import typed_date
from ikrar.site.clock import today
from ikrar.site.shown.dates import written
from ikrar.site.shown.tongue import ontology_code


def understood(request: HttpRequest) -> JsonResponse:
    """`{"edtf": "2026-11-05", "written": "5 November 2026"}`; both empty where it is no date."""
    edtf = typed_date(request.GET.get("q", ""), today(), ontology_code())
    return JsonResponse({"edtf": edtf or "", "written": written(edtf, "long") if edtf else ""})
