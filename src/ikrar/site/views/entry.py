"""An entry: one thing in the register, with every piece of evidence it stands on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ikrar.register.models import Commitment, Entry
from ikrar.site.shown.lines import lines_of


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    found = lines_of(Entry.objects.filter(pk=pk))
    if not found:
        raise Http404
    why = Commitment.objects.filter(pk=pk).values_list("status_why", flat=True).first()
    return render(request, "entry.html", {"here": "partners", "line": found[0], "why": why})
