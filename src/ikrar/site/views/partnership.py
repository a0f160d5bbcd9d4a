"""A partnership: agreements, what each side owes the other, encounters, a line of years, sources."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ikrar.follow.attention import asleep
from ikrar.follow.course import Course, course
from ikrar.office import settings
from ikrar.register.dossier import pair_dossier
from ikrar.register.models import Agreement, Entry, Partnership
from ikrar.register.validity import office_stages
from ikrar.site.clock import today as clock
from ikrar.site.office import ours_first
from ikrar.site.shown.account import side
from ikrar.site.shown.acts import act
from ikrar.site.shown.agreement import rungs
from ikrar.site.shown.dates import span
from ikrar.site.shown.party import terms
from ikrar.site.shown.state import State
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
        "rungs": rungs(known.agreements, today),
        "preparing": _preparing(pair),
        "dormant": _dormant(pair, today),
        "since": list(standing.defer("document__text", "document__folded")[:3]),
    }
    return render(request, "partnership.html", context)


def _preparing(pair: Partnership) -> list[tuple[Agreement, Course]]:
    """The agreements in preparation, each with how far it has come."""
    stages = office_stages()
    found = Agreement.objects.filter(partnership=pair, status=Agreement.Status.PREPARATION).order_by("-day", "-pk")
    return [(a, course(stages, a.stages)) for a in found]


def _dormant(pair: Partnership, today: date) -> State | None:
    """For how long nothing has been heard, where that is longer than the office lets pass."""
    days = settings.of().times.dormant
    if not asleep(pair, today, days) or pair.last_act is None:
        return None
    return State("soon", _("dormant: quiet for %(span)s") % {"span": span((today - pair.last_act).days)})
