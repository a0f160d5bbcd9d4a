"""A party: its partners, what it owes and is owed, its agreements, its traits."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ikrar.register.dossier import party_dossier
from ikrar.register.models import Partnership, Party
from ikrar.site.clock import today
from ikrar.site.shown.account import side
from ikrar.site.shown.summary import summaries

MOST = 20  # of each list; all of them stand with the partners


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
        "most": f":{MOST}",
        "owed": [side(known.owed), side(known.claimed), side(known.joint)],
        "acts": sorted(known.encounters + known.activities, key=lambda x: x.day or date.min, reverse=True),
    }
    return render(request, "party.html", context)
