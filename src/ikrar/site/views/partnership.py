"""A partnership: agreements, what each side owes the other, encounters, a line of years, sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ikrar.register.dossier import pair_dossier
from ikrar.register.models import Entry, Partnership
from ikrar.site.clock import today as clock
from ikrar.site.office import ours_first
from ikrar.site.shown.account import side
from ikrar.site.shown.acts import act
from ikrar.site.shown.party import terms
from ikrar.site.shown.timeline import draw

LANES = (Entry.Type.AGREEMENT, Entry.Type.ENCOUNTER, Entry.Type.COMMITMENT, Entry.Type.ACTIVITY)


def partnership(request: HttpRequest, pk: int) -> HttpResponse:
    pair = get_object_or_404(Partnership.objects.with_parties(), pk=pk)
    today = clock()
    known = pair_dossier(*ours_first(pair))
    drawn = [a for a in (act(line, today) for line in known.timeline) if a]
    in_office, held = terms([known.a, known.b], today)
    lanes = in_office + [lane for lane in LANES if any(a.lane == lane for a in drawn)]
    standing = pair.claims.live().filter(kind="partnership").select_related("document").order_by("-confidence", "id")
    owed = [side(known.from_a), side(known.from_b), side(known.joint)]
    context = {
        "here": "partners",
        "programmes": list(pair.programmes.order_by("-starts", "-pk")[:20]),
        "pair": pair,
        "known": known,
        "most": "",  # of what each side owes: all
        "owed": owed,
        "open": sum(len(s.open) for s in owed),
        "timeline": draw(held + drawn, lanes, today) if drawn else None,
        "since": list(standing.defer("document__text", "document__folded")[:3]),
    }
    return render(request, "partnership.html", context)
