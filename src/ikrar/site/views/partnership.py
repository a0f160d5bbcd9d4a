"""A partnership: agreements, what each side owes the other, encounters, a line of years, sources."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.follow.attention import asleep
from ikrar.follow.course import Course, course
from ikrar.office import settings
from ikrar.register.glance import Bounds, of_pair
from ikrar.register.models import Agreement, Entry, Partnership
from ikrar.register.validity import office_stages
from ikrar.site.clock import today as clock
from ikrar.site.office import ours_first
from ikrar.site.shown.acts import act
from ikrar.site.shown.agreement import rungs
from ikrar.site.shown.dates import span
from ikrar.site.shown.narrowing import everything
from ikrar.site.shown.pages import at_most
from ikrar.site.shown.party import terms
from ikrar.site.shown.state import State
from ikrar.site.shown.timeline import draw

LANES = (Entry.Type.AGREEMENT, Entry.Type.ENCOUNTER, Entry.Type.COMMITMENT, Entry.Type.ACTIVITY)
BOUNDS = Bounds(agreements=20)  # More, as the ladder of bonds wants to know them all.
PREPARING = 10


def partnership(request: HttpRequest, pk: int) -> HttpResponse:
    pair = get_object_or_404(Partnership.objects.with_parties(), pk=pk)
    today = clock()
    a, b = ours_first(pair)
    known = of_pair(pair, a, b, BOUNDS)
    drawn = [a for a in (act(line, today) for line in known.drawn) if a]
    in_office, held = terms([a, b], today)
    lanes = in_office + [lane for lane in LANES if any(a.lane == lane for a in drawn)]
    standing = pair.claims.live().filter(kind="partnership").select_related("document").order_by("-confidence", "id")
    promised = reverse("counted", args=[pk]) + "?of=promised&side="
    context = {
        "here": "partners",
        "programmes": list(pair.programmes.order_by("-starts", "-pk")[:20]),
        "pair": pair,
        "a": a,
        "b": b,
        "known": known,
        "all": {
            "agreements": everything(a, b, types=["agreement"]),
            "encounters": everything(a, b, types=["encounter"]),
            "activities": everything(a, b, types=["activity"]),
            "sources": everything(a, b, what="documents"),
            **{side: promised + side for side in ("a", "b", "both")},
        },
        "sources": at_most(known.sources.many),
        "owed": known.owed,
        "open": known.open,
        "timeline": draw(held + drawn, lanes, today) if drawn else None,
        "rungs": rungs(known.agreements.lines, today),
        "preparing": _preparing(pair),
        "dormant": _dormant(pair, today),
        "since": list(standing.defer("document__text", "document__folded")[:3]),
    }
    return render(request, "partnership.html", context)


def _preparing(pair: Partnership) -> list[tuple[Agreement, Course]]:
    """The agreements in preparation, each with how far it has come."""
    stages = office_stages()
    found = Agreement.objects.filter(partnership=pair, type=Entry.Type.AGREEMENT)  # As the index has them.
    ongoing = found.filter(status=Agreement.Status.PREPARATION).order_by("-day", "-pk")[:PREPARING]
    return [(a, course(stages, a.stages)) for a in ongoing]


def _dormant(pair: Partnership, today: date) -> State | None:
    """For how long nothing has been heard, where that is longer than the office lets pass."""
    days = settings.of().times.dormant
    if not asleep(pair, today, days) or pair.last_act is None:
        return None
    return State("soon", _("dormant: quiet for %(span)s") % {"span": span(pair.last_act, today)})
