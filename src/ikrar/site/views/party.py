"""A party: its partners, what it owes and is owed, its agreements, its traits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ikrar.register.dossier import party_dossier
from ikrar.register.models import Partnership, Party
from ikrar.site.clock import today
from ikrar.site.shown.account import side
from ikrar.site.shown.summary import summaries

RECENT = 20


def party(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Party, pk=pk)
    known = party_dossier(found)
    pairs = list(Partnership.objects.of(found).with_parties())
    partners, years = summaries(pairs, today())
    context = {
        "here": "partners",
        "known": known,
        "party": found,
        "partners": partners,
        "years": years,
        "owed": [side(known.owed), side(known.claimed), side(known.joint)],
        "acts": (known.encounters + known.activities)[:RECENT],
        "acts_total": len(known.encounters) + len(known.activities),
    }
    return render(request, "party.html", context)
